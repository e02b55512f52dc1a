"""What rumours that have ended teach: days of them, measures, and the constants that fit them."""
