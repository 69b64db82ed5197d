"""Page `overzicht`: what became of the young people?"""
