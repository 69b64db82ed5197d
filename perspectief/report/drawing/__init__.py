"""How a figure looks: palette, theme, and the bars and dots that pages share."""
