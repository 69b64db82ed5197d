"""Page `deelnemers`: who were they?"""
