"""The story 'Kernboodschappen': slides over all pages, and any page as slides."""
