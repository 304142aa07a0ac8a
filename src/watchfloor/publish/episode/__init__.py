"""The episode: a conversation of a host and an analyst, each line with what it rests on."""
