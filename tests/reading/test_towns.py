"""Of which country a town is. All names are of public places."""

from __future__ import annotations

import pytest

from watchfloor.reading import towns


@pytest.mark.parametrize(
    ("name", "named", "territory"),
    [
        ("Osaka", (), "JPN"),
        ("St Petersburg", (), "RUS"),
        ("Poti", ("GEO",), "GEO"),  # a larger one lies in Brazil
        ("Kobani", (), None),  # another name of a small town elsewhere
        ("North", (), None),
        ("Nowhereville", (), None),
    ],
)
def test_a_town_is_of_the_country_the_text_names_else_the_largest(
    name: str, named: tuple[str, ...], territory: str | None
) -> None:
    assert towns.country_of(name, named) == territory


def test_only_names_of_towns_are_towns() -> None:
    assert towns.is_town("Gao")
    assert not towns.is_town("Nowhereville")
