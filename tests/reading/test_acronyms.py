"""Acronyms that a text spells out itself. All sentences are written for testing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from watchfloor.reading.arguments import Paragraph
from watchfloor.reading.mentions import Resolver
from watchfloor.world import World

Parse = Callable[..., Paragraph]


@pytest.mark.parametrize(
    ("first", "short", "key"),
    [
        ("The Chilean defence minister Petra Holm-Kowalski (PHK) left.", "PHK", "CHL-GOV"),
        ("Annegret Kramp-Karrenbauer (AKK) left.", "AKK", "annegret-kramp-karrenbauer"),
        ("The African Union (AU) met.", "AU", "AU"),
    ],
)
def test_an_acronym_is_whom_the_text_said(parse: Parse, world: World, first: str, short: str, key: str) -> None:
    resolver = Resolver(world, date(2020, 5, 15))
    parse(first, resolver)
    found = parse(f"On Monday {short} praised Peru.", resolver)
    assert next(m.entity.key for m in found.mentions if m.start == 2) == key


def test_an_acronym_is_taken_up_in_its_own_paragraph(parse: Parse) -> None:
    par = parse("The Chilean defence minister Petra Holm-Kowalski (PHK) left. On Monday PHK praised Peru.")
    assert [m.entity.key for m in par.mentions if par.doc[m.start].text == "PHK"] == ["CHL-GOV", "CHL-GOV"]


def test_letters_that_begin_no_words_of_the_name_are_no_acronym(parse: Parse, world: World) -> None:
    resolver = Resolver(world, date(2020, 5, 15))
    parse("The African Union (XQZ) met.", resolver)
    assert not any(m.entity.key == "AU" for m in parse("On Monday XQZ praised Peru.", resolver).mentions)
