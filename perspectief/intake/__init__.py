"""Makes extracts: registration lists to an extract, published figures to a synthetic extract."""
