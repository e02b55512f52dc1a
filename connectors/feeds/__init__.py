"""RSS, Atom and JSON Feed: read whatever stands there, and remembered from look to look."""
