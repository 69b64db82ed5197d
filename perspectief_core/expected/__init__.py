"""How many of an outcome each steunpunt could expect, given who came to it."""
