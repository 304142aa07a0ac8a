"""`watchfloor check` and `init` without a ledger: nothing is read here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlparse
from urllib.request import url2pathname

from click.testing import CliRunner
from jsonschema import Draft202012Validator

import watchfloor.show
from watchfloor.cli import cli


def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, args)
    return done.exit_code, done.stdout


def checked(text: str) -> Any:
    """Return what `check --json` printed, held against its schema."""
    found = json.loads(text)
    schema = Path(watchfloor.show.__file__).with_name("check.schema.json").read_text(encoding="utf-8")
    Draft202012Validator(json.loads(schema)).validate(found)
    return found


def desk(folder: Path, text: str) -> str:
    (folder / "campaign.yaml").write_text(text, encoding="utf-8")
    return str(folder)


def test_every_error_is_told_to_a_program_with_its_place(tmp_path: Path) -> None:
    folder = desk(tmp_path, "campaign: T\ntheatre: [NO]\nsides:\n  Italy: [ITA]\nlevers:\n  x: {off: Italy}\n")
    code, out = run("--desk", folder, "check", "--json")
    found = checked(out)
    assert code == 1
    assert [(e["code"], e["where"]) for e in found["errors"]] == [
        ("campaign.unknown-name", "campaign.yaml:2:11"),
        ("campaign.missing-key", "campaign.yaml:6:6"),
        ("campaign.unknown-key", "campaign.yaml:6:7"),
    ]
    assert "'NOR'" in found["errors"][0]["hint"]
    assert found["coverage"] is None


def test_warnings_are_told_and_are_no_errors(tmp_path: Path) -> None:
    text = "campaign: T\ntheatre: [MLT]\nsides:\n  Italy: [ITA]\nlevers:\n  x: {of: Italy, tags: [ecnomic, D]}\n"
    folder = desk(tmp_path, text)
    code, out = run("--desk", folder, "check", "--json")
    found = checked(out)
    assert (code, found["errors"], found["tags"]) == (0, [], {"x": ["ecnomic", "diplomatic"]})
    assert [(w["code"], w["where"]) for w in found["warnings"]] == [("tag-slip", "campaign.yaml:6:3")]
    code, out = run("--desk", folder, "check", "--all")
    assert code == 0
    assert "Warning: campaign.yaml:6:3" in out
    assert "x (ecnomic, diplomatic)" in out


def test_a_new_desk_tells_editors_where_the_schema_stands(tmp_path: Path) -> None:
    assert run("init", str(tmp_path / "d"))[0] == 0
    first = (tmp_path / "d" / "campaign.yaml").read_text(encoding="utf-8").splitlines()[0]
    address = first.removeprefix("# yaml-language-server: $schema=")
    schema = json.loads(Path(url2pathname(urlparse(address).path)).read_text(encoding="utf-8"))
    assert schema["title"] == "campaign.yaml of watchfloor"
    assert run("--desk", str(tmp_path / "d"), "check")[0] == 0
