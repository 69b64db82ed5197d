"""A figure as a slide, with a chart that can be edited."""
