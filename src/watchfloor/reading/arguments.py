"""From the words of a phrase to the entities it stands for, pronouns and appositions included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from watchfloor.reading import lexicon
from watchfloor.reading.memory import Mention
from watchfloor.reading.offices import once
from watchfloor.terms import Entity
from watchfloor.world import Title, World

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_HE = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_IT = frozenset({"it", "its", "itself", "they", "them", "their", "theirs", "themselves"})
_THEY = frozenset({"they", "them", "their", "theirs"})
#: How a phrase that names nobody itself leads to somebody it belongs to, best first.
_INSIDE = ("appos", "poss", "amod", "compound", "nmod")
#: People belong to fewer: villagers near Riga are not Riga.
_OF_PEOPLE = ("by", "of", "from", "for")
_OF = ("by", "of", "in", "from", "for", "with", "at", "between", "against", "to", "on", "over")
#: How words before a phrase hang on it that are no part of its name.
_LEADING = ("det", "mark", "cc", "relcl")
#: How many earlier mentions a pronoun may reach back over.
REACH = 24


@dataclass(slots=True)
class Paragraph:
    """A parsed paragraph with its mentions; `before` are those of the paragraphs before it."""

    doc: Doc
    offset: int  #: of the paragraph in the document's text
    mentions: list[Mention]
    before: list[Mention]
    world: World
    at: dict[int, Mention]
    text: str  #: of the paragraph; spaCy joins it anew each time it is asked

    @classmethod
    def of(cls, doc: Doc, offset: int, mentions: list[Mention], before: list[Mention], world: World) -> Paragraph:
        """Return the paragraph with an index from token to mention."""
        at = {i: mention for mention in mentions for i in range(mention.start, mention.end)}
        return cls(doc, offset, mentions, before, world, at, doc.text)

    def chars(self, mention: Mention) -> tuple[int, int]:
        """Return the characters of the document that a mention of this paragraph covers."""
        first, last = self.doc[mention.start], self.doc[mention.end - 1]
        return self.offset + first.idx, self.offset + last.idx + len(last)


@dataclass(frozen=True, slots=True)
class Filler:
    """An entity that fills a role, and how sure that is: direct, inside a phrase, or by pronoun."""

    entity: Entity
    how: str  #: direct | inside | pronoun | unnamed
    token: int
    mention: Mention | None = None


def fillers(par: Paragraph, token: Token, *, unnamed: bool = False, depth: int = 0) -> list[Filler]:
    """Return whom a phrase stands for, by its head token; empty where it stands for nobody.

    unnamed: also return a phrase of people that names nobody (`truckers`), as words without a key.
    """
    mention = par.at.get(token.i)
    if mention is not None:
        how = "direct" if depth == 0 else "inside"
        named = (mention, *_beside(par, mention))
        return [Filler(entity, how, token.i, m) for m in named for entity in _each(par, token, m)]
    lower = token.lower_
    paired = _both_sides(token)
    both = _pair(par, token) if lower in _THEY or paired else ()
    if both or paired:
        return [Filler(m.entity, "pronoun", token.i, m) for m in both]
    if lower in _HE or lower in _IT:
        person = lower in _HE
        found = antecedent(par, token, person=person)
        nearer = _unnamed_subject(par, token, person=person, since=found)
        if nearer is not None:
            return [replace(words_of(nearer), how="pronoun")]
        return [Filler(found.entity, "pronoun", token.i, found)] if found else []
    definite = _definite(par, token)
    if definite is not None:
        return [Filler(definite.entity, "pronoun", token.i, definite)]
    if depth >= 3 or token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "VERB", "PRON"):
        return []
    inside = _inside(par, token, depth)
    if inside or not unnamed or token.pos_ != "NOUN":
        return inside
    return [words_of(token)]


def words_of(token: Token) -> Filler:
    """Return a phrase that names nobody, as its words without a key: `firm's former chief`."""
    first = next(t.i for t in token.subtree if t.i == token.i or not (t.is_punct or t.dep_ in _LEADING))
    return Filler(Entity(key=None, name=token.doc[first : token.i + 1].text), "unnamed", token.i)


def _each(par: Paragraph, token: Token, mention: Mention) -> tuple[Entity, ...]:
    """Return both countries of `the two Koreas`, else whom the mention names."""
    region = par.world.regions.get(mention.entity.key or "")
    if region is None or len(region.members) != 2 or token.tag_ not in ("NNS", "NNPS"):
        return (mention.entity,)
    return tuple(Entity(key=key, name=mention.entity.name) for key in region.members)


def _beside(par: Paragraph, mention: Mention) -> Iterator[Mention]:
    """Yield the Finns of `Finnish and Estonian diplomats`, the Estonians of `ministers of Finland and Estonia`."""
    if mention.office is None:
        return
    before = par.at.get(mention.start - 2)
    if before is not None and before.how == "demonym" and par.doc[mention.start - 1].lower_ == "and":
        yield _alike(before, mention)
    owners = (t for t in par.doc[mention.start : mention.end] if t.i != mention.head)
    for token in (joined for owner in owners for joined in owner.conjuncts if joined.i >= mention.end):
        other = par.at.get(token.i)
        if other is not None and par.world.kind(other.entity.key or "") in ("territory", "body"):
            yield _alike(other, mention) if par.world.kind(other.entity.key or "") == "territory" else other


def _alike(mention: Mention, office: Mention) -> Mention:
    """Return a mention of a country with the sector of another's office."""
    whole, _, sector = (office.entity.key or "").rpartition("-")
    part = f"-{sector}" if whole else ""  # a side or a rescue team has none
    key = f"{mention.entity.key}{part}" if mention.entity.key else None
    return replace(mention, entity=Entity(key=key, name=mention.entity.name))


