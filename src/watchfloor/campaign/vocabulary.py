"""Which names a campaign may use, and which known name is nearest to a wrong one."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from watchfloor.terms import FACTUALITY
from watchfloor.world import World, plover

#: What a wrong name of each vocabulary is told to be.
SAYS = {
    "side": "side", "objective": "objective", "lever": "lever", "step": "step", "interest": "interest",
    "category": "PLOVER category", "mode": "PLOVER mode", "context": "PLOVER context",
    "factuality": "factuality", "actor": "actor", "member": "actor", "territory": "territory", "indicator": "indicator",
    "hypothesis": "hypothesis", "finding": "objective, lever, contest or step",
}  # fmt: skip
#: PLOVER's codes, which we write on export only, and what they are here.
_EXPORTED = {"KOS": "XKX", "XKO": "XKX", "EUR": "EU", "UNO": "UN"}
_OF_THE_WORLD = ("actor", "member", "territory")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All names that may be referred to: the campaign's own, PLOVER's, and the world's."""

    own: Mapping[str, tuple[str, ...]]
    world: World

    def knows(self, of: str, name: str) -> bool:
        """Tell whether a vocabulary holds a name."""
        if of == "territory":
            return self.world.known(name) and self.world.kind(name) == "territory"
        if of == "actor":
            return name in self.own["side"] or self.world.known(name)
        if of == "member":
            return self.world.known(name)
        return name in self.own[of]

    def hint(self, of: str, name: str) -> str:
        """Return what the analyst probably meant, or what there is to choose from."""
        near = self._nearest(of, name)
        if near is not None:
            return f"did you mean {near!r}?" + (" Or add it to world.yaml" if of in _OF_THE_WORLD else "")
        if of in _OF_THE_WORLD:
            return "a country is its alpha-3 code, a body its acronym; names of your own go into world.yaml"
        known = ", ".join(self.own[of])
        return f"known: {known}" if known else f"the file defines no {SAYS[of]}"

    def _nearest(self, of: str, name: str) -> str | None:
        own = self.own["side"] if of == "actor" else self.own.get(of, ())
        folded = {known.casefold(): known for known in own}
        cutoff = 0.8 if of in _OF_THE_WORLD else 0.6  # the world may hold a nearer one
        close = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=cutoff)
        if close:
            return folded[close[0]]
        if of not in _OF_THE_WORLD:
            return None
        candidates = (
            _EXPORTED.get(name),
            *(c.key for c in self.world.resolve(name)),
            *(c.key for c in self.world.resolve(name.replace("-", " "))),
            *(self._codes(name) if name.isupper() and len(name) == 3 else ()),
            self.world.nearest(name),
        )
        return next((key for key in candidates if key is not None and self.knows(of, key)), None)

    def _codes(self, name: str) -> Iterator[str]:
        """Yield the codes a mistaken code may mean: GRE begins the name of GRC, and FRN is one letter from FRA."""
        territories = self.world.territories
        yield from (key for key, t in territories.items() if t.name.upper().startswith(name))
        alike = (key for key in territories if sum(map(str.__ne__, key, name)) == 1)
        yield from sorted(alike, key=lambda key: key[0] != name[0])


def vocabulary(root: yaml.MappingNode, world: World) -> Vocabulary:
    """Return the names that a campaign file defines, with those of PLOVER and of the world."""
    own = {
        "side": _keys(root, "sides"),
        "objective": _keys(root, "objectives"),
        "lever": _keys(root, "levers"),
        "step": _keys(root, "processes"),
        "indicator": _keys(root, "indicators"),
        "finding": tuple(k for part in ("objectives", "levers", "contests", "processes") for k in _keys(root, part)),
        "hypothesis": tuple(h for one in _tables(root, "hypotheses") for h in _keys(one, "hypotheses")),
        "interest": tuple(i for s in _tables(root, "stakeholders") for i in _keys(s, "interests")),
        "category": tuple(plover.categories()),
        "mode": tuple(sorted({mode.name for category in plover.categories().values() for mode in category.modes})),
        "context": tuple(plover.contexts()),
        "factuality": FACTUALITY,
    }
    return Vocabulary(own=own, world=world)


def _value(node: yaml.Node, key: str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        for found, value in node.value:
            if isinstance(found, yaml.ScalarNode) and found.value == key:
                return value  # type: ignore[no-any-return]
    return None


def _keys(node: yaml.Node, key: str) -> tuple[str, ...]:
    table = _value(node, key)
    if not isinstance(table, yaml.MappingNode):
        return ()
    return tuple(k.value for k, _ in table.value if isinstance(k, yaml.ScalarNode))


def _tables(node: yaml.Node, key: str) -> tuple[yaml.Node, ...]:
    table = _value(node, key)
    return tuple(value for _, value in table.value) if isinstance(table, yaml.MappingNode) else ()
