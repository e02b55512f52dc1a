"""Trains what is learned, from what stands in the repository; the same bytes each time."""
