"""Layout 2: a journal with a hash chain, withdrawals, decisions, and a search index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables, then enter what is recorded already into the journal and the index."""
    op.create_table(
        "withdrawal",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("document", sa.String, nullable=False, unique=True),
        sa.Column("recorded", sa.String, nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
    )
    op.create_table(
        "decision",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("recorded", sa.String, nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
    )
    op.create_table(
        "entry",
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("recorded", sa.String, nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("chain", sa.String, nullable=False),
    )
    op.create_table(
        "passage",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("document.n"), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
    )
    op.create_index("ix_passage_document", "passage", ["document"])
    _move()


def _move() -> None:
    # The rows are read with today's code: a later layout that changes these tables must keep a copy of it here.
    from watchfloor.ledger import journal, search
    from watchfloor.ledger.stores import schema

    connection = op.get_bind()
    for table in ("document", "statement"):
        connection.exec_driver_sql(f"drop trigger {table}_no_update")
    schema.make_index(connection)
    for n, text, recorded in connection.execute(
        sa.select(schema.document.c.n, schema.document.c.text, schema.document.c.recorded).order_by("n")
    ).all():
        journal.enter(connection, "reading", n, recorded)
        search.index(connection, n, text)
    for table in ("document", "statement"):
        connection.exec_driver_sql(f"drop trigger {table}_no_delete")
    schema.guard(connection, ("document", "statement", "withdrawal", "decision", "entry"))


def downgrade() -> None:
    """Refuse: nothing recorded is given up."""
    raise NotImplementedError("restore a backup instead")
