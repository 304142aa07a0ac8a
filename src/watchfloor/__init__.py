"""watchfloor: a desk for tracking influence campaigns, every word traceable to its sentence."""

__version__ = "0.1.0"
