"""A figure as a picture that stands alone: SVG, and PNG of that."""
