"""Who and where: names, demonyms, metonyms and offices of a parsed paragraph, resolved against the world."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from watchfloor.reading.language import common_words
from watchfloor.reading.lexicon import word_class
from watchfloor.terms import Entity
from watchfloor.world import Alias, Title, World, word
from watchfloor.world.places import by_name
from watchfloor.world.spans import holds

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_PLACE_PREPOSITIONS = frozenset(["in", "at", "near", "outside", "across", "throughout", "inside", "within", "around"])
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
_POSTED = frozenset({"ambassador", "envoy", "consul", "embassy", "consulate", "mission"})
#: Which of several readings of the same words is meant, where the text does not say.
_HOW = {"name": 0, "alias": 0, "demonym": 1, "holder": 2, "metonym": 3, "capital": 4, "surname": 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Some words of a paragraph that name somebody; token positions, half open."""

    start: int
    end: int
    head: int  #: the token through which the phrase hangs in the sentence
    entity: Entity
    how: str  #: name, alias, demonym, metonym, capital, holder, surname, office, model, recalled, ambiguous
    person: bool = False
    place: bool = False  #: the place is meant, not its government
    office: str | None = None


@dataclass(slots=True)
class Memory:
    """What the document has said so far."""

    surnames: dict[str, Entity] = field(default_factory=dict)
    offices: dict[str, Mention] = field(default_factory=dict)
    #: `Union` for the European Union, once named; None where two bodies of the document end alike.
    short: dict[str, Entity | None] = field(default_factory=dict)


