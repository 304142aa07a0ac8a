"""A desk's own world.yaml: what it adds, and how each mistake is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from watchfloor import world as worlds
from watchfloor.errors import WorldError
from watchfloor.world import World

GOOD = """\
territories:
  - {key: ruritania, name: Ruritania, demonyms: [Ruritanian, Ruritanians], capital: Strelsau, from: 1850}
  - {key: SRB, name: Serbia, aliases: [the Land of Raspberries]}
bodies:
  - {key: strelsau-institute, kind: think-tank, name: Strelsau Institute, aliases: SI|Institute in Strelsau,
     territory: ruritania}
metonyms:
  - {phrase: Zenda Castle, key: ruritania, sector: GOV, place: ruritania, rule: after-preposition-of-place}
regions:
  - {key: elphbergs, name: Elphberg realms, members: [ruritania, SRB]}
memberships:
  - {territory: ruritania, body: NATO, status: member, from: 2021-05-01}
offices:
  - {office: sentinel, sector: GOV, level: 2, titles: [high sentinel], single: yes}
holders:
  - {person: rudolf-rassendyll, name: Rudolf Rassendyll, at: ruritania, office: president, from: 2019, to: 2021-03}
  - {person: flavia-elphberg, name: Flavia Elphberg, at: ruritania, office: president, from: 2021-03, to: ..}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "world.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def ruritania(tmp_path: Path) -> World:
    return worlds.load(write(tmp_path, GOOD))


def keys(world: World, name: str, on: date | None = None) -> set[str]:
    return {candidate.key for candidate in world.resolve(name, on)}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ruritanians", "ruritania"),
        ("Strelsau", "ruritania"),
        ("Zenda Castle", "ruritania"),
        ("SI", "strelsau-institute"),
        ("Elphberg realms", "elphbergs"),
        ("Land of Raspberries", "SRB"),
        ("the Land of Raspberries", "SRB"),
        ("Serbs", "SRB"),
        ("Rudolf Rassendyll", "rudolf-rassendyll"),
        ("high sentinel of Ruritania", "ruritania-GOV"),
    ],
)
def test_a_desk_teaches_its_own_names(ruritania: World, name: str, key: str) -> None:
    assert keys(ruritania, name) == {key}


def test_a_desk_teaches_who_held_office_when(ruritania: World) -> None:
    assert keys(ruritania, "Ruritanian president", date(2020, 6, 1)) == {"rudolf-rassendyll"}
    assert keys(ruritania, "president of Ruritania", date(2022, 6, 1)) == {"flavia-elphberg"}
    assert keys(ruritania, "president of Serbia", date(2020, 6, 1)) == {"aleksandar-vucic"}


def test_a_desk_teaches_memberships(ruritania: World) -> None:
    assert ruritania.is_member("ruritania", "NATO", date(2021, 5, 1))
    assert not ruritania.is_member("ruritania", "NATO", date(2021, 4, 30))


def test_what_a_desk_writes_it_vouches_for(ruritania: World) -> None:
    assert all(held.verified for held in ruritania.people["flavia-elphberg"])


def test_a_desks_rows_leave_the_built_in_world_alone(ruritania: World) -> None:
    assert ruritania.known("ruritania")
    assert not worlds.load().known("ruritania")
    assert worlds.load().resolve("Land of Raspberries") == ()


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    world = worlds.load(write(tmp_path, "# nothing yet\n"))
    assert set(world.territories) == set(worlds.load().territories)


