"""campaign.yaml as YAML nodes that know their line and column; every scalar stays the text that was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from watchfloor.errors import CampaignError

#: No campaign comes near; beyond it we read somebody's data dump.
MAX_BYTES = 4_000_000


class Problems:
    """Collects every error of one file, so that the analyst sees them all at once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[tuple[int, int, CampaignError]] = []

    def add(self, code: str, what: str, node: yaml.Node, hint: str = "") -> None:
        """Note one error at the place where a node begins."""
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        where = f"{self.name}:{line}:{column}"
        self.found.append((line, column, CampaignError(f"campaign.{code}", what, where=where, hint=hint)))

    def check(self) -> None:
        """Raise the first error, in file order, with all further ones in `others`."""
        if not self.found:
            return
        ordered = [error for _, _, error in sorted(self.found, key=lambda found: found[:2])]
        first, others = ordered[0], ordered[1:]
        first.others = tuple(others)
        raise first


def text_of(path: Path) -> str:
    """Return the text of a campaign file.

    Raises CampaignError: no file, a folder, no permission, too large, not UTF-8.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CampaignError("campaign.too-large", "the file is too large for a campaign", where=str(path),
                                hint=f"a campaign file has at most {MAX_BYTES:,} bytes")  # fmt: skip
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CampaignError("campaign.not-text", "the file is not UTF-8 text", where=f"{path} byte {error.start}",
                            hint="save it as UTF-8") from error  # fmt: skip
    except OSError as error:
        raise CampaignError("campaign.unreadable", f"cannot read the campaign file: {error.strerror}", where=str(path),
                            hint="`watchfloor init DIR` writes a commented one") from error  # fmt: skip


def root_of(text: str, name: str) -> yaml.MappingNode:
    """Return the one mapping that a campaign file is.

    Raises CampaignError: empty, not YAML, aliases, too deep, not a mapping.
    """
    try:
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.AliasEvent):
                mark: Any = event.start_mark
                raise _at("not-yaml", "anchors and aliases are not read", name, mark, "write it out twice")
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        raise _syntax(error, name) from error
    except yaml.YAMLError as error:
        raise CampaignError("campaign.not-yaml", "this is no YAML text", where=name,
                            hint="it holds characters that YAML does not allow") from error  # fmt: skip
    except RecursionError as error:
        raise CampaignError("campaign.not-yaml", "the brackets nest too deeply", where=name,
                            hint="close each one on its line") from error  # fmt: skip
    if root is None:
        raise CampaignError("campaign.empty", "the campaign file is empty", where=f"{name}:1:1",
                            hint="`watchfloor init DIR` writes a commented one")  # fmt: skip
    if not isinstance(root, yaml.MappingNode):
        raise _at("wrong-type", "a campaign file is a mapping", name, root.start_mark, "begin with `campaign: TITLE`")
    return root


def items_of(node: yaml.Node) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """Yield (key, its node, value) of a mapping that was found to be in order; nothing of any other node."""
    if isinstance(node, yaml.MappingNode):
        yield from ((key.value, key, value) for key, value in node.value)


def items(node: yaml.MappingNode, problems: Problems) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """Return a mapping's (key node, value node) by key; a key that is no text or comes twice is a problem."""
    found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
    pairs: Sequence[tuple[yaml.Node, yaml.Node]] = node.value
    for key, value in pairs:
        if not isinstance(key, yaml.ScalarNode) or not key.value.strip():
            problems.add("wrong-type", "a key must be text", key, "write `key: value`")
        elif key.value in found:
            line = found[key.value][0].start_mark.line + 1
            problems.add("duplicate-key", f"{key.value!r} stands twice", key, f"the first is on line {line}; join them")
        else:
            found[key.value] = (key, value)
    return found


def _syntax(error: yaml.MarkedYAMLError, name: str) -> CampaignError:
    mark = error.problem_mark or error.context_mark
    problem = error.problem or "this is no YAML"
    if "\\t" in problem or "\t" in problem:
        return _at("not-yaml", "YAML does not allow tabs here", name, mark, "indent with spaces")
    if "expected a single document" in str(error):
        return _at("not-yaml", "a campaign file is one document", name, mark, "remove the line `---`")
    hint = "quote texts that hold `: `, `#` or begin with `[ { * & ! % ?`, and inside { } those with `? , [ ]`"
    return _at("not-yaml", f"this is no YAML: {problem}", name, mark, hint)


def _at(code: str, what: str, name: str, mark: Any, hint: str) -> CampaignError:
    where = name if mark is None else f"{name}:{mark.line + 1}:{mark.column + 1}"
    return CampaignError(f"campaign.{code}", what, where=where, hint=hint)
