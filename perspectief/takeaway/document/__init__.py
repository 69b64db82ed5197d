"""Figures on paper: PDF that can be read aloud, searched and kept, typeset by typst."""
