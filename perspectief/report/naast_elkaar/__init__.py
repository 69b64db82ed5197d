"""Page `naast_elkaar`: do these steunpunten differ from each other?"""