class Resolver:
    """Finds the mentions of one document, paragraph by paragraph, remembering what it named before.

    on: the day by which names and offices are read; None where it is unknown.
    """

    def __init__(self, world: World, on: date | None) -> None:
        self.world = world
        self.on = on
        self.memory = Memory()

    def mentions(self, doc: Doc) -> list[Mention]:
        """Return the mentions of a paragraph in order, none overlapping another."""
        texts = [token.text for token in doc]
        aliases = self._aliases(doc, texts)
        found: list[Mention] = []
        taken: set[int] = set()
        named = [*self._offices(doc, texts, aliases), *aliases.values()]
        for stage in (named, self._short_forms(doc, named), self._seen_by_model(doc), self._surnames(doc)):
            for mention in stage:
                span = range(mention.start, mention.end)
                if taken.isdisjoint(span):
                    taken.update(span)
                    found.append(self._settled(doc, mention))
        return sorted(found, key=lambda m: m.start)

    # --- names the world knows ----------------------------------------------

    def _aliases(self, doc: Doc, texts: list[str]) -> dict[int, Mention]:
        """Return the known names of a paragraph by the token after each."""
        found: dict[int, Mention] = {}
        i = 0
        while i < len(doc):
            hit = self._alias_at(doc, texts, i)
            if hit is not None:
                found[hit.end] = hit
                i = hit.end
            else:
                i += 1
        return found

    def _alias_at(self, doc: Doc, texts: list[str], i: int) -> Mention | None:
        fitting, end = self._spelt(doc, texts, i)
        if not fitting:
            return None
        head = doc[i:end].root
        alias = self._choose(fitting, head)
        name = doc[i:end].text
        if alias is None:
            sites = {a.place for a in fitting}
            site = sites.pop() if len(sites) == 1 and _says_where(head) else ""
            entity = Entity(key=site or None, name=name)
            return Mention(start=i, end=end, head=head.i, entity=entity, how="ambiguous", place=bool(site))
        if alias.how in ("holder", "surname"):
            return self._person_alias(doc, i, end, alias)
        place = alias.how not in ("demonym",) and _says_where(head) and alias.rule != "always-metonym"
        key = alias.place if place and alias.place else alias.key
        return Mention(start=i, end=end, head=head.i, entity=Entity(key=key, name=name), how=alias.how, place=place)

    def _short_forms(self, doc: Doc, named: list[Mention]) -> list[Mention]:
        """Return the last words of bodies named before, taken up with an article: `the Union`, `the Fund`."""
        for mention in named:
            long = mention.how in ("name", "alias") and mention.end - mention.start > 1
            if long and self.world.kind(mention.entity.key or "") not in ("territory", "region", "unknown"):
                last = word(doc[mention.end - 1].text)
                before = self.memory.short.get(last, mention.entity)
                alike = before is not None and before.key == mention.entity.key
                self.memory.short[last] = mention.entity if alike else None
        found = []
        for token in doc[1:]:
            last = word(token.text)
            if token.text[:1].isupper() and last in self.memory.short and token.nbor(-1).lower_ == "the":
                known = self.memory.short[last]
                entity = Entity(key=known.key if known else None, name=token.text)
                how = "short" if known else "ambiguous"
                found.append(Mention(start=token.i, end=token.i + 1, head=token.i, entity=entity, how=how))
        return found

    def _spelt(self, doc: Doc, texts: list[str], i: int) -> tuple[list[Alias], int]:
        """Return the aliases spelt at a token, and where they end; a hyphen may join tokens into one word."""
        found = list(self.world.at(texts, i))
        if found and len(found[0].words) > 1 and all(self._ended(alias) for alias in found):
            found = list(self.world.at(texts[: i + len(found[0].words) - 1], i)) or found
        if found:
            return self._fit(doc[i], found), i + len(found[0].words)
        if i + 2 < len(doc) and texts[i + 1] in ("-", "–") and not doc[i].whitespace_:
            joined = f"{texts[i]}-{texts[i + 2]}"
            found = list(self.world.at([joined, *texts[i + 3 : i + 9]], 0))
            if found:
                return found, i + 2 + len(found[0].words)
        return [], i

    def _ended(self, alias: Alias) -> bool:
        """Tell whether the alias names a territory that did not exist on the day: `Serbia and Montenegro` in 2020."""
        return alias.kind == "territory" and alias.how == "name" and not holds(alias.on, self.on)

    def _fit(self, token: Token, found: list[Alias]) -> list[Alias]:
        """Drop what is part of another name: a bare surname (`May`), the last word of `the Pacific Alliance`."""
        found = [a for a in found if a.how != "surname" or _may_be_surname(token, alone=len(found) == 1)]
        return [] if found and len(found[0].words) == 1 and _ends_a_name(token) else found

    def _choose(self, fitting: list[Alias], head: Token) -> Alias | None:
        """Return the reading meant, or None where the text leaves it open."""
        current = [a for a in fitting if a.how in ("holder", "surname") or holds(a.on, self.on)] or fitting
        if head.ent_type_ == "PERSON":
            current = [a for a in current if self._may_be_person(a, current)] or current
        best = min(_HOW[a.how] for a in current)
        current = [a for a in current if _HOW[a.how] == best]
        if best >= _HOW["surname"]:
            current = [a for a in current if holds(a.on, self.on)] or current
        keys = {a.key: a for a in current}
        return next(iter(keys.values())) if len(keys) == 1 else None

    def _may_be_person(self, alias: Alias, among: list[Alias]) -> bool:
        """Tell whether a person is meant; a bare surname that is a country's name only where it fell before."""
        if alias.how == "surname" and any(other.how in ("name", "alias") for other in among):
            return alias.words[-1] in self.memory.surnames
        return alias.how in ("holder", "surname")

    def _person_alias(self, doc: Doc, start: int, end: int, alias: Alias) -> Mention:
        first, last = start, end
        while first > 0 and doc[first].ent_iob_ == "I" and doc[first].ent_type_ == "PERSON":
            first -= 1
        known = self.memory.surnames.get(word(doc[end - 1].text)) if alias.how == "surname" else None
        if alias.how == "surname" and first < start:
            known = self._fuller(doc[first:last], known)
        entity = known or Entity(key=alias.key, name=doc[first:last].text)
        return Mention(start=first, end=last, head=doc[first:last].root.i, entity=entity, how=alias.how, person=True)

    def _fuller(self, span: Span, known: Entity | None) -> Entity:
        """Return who a full name is whose surname we know: the same person only if the whole name fits."""
        candidates = self.world.resolve(span.text, self.on)
        people = [c for c in candidates if c.kind == "person"]
        if len(people) == 1:
            return Entity(key=people[0].key, name=span.text)
        return known if known is not None and known.name == span.text else Entity(key=None, name=span.text)

    # --- offices ------------------------------------------------------------

    def _offices(self, doc: Doc, texts: list[str], aliases: dict[int, Mention]) -> list[Mention]:
        starts = {m.start: m for m in aliases.values()}
        inside = {i for m in aliases.values() if m.how in ("name", "alias") for i in range(m.start + 1, m.end)}
        found, i = [], 0
        while i < len(doc):
            nominal = doc[i].pos_ in ("NOUN", "PROPN", "ADJ") and i not in inside
            title = self.world.office(texts[i : i + 8]) if nominal else None
            mention = self._office(doc, title, i, aliases, starts) if title is not None else None
            if mention is None:
                i += 1
                continue
            found.append(mention)
            i = mention.end
            if mention.office is not None:
                self.memory.offices[mention.office] = mention
        return found

    def _office(
        self, doc: Doc, title: Title, start: int, aliases: dict[int, Mention], starts: dict[int, Mention]
    ) -> Mention | None:
        end = start + len(title.words)
        owner, first, last = self._owner(doc, start, end, aliases, starts)
        named = None if title.organ else self._name_after(doc, last, starts)
        if named is not None:
            entity = self._holder(doc[named[0] : named[1]], owner, title, starts.get(named[0]))
            return Mention(
                start=first, end=named[1], head=_top(doc, first, named[1]), entity=entity, how="office", person=True,
                office=title.office,
            )  # fmt: skip
        if owner is None:
            return self._recalled(doc, title, start, end)
        entity = Entity(key=self._organ(owner, title.sector), name=doc[first:last].text)
        return Mention(
            start=first, end=last, head=_top(doc, start, end), entity=entity, how="office", person=not title.organ,
            office=title.office,
        )  # fmt: skip

    def _organ(self, owner: str, sector: str) -> str:
        """Return `SRB-GOV` for an office of a territory; a body's office stands for the body."""
        return f"{owner}-{sector}" if self.world.kind(owner) == "territory" and sector else owner

    def _owner(
        self, doc: Doc, start: int, end: int, aliases: dict[int, Mention], starts: dict[int, Mention]
    ) -> tuple[str | None, int, int]:
        """Return whose office it is, and where the whole phrase begins and ends."""
        i = start
        while i > 0 and (
            doc[i - 1].tag_ == "POS"
            or (doc[i - 1].pos_ in ("ADJ", "NOUN", "PUNCT") and i not in aliases and _leads(doc[i - 1]))
        ):
            i -= 1
        before = aliases.get(i)
        if before is not None and self._owns(before):
            return before.entity.key, before.start, self._posted(doc, end, starts)
        posted = doc[end - 1].lemma_.lower() in _POSTED  # an embassy in Riga is not Latvia's
        if end < len(doc) - 1 and doc[end].lower_ in (("of",) if posted else ("of", "for", "in")):
            first = end + 2 if doc[end + 1].lower_ == "the" else end + 1
            after = starts.get(first)
            if after is not None and self._owns(after):
                return after.entity.key, start, after.end
        return None, start, end

    def _owns(self, mention: Mention) -> bool:
        key = mention.entity.key
        return key is not None and not mention.person and self.world.kind(key) not in ("region", "unknown")

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

    def _recalled(self, doc: Doc, title: Title, start: int, end: int) -> Mention | None:
        """Return who `the ambassador` is, where the document has named one before; `the ambassadors` are left open."""
        known = self.memory.offices.get(title.office)
        definite = start > 0 and any(doc[j].lower_ in ("the", "this") for j in range(max(0, start - 2), start))
        several = doc[end - 1].tag_ in ("NNS", "NNPS")
        if known is None or several or not definite or (title.organ and title.level == 0 and known.entity.key is None):
            return None
        return Mention(
            start=start, end=end, head=_top(doc, start, end), entity=known.entity, how="recalled", person=known.person
        )

    # --- what only the model sees -------------------------------------------

    def _seen_by_model(self, doc: Doc) -> Iterator[Mention]:
        for span in doc.ents:
            if span.label_ not in _NAMED or not any(c.isupper() for c in span.text):
                continue
            start, end = span.start, span.end
            if doc[start].lower_ in ("the", "a", "an") and end - start > 1:
                start += 1
            if doc[end - 1].tag_ == "POS" and end - start > 1:
                end -= 1
            yield self._modelled(doc[start:end], span.label_)

    def _surnames(self, doc: Doc) -> Iterator[Mention]:
        """Yield bare surnames of people named before that the model takes for no name."""
        for token in doc:
            known = self.memory.surnames.get(word(token.text)) if token.pos_ == "PROPN" else None
            if known is not None:
                yield Mention(start=token.i, end=token.i + 1, head=token.i, entity=known, how="recalled", person=True)

    def _modelled(self, span: Span, label: str) -> Mention:
        last = word(span[-1].text)
        known = self.memory.surnames.get(last)
        if known is not None and (len(span) == 1 or (label == "PERSON" and known.name.endswith(span.text))):
            return Mention(start=span.start, end=span.end, head=span.root.i, entity=known, how="recalled", person=True)
        where = label in ("GPE", "LOC", "FAC")
        candidates = () if where and _says_where(span.root) else self.world.resolve(span.text, self.on)
        key = candidates[0].key if len(candidates) == 1 else None
        if key is None and (where or _says_where(span.root)):
            key = self._city(span.text)
        return Mention(
            start=span.start, end=span.end, head=span.root.i, entity=Entity(key=key, name=span.text), how="model",
            person=label == "PERSON" or (len(candidates) == 1 and candidates[0].kind == "person"),
            place=where and _says_where(span.root),
        )  # fmt: skip

    def _city(self, name: str) -> str | None:
        """Return the territory of a city; of namesakes the largest, if it is ten times the next."""
        words = tuple(word(part) for part in name.split())
        same = by_name().get(words, ())
        others = [p.population for p in same[1:] if p.territory != same[0].territory]
        return same[0].territory if same and (not others or same[0].population >= 10 * others[0]) else None

    def _settled(self, doc: Doc, mention: Mention) -> Mention:
        """Remember a mention for the paragraphs to come."""
        last = doc[mention.end - 1]
        named = last.pos_ == "PROPN" if mention.office else mention.how in ("holder", "model")
        if mention.person and named and mention.end - mention.start > 1:
            self.memory.surnames[word(last.text)] = mention.entity
        return mention