def _inside(par: Paragraph, token: Token, depth: int) -> list[Filler]:
    children = list(token.children)
    for dep in _INSIDE:
        for child in children:
            if child.dep_ == dep:
                found = _joined(par, child, depth)
                if found:
                    return _of_theirs(par, token, found) if dep == "poss" else found
    lemma = token.lemma_.lower() if token.pos_ == "NOUN" else ""
    people = lemma in lexicon.word_class("people") and lemma not in lexicon.word_class("force")
    joins = _OF_PEOPLE if people else _OF
    for prep in sorted(
        (c for c in children if c.dep_ == "prep" and c.lower_ in joins), key=lambda c: joins.index(c.lower_)
    ):
        for child in prep.children:
            if child.dep_ == "pobj":
                found = _joined(par, child, depth)
                if found:
                    return found
    return []


def _of_theirs(par: Paragraph, token: Token, owners: list[Filler]) -> list[Filler]:
    """Return the organ or group of whom a pronoun owns it: `its army`, `his negotiators`."""
    title = _title_of(par, token)
    if title is None or not title.sector or any(owner.how != "pronoun" for owner in owners):
        return owners
    words = words_of(token)
    wholes = [whole for owner in owners if (whole := _served(par, owner.entity))]
    sector = title.sector if title.organ or not once(token.subtree) else "ELI"
    keys = [f"{whole}-{sector}" for whole in wholes]
    return [replace(words, entity=Entity(key=key, name=words.entity.name), how="pronoun") for key in keys] or owners


def _title_of(par: Paragraph, token: Token) -> Title | None:
    """Return the longest title that ends with a noun: the coast guard of `its coast guard`."""
    first = next(t.i for t in token.subtree if t.i == token.i or t.dep_ in ("compound", "amod"))
    starts = range(first, token.i + 1)
    words = ([t.text for t in par.doc[start : token.i + 1]] for start in starts)
    return next(
        (title for spelt in words if (title := par.world.office(spelt)) and len(title.words) == len(spelt)), None
    )


def _joined(par: Paragraph, token: Token, depth: int) -> list[Filler]:
    """Return whom the heads of a coordination inside a phrase stand for."""
    heads = (token, *(c for c in token.children if c.dep_ == "conj"))
    found = [filler for head in heads for filler in fillers(par, head, depth=depth + 1)]
    return [replace(f, how="pronoun" if f.how == "pronoun" else "inside") for f in found]


def antecedent(par: Paragraph, pronoun: Token, *, person: bool) -> Mention | None:
    """Return what a pronoun refers to: the latest fitting mention, subjects before others.

    A mention of the pronoun's own clause fits a possessive only.
    """
    sentence = pronoun.sent.start
    here = [m for m in par.mentions if m.end <= pronoun.i]
    pool = [(m, False) for m in par.before[-REACH:]] + [(m, True) for m in here]
    best, score = None, float("-inf")
    for distance, (mention, inside) in enumerate(reversed(pool)):
        if not _may_be(mention, pronoun, person=person):
            continue
        value = -0.7 * distance
        if inside:
            head = par.doc[mention.head]
            same = mention.start >= sentence
            if same and head.head == pronoun.head and pronoun.dep_ != "poss":
                continue
            value += 3.0 if head.dep_ in ("nsubj", "nsubjpass") else 0.0
            value += 1.0 if same else 0.0
            value -= 2.0 if mention.how in ("capital", "metonym") and head.dep_ == "pobj" else 0.0
        if mention.entity.key is None:
            value -= 1.0
        value -= 2.0 if mention.place else 0.0
        value -= 3.0 if _people(mention) and pronoun.lower_ not in _THEY else 0.0
        if not person and mention.several == (pronoun.lower_ in _THEY):
            value += 1.5
        if value > score:
            best, score = mention, value
    return best


