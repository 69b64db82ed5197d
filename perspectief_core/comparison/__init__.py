"""Perspectief beside the national service DT&V."""
