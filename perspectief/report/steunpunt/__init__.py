"""Page `steunpunt`: what can be said of this one?"""
