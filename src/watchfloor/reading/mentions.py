"""Who and where: names, demonyms, metonyms and offices of a parsed paragraph, resolved against the world."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from watchfloor.terms import Entity
from watchfloor.world import Alias, World, ascii_lower

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "across", "throughout", "inside", "within", "around"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
#: Which of several readings of the same words is meant, where the text does not say.
_HOW = {"name": 0, "alias": 1, "demonym": 2, "metonym": 3, "capital": 4, "holder": 5, "surname": 6}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Some words of a paragraph that name somebody; token positions, half open."""

    start: int
    end: int
    head: int  #: the token through which the phrase hangs in the sentence
    entity: Entity
    how: str  #: name, demonym, metonym, capital, holder, surname, office, entity, pronoun …
    person: bool = False
    verified: bool = True
    place: bool = False  #: the place is meant, not its government


@dataclass(slots=True)
class Memory:
    """What the document has said so far: surnames, offices and the last entities spoken of."""

    surnames: dict[str, Entity] = field(default_factory=dict)
    offices: dict[str, Mention] = field(default_factory=dict)
    recent: list[Mention] = field(default_factory=list)  #: oldest first


class Resolver:
    """Finds mentions paragraph by paragraph; remembers the document, knows its day.

    world: reference data. on: the day by which offices and names are read; None if unknown.
    """

    def __init__(self, world: World, on: date | None) -> None:
        self.world = world
        self.on = on
        self.memory = Memory()

    def mentions(self, doc: Doc) -> list[Mention]:
        """Return the mentions of a paragraph in order, none overlapping another."""
        words = [ascii_lower(token.text) for token in doc]
        found: list[Mention] = []
        taken: set[int] = set()
        for mention in [*self._offices(doc, words), *self._aliases(doc, words), *self._entities(doc)]:
            span = range(mention.start, mention.end)
            if taken.isdisjoint(span):
                taken.update(span)
                found.append(mention)
        found.sort(key=lambda m: m.start)
        return [self._remember(doc, mention) for mention in found]

    # --- names of the world -------------------------------------------------

    def _aliases(self, doc: Doc, words: list[str]) -> list[Mention]:
        found, i = [], 0
        while i < len(doc):
            hit = self._alias_at(doc, words, i)
            if hit is None:
                i += 1
                continue
            found.append(hit)
            i = hit.end
        return found

    def _alias_at(self, doc: Doc, words: list[str], i: int) -> Mention | None:
        fitting: list[Alias] = []
        for alias in self.world.index.get(words[i], ()):
            if fitting and len(alias.words) < len(fitting[0].words):
                break
            if tuple(words[i : i + len(alias.words)]) == alias.words and self._cased(doc[i], alias):
                fitting.append(alias)
        if not fitting:
            return None
        end = i + len(fitting[0].words)
        head = doc[i:end].root
        alias = self._choose(fitting, head)
        name = doc[i:end].text
        if alias is None:
            return Mention(start=i, end=end, head=head.i, entity=Entity(key=None, name=name), how="ambiguous")
        person = alias.how in ("holder", "surname")
        if person:
            known = self.memory.surnames.get(words[end - 1])
            entity = known if known and len(alias.words) == 1 else Entity(key=alias.key, name=name)
            start, end = self._whole_person(doc, i, end)
            if known is None or len(alias.words) > 1:
                entity = Entity(key=alias.key, name=doc[start:end].text)
            return Mention(
                start=start, end=end, head=doc[start:end].root.i, entity=entity, how=alias.how, person=True,
                verified=alias.verified,
            )  # fmt: skip
        place = alias.how in ("capital", "metonym") and _stands_as_place(head, alias.rule)
        key = alias.key
        if alias.how == "metonym" and place and alias.place:
            key = alias.place
        return Mention(
            start=i, end=end, head=head.i, entity=Entity(key=key, name=name), how=alias.how,
            verified=True, place=place or (alias.how == "name" and _stands_as_place(head, "")),
        )  # fmt: skip

    def _cased(self, token: Token, alias: Alias) -> bool:
        """Tell whether the capitals fit: names need one, short acronyms need all of them."""
        text = token.text
        if len(alias.words) == 1:
            if len(text) <= 3 and alias.how in ("name", "alias") and not alias.words[0].isupper():
                return text.isupper()
            if alias.how == "surname":
                return text[:1].isupper() and token.pos_ == "PROPN" and token.ent_type_ not in ("DATE", "CARDINAL")
        return text[:1].isupper() or not alias.capital

    def _choose(self, fitting: list[Alias], head: Token) -> Alias | None:
        """Return the reading meant, or None where the text leaves it open."""
        current = [alias for alias in fitting if self.world.current(alias, self.on)] or fitting
        if head.ent_type_ == "PERSON":
            current = [alias for alias in current if alias.how in ("holder", "surname")] or current
        best = min(_HOW.get(alias.how, 9) for alias in current)
        keys = {alias.key: alias for alias in current if _HOW.get(alias.how, 9) == best}
        return next(iter(keys.values())) if len(keys) == 1 else None

    def _whole_person(self, doc: Doc, start: int, end: int) -> tuple[int, int]:
        """Widen a holder's name to the whole PERSON span the model sees around it."""
        if doc[start].ent_type_ == "PERSON":
            while start > 0 and doc[start - 1].ent_type_ == "PERSON" and doc[start].ent_iob_ == "I":
                start -= 1
            while end < len(doc) and doc[end].ent_type_ == "PERSON" and doc[end].ent_iob_ == "I":
                end += 1
            if end - start > 1 and doc[end - 1].tag_ == "POS":
                end -= 1
        return start, end

    # --- offices ------------------------------------------------------------

    def _offices(self, doc: Doc, words: list[str]) -> list[Mention]:
        found, i = [], 0
        while i < len(doc):
            office = self.world.office(words, i)
            if office is None or doc[i].pos_ not in ("NOUN", "PROPN", "ADJ", "VERB"):
                i += 1
                continue
            mention = self._office_mention(doc, words, i, i + office.length, office.office, office.sector)
            if mention is not None:
                found.append(mention)
                i = mention.end
            else:
                i += office.length
        return found

    def _office_mention(
        self, doc: Doc, words: list[str], start: int, end: int, office: str, sector: str
    ) -> Mention | None:
        owner, first, last = self._owner(doc, words, start, end)
        name_span = self._name_after(doc, last)
        if name_span is not None:
            person = self._person(doc[name_span[0] : name_span[1]], owner, sector, office)
            return Mention(
                start=first, end=name_span[1], head=self._head(doc, first, name_span[1]), entity=person,
                how="office", person=True,
            )  # fmt: skip
        head = doc[start:end].root
        if owner is None:
            return self._recalled(doc, start, end, head, office)
        key = owner if self.world.is_body(owner) else f"{owner}-{sector}"
        return Mention(
            start=first, end=last, head=head.i, entity=Entity(key=key, name=doc[first:last].text), how="office",
            person=self.world.is_personal(office),
        )  # fmt: skip

    def _recalled(self, doc: Doc, start: int, end: int, head: Token, office: str) -> Mention | None:
        """Return who `the ambassador` is, where the document has named one before."""
        known = self.memory.offices.get(office)
        if known is None or start == 0 or doc[start - 1].lower_ not in ("the", "this"):
            return None
        return Mention(
            start=start, end=end, head=head.i, entity=Entity(key=known.entity.key, name=known.entity.name),
            how="recalled", person=known.person,
        )  # fmt: skip

    def _owner(self, doc: Doc, words: list[str], start: int, end: int) -> tuple[str | None, int, int]:
        """Return whose office it is, and the span of the whole phrase."""
        i = start - 1
        while i >= 0 and doc[i].pos_ == "ADJ" and not doc[i].text[:1].isupper():
            i -= 1
        if i >= 0 and doc[i].tag_ == "POS":
            i -= 1
        for first in range(max(0, i - 4), i + 1):
            alias = self._alias_at(doc, words, first)
            if alias is not None and alias.end == i + 1 and alias.entity.key and not alias.person:
                after = self._posted_to(doc, words, end)
                return self.world.territory(alias.entity.key), first, after or end
        if end < len(doc) - 1 and doc[end].lower_ in ("of", "for"):
            first = end + 1 + (doc[end + 1].lower_ == "the")
            alias = self._alias_at(doc, words, first) if first < len(doc) else None
            if alias is not None and alias.entity.key and not alias.person:
                return self.world.territory(alias.entity.key), start, alias.end
        return None, start, end

    def _posted_to(self, doc: Doc, words: list[str], end: int) -> int | None:
        """Return where `to Serbia` after an ambassador ends."""
        if end < len(doc) - 1 and doc[end].lower_ in ("to", "in") and doc[end - 1].lemma_ in ("ambassador", "envoy"):
            alias = self._alias_at(doc, words, end + 1)
            return alias.end if alias is not None else None
        return None

    def _name_after(self, doc: Doc, end: int) -> tuple[int, int] | None:
        """Return the personal name that follows an office, with or without a comma."""
        i = end + 1 if end < len(doc) and doc[end].text == "," else end
        if i >= len(doc) or doc[i].sent.start != doc[max(0, end - 1)].sent.start:
            return None
        known = self.world.person_at([ascii_lower(t.text) for t in doc[i : i + 5]])
        if known:
            return i, i + known
        if doc[i].ent_type_ != "PERSON" or doc[i].ent_iob_ != "B":
            return None
        last = i + 1
        while last < len(doc) and doc[last].ent_type_ == "PERSON" and doc[last].ent_iob_ == "I" and doc[last].tag_ != "POS":
            last += 1
        comma = i != end
        return (i, last) if not comma or last >= len(doc) or doc[last].text in (",", ".", ";") or last - i > 1 else None

    def _person(self, span: Span, owner: str | None, sector: str, office: str) -> Entity:
        """Return the person an office phrase names: known to the world, else by office and country."""
        last = ascii_lower(span[-1].text)
        candidates = self.world.resolve(span.text, self.on)
        if len(candidates) == 1:
            entity = Entity(key=candidates[0].key, name=span.text)
        elif last in self.memory.surnames and len(span) == 1:
            entity = self.memory.surnames[last]
        elif owner is not None:
            entity = Entity(key=owner if self.world.is_body(owner) else f"{owner}-{sector}", name=span.text)
        else:
            entity = Entity(key=None, name=span.text)
        self.memory.surnames[last] = entity
        return entity

    def _head(self, doc: Doc, start: int, end: int) -> int:
        return doc[start:end].root.i

    # --- what only the model sees -------------------------------------------

    def _entities(self, doc: Doc) -> list[Mention]:
        found = []
        for span in doc.ents:
            if span.label_ not in _NAMED:
                continue
            start, end = span.start, span.end
            if doc[start].lower_ == "the" and end - start > 1:
                start += 1
            if doc[end - 1].tag_ == "POS" and end - start > 1:
                end -= 1
            found.append(self._entity(doc[start:end], span.label_))
        return found

    def _entity(self, span: Span, label: str) -> Mention:
        last = ascii_lower(span[-1].text)
        key: str | None = None
        if last in self.memory.surnames and (len(span) == 1 or label == "PERSON"):
            known = self.memory.surnames[last]
            return Mention(
                start=span.start, end=span.end, head=span.root.i, entity=known, how="recalled", person=True
            )
        candidates = self.world.resolve(span.text, self.on) if label != "NORP" else ()
        if len(candidates) == 1:
            key = candidates[0].key
        elif label in ("GPE", "LOC", "FAC"):
            key = self.world.city(span.text)
        entity = Entity(key=key, name=span.text)
        if label == "PERSON" and len(span) > 1:
            self.memory.surnames[last] = entity
        return Mention(
            start=span.start, end=span.end, head=span.root.i, entity=entity, how="entity", person=label == "PERSON",
            place=label in ("GPE", "LOC", "FAC") and _stands_as_place(span.root, ""),
        )  # fmt: skip

    def _remember(self, doc: Doc, mention: Mention) -> Mention:
        if mention.person and mention.end - mention.start > 1 and mention.how in ("holder", "office", "surname"):
            self.memory.surnames.setdefault(ascii_lower(doc[mention.end - 1].text), mention.entity)
        if mention.how == "office":
            hit = next((self.world.office([ascii_lower(t.text) for t in doc], i) for i in range(mention.start, mention.end) if self.world.office([ascii_lower(doc[j].text) for j in range(len(doc))], i)), None)
            if hit is not None:
                self.memory.offices[hit.office] = mention
        return mention


def _stands_as_place(head: Token, rule: str) -> bool:
    """Tell whether the phrase says where: `in Washington`, unlike `Washington said`."""
    if rule == "always-metonym":
        return False
    governor = head.head
    return head.dep_ == "pobj" and governor.lower_ in PLACE_PREPOSITIONS
