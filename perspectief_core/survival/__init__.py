"""Time until something happens, on bare arrays: histories, curves and tests between groups."""
