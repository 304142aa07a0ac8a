"""Reckoning with chances: beliefs, the process graph, enumeration, simulation."""
