"""Page `samenhang`: which characteristics go with the outcome, and does that stay so?"""
