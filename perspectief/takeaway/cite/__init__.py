"""Citations in a document: found, and laid beside the figures as they are now."""
