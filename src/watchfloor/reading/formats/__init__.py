"""File formats, one module each; what they need is imported when the first file of their kind is met."""
