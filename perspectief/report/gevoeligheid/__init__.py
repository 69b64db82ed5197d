"""Page `gevoeligheid`: does the conclusion depend on whom we count?"""
