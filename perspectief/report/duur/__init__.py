"""Page `duur`: how long does it take until there is an outcome?"""
