"""Who is counted: criteria and filters, one choice of them, and the people it keeps."""
