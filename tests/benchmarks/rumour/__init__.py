"""How well rumours are read and weighed, on real data."""
