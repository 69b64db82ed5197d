"""From protected results to Dutch words, tables, figures and files."""
