"""Layout 1: documents, turns, statements and what was refused, as watchfloor 0.1 made them."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Do nothing: ledgers of this layout are marked as such, and none is made any more."""


def downgrade() -> None:
    """Refuse: nothing recorded is given up."""
    raise NotImplementedError("restore a backup instead")
