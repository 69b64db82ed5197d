"""A chart described for Plotly, drawn as SVG: the same traces, axes, notes and legend."""
