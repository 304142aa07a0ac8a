"""Train the reader's encoder and heads: `make train`, or `python tools/train_encoder.py corpus`.

Four layers above the packaged encoder's lower ones, and three linear heads over them, learn together: what a predicate
reports, if anything, who is party to it, and what a pair of parties stands in. Writes encoder.onnx (layers),
category.npz (heads) and category.json (what they were trained on, how well they do on texts held out) into
src/watchfloor/reading/heads.
Needs torch and onnx, which reading does not. On one machine with one version of torch the same corpus gives the same
weights; elsewhere sums are rounded otherwise, and the weights differ a little.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import encoder_graph
import numpy as np
import torch
from encoder_graph import MATRICES, Array, Packaged
from examples import ROLES, Example, Pair, examples, sources
from torch.nn import functional as nn

from watchfloor import __version__
from watchfloor.reading.events import NONE
from watchfloor.reading.heads.encoder import WIDTH, packaged, run, session, touched
from watchfloor.reading.heads.stretches import Passage, Stretch, sentences, stretches

TO = Path("src/watchfloor/reading/heads")
#: Layers kept as packaged, and layers trained above them; any further ones are left out.
LOWER, TOP = 2, 4
#: A word that fewer predicates have tells nothing that lasts.
RARE = 2
EPOCHS, SEED = 4, 1
#: Pieces that are learned from at once.
BATCH = 1200
#: Highest rates of learning: of layers and heads, of the heads' words.
RATE, WORD_RATE = 3e-4, 3e-2
#: What is left out at random while learning: within layers, before heads, of a predicate's words.
DROPPED, DROPPED_BEFORE, DROPPED_WORDS = 0.1, 0.2, 0.2
SMOOTHING = 0.1
#: How much the loss of parties counts beside that of predicates and pairs.
PARTIES = 0.5
SILENT = "lexicon silent"

Weights = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A text on its way into the top layers: states of the lower ones, spans as shares of pieces, labels.

    Parties are marked where a pair is asked about, and unmarked where predicates are; in a bank now so, now so.
    """

    states: Array
    roles: Array  #: of each piece: 1 for who acts, 2 for whom it reaches
    predicates: list[tuple[Array, Array, Array, list[str], int]]  #: predicate, arguments, sentence, words, class
    casts: list[tuple[Array, Array, list[str], int]]  #: predicate, phrase, words, role
    pairs: list[tuple[Array, Array, int]]  #: actors, recipients, class
    banked: bool


