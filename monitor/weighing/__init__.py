"""Rumours: how strong each is by what was said and done, and when one is over."""
