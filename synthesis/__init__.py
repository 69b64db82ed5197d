"""A synthetic extract: persons who never existed, drawn so that the published figures hold.

A tool of the developers, no part of the product: `python -m synthesis` makes an extract from a
seed, `make fidelity` makes the shipped one anew and says how near it is.
"""
