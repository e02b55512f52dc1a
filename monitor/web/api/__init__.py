"""What is known, for programs: JSON with its document, CSV, an Atom feed."""
