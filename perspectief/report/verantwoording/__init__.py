"""Page `verantwoording`: can these figures be trusted and redone?"""
