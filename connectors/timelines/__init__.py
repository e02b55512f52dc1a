"""Timelines of Mastodon servers: looks, streams, what becomes of statuses, and looking them up."""
