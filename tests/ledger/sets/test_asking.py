"""Questions to a set: a dyad as of a day, by month, as series; what is withheld, broken or unknown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.ledger.sets.files import PLOVER, Desk, gdelt2, plover

from watchfloor.errors import LedgerError, WorldError
from watchfloor.ledger.sets import (
    Asked,
    Moment,
    Notice,
    count,
    events,
    export,
    faults,
    monthly,
    remove,
    series,
    sets_in,
)

NONE = {"Recipient_Country": "None", "Recipient_Name": "None"}


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """Return a desk with a set of six events."""
    rows = (
        plover(Event_ID="1", Recipient_Country="KOS"),
        plover(Event_ID="2", Recipient_Country="KOS", Event_Type="ACCUSE", Event_Mode="allege", Event_Date="2020-06-02",
               Publication_Date="2020-06-03"),
        plover(Event_ID="3", Actor_Country="KOS", Recipient_Country="SRB", Event_Type="SANCTION"),
        plover(Event_ID="4", Actor_Country="SRB; RUS", Recipient_Country="KOS; ALB", Event_Type="COERCE"),
        plover(Event_ID="5", Actor_Country="SRB; KOS", **NONE),
        plover(Event_ID="6", Recipient_Country="KOS", Event_Date="2020-05/2020-06", Publication_Date="None"),
    )  # fmt: skip
    desk.take(desk.file("a.txt", "\t".join(PLOVER), *rows))
    return desk


def ids(desk: Desk, **wanted: Any) -> str:
    return "".join(sorted(event["id"] for event in events(desk.folder, "made", Asked(**wanted))))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, "123456"),
        ({"actors": ("SRB",)}, "12456"),
        ({"actors": ("SRB",), "recipients": ("XKX",)}, "1246"),
        ({"recipients": ("ALB",)}, "4"),
        ({"actors": ("KOS",)}, ""),
        ({"actors": ("XKX", "RUS")}, "345"),
        ({"categories": ("CONSULT",)}, "156"),
        ({"as_of": date(2020, 5, 16)}, ""),
        ({"as_of": date(2020, 6, 2)}, "1345"),
        ({"as_of": date(2020, 6, 30)}, "123456"),
        ({"first": date(2020, 6, 1)}, "26"),
        ({"last": date(2020, 5, 10)}, "6"),
        ({"first": date(2020, 5, 16), "last": date(2020, 5, 20)}, "6"),
    ],
)
def test_events_are_chosen_by_party_category_and_both_clocks(asked: Desk, wanted: dict[str, Any], found: str) -> None:
    assert ids(asked, **wanted) == found
    assert count(asked.folder, "made", Asked(**wanted)) == len(found)


def test_months_count_every_dyad_of_an_event_and_leave_open_what_is_open(asked: Desk) -> None:
    rows = list(monthly(asked.folder, "made"))
    by = {(row["month"], row["actor"], row["recipient"]): row for row in rows}
    assert set(by) == {
        ("2020-05", "SRB", "XKX"), ("2020-05", "SRB", "ALB"), ("2020-05", "RUS", "XKX"), ("2020-05", "RUS", "ALB"),
        ("2020-05", "XKX", "SRB"), ("2020-05", "SRB", None), ("2020-05", "XKX", None), ("2020-06", "SRB", "XKX"),
        (None, "SRB", "XKX"),
    }  # fmt: skip
    may = by["2020-05", "SRB", "XKX"]
    assert (may["events"], may["verbal_cooperation"], may["material_conflict"], may["score"]) == (2, 1, 1, -1.5)
    assert by[None, "SRB", "XKX"]["events"] == 1
    (only,) = monthly(asked.folder, "made", Asked(recipients=("ALB",), actors=("RUS",)))
    assert (only["actor"], only["recipient"], only["events"]) == ("RUS", "ALB", 1)


def test_series_give_each_dyad_its_acts_in_order(asked: Desk) -> None:
    asked.take(asked.file("b.CSV", gdelt2(code="042", goldstein="1.9", day="20200101")), name="other")
    dyads = {(dyad.actor, dyad.recipient): dyad.moments for dyad in series(asked.folder, ("made", "other"))}
    assert set(dyads) == {("SRB", "XKX"), ("SRB", "ALB"), ("RUS", "XKX"), ("RUS", "ALB"), ("XKX", "SRB")}
    first, *rest = dyads["SRB", "XKX"]
    assert first == Moment(date(2020, 1, 1), date(2020, 1, 1), "CONSULT", 4, 1.9)
    assert [moment.category for moment in rest] == ["CONSULT", "CONSULT", "COERCE", "ACCUSE"]


def test_an_export_is_parquet_that_others_read(asked: Desk) -> None:
    path = asked.files / "srb.parquet"
    assert export(asked.folder, "made", path, Asked(actors=("SRB",))) == 5
    table = pq.read_table(path)
    assert sorted(table.column("id").to_pylist()) == ["1", "2", "4", "5", "6"]
    assert [column for column in table.column_names if column.startswith("known")] == ["known", "known_marked"]
    with pytest.raises(LedgerError, match=r"ledger\."):
        export(asked.folder, "made", asked.files / "nowhere" / "x.parquet")
    assert [each.name for each in asked.files.glob(".watchfloor*")] == []


def test_a_set_above_the_level_is_withheld(desk: Desk) -> None:
    desk.take(desk.file("a.CSV", gdelt2()), notice=Notice(tlp="amber", rights="own", licence="CC0", source="a shelf"))
    with pytest.raises(LedgerError, match=r"ledger\.set-withheld"):
        list(events(desk.folder, "made", tlp="green"))
    assert len(list(events(desk.folder, "made", tlp="amber"))) == 1
    (manifest,) = sets_in(desk.folder)
    assert (manifest.tlp, manifest.rights, manifest.licence, manifest.source) == ("amber", "own", "CC0", "a shelf")


def test_a_changed_byte_is_found(asked: Desk) -> None:
    (part, *_) = (asked.folder / "made").glob("*.parquet")
    assert faults(asked.folder, "made") == ()
    whole = part.read_bytes()
    part.write_bytes(whole[:100] + bytes([whole[100] ^ 1]) + whole[101:])
    assert faults(asked.folder, "made") == (f"{part}: its bytes have changed",)
    part.write_bytes(whole[:-8] + b"12345678")
    with pytest.raises(LedgerError, match=r"ledger\.set-damaged"):
        list(events(asked.folder, "made"))
    part.unlink()
    assert faults(asked.folder, "made") == (f"{part}: it is missing",)
    (asked.folder / "made" / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(LedgerError, match=r"ledger\.set-damaged"):
        sets_in(asked.folder)


def test_a_removed_set_is_gone_and_its_name_is_free(asked: Desk) -> None:
    assert remove(asked.folder, "made").kept == 6
    assert list(asked.folder.iterdir()) == []
    with pytest.raises(LedgerError, match=r"ledger\.set-unknown"):
        remove(asked.folder, "made")
    asked.take(asked.file("b.CSV", gdelt2()))
    assert [event["id"] for event in asked.all()] == ["900"]


def test_what_is_unknown_is_said(asked: Desk) -> None:
    with pytest.raises(LedgerError, match="there are: made"):
        list(events(asked.folder, "mad"))
    with pytest.raises(WorldError, match="CONSLT"):
        list(events(asked.folder, "made", Asked(categories=("CONSLT",))))
