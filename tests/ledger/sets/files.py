"""Small files of events in every format, made here."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from watchfloor.ledger.sets import Manifest, events, import_set
from watchfloor.world import World

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)

PLOVER = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
ICEWS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
ACLED = (
    "event_id_cnty", "event_date", "year", "time_precision", "event_type", "sub_event_type", "actor1", "inter1",
    "actor2", "inter2", "iso", "country", "location", "latitude", "longitude", "source", "notes", "timestamp",
)  # fmt: skip


def gdelt1(**cells: str) -> str:
    """Return a line of 58 columns; the cells that matter by their names in the codebook."""
    return _gdelt(
        58, {"place": 50, "land": 51, "lat": 53, "lon": 54, "added": 56, "url": 57}, {"added": "20200516"} | cells
    )


def gdelt2(**cells: str) -> str:
    """Return a line of 61 columns."""
    where = {"place": 52, "land": 53, "lat": 56, "lon": 57, "added": 59, "url": 60}
    return _gdelt(61, where, {"added": "20200516233000"} | cells)


def _gdelt(width: int, where: Mapping[str, int], cells: Mapping[str, str]) -> str:
    at = {"id": 0, "day": 1, "name1": 6, "land1": 7, "group1": 8, "type1": 12, "name2": 16, "land2": 17, "group2": 18,
          "type2": 22, "code": 26, "goldstein": 30, **where}  # fmt: skip
    usual = {"id": "900", "day": "20200515", "land1": "SRB", "land2": "KSV", "code": "112", "goldstein": "-2.0",
             "place": "Pristina, Kosovo (general), Kosovo", "land": "KV", "lat": "42.66", "lon": "21.16",
             "url": "https://example.org/a"}  # fmt: skip
    line = [""] * width
    for name, cell in (usual | dict(cells)).items():
        line[at[name]] = cell
    return "\t".join(line)


def plover(**cells: str) -> str:
    """Return a line of the 40 columns of POLECAT."""
    usual = {"Event ID": "E1", "Event Date": "2020-05-15", "Event Type": "CONSULT", "Event Mode": "visit",
             "Contexts": "diplomatic; economic", "Actor Name": "Made-Up Minister", "Actor Country": "SRB",
             "Actor Sectors": "GOV", "Recipient Name": "Some Council", "Recipient Country": "EUR",
             "Placename": "Brussels", "Country": "BEL", "Latitude": "50.85", "Longitude": "4.35",
             "Source": "An Agency", "Publication Date": "2020-05-17"}  # fmt: skip
    return _line(PLOVER, usual, {name.replace("_", " "): cell for name, cell in cells.items()}, "None")


def icews(**cells: str) -> str:
    """Return a line of the 20 columns of ICEWS."""
    usual = {"Event ID": "1", "Event Date": "2020-05-15", "Source Name": "Foreign Ministry (Serbia)",
             "Source Sectors": "Foreign Ministry,Executive,Government", "Source Country": "Serbia",
             "CAMEO Code": "042", "Intensity": "1.9", "Target Name": "European Union", "Target Country": "",
             "Story ID": "77", "Sentence Number": "2", "Publisher": "An Agency", "City": "Brussels",
             "Country": "Belgium", "Latitude": "50.85", "Longitude": "4.35"}  # fmt: skip
    return _line(ICEWS, usual, {name.replace("_", " "): cell for name, cell in cells.items()}, "")


def acled(**cells: str) -> dict[str, str]:
    """Return a row of ACLED by its columns."""
    usual = dict.fromkeys(ACLED, "") | {
        "event_id_cnty": "XKX9", "event_date": "2020-05-15", "time_precision": "1", "event_type": "Protests",
        "sub_event_type": "Peaceful protest", "actor1": "Protesters (Serbia)", "inter1": "6",
        "actor2": "Police Forces of Kosovo (2008-)", "inter2": "1", "country": "Kosovo", "location": "Mitrovica",
        "latitude": "42.88", "longitude": "20.87", "source": "A Paper", "notes": "Some people stood, with signs",
        "timestamp": "1589846400",
    }  # fmt: skip
    return usual | cells


def _line(columns: tuple[str, ...], usual: Mapping[str, str], cells: Mapping[str, str], empty: str) -> str:
    row = {**usual, **cells}
    assert set(row) <= set(columns)
    return "\t".join(row.get(column, empty) for column in columns)


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> None:
    """Write an Excel workbook: texts, numbers, days, empty cells."""
    parts = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": _relations(
            [*(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)), ("styles", "styles.xml")]
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" '
        'applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships"><sheets>'
        + "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1))
        + "</sheets></workbook>",
    }
    for n, rows in enumerate(sheets.values(), 1):
        cells = "".join(
            f'<row r="{r}">{"".join(_cell(value, f"{chr(64 + c)}{r}") for c, value in enumerate(row, 1))}</row>'
            for r, row in enumerate(rows, 1)
        )
        parts[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)


def _cell(value: object, at: str) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f'<c r="{at}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>'


def _types(sheets: int) -> str:
    kinds = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    kinds += [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in range(1, sheets + 1)]
    told = "".join(f'<Override PartName="{part}" ContentType="{_SHEET}.{kind}+xml"/>' for part, kind in kinds)
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{default}{told}</Types>'


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{told}</Relationships>'


class Desk:
    """A folder of sets, with a world."""

    def __init__(self, folder: Path, world: World) -> None:
        self.folder = folder / "sets"
        self.files = folder
        self.world = world

    def file(self, name: str, *lines: str, encoding: str = "utf-8") -> Path:
        """Write a file of lines."""
        path = self.files / name
        path.write_bytes("".join(f"{line}\n" for line in lines).encode(encoding))
        return path

    def take(self, *paths: Path, name: str = "made", **options: Any) -> Manifest:
        """Import files."""
        return import_set(self.folder, name, paths, world=self.world, imported=NOW, **options)

    def all(self, name: str = "made") -> list[dict[str, Any]]:
        """Return every event of a set."""
        return list(events(self.folder, name))

    def one(self, *lines: str, name: str = "made", suffix: str = "tsv", **options: Any) -> dict[str, Any]:
        """Import lines and return the only event they make."""
        self.take(self.file(f"one.{suffix}", *lines), name=name, **options)
        (event,) = self.all(name)
        return event

    def rejected(self, name: str = "made") -> str:
        """Return the file of rejected rows, or nothing."""
        path = self.folder / name / "rejected.csv"
        return path.read_text(encoding="utf-8") if path.exists() else ""
