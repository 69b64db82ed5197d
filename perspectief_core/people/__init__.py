"""What became of the people counted, who they were, and how often they were seen."""
