"""Which date belongs to which event, and what tense says of it. All sentences are written for testing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watchfloor.terms import Statement

Code = Callable[..., tuple[Statement, ...]]


def dates(code: Code, text: str) -> list[str | None]:
    return [s.when.text if s.when else None for s in code(text) if s.kind == "event"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile praised Peru on 4 April.", ["2020-04-04"]),
        ("Chile praised Peru.", [None]),
        (
            "Chile signed a treaty with Peru in March and expelled a Bolivian diplomat on 4 April.",
            ["2020-03", "2020-04-04"],
        ),
        ("In February Ghana praised Togo, while Benin condemned Togo in April.", ["2020-02", "2020-04"]),
        ("Chile, which condemned Peru in 2018, praised Bolivia on 4 April.", ["2018", "2020-04-04"]),
        ("On 4 April Chile praised Peru and condemned Bolivia.", ["2020-04-04", "2020-04-04"]),
        ("Since 2018 Kenya has supported Somalia.", ["2018/.."]),
    ],
)
def test_a_date_belongs_to_the_event_of_its_clause(code: Code, text: str, expected: list[str | None]) -> None:
    assert dates(code, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru visited Chile in September.", ["2019-09"]),
        ("Peru will visit Chile in September.", ["2020-09"]),
        ("Peru is scheduled to visit Chile in September.", ["2020-09"]),
        ("Peru visited Chile in December.", ["2019-12"]),
    ],
)
def test_a_bare_month_follows_the_tense_of_its_clause(code: Code, text: str, expected: list[str | None]) -> None:
    assert dates(code, text) == expected


def test_a_vague_date_gives_way_to_a_real_one(code: Code) -> None:
    assert dates(code, "Recently, on 4 April, Chile praised Peru.") == ["2020-04-04"]


def test_without_a_date_of_publication_nothing_is_guessed(code: Code) -> None:
    (event,) = (s for s in code("Chile praised Peru on 4 April.", "XXXX") if s.kind == "event")
    assert event.when is not None
    assert event.when.text == "XXXX-04-04"
