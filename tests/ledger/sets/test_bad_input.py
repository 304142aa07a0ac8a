"""What cannot be read is refused: a row with its line and reason, a file with a clear error and no trace of a set."""

from __future__ import annotations

import csv
import resource
import zipfile
from pathlib import Path

import pytest
from tests.ledger.sets.files import ICEWS, PLOVER, Desk, gdelt1, gdelt2, icews, plover, workbook

from watchfloor.errors import LedgerError
from watchfloor.ledger.sets import opening, sets_in, shelf


def refused(desk: Desk) -> list[tuple[int, str]]:
    """Return line and reason of every rejected row."""
    with (desk.folder / "made" / "rejected.csv").open(encoding="utf-8", newline="") as file:
        return [(int(row["line"]), row["reason"]) for row in csv.DictReader(file)]


def fails(desk: Desk, path: Path, code: str, **options: str) -> LedgerError:
    """Import a file that cannot be read; see that nothing is left."""
    with pytest.raises(LedgerError) as told:
        desk.take(path, **options)
    assert told.value.code == f"ledger.{code}"
    assert told.value.hint
    assert sets_in(desk.folder) == ()
    assert not desk.folder.exists() or list(desk.folder.iterdir()) == []
    return told.value


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (gdelt2() + "\tmore", "62 columns, not 61"),
        ("900\t20200515", "2 columns, not 61"),
        (gdelt2(day="20200230"), "'20200230' is no date"),
        (gdelt2(day=""), "no date"),
        (gdelt2(added="yesterday"), "date of entry: 'yesterday' is no date"),
        (gdelt2(code="---"), "'---' is no code of CAMEO"),
        (gdelt2(code="42"), "'42' is no code of CAMEO: a leading 0 lost?"),
        (gdelt2(code=""), "no code for what was done"),
        (gdelt2(goldstein="much"), "'much' is no value on Goldstein's scale"),
        (gdelt2(lat="142.66"), "'142.66' is no latitude"),
        (gdelt2(lon="east"), "'east' is no longitude"),
        (gdelt2(), "the id 900 stands already in line 1"),
    ],
)
def test_a_bad_row_is_refused_alone_with_line_and_reason(desk: Desk, line: str, reason: str) -> None:
    manifest = desk.take(desk.file("a.CSV", gdelt2(), "", line, gdelt2(id="901")))
    ((number, told),) = refused(desk)
    assert number == 3
    assert told.startswith(reason)
    assert (manifest.kept, manifest.rejected) == (2, 1)
    assert line in desk.rejected().replace('"', "")


def test_an_id_that_comes_again_in_another_file_is_refused_there(desk: Desk) -> None:
    manifest = desk.take(desk.file("a.CSV", gdelt2()), desk.file("b.CSV", gdelt2(id="901"), gdelt2()))
    assert refused(desk) == [(2, "the id 900 stands already in line 1 of file 1")]
    assert [(source.kept, source.rejected) for source in manifest.sources] == [(1, 0), (1, 1)]


def test_tabs_at_the_end_of_a_line_are_no_columns(desk: Desk) -> None:
    assert desk.take(desk.file("a.tab", "\t".join(ICEWS), icews() + "\t\t")).rejected == 0


def test_a_row_of_polecat_needs_a_category_that_plover_knows(desk: Desk) -> None:
    rows = (plover(), plover(Event_ID="E2", Event_Type="DANCE"), plover(Event_ID="E3", Event_Type="DEMAND"))
    desk.take(desk.file("a.txt", "\t".join(PLOVER), *rows))
    assert refused(desk) == [(3, "'DANCE' is no category of PLOVER")]
    assert [event["category"] for event in desk.all()] == ["CONSULT", "REQUEST"]


def test_a_line_in_another_encoding_is_refused_and_the_encoding_can_be_named(desk: Desk) -> None:
    lines = ("date,actor,event,place", "2020-05-15,SRB,AGREE,Niš", "2020-05-16,SRB,AGREE,Belgrade")
    path = desk.file("own.csv", *lines, encoding="cp1250")
    assert desk.take(path).rejected == 1
    ((number, reason),) = refused(desk)
    assert (number, reason) == (2, "not UTF-8: byte 0x9a at 24; is it --encoding cp1252?")
    assert desk.take(path, name="again", encoding="cp1250").rejected == 0
    assert desk.all("again")[0]["place"] == "Niš"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_at_the_start_tells_the_encoding(desk: Desk, encoding: str) -> None:
    path = desk.file("own.csv", "date,actor,event,place", "2020-05-15,SRB,AGREE,Niš", encoding=encoding)
    assert desk.take(path).kept == 1
    assert desk.all()[0]["place"] == "Niš"


def test_lines_as_windows_ends_them(desk: Desk) -> None:
    desk.take(desk.file("a.CSV", gdelt2() + "\r", "\r", gdelt2(id="901", day="x") + "\r"))
    assert desk.all()[0]["source"] == "https://example.org/a"
    assert [number for number, _ in refused(desk)] == [3]


def test_a_stray_nul_spoils_its_line_only(desk: Desk) -> None:
    lines = [gdelt2(id=str(number)) for number in range(20)]
    manifest = desk.take(desk.file("a.CSV", *lines, gdelt2(id="21\0"), gdelt2(id="22")))
    assert (manifest.kept, refused(desk)) == (21, [(21, "a NUL byte")])


