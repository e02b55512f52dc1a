"""A subscription to Jetstream: dialling a host, and gathering what it says into pages."""
