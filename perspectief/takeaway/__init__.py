"""What leaves the browser: a figure as a file that says itself where it comes from."""
