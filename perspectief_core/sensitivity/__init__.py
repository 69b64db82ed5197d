"""What changes when other people are counted in."""