@pytest.mark.parametrize(
    ("text", "code", "where", "says"),
    [
        ("bodies: [", "world.bad-row", "world.yaml:1:10", "no YAML"),
        ("- one\n", "world.bad-row", "world.yaml:1:1", "sections expected"),
        ("holder:\n  - {}\n", "world.bad-row", "world.yaml:1:1", "did you mean 'holders'?"),
        ("zzz:\n  - {}\n", "world.bad-row", "world.yaml:1:1", "known: territories"),
        ("bodies: many\n", "world.bad-row", "world.yaml:1:9", "must be a list"),
        ("bodies:\n  - one\n", "world.bad-row", "world.yaml:2:5", "must name its columns"),
        ("bodies:\n  - {key: a, kind: body, name: A, nmae: B}\n", "world.bad-row", "world.yaml:2:35", "'name'?"),
        ("bodies:\n  - {key: a}\n", "world.bad-row", "world.yaml:2:5", "lacks kind, name"),
        (
            "bodies:\n  - {key: a, kind: body, name: A, territory: SRG}\n",
            "world.unknown-code", "world.yaml:2:5", "did you mean",
        ),
        (
            "regions:\n  - {key: a, name: A, members: [SRB, qqqqqqqq]}\n",
            "world.unknown-code", "world.yaml:2:5", "give it a row of its own",
        ),
        (
            "memberships:\n  - {territory: SRB, body: NATO, status: member, from: 1 May}\n",
            "world.bad-date", "world.yaml:2:5", "'1 May'",
        ),
        (
            "memberships:\n  - {territory: SRB, body: NATO, status: member, from: 2021-02, to: 2020}\n",
            "world.bad-date", "world.yaml:2:5", "ends before it begins",
        ),
        (
            "memberships:\n  - {territory: SRB, body: NATO, status: friend}\n",
            "world.bad-row", "world.yaml:2:42", "known: member, candidate",
        ),
        (
            "memberships:\n  - {territory: SRB, body: NATO, status: member, from: 2021-21}\n",
            "world.bad-date", "world.yaml:2:5", "'2021-21'",
        ),
        (
            "memberships:\n  - {territory: SRB, body: NATO, status: member, from: 2021-02-30}\n",
            "world.bad-date", "world.yaml:2:5", "'2021-02-30'",
        ),
        (
            "offices:\n  - {office: sentinel, sector: GOV, level: 2, titles: sentinel, single: true}\n",
            "world.bad-row", "world.yaml:2:73", "known: yes, no",
        ),
        ("? [a, b]\n: - {}\n", "world.bad-row", "world.yaml:1:3", "no section"),
        (
            "holders:\n  - {person: a-b, name: A B, at: SRB, office: presidnet}\n",
            "world.unknown-code", "world.yaml:2:5", "did you mean 'president'?",
        ),
        (
            "holders:\n  - {person: a-b, name: '', at: SRB, office: president}\n",
            "world.bad-row", "world.yaml:2:5", "lacks name",
        ),
        (
            "offices:\n  - {office: sentinel, sector: GOV, level: high, titles: sentinel}\n",
            "world.bad-row", "world.yaml:2:5", "cannot be read",
        ),
        (
            "offices:\n  - {office: sentinel, sector: XXX, level: 2, titles: sentinel}\n",
            "world.unknown-code", "world.yaml:2:5", "no sector is called 'XXX'",
        ),
        (
            "metonyms:\n  - {phrase: Castle, key: SRB, rule: sometimes}\n",
            "world.bad-row", "world.yaml:2:38", "known: after-preposition-of-place",
        ),
        ("bodies:\n  - {key: {a: b}, kind: body, name: A}\n", "world.bad-row", "world.yaml:2:11", "text"),
        ("bodies:\n  - {key: a, kind: body, name: A, aliases: [[B]]}\n", "world.bad-row", "world.yaml:2:44", "text"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, code: str, where: str, says: str) -> None:
    with pytest.raises(WorldError) as caught:
        worlds.load(write(tmp_path, text))
    assert caught.value.code == code
    assert caught.value.where == where
    assert says in str(caught.value)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "world.yaml"
    path.write_bytes(b"bodies: \xff\xfe")
    with pytest.raises(WorldError, match="no text in UTF-8"):
        worlds.load(path)


def test_a_section_given_twice_adds_both(tmp_path: Path) -> None:
    one, other = (f"bodies:\n  - {{key: {key}, kind: body, name: {key.title()}}}\n" for key in ("zenda", "strelsau"))
    world = worlds.load(write(tmp_path, one + other))
    assert {"zenda", "strelsau"} <= set(world.bodies)


def test_all_mistakes_of_a_file_are_told_at_once_in_its_order(tmp_path: Path) -> None:
    text = (
        "bodies:\n"
        "  - {key: zenda, kind: body, name: Zenda, parent: qqqqqqqq}\n"
        "  - {key: hentzau, name: Hentzau, sorce: x}\n"
        "holders:\n"
        "  - {person: a-b, name: A B, at: SRB, office: president, from: May}\n"
        "  - {person: c-d, name: C D, at: hentzau, office: presidnet}\n"
        "zzz: []\n"
    )
    with pytest.raises(WorldError) as caught:
        worlds.load(write(tmp_path, text))
    told = [caught.value, *caught.value.others]
    assert [(error.code, error.where) for error in told] == [
        ("world.unknown-code", "world.yaml:2:5"),
        ("world.bad-row", "world.yaml:3:5"),  # lacks kind
        ("world.bad-row", "world.yaml:3:35"),
        ("world.bad-date", "world.yaml:5:5"),
        ("world.unknown-code", "world.yaml:6:5"),  # the office; hentzau is given above, though wrongly
        ("world.bad-row", "world.yaml:7:1"),
    ]
    assert all(error.where in str(caught.value) for error in told)


def test_the_same_file_gives_the_same_world_and_a_changed_one_another(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    first = worlds.load(path)
    assert worlds.load(path) is first
    write(tmp_path, GOOD.replace("strelsau-institute", "zenda-institute"))
    assert worlds.load(path).known("zenda-institute")
    assert not worlds.load(path).known("strelsau-institute")


def test_a_sector_is_never_put_to_a_company_or_body(ruritania: World) -> None:
    assert not ruritania.known("strelsau-institute-BUS")
    assert not ruritania.known("NATO-MIL")
    assert keys(ruritania, "NATO spokesman") == {"NATO"}
    assert keys(ruritania, "Ruritanian army") == {"ruritania-MIL"}
