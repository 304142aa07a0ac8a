"""The tables of the record, and the triggers that keep it append-only."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

#: Number of this layout, kept in SQLite's `user_version`; a new layout takes the next number and a migration.
SCHEMA = 1

#: SQLite's `application_id` of a ledger ("wfld"): tells it from any other database.
APPLICATION = 0x77666C64

metadata = MetaData()

#: Which version of watchfloor made which layout, so that an older one can say what to install.
layout = Table(
    "layout",
    metadata,
    Column("schema", Integer, primary_key=True),
    Column("watchfloor", String, nullable=False),
)

#: One row for each reading of a document that differs from the last; the last row of an id rules.
document = Table(
    "document",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("reading", String, nullable=False),  # digest of the whole reading
    Column("title", String, nullable=False),
    Column("published", String, nullable=False),  # EDTF
    Column("first", Date),
    Column("last", Date),
    Column("known", Date),  # null: in no as-of view
    Column("recorded", String, nullable=False),  # ISO 8601, UTC
    Column("text", Text, nullable=False),
    Column("lines", JSON, nullable=False),
    Column("payload", JSON, nullable=False),  # all the rest of the metadata
    Index("document_by_id", "id", "n"),
)

turn = Table(
    "turn",
    metadata,
    Column("document", ForeignKey("document.n"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("speaker", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

statement = Table(
    "statement",
    metadata,
    Column("document", ForeignKey("document.n"), primary_key=True),
    Column("n", Integer, primary_key=True),  # order in the reading
    Column("id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("event", String),
    Column("factuality", String),
    Column("happened", String),  # EDTF
    Column("first", Date),
    Column("last", Date),
    Column("known", Date),
    Column("recorded", String, nullable=False),
    Column("proposal", Boolean, nullable=False),
    Column("payload", JSON, nullable=False),
    Index("statement_by_id", "document", "id", unique=True),
    Index("statement_by_known", "known"),
)

refused = Table(
    "refused",
    metadata,
    Column("document", ForeignKey("document.n"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("reason", String, nullable=False),
)


def build(connection: Connection, watchfloor: str) -> None:
    """Make the tables, triggers and marks of an empty ledger, inside the caller's transaction."""
    metadata.create_all(connection)
    for table in metadata.tables:
        for verb in ("update", "delete"):
            connection.exec_driver_sql(
                f"create trigger {table}_no_{verb} before {verb} on {table} "
                "begin select raise(abort, 'the ledger is append-only'); end"
            )
    connection.execute(layout.insert().values(schema=SCHEMA, watchfloor=watchfloor))
    connection.exec_driver_sql(f"pragma application_id = {APPLICATION}")
    connection.exec_driver_sql(f"pragma user_version = {SCHEMA}")
