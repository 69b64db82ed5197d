"""Page `steunpunten`: do steunpunten differ more than chance?"""
