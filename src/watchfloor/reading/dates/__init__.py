"""Dates in English text, as EDTF counted from the day of publication."""

from watchfloor.reading.dates.find import Dated, find_dates
from watchfloor.reading.dates.tense import tense_by_cues

__all__ = ["Dated", "find_dates", "tense_by_cues"]
