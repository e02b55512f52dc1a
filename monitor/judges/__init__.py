"""Judges that need a library or a model file, behind the ports."""
