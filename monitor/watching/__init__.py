"""The watch: what each pairing's usual is, when its talk leaves it, and what is told of that."""
