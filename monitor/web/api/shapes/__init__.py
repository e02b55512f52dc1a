"""The shapes of answers; strangers read them, so they are checked and documented."""