def main(corpus: Path) -> None:
    """Train on the train part of a corpus and write weights and their record."""
    torch.set_num_threads(1)  # sums of several threads would hang on how busy the machine is
    files = sources(corpus)
    known = examples(files)
    classes = [NONE, *sorted({pair.label for one in known for pair in one.pairs})]
    vocabulary = Vocabulary(
        _common(word for one in known for told, _ in one.predicates for word in told.words),
        _common(word for one in known for cast in one.casts for word in cast.party.words),
    )
    base = Packaged.of(packaged())
    below = session(encoder_graph.graph(base, LOWER, np.zeros((3, WIDTH)), []))
    cases = [(one.held_out, case) for one in known for case in _cases(one, below, classes)]
    trial = _fit([case for out, case in cases if not out], base, classes, vocabulary)
    heat, scores = _measured(trial, [case for out, case in cases if out], vocabulary)
    weights = _fit([case for _, case in cases], base, classes, vocabulary)
    stored = {name: one.detach().numpy() for name, one in weights.items()}
    graph = encoder_graph.graph(base, LOWER, stored["roles"], [_layer(stored, number) for number in range(TOP)])
    (TO / "encoder.onnx").write_bytes(graph)
    np.savez_compressed(TO / "category.npz", **_heads(stored, heat, classes, vocabulary))
    record = {
        "made by": f"tools/train_encoder.py, watchfloor {__version__}, torch {torch.__version__}",
        "trained on": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files},
        "encoder": hashlib.sha256(graph).hexdigest(),
        "layers": {"as packaged": LOWER, "trained": TOP},
        "texts": len(known),
        "predicates": dict(sorted(Counter(label for one in known for _, label in one.predicates).items())),
        "pairs": sum(len(one.pairs) for one in known),
        "roles": dict(sorted(Counter(ROLES[cast.role] for one in known for cast in one.casts).items())),
        "vocabulary": {"predicates": len(vocabulary.predicates), "parties": len(vocabulary.parties)},
        "texts held out, trained without them": scores,
    }
    (TO / "category.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(record, indent=1))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that heads know, by the row of their weights."""

    predicates: Mapping[str, int]
    parties: Mapping[str, int]


def _common(words: Iterable[str]) -> Mapping[str, int]:
    counted = Counter(words)
    kept = sorted({SILENT, *(word for word, n in counted.items() if n >= RARE)})
    return {word: row for row, word in enumerate(kept)}


def _cases(one: Example, below: Any, classes: Sequence[str]) -> Iterator[Case]:
    """Yield the stretches of a text, and its pairs each with the text that it is asked of; below: the lower layers."""
    every = stretches(one.passages)
    alone = [stretches([sentence])[0] for sentence in sentences(one.passages)]
    for stretch in every if one.banked or len(alone) == 1 else [*every, *alone]:
        pairs = [_pair(pair, stretch, classes) for pair in one.pairs if one.banked]
        marked = pairs[0][0] if pairs else np.zeros(len(stretch.ids), dtype=np.int64)
        told, casts = _told(one, stretch, classes), _cast(one, stretch, every)
        yield Case(run(below, stretch).states, marked, told, casts, [pair for _, pair in pairs], one.banked)
    for pair in one.pairs if not one.banked else ():
        stretch, *_ = stretches([Passage(0, pair.text)])
        marked, shares = _pair(pair, stretch, classes)
        yield Case(run(below, stretch).states, marked, [], [], [shares], False)


def _told(one: Example, of: Stretch, classes: Sequence[str]) -> list[tuple[Array, Array, Array, list[str], int]]:
    def share(*spans: tuple[int, int]) -> Array:
        return _share(of, spans)

    return [
        (share(p.predicate), share(*p.arguments), share(p.sentence), list(p.words), classes.index(label))
        for p, label in one.predicates
        if of.holds(p.predicate)
    ]


def _cast(one: Example, of: Stretch, every: Sequence[Stretch]) -> list[tuple[Array, Array, list[str], int]]:
    """Return who may be party to the acts of a stretch; where a sentence stands alone, of those whom it names."""
    return [
        (_share(of, [c.predicate]), _share(of, [c.party.span]), list(c.party.words), c.role)
        for c in one.casts
        if of.holds(c.predicate) and (any(of is other for other in every) or of.holds(c.party.span))
    ]


def _pair(pair: Pair, of: Stretch, classes: Sequence[str]) -> tuple[Array, tuple[Array, Array, int]]:
    """Return the parties of a pair as marks of pieces, and as shares with its class."""
    actors, recipients = _share(of, pair.actors), _share(of, pair.recipients)
    marked = np.where(actors > 0, 1, np.where(recipients > 0, 2, 0))
    return marked, (actors, recipients, classes.index(pair.label))


def _share(of: Stretch, spans: Sequence[tuple[int, int]]) -> Array:
    found = touched(of.starts, of.ends, spans).astype(np.float32)
    return np.asarray(found / max(found.sum(), 1))


def _start(base: Packaged, classes: Sequence[str], vocabulary: Vocabulary) -> Weights:
    """Return the weights to begin with: the packaged layers', heads that are nearly naught."""
    torch.manual_seed(SEED)
    first = {f"{n} {part}": torch.tensor(a) for n in range(TOP) for part, a in base.layer(LOWER + n).items()}
    first |= {"predicate": torch.randn(3 * WIDTH, len(classes)) * 0.02, "predicate bias": torch.zeros(len(classes))}
    first |= {"pair": torch.randn(3 * WIDTH, len(classes) - 1) * 0.02, "pair bias": torch.zeros(len(classes) - 1)}
    first["roles"] = torch.zeros(3, WIDTH)
    first |= {"party": torch.randn(3 * WIDTH, len(ROLES)) * 0.02, "party bias": torch.zeros(len(ROLES))}
    first["words"] = torch.zeros(len(vocabulary.predicates), len(classes))
    first["party words"] = torch.zeros(len(vocabulary.parties), len(ROLES))
    return {name: tensor.requires_grad_() for name, tensor in first.items()}


def _layer(weights: Weights, number: int) -> Weights:
    """Return the weights of one layer by their part."""
    return {name.partition(" ")[2]: one for name, one in weights.items() if name.startswith(f"{number} ")}


def _fit(cases: Sequence[Case], base: Packaged, classes: Sequence[str], vocabulary: Vocabulary) -> Weights:
    """Return weights learned from cases, those of like length together."""
    chance = random.Random(SEED)
    weights = _start(base, classes, vocabulary)
    cases = [one for one in cases if one.predicates or one.pairs]
    layered = [one for name, one in weights.items() if not name.endswith("words")]
    worded = [weights["words"], weights["party words"]]
    groups = [{"params": layered, "weight_decay": 0.01}, {"params": worded, "weight_decay": 0.0}]
    epochs = [_batches(cases, chance) for _ in range(EPOCHS)]
    steps = sum(map(len, epochs))
    optimiser = torch.optim.AdamW(groups, lr=RATE)
    rising = torch.optim.lr_scheduler.OneCycleLR(optimiser, [RATE, WORD_RATE], total_steps=steps, pct_start=0.1)
    for epoch, batches in enumerate(epochs, 1):
        lost = 0.0
        for batch in batches:
            loss = _loss(weights, _Batch.of(batch, vocabulary, chance))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*weights.values()], 1.0)
            optimiser.step()
            rising.step()
            lost += loss.item()
        print(f"epoch {epoch}: loss {lost / len(batches):.3f}", file=sys.stderr, flush=True)
    return weights


