"""Who is interrupted, and for what: worth, budget, silences, and what receivers answer."""
