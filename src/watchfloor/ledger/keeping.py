"""Keeping what was gathered beside the record, so that the next program need not gather it again.

It is derived and no part of the record: made with other code, of another world or from other rows, it is not used;
where it cannot be written, nothing is lost.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any
from zlib import crc32

import numpy as np
from sqlalchemy import Column, Connection, LargeBinary, MetaData, String, Table, inspect, select

from watchfloor import __version__
from watchfloor.errors import LedgerError
from watchfloor.ledger import stores
from watchfloor.ledger.codec import decode, encode
from watchfloor.ledger.gathered import Filed, Gathered, Kept, Pair
from watchfloor.ledger.marks import unpack
from watchfloor.ledger.origins import Names
from watchfloor.ledger.stores import schema
from watchfloor.terms import Contradiction

#: Fewer facts are gathered again sooner than they are kept.
WORTH = 1000

#: Tables of their own, made when they are first needed.
derived = MetaData()
_gathered = Table("gathered", derived, Column("method", String, primary_key=True), Column("value", LargeBinary))
_kept = Table(
    "gathered_document",
    derived,
    Column("document", String, primary_key=True),
    Column("method", String, nullable=False),
    Column("by", String, nullable=False),
    Column("value", LargeBinary, nullable=False),
)
_ARRAYS = tuple(each.name for each in fields(Gathered) if each.name not in ("documents", "between", "inside"))


@cache
def method(world: str) -> str:
    """Return a digest of the code that gathers, and of the world it asks.

    world: digest of all that says whom a key acts for.
    """
    code = blake2b(f"{__version__}\x1f{world}".encode(), digest_size=16)
    rooms = files("watchfloor")
    for name in sorted(each.name for each in (rooms / "ledger").iterdir() if each.name.endswith(".py")):
        code.update((rooms / "ledger" / name).read_bytes())
    for name in ("function-words.txt", "number-words.txt"):
        code.update((rooms / "world" / name).read_bytes())
    return code.hexdigest()


def load(connection: Connection, method: str) -> Gathered | None:
    """Return what was kept by a method; None where nothing was, or it is damaged."""
    with suppress(ValueError):
        return read(connection, method)
    return None


def read(connection: Connection, method: str) -> Gathered | None:
    """Return what was kept by a method, if anything was; raises ValueError where it is damaged."""
    if not inspect(connection).has_table(_gathered.name):
        return None
    value = connection.scalar(select(_gathered.c.value).where(_gathered.c.method == method))
    return None if value is None else _read(_sound(value))


def load_kept(connection: Connection, method: str) -> dict[str, Kept]:
    """Return what was kept of each document; the damaged left out."""
    found: dict[str, Kept] = {}
    if inspect(connection).has_table(_kept.name):
        for row in connection.execute(select(_kept).where(_kept.c.method == method)):
            with suppress(ValueError):
                value = _sound(row.value)
                size = int(np.frombuffer(value, "i4", 1)[0])
                sketch = np.frombuffer(value, "u4", size, 4)
                found[row.document] = Kept(row.by, sketch, unpack(value[4 + 4 * size :]))
    return found


def save(
    store: stores.Store, method: str, gathered: Gathered, kept: Mapping[str, Kept], changed: Collection[str]
) -> None:
    """Keep what was gathered in the place of what was kept before; where that fails, let it be.

    changed: ids of the documents that came, went or changed since.
    """
    with suppress(LedgerError), store.transaction(write=True) as connection:
        gone = set(connection.scalars(select(schema.withdrawal.c.document)))
        if any(each.names.id in gone for each in gathered.documents):
            return  # withdrawn meanwhile, by another program
        derived.create_all(connection)
        connection.execute(_gathered.delete())
        connection.execute(_gathered.insert(), {"method": method, "value": _written(gathered)})
        connection.execute(_kept.delete().where(_kept.c.method != method))
        for id in changed:
            connection.execute(_kept.delete().where(_kept.c.document == id))
        new = [
            {"document": id, "method": method, "by": kept[id].by, "value": _packed(kept[id])}
            for id in changed
            if id in kept
        ]
        if new:
            connection.execute(_kept.insert(), new)


def forget(connection: Connection) -> None:
    """Erase all that is kept: words of a document that is withdrawn are in it."""
    for table in (_gathered, _kept):
        if inspect(connection).has_table(table.name):
            connection.execute(table.delete())


def _packed(kept: Kept) -> bytes:
    size = np.array([len(kept.sketch)], "i4")
    return _sealed(size.tobytes() + kept.sketch.astype("u4").tobytes() + kept.marks.pack())


def _sealed(value: bytes) -> bytes:
    return value + crc32(value).to_bytes(4, "little")


def _sound(value: bytes) -> bytes:
    if crc32(value[:-4]) != int.from_bytes(value[-4:], "little"):
        raise ValueError("a byte was changed")
    return value[:-4]


def _written(gathered: Gathered) -> bytes:
    arrays = {name: getattr(gathered, name) for name in _ARRAYS}
    head = {
        "documents": [
            [each.names.id, each.names.called, each.names.declared, each.known, each.by, each.origin, each.carries,
             each.size] for each in gathered.documents
        ],
        "between": list(_plain(gathered.between)),
        "inside": list(_plain(gathered.inside)),
        "arrays": {name: [array.dtype.str, *array.shape] for name, array in arrays.items()},
    }  # fmt: skip
    text = json.dumps(head, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return _sealed(len(text).to_bytes(4, "little") + text + b"".join(array.tobytes() for array in arrays.values()))


def _read(value: bytes) -> Gathered:
    at = 4 + int.from_bytes(value[:4], "little")
    head = json.loads(value[4:at].decode("utf-8", "surrogatepass"))
    arrays: dict[str, Any] = {}
    for name, (kind, *shape) in head["arrays"].items():
        count = int(np.prod(shape))
        arrays[name] = np.frombuffer(value, kind, count, at).reshape(shape)
        at += count * np.dtype(kind).itemsize
    return Gathered(
        documents=tuple(
            Filed(Names(id, tuple(called), declared), *rest) for id, called, declared, *rest in head["documents"]
        ),
        between=tuple(_pairs(head["between"])),
        inside=tuple(_pairs(head["inside"])),
        **arrays,
    )


def _plain(pairs: tuple[Pair, ...]) -> Iterator[Any]:
    return ([a, b, encode(told)] for a, b, told in pairs)


def _pairs(plain: list[Any]) -> Iterator[Pair]:
    return ((a, b, tuple(decode(Contradiction, each) for each in told)) for a, b, told in plain)
