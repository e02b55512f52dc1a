"""What stands on the wire, read into activities: pure, no connection and no clock."""
