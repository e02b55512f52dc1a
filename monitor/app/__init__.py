"""The composition root: makes the parts, joins them, runs them, and takes them down."""