def test_a_stray_quotation_mark_is_named_with_the_lines_it_swallows(desk: Desk) -> None:
    rows = ("2020-05-15,SRB,AGREE,fine", '2020-05-16,SRB,AGREE,"left open', "2020-05-17,SRB,AGREE,swallowed")
    desk.take(desk.file("own.csv", "date,actor,event,note", *rows, '2020-05-18,SRB,AGREE,"closed"'))
    ((number, reason),) = refused(desk)
    assert (number, reason) == (3, "a stray quotation mark, over lines 3 to 5")


def test_dates_that_could_be_two_days_are_refused(desk: Desk) -> None:
    desk.take(desk.file("own.csv", "date,event", "2020-05-15,AGREE", "05/04/2020,AGREE"))
    ((number, reason),) = refused(desk)
    assert number == 3
    assert reason.startswith("'05/04/2020' is no date: write 2020-05-15")


def test_where_nothing_can_be_kept_nothing_is_made(desk: Desk) -> None:
    error = fails(desk, desk.file("a.CSV", gdelt2(day="20209999"), gdelt2(code="x")), "set-nothing-kept")
    assert "of 2: line 1: '20209999' is no date" in error.what


def test_the_format_that_is_named_must_be_the_one_it_is(desk: Desk) -> None:
    error = fails(desk, desk.file("a.CSV", gdelt2()), "set-format", format="gdelt1")
    assert "line 1 has 61 columns, not 57 or 58" in error.what
    assert "--format gdelt2" in error.hint
    error = fails(desk, desk.file("b.tab", "\t".join(ICEWS[1:]), icews()), "set-format", format="icews")
    assert "no column Event ID" in error.what


def test_files_of_two_kinds_make_no_set(desk: Desk) -> None:
    files = (desk.file("a.CSV", gdelt2()), desk.file("b.CSV", gdelt1(id="3")))
    with pytest.raises(LedgerError, match="this is gdelt1"):
        desk.take(*files)
    assert sets_in(desk.folder) == ()


def test_a_table_without_a_date_cannot_be_told(desk: Desk) -> None:
    fails(desk, desk.file("own.csv", "name,colour", "SRB,blue"), "set-format")
    error = fails(desk, desk.file("own.csv", "name,colour", "SRB,blue"), "set-format", format="csv")
    assert "no column of line 1 holds the date: name, colour" in error.what


def test_files_that_are_no_tables(desk: Desk) -> None:
    fails(desk, desk.file("nothing.csv"), "set-empty")
    fails(desk, desk.file("blank.csv", "", ""), "set-empty")
    fails(desk, desk.file("picture.csv", "\x89PNG\0\0\0\0"), "set-not-text")
    fails(desk, desk.files / "missing.csv", "not-found")
    fails(desk, desk.files, "set-not-text")
    fails(desk, desk.file("a.csv", "date,event", "2020,AGREE"), "set-encoding", encoding="klingon")


def test_damaged_archives_and_workbooks(desk: Desk) -> None:
    path = desk.files / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.CSV", "\n".join(gdelt2(id=str(number)) for number in range(500)))
    whole = path.read_bytes()
    path.write_bytes(whole[:200] + bytes(40) + whole[240:])
    fails(desk, path, "set-broken")
    book = desk.files / "own.xlsx"
    workbook(book, {"Empty": ()})
    fails(desk, book, "set-empty")
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    fails(desk, book, "set-broken")
    with zipfile.ZipFile(path, "w"):
        pass
    fails(desk, path, "set-empty")


def test_an_archive_that_unpacks_to_more_than_there_is_room_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.files / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.CSV", gdelt2())
    monkeypatch.setattr(opening, "LARGEST", 100)
    fails(desk, path, "set-too-large")
    book = desk.files / "own.xlsx"
    workbook(book, {"Events": (("date", "event"), ("2020", "AGREE"))})
    monkeypatch.setattr(opening, "LARGEST_BOOK", 100)
    fails(desk, book, "set-too-large")


def test_two_programs_that_make_one_set_do_not_mix_them(desk: Desk) -> None:
    path = desk.file("a.CSV", gdelt2())

    def slower() -> None:
        with shelf.draft(desk.folder, "made") as (made, _):
            (made / "slower").touch()
            desk.take(path)

    with pytest.raises(LedgerError, match=r"ledger\.set-exists"):
        slower()
    assert [event["id"] for event in desk.all()] == ["900"]
    assert [each.name for each in desk.folder.iterdir()] == ["made"]


@pytest.mark.parametrize("largest", [5_000, 20_000, 100_000, 600_000])
def test_a_disk_that_takes_no_more_is_said_and_leaves_nothing(desk: Desk, largest: int) -> None:
    path = desk.file("a.CSV", *(gdelt2(id=str(number)) for number in range(3000)))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, before[1]))
    try:
        with pytest.raises(LedgerError, match=r"ledger\.disk"):
            desk.take(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(desk.folder.iterdir()) == []


def test_an_open_quotation_mark_over_a_long_file_is_an_error(desk: Desk) -> None:
    rows = [f"2020-05-15,SRB,AGREE,row {number}" for number in range(9000)]
    error = fails(desk, desk.file("own.csv", "date,actor,event,note", '2020-05-15,SRB,AGREE,"x', *rows), "set-broken")
    assert error.where.endswith("own.csv:2")


def test_names_of_sets(desk: Desk) -> None:
    path = desk.file("a.CSV", gdelt2())
    for name in ("", "../up", ".hidden", "Upper", "a/b"):
        with pytest.raises(LedgerError, match=r"ledger\.set-name"):
            desk.take(path, name=name)
    desk.take(path)
    with pytest.raises(LedgerError, match=r"ledger\.set-exists"):
        desk.take(path)
    assert len(desk.all()) == 1
