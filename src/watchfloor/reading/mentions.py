"""Who and where: names, demonyms, metonyms and offices of a parsed paragraph, resolved against the world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from watchfloor.reading import towns
from watchfloor.reading.acronyms import taken_up
from watchfloor.reading.language import common_words
from watchfloor.reading.lexicon import word_class
from watchfloor.reading.memory import Memory, Mention
from watchfloor.reading.offices import Offices
from watchfloor.terms import Entity
from watchfloor.world import Alias, World, word
from watchfloor.world.spans import holds, lasts

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_PLACE_PREPOSITIONS = frozenset(["in", "at", "near", "outside", "across", "throughout", "inside", "within", "around"])
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
#: For how many days before and after their time in office people are called by a bare surname.
_NEAR = 60
#: How many tokens a name with hyphens may have.
_WINDOW = 9
#: Which of several readings of the same words is meant, where the text does not say.
_HOW = {"name": 0, "alias": 0, "demonym": 1, "holder": 2, "metonym": 3, "capital": 4, "surname": 5}


class Resolver:
    """Finds the mentions of one document, paragraph by paragraph, remembering what it named before.

    on: the day by which names and offices are read; None where it is unknown.
    """

    def __init__(self, world: World, on: date | None) -> None:
        self.world = world
        self.on = on
        self.memory = Memory()
        self.offices = Offices(world, on, self.memory)

    def mentions(self, doc: Doc) -> list[Mention]:
        """Return the mentions of a paragraph in order, none overlapping another."""
        texts = [token.text for token in doc]
        aliases = self._aliases(doc, texts)
        found: list[Mention] = []
        taken: set[int] = set()
        named = [*self.offices.find(doc, self._towns(doc, aliases) | aliases), *aliases.values()]
        for stage in (named, self._short_forms(doc, named), self._seen_by_model(doc), self._surnames(doc)):
            for mention in stage:
                span = range(mention.start, mention.end)
                if taken.isdisjoint(span):
                    taken.update(span)
                    found.append(self._settled(doc, mention))
        return taken_up(doc, sorted(found, key=lambda m: m.start), self.memory.acronyms)

    # --- names the world knows ----------------------------------------------

    def _aliases(self, doc: Doc, texts: list[str]) -> dict[int, Mention]:
        """Return the known names of a paragraph by the token after each."""
        spelt = list(self._scan(doc, texts))
        self.memory.named.update(self._territories(alias for _, _, fitting in spelt for alias in fitting))
        found: dict[int, Mention] = {}
        for start, end, fitting in spelt:
            known = self._meant(doc, start, end, fitting)
            before = found.get(start) if known.sector == "CVL" and known.how == "demonym" else None
            if before is not None and self.world.kind(before.entity.key or "") == "territory":
                entity = Entity(key=before.entity.key, name=doc[before.start : end].text)
                known = replace(known, start=before.start, entity=entity)  # Kosovo Serbs live in Kosovo
                del found[start]
            found[end] = known
        return {end: known for end, known in found.items() if not self._a_town(doc[known.head], known)}

    def _scan(self, doc: Doc, texts: list[str]) -> Iterator[tuple[int, int, list[Alias]]]:
        """Yield where known names begin and end, and what they may stand for."""
        i = 0
        while i < len(doc):
            fitting, end = self._spelt(doc, texts, i)
            if fitting:
                yield i, end, fitting
            i = end if fitting else i + 1

    def _meant(self, doc: Doc, i: int, end: int, fitting: list[Alias]) -> Mention:
        head = doc[i:end].root
        alias = self._choose(fitting, head)
        name = doc[i:end].text
        person = all(a.kind == "person" for a in fitting)
        if alias is None and person and word(doc[end - 1].text) in self.memory.surnames:
            alias = fitting[0]
        if alias is None:
            sites = {a.place for a in fitting}
            site = sites.pop() if len(sites) == 1 and _says_where(head) else ""
            entity = Entity(key=site or None, name=name)
            return Mention(
                start=i, end=end, head=head.i, entity=entity, how="ambiguous", person=person, place=bool(site)
            )  # fmt: skip
        if alias.how in ("holder", "surname"):
            return self._person_alias(doc, i, end, alias)
        place = alias.how not in ("demonym",) and _says_where(head) and alias.rule != "always-metonym"
        key = alias.place if place and alias.place else alias.key
        return Mention(
            start=i, end=end, head=head.i, entity=Entity(key=key, name=name), how=alias.how, place=place,
            sector=_part(alias, head),
        )  # fmt: skip

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
        plain = i + len(found[0].words) if found else i
        ahead = texts[i + 1 : i + _WINDOW]
        words, ends = _hyphenated(doc, i) if "-" in ahead or "–" in ahead else ([], [])
        joined = list(self.world.at(words, 0))
        if joined and ends[len(joined[0].words) - 1] > plain:
            return joined, ends[len(joined[0].words) - 1]
        return self._fit(doc[i:plain], found) if found else [], plain

    def _another(self, longer: Span, found: list[Alias]) -> bool:
        """Tell whether a longer name that begins with a known one is of a town, or of no part of a state."""
        of_part = word(longer[-1].text) in word_class("whole") or not longer[-1].text[:1].isupper()
        part = not of_part and all(a.kind == "territory" and a.key.islower() for a in found)
        if longer[0].ent_type_ in _PLACES:
            return towns.is_town(longer.text) or (part and longer[0].ent_type_ != "GPE")
        words = [token.text for token in longer]  # `Ohio Governor Mike DeWine` is of Ohio
        return part and not any(self.world.office(words[n:]) for n in range(1, len(words)))

    def _ended(self, alias: Alias) -> bool:
        """Tell whether the alias names a territory that did not exist on the day: `Serbia and Montenegro` in 2020."""
        return alias.kind == "territory" and alias.how == "name" and not holds(alias.on, self.on)

    def _fit(self, span: Span, found: list[Alias]) -> list[Alias]:
        """Drop what is part of another name: a bare surname (`May`), the last word of `the Pacific Alliance`,
        the first of a town, a river or a person (`Kansas City`, `Ohio River`, `Indiana Jones`).
        """
        token, longer = span[0], _longer(span)
        if longer is not None and self._another(longer, found):
            return []
        if len(span.text) == 1 and span.doc[span.end : span.end + 1].text == "-":
            return []  # `X-rays` are not of X
        found = [a for a in found if a.how != "surname" or _may_be_surname(token, alone=len(found) == 1)]
        people = token.tag_ == "NNPS" and any(a.how == "demonym" for a in found)
        return [] if found and len(found[0].words) == 1 and _ends_a_name(token) and not people else found

    def _choose(self, fitting: list[Alias], head: Token) -> Alias | None:
        """Return the reading meant, or None where the text leaves it open."""
        current = [a for a in fitting if a.how in ("holder", "surname") or holds(a.on, self.on)] or fitting
        if head.ent_type_ == "PERSON":
            current = [a for a in current if self._may_be_person(a, current)] or current
        best = min(_HOW[a.how] for a in current)
        current = [a for a in current if _HOW[a.how] == best]
        if self.on is None and best == _HOW["capital"]:
            current = [a for a in current if lasts(a.on)] or current
        if best >= _HOW["surname"]:
            current = self._bearers(current)
        keys = {a.key: a for a in current}
        return next(iter(keys.values())) if len(keys) == 1 else None

    def _bearers(self, aliases: list[Alias]) -> list[Alias]:
        """Return who is meant by a bare surname: those in office then or nearly so, of a country named if any is."""
        days = [] if self.on is None else [self.on + timedelta(days=d) for d in (-_NEAR, 0, _NEAR)]
        near = [a for a in aliases if any(holds(a.on, day) for day in days)] or aliases
        here = [a for a in near if self.world.territory_of(a.key, self.on) in self.memory.named]
        return here or near

    def _may_be_person(self, alias: Alias, among: list[Alias]) -> bool:
        """Tell whether a person is meant; a bare surname that is a country's name only where it fell before."""
        if alias.how == "surname" and any(other.how in ("name", "alias", "capital") for other in among):
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

    # --- towns ------------------------------------------------------------

    def _territories(self, aliases: Iterable[Alias]) -> Iterator[str]:
        """Yield the territories that names of all kinds but bare surnames speak of, and the states of their parts."""
        for alias in aliases:
            if alias.how != "surname":
                whole = self.world.territory_of(alias.key, self.on) or ""
                yield from (key for key in (whole, *self.world.parents(whole)) if key in self.world.territories)

    def _a_town(self, head: Token, mention: Mention) -> bool:
        """Tell whether a bare surname is rather the town of that name: `Gao` in a text that speaks of Mali."""
        if mention.how != "surname" or head.ent_type_ not in _PLACES or mention.end - mention.start > 1:
            return False
        whole = self.world.territory_of(mention.entity.key or "", self.on)
        return whole not in self.memory.named and towns.is_town(mention.entity.name)

    def _towns(self, doc: Doc, aliases: dict[int, Mention]) -> dict[int, Mention]:
        """Return the towns that may own an office, by the token after each: `Osaka's mayor`."""
        taken = {i for known in aliases.values() for i in range(known.start, known.end)}
        found = {}
        for span in doc.ents:
            if span.label_ in _PLACES and taken.isdisjoint(range(span.start, span.end)):
                end = span.end - (span[-1].tag_ == "POS")
                key = towns.country_of(doc[span.start : end].text, self.memory.named)
                entity = Entity(key=key, name=doc[span.start : end].text)
                if key is None:
                    continue
                found[end] = Mention(
                    start=span.start, end=end, head=span.root.i, entity=entity, how="model", place=True
                )
        return found

    # --- what only the model sees -------------------------------------------

    def _seen_by_model(self, doc: Doc) -> Iterator[Mention]:
        for span in doc.ents:
            if span.label_ not in _NAMED or not any(c.isupper() for c in span.text):
                continue
            start, end = span.start, span.end
            if span.label_ == "PERSON" and end - start == 1 and span[0].is_sent_start and _common(span[0]):
                continue
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
        where = label in _PLACES
        there = _says_where(span.root)
        candidates = () if where and there else self.world.resolve(span.text, self.on)
        if there or label != "PERSON":  # a person does not stand in a place, nor is misspelt as an island
            town = towns.is_town(span.text)  # nor is a province misspelt as a town: Hebi is not Hebei
            other = there or label == "NORP" or town
            sure = [c for c in candidates if c.score == 1 or not (town or c.kind == "person")]
            candidates = tuple(c for c in sure if not (other and c.kind == "person"))
        key = candidates[0].key if len(candidates) == 1 else None
        if key is None and (where or there):
            key = towns.country_of(span.text, self.memory.named)
        return Mention(
            start=span.start, end=span.end, head=span.root.i, entity=Entity(key=key, name=span.text), how="model",
            person=label == "PERSON" or (len(candidates) == 1 and candidates[0].kind == "person"),
            place=where and there,
        )  # fmt: skip

    def _settled(self, doc: Doc, mention: Mention) -> Mention:
        """Note the number and part that a mention means, and remember it for the paragraphs to come."""
        last = doc[mention.end - 1]
        named = last.pos_ == "PROPN" if mention.office else mention.how in ("holder", "model")
        if mention.person and named and mention.end - mention.start > 1:
            self.memory.surnames[word(last.text)] = mention.entity
        head = doc[mention.head]
        several = head.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in head.children)
        if mention.sector and not mention.place and self.world.kind(mention.entity.key or "") == "territory":
            mention = replace(mention, entity=replace(mention.entity, key=f"{mention.entity.key}-{mention.sector}"))
        return replace(mention, several=several) if several else mention


