"""A notice as people and programs read it: in chats, in the digest, as JSON, as an alert."""
