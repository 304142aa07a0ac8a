"""The ledger: what is known, by whom, since when, and who says otherwise."""

from watchfloor.ledger.clusters import cluster
from watchfloor.ledger.codec import decode, encode
from watchfloor.ledger.origins import origins
from watchfloor.ledger.review import standing
from watchfloor.ledger.reviewed import Carried
from watchfloor.ledger.search import Hit
from watchfloor.ledger.store import Counts, Ledger, Recorded
from watchfloor.ledger.verify import Fault

__all__ = [
    "Carried", "Counts", "Fault", "Hit", "Ledger", "Recorded", "cluster", "decode", "encode", "origins", "standing",
]  # fmt: skip
