"""Makes an extract from the registration lists of steunpunten and ministry."""
