"""Lists together: rounds, doubles, who moved, who falls outside the period, children."""
