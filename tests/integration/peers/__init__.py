"""Against the real thing: servers of others, installed and started for these tests."""
