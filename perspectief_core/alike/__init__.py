"""Which steunpunten are like each other in what was published of them, and whether that is more
than chance."""
