"""Dates in English text, as EDTF counted from the day of publication."""

from watchfloor.reading.dates.find import Dated, Story, find_dates
from watchfloor.reading.dates.hours import find_hours
from watchfloor.reading.dates.tense import tense_by_cues

__all__ = ["Dated", "Story", "find_dates", "find_hours", "tense_by_cues"]
