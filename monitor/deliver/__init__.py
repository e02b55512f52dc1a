"""The way out: stored messages become signed webhooks, each at least once, under one id."""
