"""Every format arrives in the same columns."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from typing import Any

import pytest
from tests.ledger.sets.files import ACLED, ICEWS, PLOVER, Desk, acled, gdelt1, gdelt2, icews, plover, workbook

from watchfloor.ledger.sets.importing import COLUMNS

DAY = date(2020, 5, 15)


def part(event: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(event[name] for name in names)


def lines_of(rows: list[dict[str, str]], columns: tuple[str, ...], delimiter: str = ",") -> list[str]:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().splitlines()


def test_gdelt_2(desk: Desk) -> None:
    event = desk.one(gdelt2(type1="GOV", name1="SERBIA"), suffix="export.CSV")
    assert list(event) == list(COLUMNS)
    assert part(event, "id", "lower", "upper", "edtf", "known", "known_marked") == (
        "900", DAY, DAY, None, date(2020, 5, 16), False,
    )  # fmt: skip
    assert part(event, "actor", "recipient", "actor_name", "actor_sectors") == ("SRB", "XKX", "SERBIA", ["GOV"])
    assert part(event, "category", "mode", "score", "goldstein", "code") == ("ACCUSE", "disapprove", -2, -2, "112")
    assert part(event, "territory", "lat", "lon", "source") == ("XKX", 42.66, 21.16, "https://example.org/a")
    assert part(event, "file", "line") == (1, 1)


def test_gdelt_1_with_and_without_an_address(desk: Desk) -> None:
    whole = gdelt1(id="1")
    short = "\t".join(gdelt1(id="2", added="20200520").split("\t")[:57])
    manifest = desk.take(desk.file("a.csv", whole, short))
    assert (manifest.format, manifest.kept, manifest.rejected) == ("gdelt1", 2, 0)
    first, second = desk.all()
    assert part(first, "territory", "lat", "known", "source") == (
        "XKX",
        42.66,
        date(2020, 5, 16),
        "https://example.org/a",
    )
    assert part(second, "territory", "lon", "known", "source") == ("XKX", 21.16, date(2020, 5, 20), None)


def test_gdelt_as_it_is_sent_out_in_an_archive(desk: Desk) -> None:
    path = desk.files / "20200515.export.CSV.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("20200515.export.CSV", gdelt1() + "\n")
    manifest = desk.take(path)
    assert (manifest.format, manifest.kept) == ("gdelt1", 1)
    assert manifest.sources[0].name.endswith("20200515.export.CSV.zip:20200515.export.CSV")


def test_a_body_in_gdelt_is_found_by_its_group_and_by_its_name(desk: Desk) -> None:
    event = desk.one(gdelt2(land1="EUR", group1="EEC", name1="EUROPEAN UNION", land2="", name2="NATO"))
    assert part(event, "actor", "recipient") == ("EU", "NATO")


def test_icews(desk: Desk) -> None:
    event = desk.one("\t".join(ICEWS), icews())
    assert part(event, "id", "lower", "known", "known_marked") == ("1@2020-05-15", DAY, DAY, True)
    assert part(event, "actor", "actor_name", "actor_sectors") == ("SRB", "Foreign Ministry (Serbia)", ["GOV"])
    assert part(event, "recipient", "category", "mode", "score", "goldstein") == ("EU", "CONSULT", "visit", 4, 1.9)
    assert part(event, "place", "territory", "source") == ("Brussels, Belgium", "BEL", "An Agency story 77 sentence 2")


def test_an_id_of_icews_may_come_again_on_another_day(desk: Desk) -> None:
    lines = ("\t".join(ICEWS), icews(), icews(Event_Date="2020-05-16"), icews())
    manifest = desk.take(desk.file("events.tab", *lines))
    assert (manifest.kept, manifest.rejected) == (2, 1)


def test_polecat(desk: Desk) -> None:
    event = desk.one("\t".join(PLOVER), plover())
    assert part(event, "id", "lower", "known", "known_marked") == ("E1", DAY, date(2020, 5, 17), False)
    assert part(event, "actor", "recipient", "actor_sectors") == ("SRB", "EU", ["GOV"])
    assert part(event, "category", "mode", "contexts", "score") == ("CONSULT", "visit", ["diplomatic", "economic"], 4)
    assert part(event, "territory", "note", "goldstein") == ("BEL", None, None)


def test_several_actors_of_one_event_are_kept_together(desk: Desk) -> None:
    event = desk.one(
        "\t".join(PLOVER), plover(Actor_Country="SRB; KOS", Recipient_Country="None", Recipient_Name="None")
    )
    assert part(event, "actor", "actors", "several", "recipient") == ("SRB", ["SRB", "XKX"], True, None)


def test_headings_that_the_rows_of_a_polecat_file_lack(desk: Desk) -> None:
    event = desk.one("\t".join([*PLOVER[:20], "Headline", *PLOVER[20:]]), plover())
    assert part(event, "place", "known") == ("Brussels", date(2020, 5, 17))


def test_acled(desk: Desk) -> None:
    event = desk.one(*lines_of([acled()], ACLED), suffix="csv")
    assert part(event, "id", "known", "known_marked") == ("XKX9", date(2020, 5, 19), False)
    assert part(event, "actor", "actor_sectors", "recipient", "recipient_sectors") == ("SRB", ["CVL"], "XKX", ["COP"])
    assert part(event, "category", "mode", "code") == ("PROTEST", "demo", "Protests / Peaceful protest")
    assert part(event, "territory", "note") == ("XKX", "Some people stood, with signs")


@pytest.mark.parametrize(
    ("precision", "lower", "upper", "edtf"),
    [
        ("1", DAY, DAY, None),
        ("2", date(2020, 5, 12), date(2020, 5, 18), "2020-05-12/2020-05-18"),
        ("3", date(2020, 5, 1), date(2020, 5, 31), "2020-05"),
    ],
)
def test_acled_days_are_as_wide_as_acled_knows(
    desk: Desk, precision: str, lower: date, upper: date, edtf: str | None
) -> None:
    event = desk.one(*lines_of([acled(time_precision=precision, event_date="15 May 2020")], ACLED, ";"), suffix="csv")
    assert part(event, "lower", "upper", "edtf") == (lower, upper, edtf)


def test_cameo_as_petrarch_writes_it(desk: Desk) -> None:
    manifest = desk.take(
        desk.file("evts.txt", "20200515\tSRBGOV\tIGOEUREEC\t042\tstory-1", "20200516\tRUSMIL\tKSV\t138\tstory-2"),
    )
    assert (manifest.format, manifest.kept) == ("cameo", 2)
    visit, threat = desk.all()
    assert part(visit, "actor", "actor_sectors", "recipient", "category", "known_marked", "id") == (
        "SRB", ["GOV"], "EU", "CONSULT", True, "1:1",
    )  # fmt: skip
    assert part(threat, "actor", "actor_sectors", "recipient", "category", "mode") == (
        "RUS", ["MIL"], "XKX", "THREATEN", "violence",
    )  # fmt: skip


def test_statements_have_no_category_in_plover_but_stay(desk: Desk) -> None:
    manifest = desk.take(desk.file("a.CSV", gdelt2(code="010")))
    assert (manifest.kept, manifest.without_category) == (1, 1)
    assert part(desk.all()[0], "category", "code") == (None, "010")


def test_an_analysts_own_table(desk: Desk) -> None:
    event = desk.one(
        "Date;Who;Target;Event;Where;URL;Notes;Published",
        '2020-05;Russia;Republic of Kosovo;SANCTION;"Pristina";https://example.org;"one; two";2020-06-02',
        suffix="csv",
    )
    assert part(event, "lower", "upper", "edtf") == (date(2020, 5, 1), date(2020, 5, 31), "2020-05")
    assert part(event, "actor", "recipient", "actor_name") == ("RUS", "XKX", "Russia")
    assert part(event, "category", "place", "source", "note") == (
        "SANCTION",
        "Pristina",
        "https://example.org",
        "one; two",
    )
    assert part(event, "known", "known_marked") == (date(2020, 6, 2), False)


def test_a_spreadsheet_saved_with_tabs_quotes_its_cells(desk: Desk) -> None:
    path = desk.file("it's own.txt", "date\tactor\tplace", '2020-05-15\tSRB\t"Place, ""Land"""')
    desk.take(path, format="csv")
    assert desk.all()[0]["place"] == 'Place, "Land"'


