"""A date before the subject with no comma between. All sentences are written for testing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watchfloor.reading import language
from watchfloor.reading.fronted import free_subjects
from watchfloor.terms import Statement


@pytest.mark.parametrize(
    ("text", "act", "when"),
    [
        ("On 19 September Azerbaijan attacked Armenia.", "ASSAULT AZE>ARM happened", "2019-09-19"),
        ("On 3 April Chile condemned Peru.", "ACCUSE CHL>PER happened", "2020-04-03"),
        ("On 28 May the Georgian parliament condemned Peru.", "ACCUSE GEO-LEG>PER happened", "2019-05-28"),
        ("In 2019 Chile attacked Peru.", "ASSAULT CHL>PER happened", "2019"),
        ("On Tuesday Chile attacked Peru.", "ASSAULT CHL>PER happened", "2020-05-12"),
        ("On 3 April Chile was condemned by Peru.", "ACCUSE PER>CHL happened", "2020-04-03"),
        ("In 2019 and in 2020 Chile attacked Peru.", "ASSAULT CHL>PER happened", None),
    ],
)
def test_a_date_before_the_subject_takes_nothing_from_it(
    acts: Callable[[str], list[str]],
    code: Callable[[str], tuple[Statement, ...]],
    text: str,
    act: str,
    when: str | None,
) -> None:
    assert acts(text) == [act]
    if when is not None:
        (event,) = (s for s in code(text) if s.kind == "event")
        assert event.when is not None
        assert event.when.text == when


@pytest.mark.parametrize(
    "text",
    [
        "With Norway Chile attacked Peru.",
        "On 12 islands Chile built a port.",
        "In 2019, Chile attacked Peru.",
        "In 2019 the ships that Chile had sold sank.",
        "Chile attacked Peru on 19 September.",
    ],
)
def test_a_parse_without_such_a_date_stays_as_it_is(text: str) -> None:
    doc = language.load()(text)
    before = [(token.head.i, token.dep_) for token in doc]
    assert [(token.head.i, token.dep_) for token in free_subjects(doc)] == before
