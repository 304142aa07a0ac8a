"""One mapping of campaign.yaml, checked against the table of keys and read field by field."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import yaml

from watchfloor.campaign.file import Problems, items
from watchfloor.campaign.keys import KEYS, Key, key
from watchfloor.campaign.vocabulary import SAYS, Vocabulary
from watchfloor.terms import Matcher

_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SIDE = re.compile(r"[A-Za-z][A-Za-z0-9 -]*")


class Fields:
    """The fields of one mapping; what is wrong goes to `problems`, and an empty value stands in its place."""

    def __init__(self, node: yaml.Node, kind: str, vocabulary: Vocabulary, problems: Problems) -> None:
        self.node, self.kind, self.vocabulary, self.problems = node, kind, vocabulary, problems
        self.nodes: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        if isinstance(node, yaml.MappingNode):
            self.nodes = items(node, problems)
            self._check()
        elif isinstance(node, yaml.ScalarNode) and not node.value and not any(k.required for k in KEYS[kind]):
            return  # `step:` with nothing behind it is a step of which only the key is known
        else:
            names = ", ".join(k.name for k in KEYS[kind])
            problems.add("wrong-type", f"this {kind} is no mapping", node, f"its keys: {names}")

    def __contains__(self, name: str) -> bool:
        return name in self.nodes

    @property
    def line(self) -> int:
        """Return the line on which the mapping begins, counted from 1."""
        return int(self.node.start_mark.line) + 1

    def value(self, name: str) -> yaml.Node | None:
        """Return the node of a field, or None."""
        key(self.kind, name)  # a field that the table lacks is our bug, not the analyst's
        found = self.nodes.get(name)
        return None if found is None else found[1]

    def text(self, name: str, default: str = "") -> str:
        """Return a text field; blank text is a problem."""
        node = self.value(name)
        return default if node is None else self._scalar(node, name) or default

    def day(self, name: str) -> date | None:
        """Return a field that is one calendar day, ISO 8601."""
        node = self.value(name)
        text = "" if node is None else self._scalar(node, name)
        if not text or node is None:
            return None
        try:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
                raise ValueError(text)
            return date.fromisoformat(text)
        except ValueError:
            self.problems.add("bad-date", f"{text!r} is no day", node, "write YYYY-MM-DD")
            return None

    def p(self, name: str) -> float | None:
        """Return a field that is a probability in [0, 1]."""
        node = self.value(name)
        text = "" if node is None else self._scalar(node, name)
        if not text or node is None:
            return None
        number = re.fullmatch(r"(\d+(?:\.\d+)?|\.\d+)\s*(%?)", text)
        if number is not None and not number[2] and float(number[1]) <= 1.0:
            return float(number[1])
        cent = number is not None and float(number[1]) <= 100.0
        hint = f"write {float(number[1]) / 100.0:g}" if number is not None and cent else "write it as 0.6"
        self.problems.add("bad-number", f"{text!r} is no probability between 0 and 1", node, hint)
        return None

    def span(self, name: str) -> tuple[int, int] | None:
        """Return a field that is a duration, or two with a stroke between, as (shortest, longest) in days."""
        node = self.value(name)
        text = "" if node is None else self._scalar(node, name)
        if not text or node is None:
            return None
        ends = [_days(part) for part in text.split("/")]
        low, high = ends[0], ends[-1]
        if len(ends) > 2 or low is None or high is None or low > high:
            hint = "write P90D, P6M or P1Y, or a range: P30D/P90D"
            self.problems.add("bad-number", f"{text!r} is no duration", node, hint)
            return None
        return low, high

    def names(self, name: str) -> tuple[str, ...]:
        """Return a field that holds one name or several of its vocabulary; unknown and repeated names are problems."""
        return self._known(name, self._texts(name))

    def needs(self, name: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """Return the names of a field of which all are meant, and the groups `{any: [...]}` of which one each."""
        node = self.value(name)
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [] if node is None else [node]
        plain = [one for one in nodes if not isinstance(one, yaml.MappingNode)]
        groups = [self._group(name, one) for one in nodes if isinstance(one, yaml.MappingNode)]
        if isinstance(node, yaml.SequenceNode) and not nodes:
            self._scalars(node, name)  # empty: a problem
        texts = [(text, one) for one in plain if (text := self._scalar(one, name))]
        return self._known(name, texts), tuple(group for group in groups if group)

    def _group(self, name: str, node: yaml.MappingNode) -> tuple[str, ...]:
        parts = items(node, self.problems)
        if set(parts) != {"any"}:
            hint = "write `{any: [a, b]}`; for anything deeper make a step of its own"
            self.problems.add("wrong-type", f"in `{name}` a mapping holds `any` and nothing else", node, hint)
            return ()
        return self._known(name, self._scalars(parts["any"][1], "any"))

    def _known(self, name: str, texts: Iterable[tuple[str, yaml.Node]]) -> tuple[str, ...]:
        of = key(self.kind, name).of
        found: list[str] = []
        for text, node in texts:
            if text in found:
                self.problems.add("duplicate-key", f"{text!r} stands twice in `{name}`", node, "remove one")
            elif self._is_known(of, text, node):
                found.append(text)
        return tuple(found)

    def _is_known(self, of: str, text: str, node: yaml.Node) -> bool:
        if self.vocabulary.knows(of, text):
            return True
        hint = self.vocabulary.hint(of, text)
        self.problems.add("unknown-name", f"no {SAYS[of]} is called {text!r}", node, hint)
        return False

    def name(self, name: str) -> str:
        """Return a field that holds exactly one name; empty where it is missing or wrong."""
        node = self.value(name)
        if isinstance(node, yaml.SequenceNode):
            self.problems.add("wrong-type", f"`{name}` is one name, not a list", node, "write it without brackets")
            return ""
        return next(iter(self.names(name)), "")

    def words(self, name: str) -> tuple[str, ...]:
        """Return a field that holds one text or several."""
        return tuple(text for text, _ in self._texts(name))

    def texts(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return a mapping from own keys to texts, in file order."""
        return tuple((k, self._scalar(node, k)) for k, _, node in self._own(name))

    def table(self, name: str) -> Iterator[tuple[str, yaml.Node, Fields]]:
        """Yield (own key, key node, fields) of a mapping of mappings, in file order."""
        of = key(self.kind, name).of
        for own, key_node, node in self._own(name):
            yield own, key_node, Fields(node, of, self.vocabulary, self.problems)

    def lists(self, name: str) -> Iterator[tuple[str, yaml.Node, tuple[tuple[str, yaml.Node], ...]]]:
        """Yield (own key, key node, known names with their nodes) of a mapping from own keys to names."""
        of = key(self.kind, name).of
        for own, key_node, node in self._own(name):
            members = [(text, at) for text, at in self._scalars(node, own) if self._is_known(of, text, at)]
            yield own, key_node, tuple(members)

    def ratings(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return a field that gives names of its vocabulary a word each, in file order."""
        asked = key(self.kind, name)
        among = asked.among or self.vocabulary.own["side"]
        found = []
        for own, key_node, node in self._own(name):
            known, word = self._is_known(asked.of, own, key_node), self._scalar(node, own)
            if word and word not in among:
                close = difflib.get_close_matches(word, among, n=1)
                hint = f"did you mean {close[0]!r}?" if close else f"one of: {', '.join(among)}"
                self.problems.add("unknown-name", f"`{name}` knows no {word!r}", node, hint)
            elif known and word:
                found.append((own, word))
        return tuple(found)

    def records(self, name: str) -> tuple[Fields, ...]:
        """Return a field that holds one mapping or several."""
        node = self.value(name)
        if node is None:
            return ()
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        if not nodes:
            self.problems.add("wrong-type", f"`{name}` is empty", node, "remove it, or fill it")
        of = key(self.kind, name).of or "matcher"
        return tuple(Fields(one, of, self.vocabulary, self.problems) for one in nodes)

    def matchers(self, name: str) -> tuple[Matcher, ...]:
        """Return a field that holds one matcher or several."""
        return tuple(_matcher(one) for one in self.records(name))

    def _check(self) -> None:
        known = {k.name: k for k in KEYS[self.kind]}
        for name, (node, value) in self.nodes.items():
            if name not in known:
                # `{text: a, b}` reads as the keys `text` and `b`
                cut = isinstance(value, yaml.ScalarNode) and not value.value and " " in name
                hint = "quote a text that holds a comma, inside { }" if cut else _near(name, known)
                self.problems.add("unknown-key", f"this {self.kind} has no key {name!r}", node, hint)
        for k in known.values():
            if k.required and k.name not in self.nodes:
                self.problems.add(
                    "missing-key", f"this {self.kind} lacks `{k.name}`", self.node, f"`{k.name}`: {k.says}"
                )

    def _own(self, name: str) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        node = self.value(name)
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            self.problems.add("wrong-type", f"`{name}` is a mapping", node, f"write `{name}:` and below it `key: …`")
            return
        shape, says = (_SIDE, "letters, digits, spaces") if name == "sides" else (_KEBAB, "lower case, with hyphens")
        for own, (key_node, value) in items(node, self.problems).items():
            if not shape.fullmatch(own):
                self.problems.add("bad-key", f"{own!r} is no key for `{name}`", key_node, f"write it in {says}")
            yield own, key_node, value

    def _texts(self, name: str) -> list[tuple[str, yaml.Node]]:
        node = self.value(name)
        return [] if node is None else self._scalars(node, name)

    def _scalars(self, node: yaml.Node, name: str) -> list[tuple[str, yaml.Node]]:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        if not nodes:
            self.problems.add("wrong-type", f"`{name}` is empty", node, "remove it, or name at least one")
        return [(text, one) for one in nodes if (text := self._scalar(one, name))]

    def _scalar(self, node: yaml.Node, name: str) -> str:
        if not isinstance(node, yaml.ScalarNode):
            kind = "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"
            self.problems.add("wrong-type", f"`{name}` takes text here, not {kind}", node, f"write `{name}: TEXT`")
            return ""
        text = " ".join(node.value.split())
        if not text:
            self.problems.add("wrong-type", f"`{name}` is empty", node, "write a text, or remove the key")
        return text


def _matcher(fields: Fields) -> Matcher:
    part = _fields_of_an_event(fields)
    if not fields.nodes:
        fields.problems.add("wrong-type", "a matcher without fields fits every event", fields.node, "name a field")
    parts = {}
    for name in ("all_of", "not"):
        node = fields.value(name)
        if node is not None:
            inner = Fields(node, "part", fields.vocabulary, fields.problems)
            parts[name] = _fields_of_an_event(inner)
            if name == "all_of":
                _refuse_several(inner)
    return replace(
        part,
        factuality=part.factuality or ("happened",),
        all_of=parts.get("all_of"),
        not_=parts.get("not"),
        favours=fields.name("favours") or None,
    )


def _refuse_several(all_of: Fields) -> None:
    """Refuse two values in `all_of` of a field of which an event has one: no event could fit."""
    for name in ("event", "mode", "factuality"):
        node = all_of.value(name)
        if isinstance(node, yaml.SequenceNode) and len(node.value) > 1:
            what = f"`all_of` asks for every `{name}` named, and an event has one"
            all_of.problems.add("wrong-type", what, node, f"write `{name}:` outside `all_of`: there a list means any")


def _fields_of_an_event(fields: Fields) -> Matcher:
    return Matcher(
        event=fields.names("event"),
        mode=fields.names("mode"),
        context=fields.names("context"),
        actor=fields.names("actor"),
        recipient=fields.names("recipient"),
        place=fields.names("place"),
        words=fields.words("words"),
        lever=fields.names("lever"),
        factuality=fields.names("factuality"),
        line=fields.line,
    )


def _days(text: str) -> int | None:
    """Return the days of an ISO 8601 duration in years, months, weeks and days, or None."""
    found = re.fullmatch(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", text.strip())
    if found is None:
        return None
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    return round(365.25 * years + 365.25 / 12 * months) + 7 * weeks + days


def _near(name: str, known: dict[str, Key]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {close[0]!r}?" if close else f"its keys: {', '.join(known)}"
