"""From an extract to a bundle: the protected results of an edition, in one file without persons."""
