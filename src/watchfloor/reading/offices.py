"""Offices, organs and groups: `the Serbian foreign minister`, `Kenya's parliament`, `Iraqi truckers`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from watchfloor.reading.lexicon import word_class
from watchfloor.reading.memory import Memory, Mention
from watchfloor.terms import Entity
from watchfloor.world import Title, World, word
from watchfloor.world.names import numbers
from watchfloor.world.spans import holds

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
_POSTED = frozenset({"ambassador", "envoy", "consul", "embassy", "consulate", "mission"})


@dataclass(frozen=True, slots=True)
class Offices:
    """Finds the office phrases of one document; shares the memory of its resolver."""

    world: World
    on: date | None
    memory: Memory

    def find(self, doc: Doc, aliases: dict[int, Mention]) -> list[Mention]:
        """Return the offices and organs of a paragraph; aliases: the known names, by the token after each."""
        starts = {m.start: m for m in aliases.values()}
        inside = {i for m in aliases.values() if m.how in ("name", "alias") for i in range(m.start + 1, m.end)}
        found, i = [], 0
        while i < len(doc):
            nominal = doc[i].pos_ in _NOMINAL and i not in inside and not _inside_word(doc, i)
            titled = self._title(doc, i) if nominal else None
            mention = self._office(doc, *titled, i, aliases, starts) if titled is not None else None
            if mention is None:
                i = titled[1] if titled is not None else i + 1
                continue
            found.append(mention)
            i = mention.end
            if mention.office is not None and titled is not None:
                self._remember(doc, titled[0], mention)
        return found

    def _title(self, doc: Doc, start: int) -> tuple[Title, int] | None:
        """Return the title that begins at a token, and where it ends."""
        first = doc[start]
        if first.whitespace_ and self.world.titles.keys().isdisjoint(numbers(word(first.text))):
            return None
        spelt = _spelt(doc, start)
        title = self.world.office([text for text, _ in spelt])
        return (title, spelt[len(title.words) - 1][1]) if title is not None else None

    def _office(
        self, doc: Doc, title: Title, end: int, start: int, aliases: dict[int, Mention], starts: dict[int, Mention]
    ) -> Mention | None:
        if title.sector != "OPP" and self._only_names(doc[end - 1]):
            return None
        owner, first, last = self._owner(doc, start, end, aliases, starts)
        inner = self._inner(doc, last, starts) if owner is not None else None
        named = None if title.organ else self._name_after(doc, last, starts)
        if named is not None:
            entity = self._holder(doc[named[0] : named[1]], owner, title, starts.get(named[0]))
            return Mention(
                start=first, end=named[1], head=_top(doc, first, named[1]), entity=entity, how="office", person=True,
                office=title.office,
            )  # fmt: skip
        if owner is None:
            return self._recalled(doc, title, start, end)
        sector = "ELI" if not title.organ and once(doc[first:end]) else title.sector
        if inner is not None:
            sector, last = inner
        courts = self._courts(doc[last - 1].text) if sector == "JUD" else None
        key = self._organ(owner, sector) if courts is None else courts.pop() if len(courts) == 1 else None
        entity = Entity(key=key, name=doc[first:last].text)
        return Mention(
            start=first, end=last, head=_top(doc, start, end), entity=entity, how="office", person=not title.organ,
            office=title.office,
        )  # fmt: skip

    def _courts(self, seat: str) -> set[str] | None:
        """Return the courts of many states that sit in a town, None where none does: `judges in The Hague`."""
        return {a.key for a in self.world.at([seat]) if a.kind == "court" and holds(a.on, self.on)} or None

    def _only_names(self, last: Token) -> bool:
        """Tell whether a title is only the first word of another: the refugee of `the Swedish refugee board`."""
        noun = last.head
        behind = last.dep_ in ("compound", "nmod", "amod") and noun.i > last.i and noun.pos_ in ("NOUN", "PROPN")
        return behind and self.world.office([noun.text]) is not None

    def _organ(self, owner: str, sector: str) -> str:
        """Return `SRB-GOV` for an office of a territory; a body's office stands for the body."""
        return f"{owner}-{sector}" if self.world.kind(owner) == "territory" and sector else owner

    def _owner(
        self, doc: Doc, start: int, end: int, aliases: dict[int, Mention], starts: dict[int, Mention]
    ) -> tuple[str | None, int, int]:
        """Return whose office it is, and where the whole phrase begins and ends."""
        i = start
        while i > 0 and (
            doc[i - 1].tag_ == "POS" or (i not in aliases and (_leads(doc[i - 1]) or _within(doc[i - 1], doc[end - 1])))
        ):
            i -= 1
        posted = not word_class("elsewhere").isdisjoint((doc[end - 1].lemma_.lower(), doc[start:end].text.lower()))
        before = aliases.get(i)
        town = posted and before is not None and before.place  # an embassy in Riga is not Latvia's
        if before is not None and not town and (owner := self._stands_for(before)):
            return owner, before.start, self._posted(doc, end, starts)
        joins = (
            ("of",)
            if posted
            else ("of", "for", "in", "at", "from")
            if doc[end - 1].dep_ == "nsubj"
            else ("of", "for", "in", "at")
        )
        if end < len(doc) - 1 and doc[end].lower_ in joins:
            first = end + 2 if doc[end + 1].lower_ == "the" else end + 1
            after = starts.get(first)
            if after is not None and doc[end].lower_ == "of" and self._of_others(doc, after):
                after = None
            if after is not None and (owner := self._stands_for(after)):
                return owner, start, after.end
        return None, start, end

    def _inner(self, doc: Doc, last: int, starts: dict[int, Mention]) -> tuple[str, int] | None:
        """Return the sector and end of the organ that an owner only describes: `officers of the Chilean army`."""
        owner = starts.get(last - 1) or starts.get(last - 2)
        if owner is None or owner.end != last or not _describes(doc, owner) or last >= len(doc):
            return None
        titled = self._title(doc, last)
        return (titled[0].sector, titled[1]) if titled is not None else None

    def _of_others(self, doc: Doc, owner: Mention) -> bool:
        """Tell whether a demonym describes others than organs: `a company of Chilean engineers`."""
        return _describes(doc, owner) and self._inner(doc, owner.end, {owner.start: owner}) is None

    def _stands_for(self, mention: Mention) -> str | None:
        """Return the territory or body whose offices and organs a mention may own: of a person the one they serve."""
        key = mention.entity.key
        if key is None or self.world.kind(key) in ("region", "unknown"):
            return None
        return self.world.territory_of(key, self.on) if mention.person else key

    def _posted(self, doc: Doc, end: int, starts: dict[int, Mention]) -> int:
        """Return where `to Serbia` after an ambassador ends."""
        if end < len(doc) - 1 and doc[end].lower_ == "to" and doc[end - 1].lemma_.lower() in _POSTED:
            after = starts.get(end + 1) or starts.get(end + 2)
            return after.end if after is not None else end
        return end

    def _name_after(self, doc: Doc, end: int, starts: dict[int, Mention]) -> tuple[int, int] | None:
        """Return the personal name after an office, with or without a comma between."""
        comma = end < len(doc) and doc[end].text == ","
        i = end + 1 if comma else end
        if i >= len(doc) or doc[i].is_sent_start:
            return None
        known = starts.get(i)
        if known is not None and known.person:
            return known.start, known.end
        if doc[i].ent_type_ != "PERSON" or doc[i].ent_iob_ != "B":
            return None
        last = i + 1
        while (
            last < len(doc)
            and doc[last].ent_type_ == "PERSON"
            and doc[last].ent_iob_ == "I"
            and doc[last].tag_ != "POS"
        ):
            last += 1
        if comma and last < len(doc) and doc[last].text not in (",", ".", ";", "’s", "'s"):
            return None
        return i, last

    def _holder(self, span: Span, owner: str | None, title: Title, known: Mention | None) -> Entity:
        """Return whom an office phrase names: known to the world, else by office and country."""
        if known is not None and known.entity.key is not None:
            return Entity(key=known.entity.key, name=span.text)
        people = [c for c in self.world.resolve(span.text, self.on) if c.kind == "person"]
        if len(people) == 1:
            return Entity(key=people[0].key, name=span.text)
        before = self.memory.surnames.get(word(span[-1].text))
        if before is not None:
            return before
        return Entity(key=None if owner is None else self._organ(owner, title.sector), name=span.text)

    def _remember(self, doc: Doc, title: Title, mention: Mention) -> None:
        """Note by what words a text may take a mention up: an organ by its own, `the government` for any part of it."""
        if doc[mention.head].tag_ not in ("NNS", "NNPS") or not title.organ:
            self.memory.offices[title.office] = mention
        if title.organ:
            self.memory.offices[title.text] = mention

    def _recalled(self, doc: Doc, title: Title, start: int, end: int) -> Mention | None:
        """Return who `the ambassador` is, where the document has named one before; `the ambassadors` are left open."""
        known = self.memory.offices.get(title.text if title.organ else title.office)
        if known is None and title.text == self.world.offices[title.office].titles[0]:
            known = self.memory.offices.get(title.office)
        definite = start > 0 and any(doc[j].lower_ in ("the", "this") for j in range(max(0, start - 2), start))
        several = doc[end - 1].tag_ in ("NNS", "NNPS")
        if known is None or several or not definite or (title.organ and title.level == 0 and known.entity.key is None):
            return None
        return Mention(
            start=start, end=end, head=_top(doc, start, end), entity=known.entity, how="recalled", person=known.person
        )