@pytest.mark.parametrize(
    ("written", "lower", "upper"),
    [
        ("2020-21", date(2020, 3, 1), date(2020, 5, 31)),
        ("2020-05-15~", DAY, DAY),
        ("2020-05-15/2020-05-20", DAY, date(2020, 5, 20)),
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
    ],
)
def test_partial_dates_are_never_forced_to_a_day(desk: Desk, written: str, lower: date, upper: date) -> None:
    event = desk.one("date,actor,event", f"{written},SRB,AGREE", suffix="csv")
    assert part(event, "lower", "upper", "edtf", "known", "known_marked") == (lower, upper, written, upper, True)


def test_names_of_an_own_table_are_resolved_on_the_day(desk: Desk) -> None:
    rows = ("2016-03-01,Barack Obama,EU", "2018-03-01,RUS-MIL,gazprom", "2018-03-02,Nobody We Know,Kosovo; Serbia")
    desk.take(desk.file("own.csv", "date,actor,recipient", *rows))
    first, second, third = desk.all()
    assert part(first, "actor", "actor_name", "recipient") == ("USA", "Barack Obama", "EU")
    assert part(second, "actor", "actor_sectors", "recipient") == ("RUS", ["MIL"], "gazprom")
    assert part(third, "actor", "actor_name", "recipients") == (None, "Nobody We Know", ["XKX", "SRB"])


def test_a_workbook(desk: Desk) -> None:
    path = desk.files / "own.xlsx"
    rows = (
        (None, "Date", "Actor", "Recipient", "Category", "Note"),
        (None, DAY, "SRB", "Kosovo", "consult", "two\nlines"),
        (),
        (None, 2019, "Kosovo", "SRB", "112", None),
    )
    workbook(path, {"Empty": (), "Events": rows})
    manifest = desk.take(path)
    assert (manifest.format, manifest.kept, manifest.rejected) == ("csv", 2, 0)
    assert manifest.sources[0].name == f"{path}:Events"
    year, day = desk.all()
    assert part(year, "edtf", "actor", "category", "line") == ("2019", "XKX", "ACCUSE", 4)
    assert part(day, "lower", "category", "note", "line") == (DAY, "CONSULT", "two lines", 2)
