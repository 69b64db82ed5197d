"""Which sheet, which row is the header, which column is which question, and how sure that is."""
