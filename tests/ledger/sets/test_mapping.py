"""Any CSV, with a file that says which column holds what."""

from __future__ import annotations

from datetime import date

import pytest
from tests.ledger.sets.files import Desk

from watchfloor.errors import LedgerError
from watchfloor.ledger.sets import load_mapping

GERMAN = """
columns: {date: Datum, actor: Wer, recipient: Wen, code: Was, known: gemeldet, place: Ort}
date_format: "%d.%m.%Y"
delimiter: ";"
encoding: cp1252
countries: iso2
categories: {Gespräch: CONSULT, Besuch: CONSULT/visit}
"""


def mapped(desk: Desk, text: str, *lines: str, encoding: str = "utf-8") -> None:
    mapping = load_mapping(desk.file("mapping.yaml", text))
    desk.take(desk.file("data.csv", *lines, encoding=encoding), mapping=mapping)


def test_a_mapping_says_columns_dates_codes_and_words(desk: Desk) -> None:
    rows = ("04.05.2020;RS;XK;Gespräch;06.05.2020;Köln", "05.05.2020;RU;RS;Besuch;;Belgrad", "06.05.2020;RU;RS;Tanz;;")
    mapped(desk, GERMAN, "Datum;Wer;Wen;Was;gemeldet;Ort", *rows, encoding="cp1252")
    talk, visit, dance = desk.all()
    assert (talk["lower"], talk["known"], talk["place"]) == (date(2020, 5, 4), date(2020, 5, 6), "Köln")
    assert (talk["actor"], talk["recipient"], talk["category"], talk["mode"]) == ("SRB", "XKX", "CONSULT", None)
    assert (visit["category"], visit["mode"], visit["known_marked"]) == ("CONSULT", "visit", True)
    assert (dance["category"], dance["code"]) == (None, "Tanz")


def test_first_and_last_day_may_stand_in_two_columns(desk: Desk) -> None:
    text = "{columns: {date: from, end: to, actor: who}, date_format: '%d/%m/%Y'}"
    rows = (
        "01/05/2020,03/05/2020,Barack Obama",
        "04/05/2020,,SRB",
        "05/05/2020,05/05/2020,SRB",
        "6/5/2020,5/5/2020,SRB",
    )
    mapped(desk, text, "from,to,who", *rows)
    span, *days = desk.all()
    assert (span["lower"], span["upper"], span["edtf"]) == (date(2020, 5, 1), date(2020, 5, 3), "2020-05-01/2020-05-03")
    assert [(day["lower"], day["upper"], day["edtf"]) for day in days] == [
        (date(2020, 5, 4), date(2020, 5, 4), None), (date(2020, 5, 5), date(2020, 5, 5), None)
    ]  # fmt: skip
    assert "it ends, 2020-05-05, before it begins, 2020-05-06" in desk.rejected()


def test_headings_may_hold_whatever_they_like(desk: Desk) -> None:
    text = """columns: {date: "2020", actor: "who {exactly}", note: "it's"}"""
    mapped(desk, text, "2020,who {exactly},it's", "2021-01-02,SRB,'; drop table rows; --")
    (event,) = desk.all()
    assert (event["edtf"], event["actor"], event["note"]) == (None, "SRB", "'; drop table rows; --")


def test_columns_by_number_where_there_are_no_headings(desk: Desk) -> None:
    text = "{columns: {date: 2, actor: 3, recipient: 4, code: 5}, header: false, countries: cow, coding: cameo}"
    mapped(desk, text, "7,2020-05-15,345,347,042", "8,2020-05-16,365,345,---")
    (event,) = desk.all()
    assert (event["actor"], event["recipient"], event["category"], event["line"]) == ("SRB", "XKX", "CONSULT", 1)
    assert "'---' is no code of CAMEO" in desk.rejected()


def test_letters_of_the_correlates_of_war_are_not_those_of_iso(desk: Desk) -> None:
    text = "{columns: {date: date, actor: a, recipient: b, code: c}, countries: cow-letters}"
    mapped(desk, text, "date,a,b,c", "2020,AUS,KOS,AGREE")
    (event,) = desk.all()
    assert (event["actor"], event["recipient"]) == ("AUT", "XKX")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("columns: [", "no YAML"),
        ("{}", "no `columns:`"),
        ("columns: {actor: a}", "no column holds the date"),
        ("{columns: {date: d}, colums: {}}", "did you mean 'columns'"),
        ("columns: {date: d, actr: a}", "did you mean 'actor'"),
        ("{columns: {date: d}, categories: {x: CONSLT}}", "did you mean 'CONSULT'"),
        ("{columns: {date: d}, countries: iso4}", "did you mean 'iso"),
        ("{columns: {date: d}, delimiter: ab}", "not one character"),
        ("columns: {date: daet}", "did you mean 'date'"),
        ("{columns: {date: 9}, header: false}", "the file has 2 columns"),
    ],
)
def test_a_wrong_mapping_says_where_and_what_is_meant(desk: Desk, text: str, told: str) -> None:
    with pytest.raises(LedgerError, match=r"ledger\.set-mapping") as error:
        mapped(desk, text, "date,a", "2020,SRB")
    assert told in str(error.value)
    assert "mapping.yaml" in str(error.value)
