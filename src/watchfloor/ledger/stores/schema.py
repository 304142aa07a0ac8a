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

#: Number of this layout; a new layout takes the next number and a migration `migrations/versions/000N_….py`.
SCHEMA = 3

#: SQLite's `application_id` of a ledger ("wfld"): tells it from any other database.
APPLICATION = 0x77666C64

metadata = MetaData()

#: Which version of watchfloor made which layout, so that an older one can say what to install.
layout = Table(
    "layout",
    metadata,
    Column("schema", Integer, primary_key=True, autoincrement=False),
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

#: A document whose text was erased: its words are gone, the row says why.
withdrawal = Table(
    "withdrawal",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("document", String, nullable=False, unique=True),  # id
    Column("recorded", String, nullable=False),
    Column("why", String, nullable=False),
    Column("sha256", String, nullable=False),  # of the text that was erased
)

#: What a person decided about statements.
decision = Table(
    "decision",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("recorded", String, nullable=False),
    Column("payload", JSON, nullable=False),
)

#: What somebody held to be how likely.
forecast = Table(
    "forecast",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("question", String, nullable=False),
    Column("recorded", String, nullable=False),
    Column("payload", JSON, nullable=False),
)

#: How a question came out.
resolution = Table(
    "resolution",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("question", String, nullable=False),
    Column("recorded", String, nullable=False),
    Column("payload", JSON, nullable=False),
)

#: The journal: one row for each act of recording, each with the hash of the one before.
entry = Table(
    "entry",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),  # reading, correction, withdrawal, decision, forecast, resolution
    Column("row", Integer, nullable=False),  # in the table of its kind
    Column("recorded", String, nullable=False),
    Column("why", String, nullable=False),
    Column("digest", String, nullable=False),  # SHA-256 of what was recorded
    Column("chain", String, nullable=False),  # SHA-256 of all that and of the chain before
)

#: Spans of text that are searched; derived from the documents, so it may be made anew.
passage = Table(
    "passage",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("document", ForeignKey("document.n"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

#: Tables that only grow; words of a withdrawn document may be blanked.
APPEND_ONLY = (
    "layout", "document", "turn", "statement", "refused", "withdrawal", "decision", "forecast", "resolution", "entry",
)  # fmt: skip
_BLANKED = {"document": "old.id", "statement": "(select id from document where n = old.document)"}
_MESSAGE = "the ledger is append-only"


def make(connection: Connection) -> None:
    """Make the tables, the search index and the triggers of an empty ledger, inside the caller's transaction."""
    metadata.create_all(connection)
    make_index(connection)
    guard(connection, APPEND_ONLY)


def make_index(connection: Connection) -> None:
    """Make the index of words behind `search`: FTS5 in SQLite, a tsvector in PostgreSQL."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "create virtual table passage_words using fts5(words, content='', tokenize='porter unicode61')"
        )
    else:
        connection.exec_driver_sql(
            "create table passage_words (n integer primary key references passage (n), words tsvector not null)"
        )
        connection.exec_driver_sql("create index passage_by_word on passage_words using gin (words)")


def guard(connection: Connection, tables: tuple[str, ...]) -> None:
    """Let the rows of these tables be added to only."""
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        for name, exception in (("append_only", ""), *((f"blank_{t}", id) for t, id in _BLANKED.items())):
            connection.exec_driver_sql(_function(name, exception))
    for table in tables:
        for verb in ("update", "delete"):
            blanked = _BLANKED.get(table) if verb == "update" else None
            if sqlite:
                when = f"when not {_withdrawn(blanked)} " if blanked else ""
                body = f"begin select raise(abort, '{_MESSAGE}'); end"
                connection.exec_driver_sql(f"create trigger {table}_no_{verb} before {verb} on {table} {when}{body}")
            else:
                act = f"for each row execute function {f'blank_{table}' if blanked else 'append_only'}()"
                connection.exec_driver_sql(f"create trigger {table}_no_{verb} before {verb} on {table} {act}")


def _withdrawn(id: str) -> str:
    return f"exists (select 1 from withdrawal where withdrawal.document = {id})"


def _function(name: str, id: str) -> str:
    unless = f"if {_withdrawn(id)} then return new; end if; " if id else ""
    body = f"begin {unless}raise exception '{_MESSAGE}' using errcode = 'restrict_violation'; end"
    return f"create or replace function {name}() returns trigger language plpgsql as $${body}$$"