def _batches(cases: Sequence[Case], chance: random.Random) -> list[list[Case]]:
    """Return cases of like length together, as many as BATCH pieces hold, in any order."""
    batches: list[list[Case]] = [[]]
    for one in sorted(cases, key=lambda one: len(one.states) * (1 + 0.2 * chance.random())):
        longest = max(len(other.states) for other in [*batches[-1], one])
        if batches[-1] and longest * (len(batches[-1]) + 1) > BATCH:
            batches.append([])
        batches[-1].append(one)
    chance.shuffle(batches)
    return batches


@dataclass(frozen=True, slots=True)
class _Batch:
    """Cases as tensors; predicates and pairs name the row of their text."""

    states: Any
    roles: Any
    mask: Any
    predicates: tuple[Any, ...]  #: shares of predicate, arguments, sentence, words, class, whether an act for sure
    casts: tuple[Any, ...]  #: shares of predicate and of phrase, words, role
    pairs: tuple[Any, ...]  #: text, shares of actors and of recipients, class

    @staticmethod
    def of(cases: Sequence[Case], vocabulary: Vocabulary, chance: random.Random | None = None) -> _Batch:
        """Join cases; chance: of what to leave out of words and roles, for learning."""
        longest = max(len(one.states) for one in cases)
        states = torch.zeros(len(cases), longest, WIDTH)
        roles = torch.zeros(len(cases), longest, dtype=torch.long)
        mask = torch.zeros(len(cases), longest, dtype=torch.bool)
        for row, one in enumerate(cases):
            states[row, : len(one.states)] = torch.from_numpy(one.states)
            mask[row, : len(one.states)] = True
            if not (one.banked and chance is not None and chance.random() < 0.5):
                roles[row, : len(one.states)] = torch.from_numpy(one.roles)

        def wide(spans: Sequence[tuple[Any, ...]], part: int) -> Any:
            """Return one of the shares of each as weights over the pieces of all texts, one text after the other."""
            spread = np.zeros((len(spans), len(cases) * longest), dtype=np.float32)
            for place, span in zip(spread, spans, strict=True):
                place[span[0] * longest : span[0] * longest + len(span[part])] = span[part]
            return torch.from_numpy(spread)

        def numbers(of: Iterable[int]) -> Any:
            return torch.tensor(list(of), dtype=torch.long)

        told = [(row, *p, one.banked and p[4] > 0) for row, one in enumerate(cases) for p in one.predicates]
        cast = [(row, *p) for row, one in enumerate(cases) for p in one.casts]
        paired = [(row, *p) for row, one in enumerate(cases) for p in one.pairs]
        words = _bags([_thinned(t[4], chance) for t in told], vocabulary.predicates)
        party_words = _bags([_thinned(t[3], chance) for t in cast], vocabulary.parties)
        return _Batch(
            states,
            roles,
            mask,
            (
                wide(told, 1), wide(told, 2), wide(told, 3), words, numbers(t[5] for t in told),
                torch.tensor([t[6] for t in told], dtype=torch.bool),
            ),
            (wide(cast, 1), wide(cast, 2), party_words, numbers(t[4] for t in cast)),
            (numbers(p[0] for p in paired), wide(paired, 1), wide(paired, 2), numbers(p[3] for p in paired)),
        )  # fmt: skip


