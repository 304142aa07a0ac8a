"""Run by Alembic: every step on the connection, and inside the transaction, of who called."""

from alembic import context

from watchfloor.ledger.stores import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