#: What the model calls words that are no surname, even if somebody bears it.
_NO_SURNAME = frozenset(
    {"DATE", "TIME", "CARDINAL", "ORDINAL", "NORP", "LANGUAGE", "EVENT", "LAW", "MONEY", "PERCENT", "QUANTITY"}
)


def _part(alias: Alias, head: Token) -> str:
    """Return the part of a country that its other names mean: the Kremlin the government, `Peruvians` people.

    With an article they may be the state or its team: `the Peruvians`.
    """
    if alias.how == "metonym":
        return alias.sector
    plural = alias.how == "demonym" and head.tag_ in ("NNS", "NNPS")
    return "CVL" if plural and not any(c.dep_ in ("det", "predet") for c in head.children) else ""


def _common(token: Token) -> bool:
    """Tell whether a word has its capital from where it stands: the Riot of `Riot police`."""
    return token.lower_ in common_words() and token.dep_ in ("compound", "amod", "nmod")


def _ends_a_name(token: Token) -> bool:
    """Tell whether a common word is the end of a longer name: the Alliance of `the Pacific Alliance`."""
    before = token.doc[token.i - 1] if token.i else token
    joined = before.dep_ == "compound" and before.head == token and before.pos_ == "PROPN"
    return joined and token.lower_ in common_words()


