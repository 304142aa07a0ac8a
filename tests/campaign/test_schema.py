from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from watchfloor.campaign import template
from watchfloor.campaign.fields import Fields
from watchfloor.campaign.file import Problems
from watchfloor.campaign.keys import KEYS
from watchfloor.campaign.schema import json_schema

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "src" / "watchfloor" / "campaign" / "campaign.schema.json"
EXAMPLES = sorted((ROOT / "examples").glob("*/campaign.yaml"))
PAGE = ROOT / "docs" / "reference" / "campaign.md"


def raw(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)


def test_the_shipped_schema_is_the_one_the_table_of_keys_gives() -> None:
    assert json.loads(SHIPPED.read_text(encoding="utf-8")) == json_schema()


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


def test_the_examples_and_the_template_are_valid(text: str) -> None:
    validator = Draft202012Validator(json_schema())
    for whole in (*(path.read_text(encoding="utf-8") for path in EXAMPLES), template(), text):
        assert list(validator.iter_errors(raw(whole))) == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("event: AGREE", "event: AGREES"),
        ("by: 2030-06-30", "on: 2030-06-30"),
        ("campaign: ", "champaign: "),
        ("requires: [harbour-survey, {any: [fee-paid, fee-waived]}]", "requires: []"),
        ("{any: [fee-paid, fee-waived]}", "{all: [fee-paid, fee-waived]}"),
        ("p: 0.7", "p: 70"),
        ("p: 0.7", "p: 70%"),
        ("takes: P2M/P6M", "takes: 60 days"),
        ("fuel: II", "fuel: III"),
        ("new-berth: expected}", "new-berth: seen}"),
        ("dock-strike:", "Dock Strike:"),
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(good: str, bad: str) -> None:
    assert good in template()
    assert list(Draft202012Validator(json_schema()).iter_errors(raw(template().replace(good, bad))))


@pytest.mark.parametrize(("kind", "name"), [(kind, key.name) for kind, keys in KEYS.items() for key in keys])
def test_every_key_is_explained_with_an_example(kind: str, name: str) -> None:
    section = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    heading = "matcher" if kind == "part" else kind
    (own,) = [part for part in section if part.startswith(f"`{heading}`")]
    rows = [line for line in own.splitlines() if line.startswith(f"| `{name}` |")]
    assert len(rows) == 1
    assert f"`{name}:" in rows[0].split("|")[3]


def test_every_example_of_the_reference_page_is_yaml() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for block in re.findall(r"```yaml\n(.*?)```", page, flags=re.DOTALL):
        assert raw(block)


def test_a_field_that_the_table_lacks_is_a_bug_not_an_answer() -> None:
    fields = Fields(yaml.compose("{}"), "driver", vocabulary=None, problems=Problems("c"))  # type: ignore[arg-type]
    with pytest.raises(KeyError):
        fields.value("requires")
