"""Decisive acts as they are known: seen, told of, pushed or reported, each once."""
