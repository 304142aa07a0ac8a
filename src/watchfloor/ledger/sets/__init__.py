"""Event sets: others' event data beside our own record, as Parquet read with DuckDB; needs the extra `[sets]`."""

from watchfloor.ledger.sets.asking import Asked, Dyad, Moment, count, events, export, monthly, series
from watchfloor.ledger.sets.importing import Notice, import_set
from watchfloor.ledger.sets.mapping import Mapped
from watchfloor.ledger.sets.mapping import load as load_mapping
from watchfloor.ledger.sets.shapes import SHAPES
from watchfloor.ledger.sets.shelf import Manifest, faults, load, remove, sets_in

__all__ = [
    "SHAPES", "Asked", "Dyad", "Manifest", "Mapped", "Moment", "Notice", "count", "events", "export", "faults",
    "import_set", "load", "load_mapping", "monthly", "remove", "series", "sets_in",
]  # fmt: skip