def _bags(said: Sequence[Iterable[str]], rows: Mapping[str, int]) -> tuple[Any, Any, Any]:
    """Return the known words of each as one list, where each begins, and what each word counts."""
    kept = [[rows[word] for word in words if word in rows] for words in said]
    begins = np.cumsum([0, *(len(one) for one in kept)])[: len(kept)].tolist()
    counts = [len(one) ** -0.5 for one in kept for _ in one]
    flat = [row for one in kept for row in one]
    return torch.tensor(flat, dtype=torch.long), torch.tensor(begins, dtype=torch.long), torch.tensor(counts)


def _thinned(words: Sequence[str], chance: random.Random | None) -> Iterator[str]:
    """Yield words; for learning without some, and half the time as if the lexicon were silent on the predicate."""
    silent = chance is not None and chance.random() < 0.5
    for word in words:
        if chance is None or chance.random() >= DROPPED_WORDS:
            yield SILENT if silent and word.startswith("lexicon ") else word


def _logits(weights: Weights, batch: _Batch, *, learning: bool) -> tuple[Any, Any, Any]:
    """Return what speaks for each class of predicates, for each role of parties, for each class of pairs."""
    states = batch.states + weights["roles"][batch.roles]
    away = torch.zeros(batch.mask.shape).masked_fill(~batch.mask, -1e9)[:, None, None, :]
    with torch.autocast("cpu", torch.bfloat16):
        for number in range(TOP):
            states = _through(_layer(weights, number), states, away.bfloat16(), learning=learning)
    states = states.float()
    whole = (states * batch.mask[..., None]).sum(1) / batch.mask.sum(1, keepdim=True)
    pieces = states.reshape(-1, WIDTH)

    def spoken(head: str, seen: Sequence[Any]) -> Any:
        joined = nn.dropout(torch.cat([*seen], 1), DROPPED_BEFORE, learning)
        return joined @ weights[head] + weights[f"{head} bias"]

    *shares, words, _, _ = batch.predicates
    told = spoken("predicate", [share @ pieces for share in shares]) + _by(words, weights["words"])
    first, second, words, _ = batch.casts
    heads, phrases = first @ pieces, second @ pieces
    cast = spoken("party", [heads, phrases, heads * phrases]) + _by(words, weights["party words"])
    text, first, second, _ = batch.pairs
    return told, cast, spoken("pair", [first @ pieces, second @ pieces, whole[text]])


def _by(words: tuple[Any, Any, Any], weights: Any) -> Any:
    flat, begins, counts = words
    return nn.embedding_bag(flat, weights, begins, mode="sum", per_sample_weights=counts)


def _through(layer: Weights, state: Any, away: Any, *, learning: bool) -> Any:
    """Return states after one layer."""
    texts, pieces, _ = state.shape
    query, key, value = (
        nn.linear(state, layer[part].T, layer[f"{part} bias"])
        .view(texts, pieces, encoder_graph.HEADS, -1)
        .transpose(1, 2)
        for part in MATRICES[:3]
    )
    fit = query @ key.transpose(2, 3) * (WIDTH / encoder_graph.HEADS) ** -0.5 + away
    heard = torch.softmax(fit, -1) @ value  # faster backwards than torch's own attention, on a processor
    heard = heard.transpose(1, 2).reshape(texts, pieces, WIDTH)
    mixed = nn.linear(heard, layer["mix"].T, layer["mix bias"])
    state = _normed(layer, "mixed", state + nn.dropout(mixed, DROPPED, learning))
    wide = nn.gelu(nn.linear(state, layer["wide"].T, layer["wide bias"]))
    narrow = nn.linear(wide, layer["narrow"].T, layer["narrow bias"])
    return _normed(layer, "done", state + nn.dropout(narrow, DROPPED, learning))


