"""Layout 3: forecasts, and how their questions came out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the two tables; they only grow, as all others."""
    from watchfloor.ledger.stores import schema

    for name in ("forecast", "resolution"):
        op.create_table(
            name,
            sa.Column("n", sa.Integer, primary_key=True),
            sa.Column("id", sa.String, nullable=False, unique=True),
            sa.Column("question", sa.String, nullable=False),
            sa.Column("recorded", sa.String, nullable=False),
            sa.Column("payload", sa.JSON, nullable=False),
        )
    schema.guard(op.get_bind(), ("forecast", "resolution"))


def downgrade() -> None:
    """Refuse: nothing recorded is given up."""
    raise NotImplementedError("restore a backup instead")
