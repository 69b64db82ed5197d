"""A synthetic extract: persons who never existed, drawn so that the published figures hold."""
