"""The error tree: what went wrong, where, and what to do next.

WatchfloorError
├── ReadingError      reading.*    a document cannot be read
├── WorldError        world.*      reference data is wrong
├── LedgerError       ledger.*     the record cannot be opened or written
├── CampaignError     campaign.*   campaign.yaml is wrong
├── AssessmentError   assessment.* a question cannot be answered as put
├── OutlookError      outlook.*    a forecast or a supposition cannot be
├── PublishError      publish.*    nothing may be published as it stands
└── DeskError         desk.*       a verb cannot be carried out as asked
"""

from __future__ import annotations


class WatchfloorError(Exception):
    """An error the user can act on: what, where (file:line:column), what to do next.

    code: a stable, dotted name such as `reading.no-date`. others: further errors of the same file.
    Any other exception is a bug and keeps its traceback.
    """

    def __init__(self, code: str, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.code = code
        self.what = what
        self.where = where
        self.hint = hint
        self.others: tuple[WatchfloorError, ...] = ()

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return "\n".join([f"{place}{self.what} [{self.code}]{hint}", *map(str, self.others)])


class ReadingError(WatchfloorError):
    """A document cannot be read."""


class WorldError(WatchfloorError):
    """Reference data is wrong or unknown."""


class LedgerError(WatchfloorError):
    """The record cannot be opened or written."""


class CampaignError(WatchfloorError):
    """campaign.yaml is wrong."""


class AssessmentError(WatchfloorError):
    """A question cannot be answered as put."""


class OutlookError(WatchfloorError):
    """A forecast or a supposition cannot be."""


class PublishError(WatchfloorError):
    """Nothing may be published as it stands."""


class DeskError(WatchfloorError):
    """A verb cannot be carried out as asked."""
