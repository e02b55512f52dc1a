"""A newcomer in a bare Debian: from the clone to the first alert, with a stop watch."""