def _spelt(doc: Doc, start: int) -> list[tuple[str, int]]:
    """Return the words from a token on, and where each ends: without possessive endings, hyphens inside a word."""
    found: list[tuple[str, int]] = []
    for token in doc[start : start + 10]:
        if token.text in _POSSESSIVE and found:
            continue
        if found and _inside_word(doc, token.i):
            found[-1] = (f"{found[-1][0]}{token.text}", token.i + 1)
        else:
            found.append((token.text, token.i + 1))
    return found[:8]


def _inside_word(doc: Doc, i: int) -> bool:
    """Tell whether a token goes on with a hyphenated word: the general of `auditor-general`, not of `then-general`."""
    before = doc[i - 1] if i else None
    if before is None or before.whitespace_:
        return False
    return doc[i].text == "-" or (before.text == "-" and i > 1 and not _leads(doc[i - 2]))


def once(phrase: Iterable[Token]) -> bool:
    """Tell whether the office was held once: `former prime minister`."""
    return any(token.lower_ in word_class("once-in-office") for token in phrase)


def _describes(doc: Doc, mention: Mention) -> bool:
    """Tell whether a demonym describes a noun behind it, which it leads to: `of the Chilean army`."""
    last = doc[mention.end - 1]
    return mention.how == "demonym" and last.dep_ in ("amod", "compound", "nmod") and last.head.i >= mention.end


def _leads(token: Token) -> bool:
    """Tell whether a word may stand between country and office: `Serbian deputy prime minister`."""
    return token.text in ("-", "–") or token.lower_ in word_class("before-office")


def _within(token: Token, noun: Token) -> bool:
    """Tell whether a word only describes a noun: the `new garment` of `Lima's new garment union`."""
    return token.dep_ in ("amod", "compound", "nmod", "nummod") and noun in (token.head, token.head.head)


def _top(doc: Doc, start: int, end: int) -> int:
    return doc[start:end].root.i
