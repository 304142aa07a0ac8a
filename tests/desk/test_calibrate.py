"""`watchfloor calibrate` on a small made-up set."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from watchfloor.assessment.model import shipped, standard
from watchfloor.cli import cli
from watchfloor.desk import Desk, init
from watchfloor.desk.calibrate import model
from watchfloor.errors import DeskError

COUNTRIES = ["Malta", "Cyprus", "Italy", "Greece", "Albania", "Serbia", "Spain", "France", "Norway"]
RELATIONS = ["Consult", "Accuse", "Provide_aid", "Use_conventional_military_force"]


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of 36 pairs of countries over two years and a half."""
    to, chance = tmp_path_factory.mktemp("events") / "made-up", np.random.default_rng(2)
    to.mkdir()
    pairs = list(combinations(range(len(COUNTRIES)), 2))
    rows = [
        (*pair, int(chance.choice(4, p=warm)), int(day))
        for pair, warm in zip(pairs, chance.dirichlet([4, 2, 2, 1], size=len(pairs)), strict=True)
        for day in chance.integers(0, 900, size=70)
    ]
    lines = [f"{a}\t{relation}\t{b}\t{day}\n" for a, b, relation, day in [*rows, (0, 1, 0, 900)]]
    for name, part in (("train", lines[:-2]), ("valid", lines[-2:-1]), ("test", lines[-1:])):
        (to / f"{name}.txt").write_text("".join(part), encoding="utf-8")
    for name, table in (("entity2id", COUNTRIES), ("relation2id", RELATIONS)):
        (to / f"{name}.txt").write_text("".join(f"{one}\t{n}\n" for n, one in enumerate(table)), encoding="utf-8")
    return to


still = shipped()
still["learned"]["words"]["drift"] = 0.0


def lines_of(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def run(*asked: str) -> Result:
    return CliRunner().invoke(cli, list(asked))


def test_it_says_what_it_learned_from_what_and_how_well_it_foretells(events: Path) -> None:
    told = run("calibrate", str(events))
    assert told.exit_code == 0, told.output
    assert "made-up: 2,521 acts between countries in 2,521 rows, 36 pairs to learn from" in told.output
    for words in ("words: drift", "deeds: drift", "no-change", "gain over the best average"):
        assert words in told.output


def test_a_desk_uses_what_it_saved_and_json_is_the_same_file(events: Path, tmp_path: Path) -> None:
    desk = init(tmp_path / "desk")
    assert model(desk) is standard()
    told = run("--desk", str(desk.folder), "calibrate", str(events), "--save", "--json")
    assert told.exit_code == 0, told.output
    printed = json.loads(told.stdout)
    saved = json.loads((desk.folder / "standing.json").read_text(encoding="utf-8"))
    assert printed == {"format": printed["format"], **saved}
    assert saved["learned"]["from"]["set"] == "made-up"
    assert (
        model(desk).channels["words"].noise == saved["learned"]["words"]["noise"] != standard().channels["words"].noise
    )


def test_saving_needs_a_desk(events: Path, tmp_path: Path) -> None:
    told = run("--desk", str(tmp_path), "calibrate", str(events), "--save")
    assert told.exit_code == 1
    assert "desk.not-a-desk" in told.output


@pytest.mark.parametrize("text", ["no JSON", "{}", '{"learned": 1, "assumed": 2}', json.dumps(still)])
def test_a_broken_model_of_a_desk_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "standing.json").write_text(text, encoding="utf-8")
    with pytest.raises(DeskError, match=r"not the data file.*\[desk\.no-standing-model\]"):
        model(Desk(tmp_path))


def test_an_imported_set_is_learned_from_by_its_name(events: Path, tmp_path: Path) -> None:
    desk = init(tmp_path / "desk")
    days = [date(2001, 1, 1) + timedelta(days=n) for n in range(901)]
    rows = [line.split("\t") for name in ("train", "valid", "test") for line in lines_of(events / f"{name}.txt")]
    kinds = {"0": "CONSULT", "1": "ACCUSE", "2": "AID", "3": "ASSAULT"}
    table = [
        f"{days[int(day)]},{COUNTRIES[int(a)]},{COUNTRIES[int(b)]},{kinds[relation]}\n" for a, relation, b, day in rows
    ]
    file = tmp_path / "own.csv"
    file.write_text("date,actor,recipient,event\n" + "".join(table), encoding="utf-8")
    imported = run("--desk", str(desk.folder), "sets", "import", str(file), "--as", "own")
    assert imported.exit_code == 0, imported.output
    told = run("--desk", str(desk.folder), "calibrate", "own")
    assert told.exit_code == 0, told.output
    assert "own: 2,521 acts between countries in 2,521 rows, 36 pairs to learn from" in told.output


def test_a_name_that_is_neither_folder_nor_set_is_named(tmp_path: Path) -> None:
    desk = init(tmp_path / "desk")
    told = run("--desk", str(desk.folder), "calibrate", "nowhere")
    assert told.exit_code == 1
    assert "ledger.set-unknown" in told.output
