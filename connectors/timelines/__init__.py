"""How timelines of Mastodon servers are read: looks, streams, and what becomes of statuses."""
