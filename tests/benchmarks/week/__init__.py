"""The editor's week: what a desk would have been told, and what became of it."""
