"""Page `onderzoeksvragen`: where is the answer to questions 1 to 21?"""
