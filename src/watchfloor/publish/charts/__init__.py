"""The map, the timeline and the standings, drawn offline."""
