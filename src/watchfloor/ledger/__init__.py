"""The ledger: what is known, by whom, since when, and who says otherwise."""

from watchfloor.ledger.clusters import cluster
from watchfloor.ledger.codec import decode, encode
from watchfloor.ledger.origins import origins
from watchfloor.ledger.store import Counts, Ledger, Recorded

__all__ = ["Counts", "Ledger", "Recorded", "cluster", "decode", "encode", "origins"]
