"""The way from one layout of the ledger to the next, as Alembic scripts in `versions/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from alembic.config import Config


def upgrade(connection: Connection, number: int) -> None:
    """Bring a ledger of an older layout to the present one, inside the caller's transaction."""
    from alembic import command

    config = _config(connection)
    if number == 1:  # made before Alembic was used
        command.stamp(config, _revision(1))
    command.upgrade(config, "head")


def stamp(connection: Connection, number: int) -> None:
    """Mark a new ledger as being of a layout."""
    connection.exec_driver_sql("create table alembic_version (version_num varchar(32) not null primary key)")
    connection.exec_driver_sql(f"insert into alembic_version values ('{_revision(number)}')")


def _revision(number: int) -> str:
    return f"{number:04}"


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "watchfloor.ledger.stores:migrations")
    config.attributes["connection"] = connection
    return config