def _longer(span: Span) -> Span | None:
    """Return the longer name of a place or person that begins with the words: the `Kansas City` of `Kansas`."""
    doc, label = span.doc, span[0].ent_type_
    first = span[0].ent_iob_ == "B" or (span.start > 0 and doc[span.start - 1].lower_ == "the")
    if not first or (label != "PERSON" and label not in _PLACES):
        return None
    end = span.end
    while end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].tag_ != "POS":
        end += 1
    return doc[span.start : end] if end > span.end else None


def _hyphenated(doc: Doc, start: int) -> tuple[list[str], list[int]]:
    """Return the next words with those that hyphens join as one, and where each ends; none where nothing is joined."""
    words, ends, glued, joins = list[str](), list[int](), False, False
    for token in doc[start : start + _WINDOW]:
        hyphen = token.text in ("-", "–") and bool(words) and not doc[token.i - 1].whitespace_
        if glued or hyphen:
            words[-1], ends[-1], joins = words[-1] + ("-" if hyphen else token.text), token.i + 1, True
        else:
            words.append(token.text)
            ends.append(token.i + 1)
        glued = hyphen and not token.whitespace_
    return (words, ends) if joins else ([], [])


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


def _says_where(head: Token) -> bool:
    """Tell whether the phrase says where: `in Washington`, unlike `Washington said`."""
    return head.dep_ == "pobj" and head.head.lower_ in _PLACE_PREPOSITIONS
