"""What comes next: chances of processes, what if, warnings, and the register of forecasts."""

from __future__ import annotations

from watchfloor.outlook.looking import look, what_if

__all__ = ["look", "what_if"]
