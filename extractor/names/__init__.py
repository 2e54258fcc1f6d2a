"""People, organizations and places."""