def _normed(layer: Weights, part: str, state: Any) -> Any:
    return nn.layer_norm(state, (WIDTH,), layer[f"{part} gain"], layer[f"{part} shift"], 1e-12)


def _loss(weights: Weights, batch: _Batch) -> Any:
    """Return the mean loss; of a bank's acts it is only asked which act they are."""
    told, cast, paired = _logits(weights, batch, learning=True)
    classes, sure = batch.predicates[4:]
    acts = ((told[~sure], classes[~sure]), (told[sure][:, 1:], classes[sure] - 1), (paired, batch.pairs[3] - 1))
    return _mean_loss(acts) + PARTIES * _mean_loss([(cast, batch.casts[3])])


def _mean_loss(parts: Sequence[tuple[Any, Any]]) -> Any:
    lost = [nn.cross_entropy(z, y, label_smoothing=SMOOTHING, reduction="sum") for z, y in parts if len(y)]
    return torch.stack(lost).sum() / sum(len(y) for _, y in parts) if lost else torch.zeros(())


def _measured(weights: Weights, cases: Sequence[Case], vocabulary: Vocabulary) -> tuple[dict[str, float], Any]:
    """Return the temperatures that fit chances to texts not trained on, and how well the heads do on them."""
    found: dict[str, list[tuple[Any, Any]]] = {"predicate": [], "act": [], "pair": [], "party": []}
    with torch.no_grad():
        for batched in _batches(cases, random.Random(SEED)):
            batch = _Batch.of(batched, vocabulary)
            told, cast, paired = _logits(weights, batch, learning=False)
            classes, sure = batch.predicates[4:]
            found["predicate"].append((told[~sure], classes[~sure]))
            found["act"].append((told[classes > 0][:, 1:], classes[classes > 0] - 1))
            found["pair"].append((paired, batch.pairs[3] - 1))
            found["party"].append((cast, batch.casts[3]))
    scores: dict[str, dict[str, float]] = {}
    for head, parts in found.items():
        z, y = (torch.cat(one) for one in zip(*parts, strict=True))
        losses = {round(t, 2): float(nn.cross_entropy(z / t, y)) for t in np.arange(0.4, 2.01, 0.05)}
        best = min(losses, key=lambda t: losses[t])
        right = float((z.argmax(1) == y).float().mean())
        scores[head] = {"n": len(y), "right": round(right, 3), "log loss": round(losses[best], 3), "temperature": best}
        if head in ("predicate", "party"):
            some, said = y > 0, z.argmax(1)
            scores[head]["found"] = round(float((said[some] == y[some]).float().mean()), 3)
            scores[head]["right, of found"] = round(float((said == y)[said > 0].float().mean()), 3)
    return {head: one["temperature"] for head, one in scores.items()}, scores


def _heads(
    stored: Mapping[str, Array], heat: Mapping[str, float], classes: Sequence[str], vocabulary: Vocabulary
) -> dict[str, Any]:
    """Return the heads as they are kept."""
    kept = [f"{head}{part}" for head in ("predicate", "pair", "party") for part in ("", " bias")]
    held = {name: stored[name].astype(np.float16) for name in ("words", "party words", *kept)}
    heats = np.array([heat[head] for head in ("predicate", "act", "pair", "party")], dtype=np.float32)
    lists = {"vocabulary": vocabulary.predicates, "party vocabulary": vocabulary.parties, "classes": classes}
    return held | {name: "\n".join(words) for name, words in lists.items()} | {"temperatures": heats}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tools/train_encoder.py CORPUS")
    main(Path(sys.argv[1]))
