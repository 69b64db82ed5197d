"""Whether steunpunten, and types of them, differ more than chance."""
