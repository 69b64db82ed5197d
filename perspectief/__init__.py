"""What people use: words, pictures, screens, extracts and commands over `perspectief_core`."""
