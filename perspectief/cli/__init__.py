"""The `perspectief` command: parses, calls intake, core and report, prints."""
