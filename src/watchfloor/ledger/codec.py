"""The nouns as plain JSON values and back, exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache, partial
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from watchfloor.terms import When

T = TypeVar("T")
Json = Any  #: None, bool, int, float, str, list or dict of the same
Decoder = Callable[[Json], Any]


def encode(value: object) -> Json:
    """Return a noun as plain JSON values.

    A `When` is its EDTF text, a day its ISO text, a tuple a list; fields that hold their default are left out.
    Raises TypeError for a value that is none of the nouns nor made of them.
    """
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, When):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        found = ((field, getattr(value, field.name)) for field in fields(value) if field.init)
        return {field.name: encode(item) for field, item in found if not _is_default(field, item)}
    raise TypeError(f"{type(value).__name__} is none of the nouns")


def decode(cls: type[T], data: Json) -> T:
    """Return the noun that `encode` made the data from.

    Raises ValueError for data that does not fit: a wrong type, a missing or an unknown field, a value that the noun
    refuses.
    """
    try:
        value: T = _build(cls, data)
    except (TypeError, KeyError, ValueError) as error:
        raise ValueError(f"no {cls.__name__}: {error}") from error
    return value


def decode_field(cls: type, name: str, data: Json) -> Any:
    """Return a value of one field of a noun; raises ValueError for data that does not fit."""
    try:
        return _fields_of(cls)[name](data)
    except (TypeError, KeyError, ValueError) as error:
        raise ValueError(f"no {name} of a {cls.__name__}: {error}") from error


def _is_default(field: Field[Any], item: object) -> bool:
    return field.default is not MISSING and item == field.default and type(item) is type(field.default)


@cache
def _decoder(hint: Any) -> Decoder:
    if hint is When:
        return When
    if hint is date:
        return date.fromisoformat
    if is_dataclass(hint):
        return lambda data: _build(hint, data)
    if get_origin(hint) is tuple:
        return _tuple_decoder(get_args(hint))
    if get_origin(hint) in (Union, UnionType):
        (inner,) = (arg for arg in get_args(hint) if arg is not type(None))
        some = _decoder(inner)
        return lambda data: None if data is None else some(data)
    if hint in (str, bool, int):
        return partial(_exactly, hint)
    if hint is float:
        return lambda data: _checked(data, (int, float))
    raise TypeError(f"no rule to decode {hint!r}")


def _tuple_decoder(members: tuple[Any, ...]) -> Decoder:
    if members[-1] is Ellipsis:
        each = _decoder(members[0])
        return lambda data: tuple([each(item) for item in _checked(data, list)])
    parts = [_decoder(member) for member in members]
    return lambda data: tuple([part(item) for part, item in zip(parts, _checked(data, list), strict=True)])


def _exactly(kind: type, data: Json) -> Json:
    if data.__class__ is not kind:
        raise TypeError(f"{data!r} has the wrong type")
    return data


def _checked(data: Json, allowed: Any) -> Json:
    if not isinstance(data, allowed):
        raise TypeError(f"{data!r} has the wrong type")
    return data


def _build(cls: Any, data: Json) -> Any:
    known = _fields_of(cls)
    return cls(**{name: known[name](item) for name, item in _checked(data, dict).items()})


@cache
def _fields_of(cls: Any) -> dict[str, Decoder]:
    hints = get_type_hints(cls)
    return {field.name: _decoder(hints[field.name]) for field in fields(cls) if field.init}
