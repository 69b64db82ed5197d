"""Page `werkwijzen`: does the working method go with the outcome?"""
