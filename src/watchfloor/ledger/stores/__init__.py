"""Where a ledger lies: a SQLite file or a PostgreSQL database, one schema for both."""

from watchfloor.ledger.stores.connect import Store, connect, damaged

__all__ = ["Store", "connect", "damaged"]
