"""Cities: where they lie, and under which key."""

from __future__ import annotations

import pytest

from watchfloor.world import World, places


@pytest.mark.parametrize(
    ("name", "territory"),
    [
        ("Pristina", "XKX"),
        ("Prizren", "XKX"),
        ("Peja", "XKX"),
        ("Belgrade", "SRB"),
        ("Novi Pazar", "SRB"),
        ("Nikšić", "MNE"),
        ("Skopje", "MKD"),
        ("Banja Luka", "BIH"),
        ("Mostar", "BIH"),
        ("Kyiv", "UKR"),
        ("Simferopol", "UKR"),
        ("Murmansk", "RUS"),
        ("Tripoli", "LBY"),
        ("Tromsø", "NOR"),
    ],
)
def test_a_city_is_found_under_its_territory(name: str, territory: str) -> None:
    from watchfloor.world import split

    assert territory in {place.territory for place in places.by_name()[split(name)]}


def test_kosovo_has_its_own_code() -> None:
    assert len([place for place in places.load() if place.territory == "XKX"]) >= 10


def test_cities_stand_largest_first(world: World) -> None:
    sizes = [place.population for place in world.places]
    assert sizes == sorted(sizes, reverse=True)


def test_every_city_lies_on_earth_in_a_known_territory(world: World) -> None:
    bad = [
        place
        for place in world.places
        if not (-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180 and place.territory in world.territories)
    ]
    assert bad == []
