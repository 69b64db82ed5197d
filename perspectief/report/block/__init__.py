"""The figure block, its table, citation, files, and the strip of other choices."""
