"""The shapes that event sets come in: which column holds what, how dates, countries and acts are coded."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from watchfloor.world.sets import folded

Coding = Literal["cameo", "plover", "acled", "any"]
#: Between the alternatives of one designation, tried in this order.
OR = "\x1f"
#: Between the first and the last day of an event, where they stand in columns of their own.
TO = "\x1d"
#: Before the date that a designation is to be understood at.
ON = "\x1e"
#: The fields of a row as they stand in the file, all text.
FIELDS = (
    "id", "date", "known", "actor", "actor_name", "actor_sectors", "recipient", "recipient_name", "recipient_sectors",
    "code", "kind", "contexts", "goldstein", "place", "territory", "lat", "lon", "source", "note",
)  # fmt: skip
_COLUMN = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One way of writing events.

    fields: SQL for our fields; `{Event Date}` is the cell under that heading, `{2}` the second one.
    columns: the headings it must have; none where there is no heading line. widths: how many cells a line has then.
    countries, places: how actors and places name their country (see `world.sets.SCHEMES`).
    usual: the headings in their usual order, for files whose heading line is not of their rows.
    null: how an empty cell is written beside nothing at all.
    """

    name: str
    fields: Mapping[str, str]
    columns: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    coding: Coding
    countries: str
    places: str = "names"
    sectors: str = ""
    usual: tuple[str, ...] = ()
    null: str = ""
    date_format: str = ""
    words: Mapping[str, str] = field(default_factory=dict)  #: what their words for acts become

    def sql(self, headings: Sequence[str]) -> dict[str, str]:
        """Return SQL for every field over a list `c` of cells."""
        places = {folded(heading): number for number, heading in reversed([*enumerate(headings, 1)])}

        def cell(match: re.Match[str]) -> str:
            named = match[1]
            number = int(named) if named.isdigit() else places.get(folded(named), 0)
            found = f"nullif(trim(c[{number}]), '')" if number else "null::varchar"
            return f"nullif({found}, '{self.null}')" if self.null else found

        return {name: _COLUMN.sub(cell, self.fields[name]) if name in self.fields else "null" for name in FIELDS}


def joined(*cells: str, by: str = OR) -> str:
    """Return SQL that sets cells apart by a mark, nothing where all are empty."""
    parts = f" || chr({ord(by)}) || ".join(f"coalesce({cell}, '')" for cell in cells)
    return f"case when coalesce({', '.join(cells)}) is not null then {parts} end"


def _gdelt(name: str, widths: tuple[int, ...], *, place: int, lat: int, added: int) -> Shape:
    """Return a shape of GDELT's; place, lat, added: the columns of the act's place, its latitude, the day of entry."""
    return Shape(
        name=name, widths=widths, coding="cameo", countries="cameo", places="fips", sectors="cameo",
        fields={
            "id": "{1}", "date": "{2}", "known": f"{{{added}}}", "code": "{27}", "kind": "{27}", "goldstein": "{31}",
            "actor": joined("{8}", "{9}", "{7}"), "actor_name": "{7}",
            "actor_sectors": "concat_ws('|', {13}, {14}, {15})",
            "recipient": joined("{18}", "{19}", "{17}"), "recipient_name": "{17}",
            "recipient_sectors": "concat_ws('|', {23}, {24}, {25})",
            "place": f"{{{place}}}", "territory": f"{{{place + 1}}}",
            "lat": f"{{{lat}}}", "lon": f"{{{lat + 1}}}", "source": f"{{{added + 1}}}",
        },
    )  # fmt: skip


GDELT1 = _gdelt("gdelt1", (57, 58), place=51, lat=54, added=57)
GDELT2 = _gdelt("gdelt2", (61,), place=53, lat=57, added=60)

#: Output of KEDS, TABARI and PETRARCH: day, actor, recipient, code, and what each program adds.
CAMEO = Shape(
    name="cameo", widths=tuple(range(4, 27)), coding="cameo", countries="cameo", sectors="cameo",
    fields={
        "date": "{1}", "actor": "{2}", "actor_name": "{2}", "actor_sectors": "{2}", "recipient": "{3}",
        "recipient_name": "{3}", "recipient_sectors": "{3}", "code": "{4}", "kind": "{4}",
        "source": "concat_ws(' ', {5}, {6}, {7})",
    },
)  # fmt: skip

