"""The extract written aside, checked by loading it, and put in place at once."""
