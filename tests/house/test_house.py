"""The house stands as its documents say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from watchfloor.campaign import parse
from watchfloor.cli import cli
from watchfloor.world import World

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src" / "watchfloor").rglob("*.py"))
DOCS = ROOT / "docs"
PUBLIC = ("src", "docs", "README.md", "examples", "corpus", "bench", "tools", "tests", "Makefile")


#: Helpers that put the room before a code.
SHORT = {
    "reading": re.compile(r'_refuse\(\s*"([a-z-]+)"'),
    "campaign": re.compile(r'(?:problems\.add|_at)\(\s*"([a-z-]+)"'),
}


def codes_in(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    rooms = "reading|world|ledger|campaign|assessment|outlook|publish|desk"
    whole = re.compile(rf'"((?:{rooms})\.(?!yaml|db|html)[a-z-]+)"')
    room = path.relative_to(ROOT / "src" / "watchfloor").parts[0]
    short = SHORT[room].findall(text) if room in SHORT else []
    return {*whole.findall(text), *(f"{room}.{code}" for code in short)}


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_importing_watchfloor_pulls_no_language_model() -> None:
    heavy = run(
        "import sys, watchfloor, watchfloor.cli;"
        "print([m for m in ('spacy', 'numpy', 'sqlalchemy', 'rich') if m in sys.modules])"
    )
    assert heavy.strip() == "[]"


def test_the_nouns_need_nothing_but_python() -> None:
    outside = run(
        "import sys; before = set(sys.modules); import watchfloor.terms;"
        "new = {m.split('.')[0] for m in set(sys.modules) - before};"
        "print(sorted(new - set(sys.stdlib_module_names) - {'watchfloor'}))"
    )
    assert outside.strip() == "[]"


def test_the_campaign_file_of_the_readme_is_one(world: World) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```yaml\n(campaign: .*?)```", readme, re.DOTALL)
    assert len(parse(block, world, name="README.md").contests) == 1


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_stays_below_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_no_file_names_the_place_it_was_made_in() -> None:
    named = subprocess.run(
        ["git", "grep", "-lE", r"\.\./share[d]|/wor[k]/", "--", *PUBLIC],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert named.returncode == 1, named.stdout + named.stderr  # 1: git looked and found nothing


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_has_help_that_ends_with_an_example(name: str) -> None:
    command = cli.commands[name]
    assert command.help is not None
    assert command.help.strip().splitlines()[-1].strip().startswith("Example: watchfloor ")


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_and_option_is_in_the_reference(name: str) -> None:
    reference = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    assert f"## watchfloor {name}\n" in reference
    part = reference.split(f"## watchfloor {name}\n")[1].split("\n## ")[0]
    for parameter in cli.commands[name].params:
        if isinstance(parameter, click.Option):
            assert f"`{parameter.opts[0]}" in part, parameter.opts[0]


def test_every_error_code_is_in_the_reference() -> None:
    raised = {code for path in SOURCES for code in codes_in(path)}
    reference = (DOCS / "reference" / "errors.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([a-z.-]+)` \|", reference, flags=re.MULTILINE))
    assert raised == documented


def test_every_plugin_door_is_documented() -> None:
    text = (DOCS / "howto" / "plugins.md").read_text(encoding="utf-8")
    assert "watchfloor.readers" in text
    assert "watchfloor.coders" in text


def test_the_changelog_has_an_unreleased_part() -> None:
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