ICEWS = Shape(
    name="icews", coding="cameo", countries="names", sectors="icews",
    columns=(
        "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "CAMEO Code", "Target Name",
        "Target Sectors", "Target Country",
    ),
    fields={
        # An id is given again on another day: together with the date it is one event's.
        "id": "{Event ID} || '@' || {Event Date}", "date": "{Event Date}",
        "actor": joined("{Source Country}", "{Source Name}"), "actor_name": "{Source Name}",
        "actor_sectors": "{Source Sectors}", "recipient": joined("{Target Country}", "{Target Name}"),
        "recipient_name": "{Target Name}", "recipient_sectors": "{Target Sectors}", "code": "{CAMEO Code}",
        "kind": "{CAMEO Code}", "goldstein": "{Intensity}",
        "place": "concat_ws(', ', {City}, {District}, {Province}, {Country})", "territory": "{Country}",
        "lat": "{Latitude}", "lon": "{Longitude}",
        "source": "concat_ws(' ', {Publisher}, 'story ' || {Story ID}, 'sentence ' || {Sentence Number})",
    },
)  # fmt: skip

PLOVER = Shape(
    name="plover", coding="plover", countries="iso3", places="iso3", null="None",
    columns=("Event ID", "Event Date", "Event Type", "Event Mode", "Contexts", "Actor Name", "Recipient Name"),
    usual=(
        "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
        "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
        "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
        "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
        "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
        "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
    ),
    fields={
        "id": "{Event ID}", "date": "{Event Date}", "known": "{Publication Date}",
        "actor": joined("{Actor Country}", "{Actor Name}"), "actor_name": "coalesce({Actor Name}, {Actor Name Raw})",
        "actor_sectors": "coalesce({Actor Sectors}, {Primary Actor Sector})",
        "recipient": joined("{Recipient Country}", "{Recipient Name}"),
        "recipient_name": "coalesce({Recipient Name}, {Recipient Name Raw})",
        "recipient_sectors": "coalesce({Recipient Sectors}, {Primary Recipient Sector})",
        "code": "{Event Type}", "kind": joined("{Event Type}", "{Event Mode}"), "contexts": "{Contexts}",
        "place": "coalesce({Placename}, {Raw Placename}, {City})", "territory": "{Country}", "lat": "{Latitude}",
        "lon": "{Longitude}", "source": "{Source}",
    },
)  # fmt: skip

ACLED = Shape(
    name="acled", coding="acled", countries="any", sectors="acled",
    columns=("event_date", "event_type", "actor1", "actor2", "country"),
    fields={
        "id": "coalesce({event_id_cnty}, {data_id})", "date": joined("{event_date}", "{time_precision}"),
        "known": "{timestamp}", "actor": "{actor1}", "actor_name": "{actor1}",
        "actor_sectors": joined("{actor1}", "{inter1}"), "recipient": "{actor2}", "recipient_name": "{actor2}",
        "recipient_sectors": joined("{actor2}", "{inter2}"), "code": "concat_ws(' / ', {event_type}, {sub_event_type})",
        "kind": joined("{event_type}", "{sub_event_type}"), "place": "{location}", "territory": "{country}",
        "lat": "{latitude}", "lon": "{longitude}", "source": "{source}", "note": "{notes}",
    },
)  # fmt: skip

SHAPES: Mapping[str, Shape] = {shape.name: shape for shape in (PLOVER, ICEWS, CAMEO, GDELT1, GDELT2, ACLED)}


def table(
    named: Mapping[str, str], *, coding: Coding = "any", countries: str = "any", date_format: str = "",
    words: Mapping[str, str] | None = None, widths: tuple[int, ...] = (),
) -> Shape:  # fmt: skip
    """Return the shape of an analyst's own table; named: our field by the number of the column that holds it."""
    cells = {name: f"{{{column}}}" for name, column in named.items()}
    fields = {name: cells[name] for name in FIELDS if name in cells}
    if "end" in cells:
        fields["date"] += f" || coalesce(chr({ord(TO)}) || {cells['end']}, '')"
    for side in ("actor", "recipient"):
        told = [cells[name] for name in (f"{side}_country", side) if name in cells]
        if told:
            fields[side] = f"{joined(*told)} || chr({ord(ON)}) || coalesce({cells['date']}, '')"
            fields.setdefault(f"{side}_name", told[-1])
    if "code" in cells:
        fields["kind"] = joined(*(cells[name] for name in ("code", "mode") if name in cells))
    return Shape(
        name="csv", fields=fields, widths=widths, coding=coding, countries=countries, places=countries,
        date_format=date_format, words=words or {},
    )  # fmt: skip
