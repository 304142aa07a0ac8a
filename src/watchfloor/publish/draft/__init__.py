"""The editor's control: an issue as Markdown that may be rewritten, and back, with what it rests on."""
