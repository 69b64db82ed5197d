"""What people use: words, pictures, screens, extracts and the command line over `perspectief_core`."""
