"""Whom and what a text names, and which pairings it is about."""
