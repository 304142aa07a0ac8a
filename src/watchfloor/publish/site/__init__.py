"""The pages of an issue, as text by path."""
