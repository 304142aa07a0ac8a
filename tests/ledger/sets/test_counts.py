"""Rows read are rows kept and rows rejected, whatever stands in the file; no later row changes an earlier view."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ledger.sets.files import Desk, gdelt2

from watchfloor.ledger.sets import Asked, events
from watchfloor.world import World

SLOW = settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
FIRST = date(2020, 5, 1)
GOOD = st.builds(
    gdelt2,
    id=st.integers(1, 12).map(str),
    day=st.integers(0, 40).map(lambda days: f"{FIRST + timedelta(days):%Y%m%d}"),
    code=st.sampled_from(["010", "042", "112", "190", "x"]),
    lat=st.sampled_from(["42", "", "99"]),
)
ANY = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=40)
BAD = st.one_of(ANY, GOOD.map(lambda line: line[:-20]), GOOD.map(lambda line: f"{line}\t"), st.just('"'))


@SLOW
@given(st.lists(st.one_of(GOOD, GOOD, BAD), max_size=25))
def test_every_row_is_kept_or_rejected(world: World, lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), world)
        manifest = desk.take(desk.file("a.CSV", gdelt2(id="100"), *lines))
        assert manifest.kept + manifest.rejected == 1 + sum(1 for line in lines if line.strip("\t "))
        assert len(desk.all()) == manifest.kept
        assert len({event["id"] for event in desk.all()}) == manifest.kept


@SLOW
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=15),
    st.lists(st.integers(0, 40), max_size=10),
    st.integers(0, 40),
)
def test_what_is_entered_later_changes_no_earlier_view(
    world: World, rows: list[tuple[int, int]], later: list[int], asked: int
) -> None:
    as_of = FIRST + timedelta(asked)
    lines = [row(number, happened, entered) for number, (happened, entered) in enumerate(rows)]
    late = [row(100 + number, happened, asked + 1) for number, happened in enumerate(later)]
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), world)
        desk.take(desk.file("a.CSV", *lines), name="early")
        desk.take(desk.file("b.CSV", *lines, *late), name="late")
        early, now = (list(events(desk.folder, name, Asked(as_of=as_of))) for name in ("early", "late"))
        assert early == now
        assert len(early) == sum(entered <= asked for _, entered in rows)


def row(number: int, happened: int, entered: int) -> str:
    day, added = (f"{FIRST + timedelta(days):%Y%m%d}" for days in (happened, entered))
    return gdelt2(id=str(number), day=day, added=f"{added}000000")