def _may_be(mention: Mention, pronoun: Token, *, person: bool) -> bool:
    """Tell whether a mention is of the kind that a pronoun takes up; a place only owns: `Chad … its generals`."""
    they = pronoun.lower_ in _THEY
    if mention.how == "demonym" and mention.person:
        return False
    if mention.place and not person:
        return pronoun.dep_ == "poss" and not they and not mention.person
    return mention.person == person or (they and _people(mention))


def _people(mention: Mention) -> bool:
    """Tell whether a mention is of several who hold an office or belong to a group: `Chilean officers`."""
    return mention.several and mention.how == "office" and mention.entity.name.endswith(("s", "men"))


def _unnamed_subject(par: Paragraph, pronoun: Token, *, person: bool, since: Mention | None) -> Token | None:
    """Return the subject without a name that a pronoun takes up: `the army … it`.

    It stands in the same sentence, of people also in the one before.
    since: what the pronoun would stand for else; a subject before it is not the nearer one.
    """
    first = pronoun.sent.start
    if first and (person or pronoun.lower_ in _THEY):
        first = par.doc[first - 1].sent.start
    if since is not None and since in par.mentions:
        first = max(first, since.end)
    for token in reversed(par.doc[first : pronoun.i]):
        subject = token.dep_ in ("nsubj", "nsubjpass") and token.pos_ == "NOUN" and token.i not in par.at
        if not subject or (token.head == _clause(pronoun) and pronoun.dep_ != "poss"):
            continue
        title = par.world.office([token.text])
        if title is not None and _agrees(title, token, pronoun, person=person):
            named = any(t.i in par.at or t.dep_ == "poss" for t in token.subtree if t.i < pronoun.i)
            return None if named else token
    return None


def _agrees(title: Title, noun: Token, pronoun: Token, *, person: bool) -> bool:
    """Tell whether a pronoun may take up an office or organ by number and kind."""
    several = noun.tag_ == "NNS"
    if person:
        return not title.organ and not several
    return several if pronoun.lower_ in _THEY else title.organ and not several


def _both_sides(token: Token) -> bool:
    """Tell whether a phrase takes up two parties: `the two sides`, `both countries`."""
    kinds = lexicon.words("definites.tsv", "kinds").get(token.lemma_.lower())
    return kinds in ("pair", "territory") and any(c.lower_ in ("two", "both") for c in token.children)


def _pair(par: Paragraph, token: Token) -> tuple[Mention, ...]:
    """Return the two parties last named together, two sentences back at most: `Serbia and Kosovo … they`.

    `Both capitals` and the like also take up two that were named apart, the latest two of the paragraph.
    """
    since = token.sent.start
    for _ in range(2):
        since = par.doc[since - 1].sent.start if since > 0 else 0
    here = {m.head: m for m in par.mentions if since <= m.start and m.end <= token.i and not m.place}
    for head in sorted(here, reverse=True):
        above = par.doc[head].head
        if par.doc[head].dep_ == "conj" and above.i in here and above.head != token.head:
            return here[above.i], here[head]
    return _latest_two(par, token) if _both_sides(token) else ()


def _latest_two(par: Paragraph, token: Token) -> tuple[Mention, ...]:
    """Return the latest mentions of two territories, in the order of the text."""
    found: dict[str, Mention] = {}
    for mention in reversed([*par.before[-REACH:], *(m for m in par.mentions if m.end <= token.i)]):
        whole = _served(par, mention.entity)
        if whole and not mention.place:
            found.setdefault(whole, mention)
        if len(found) == 2:
            return tuple(found.values())[::-1]
    return ()


def _served(par: Paragraph, entity: Entity) -> str:
    """Return the state, or part of a state, that somebody is or acts for; empty where it is none."""
    key = par.world.territory_of(entity.key or "") or ""
    return next((one for one in (key, *par.world.parents(key)) if one in par.world.territories), "")


def _definite(par: Paragraph, token: Token) -> Mention | None:
    """Return who `the alliance` or `the company` is: the latest mention of that kind; `the companies` are left open."""
    kinds = lexicon.words("definites.tsv", "kinds").get(token.lemma_.lower())
    if (
        kinds is None
        or token.tag_ in ("NNS", "NNPS")
        or not any(c.dep_ == "det" and c.lower_ in ("the", "this") for c in token.children)
    ):
        return None
    if any(c.dep_ in ("amod", "compound", "poss", "prep", "nummod") and c.i in par.at for c in token.children):
        return None
    wanted = kinds.split("|")
    clause = _clause(token)
    here = [m for m in par.mentions if m.end <= token.i and _clause(par.doc[m.head]) != clause]
    for mention in reversed([*par.before[-REACH:], *here]):
        key = mention.entity.key or ""
        if par.world.kind(key) in wanted:
            return mention
        if "territory" in wanted and par.world.kind(key) == "organ":
            return replace(mention, entity=Entity(key=key.rpartition("-")[0], name=mention.entity.name))
    return None


def _clause(token: Token) -> Token:
    """Return the verb of a word's clause, or the top of its sentence."""
    return next((above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), token.sent.root)