#: What the model calls words that are no surname, even if somebody bears it.
_NO_SURNAME = frozenset(
    {"DATE", "TIME", "CARDINAL", "ORDINAL", "NORP", "LANGUAGE", "EVENT", "LAW", "MONEY", "PERCENT", "QUANTITY"}
)


def _ends_a_name(token: Token) -> bool:
    """Tell whether a common word is the end of a longer name: the Alliance of `the Pacific Alliance`."""
    before = token.doc[token.i - 1] if token.i else token
    joined = before.dep_ == "compound" and before.head == token and before.pos_ == "PROPN"
    return joined and token.lower_ in common_words()


def _may_be_surname(token: Token, *, alone: bool) -> bool:
    """Tell whether a word can be a bare surname; alone: no other reading is known."""
    if token.pos_ != "PROPN" and token.lower_ in common_words():
        return False
    if token.ent_type_ in _NO_SURNAME or (token.ent_type_ == "GPE" and not alone):
        return False
    if _says_where(token):
        return False
    if token.i + 1 < len(token.doc):
        after = token.nbor(1)
        if after.ent_type_ == token.ent_type_ != "" and after.ent_iob_ == "I" and after.tag_ != "POS":
            return False
    return True


def _leads(token: Token) -> bool:
    """Tell whether a word may stand between country and office: `Serbian deputy prime minister`."""
    return token.text in ("-", "–") or token.lower_ in word_class("before-office")


def _says_where(head: Token) -> bool:
    """Tell whether the phrase says where: `in Washington`, unlike `Washington said`."""
    return head.dep_ == "pobj" and head.head.lower_ in _PLACE_PREPOSITIONS


def _top(doc: Doc, start: int, end: int) -> int:
    return doc[start:end].root.i
