"""Train the reader's encoder and heads: `make train`, or `python tools/train_encoder.py corpus`.

Two layers above the packaged encoder's lower ones, and two linear heads over them, learn together: what a predicate
reports, if anything, and what a pair of parties stands in. Writes encoder.onnx (layers), category.npz (heads) and
category.json (what they were trained on, how well they do on texts held out) into src/watchfloor/reading/heads.
Needs torch and onnx, which reading does not. On one machine with one version of torch the same corpus gives the same
weights; elsewhere sums are rounded otherwise, and the weights differ a little.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import encoder_graph
import numpy as np
import torch
from encoder_graph import MATRICES, Array, Packaged
from examples import Example, examples, sources
from torch.nn import functional as nn

from watchfloor import __version__
from watchfloor.reading.events import NONE
from watchfloor.reading.heads.encoder import WIDTH, Encoded, packaged, run, session, touched

TO = Path("src/watchfloor/reading/heads")
#: Layers kept as packaged, and layers trained above them; any further ones are left out.
LOWER, TOP = 2, 2
#: A word that fewer predicates have tells nothing that lasts.
RARE = 2
EPOCHS, BATCH, SEED = 4, 32, 1
#: Highest rates of learning: of layers and heads, of the heads' words.
RATE, WORD_RATE = 3e-4, 3e-2
#: What is left out at random while learning: within layers, before heads, of a predicate's words.
DROPPED, DROPPED_BEFORE, DROPPED_WORDS = 0.1, 0.2, 0.2
SMOOTHING = 0.1
#: Every so many texts, by the digest of their source, are held out to measure.
HELD_OUT = 5

Weights = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A text on its way into the top layers: states of the lower ones, spans as shares of pieces, labels.

    Parties are marked where a pair is asked about, and unmarked where predicates are; in a bank now so, now so.
    """

    states: Array
    roles: Array  #: of each piece: 1 for who acts, 2 for whom it reaches
    predicates: list[tuple[Array, Array, list[str], int]]  #: predicate, arguments, words, class
    pairs: list[tuple[Array, Array, int]]  #: actors, recipients, class
    banked: bool


def main(corpus: Path) -> None:
    """Train on the train part of a corpus and write weights and their record."""
    torch.set_num_threads(1)  # sums of several threads would hang on how busy the machine is
    files = sources(corpus)
    known = examples(files)
    classes = [NONE, *sorted({pair.label for one in known for pair in one.pairs})]
    words = Counter(word for one in known for told, _ in one.predicates for word in told.words)
    vocabulary = sorted({"lexicon silent", *(word for word, n in words.items() if n >= RARE)})
    base = Packaged.of(packaged())
    below = session(encoder_graph.graph(base, LOWER, np.zeros((3, WIDTH)), []))
    cases = [(_held_out(one), case) for one in known for case in _cases(one, run(below, one.text), classes)]
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
        "vocabulary": len(vocabulary),
        "texts held out, trained without them": scores,
    }
    (TO / "category.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(record, indent=1))


def _held_out(one: Example) -> bool:
    return int(hashlib.sha256(one.source.encode()).hexdigest(), 16) % HELD_OUT == 0


def _cases(one: Example, encoded: Encoded, classes: Sequence[str]) -> Iterator[Case]:
    def share(spans: Sequence[tuple[int, int]]) -> Array:
        found = touched(encoded.starts, encoded.ends, spans).astype(np.float32)
        return np.asarray(found / max(found.sum(), 1))

    predicates = [
        (share([told.predicate]), share(told.arguments), list(told.words), classes.index(label))
        for told, label in one.predicates
    ]
    pairs = [(share(pair.actors), share(pair.recipients), classes.index(pair.label)) for pair in one.pairs]
    roles = [np.where(actors > 0, 1, np.where(recipients > 0, 2, 0)) for actors, recipients, _ in pairs]
    unmarked = np.zeros(len(encoded.starts), dtype=np.int64)
    if one.banked:
        yield Case(encoded.states, roles[0] if roles else unmarked, predicates, pairs, True)
        return
    yield Case(encoded.states, unmarked, predicates, [], False)
    for pair, marked in zip(pairs, roles, strict=True):
        yield Case(encoded.states, marked, [], [pair], False)


def _start(base: Packaged, classes: Sequence[str], vocabulary: Sequence[str]) -> Weights:
    """Return the weights to begin with: the packaged layers', heads that are nearly naught."""
    torch.manual_seed(SEED)
    first = {f"{n} {part}": torch.tensor(a) for n in range(TOP) for part, a in base.layer(LOWER + n).items()}
    first |= {"predicate": torch.randn(3 * WIDTH, len(classes)) * 0.02, "predicate bias": torch.zeros(len(classes))}
    first |= {"pair": torch.randn(3 * WIDTH, len(classes) - 1) * 0.02, "pair bias": torch.zeros(len(classes) - 1)}
    first["roles"] = torch.zeros(3, WIDTH)
    first["words"] = torch.zeros(len(vocabulary), len(classes))
    return {name: tensor.requires_grad_() for name, tensor in first.items()}


def _layer(weights: Weights, number: int) -> Weights:
    """Return the weights of one layer by their part."""
    return {name.partition(" ")[2]: one for name, one in weights.items() if name.startswith(f"{number} ")}


def _fit(cases: Sequence[Case], base: Packaged, classes: Sequence[str], vocabulary: Sequence[str]) -> Weights:
    """Return weights learned from cases, those of like length together."""
    chance = random.Random(SEED)
    weights = _start(base, classes, vocabulary)
    rows = {word: row for row, word in enumerate(vocabulary)}
    cases = [one for one in cases if one.predicates or one.pairs]
    layered = [one for name, one in weights.items() if name != "words"]
    groups = [{"params": layered, "weight_decay": 0.01}, {"params": [weights["words"]], "weight_decay": 0.0}]
    steps = EPOCHS * -(-len(cases) // BATCH)
    optimiser = torch.optim.AdamW(groups, lr=RATE)
    rising = torch.optim.lr_scheduler.OneCycleLR(optimiser, [RATE, WORD_RATE], total_steps=steps, pct_start=0.1)
    for epoch in range(EPOCHS):
        lost = 0.0
        batches = _batches(cases, chance)
        for batch in batches:
            loss = _loss(weights, _Batch.of(batch, rows, chance))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*weights.values()], 1.0)
            optimiser.step()
            rising.step()
            lost += loss.item()
        print(f"epoch {epoch + 1}: loss {lost / len(batches):.3f}", file=sys.stderr, flush=True)
    return weights


def _batches(cases: Sequence[Case], chance: random.Random) -> list[list[Case]]:
    ordered = sorted(cases, key=lambda one: len(one.states) + 6 * chance.random())
    batches = [list(ordered[i : i + BATCH]) for i in range(0, len(ordered), BATCH)]
    chance.shuffle(batches)
    return batches


@dataclass(frozen=True, slots=True)
class _Batch:
    """Cases as tensors; predicates and pairs name the row of their text."""

    states: Any
    roles: Any
    mask: Any
    predicates: tuple[Any, ...]  #: text, shares of predicate and of arguments, words, class, whether an act for sure
    pairs: tuple[Any, ...]  #: text, shares of actors and of recipients, class

    @staticmethod
    def of(cases: Sequence[Case], rows: Mapping[str, int], chance: random.Random | None = None) -> _Batch:
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

        def wide(shares: Sequence[Array]) -> Any:
            padded = [np.pad(share, (0, longest - len(share))) for share in shares]
            return torch.tensor(np.array(padded, dtype=np.float32).reshape(-1, longest))

        told = [(row, *p, one.banked and p[3] > 0) for row, one in enumerate(cases) for p in one.predicates]
        paired = [(row, *p) for row, one in enumerate(cases) for p in one.pairs]
        words = torch.zeros(len(told), len(rows))
        for number, (_, _, _, said, _, _) in enumerate(told):
            kept = [rows[word] for word in _thinned(said, chance) if word in rows]
            words[number, kept] = max(len(kept), 1) ** -0.5
        number_of = torch.long
        return _Batch(
            states,
            roles,
            mask,
            (
                torch.tensor([t[0] for t in told], dtype=number_of), wide([t[1] for t in told]),
                wide([t[2] for t in told]), words, torch.tensor([t[4] for t in told], dtype=number_of),
                torch.tensor([t[5] for t in told], dtype=torch.bool),
            ),
            (
                torch.tensor([p[0] for p in paired], dtype=number_of), wide([p[1] for p in paired]),
                wide([p[2] for p in paired]), torch.tensor([p[3] for p in paired], dtype=number_of),
            ),
        )  # fmt: skip


def _thinned(words: Sequence[str], chance: random.Random | None) -> Iterator[str]:
    """Yield words; for learning without some, and half the time as if the lexicon were silent on the predicate."""
    silent = chance is not None and chance.random() < 0.5
    for word in words:
        if chance is None or chance.random() >= DROPPED_WORDS:
            yield "lexicon silent" if silent and word.startswith("lexicon ") else word


def _logits(weights: Weights, batch: _Batch, *, learning: bool) -> tuple[Any, Any]:
    """Return what speaks for each class, of predicates and of pairs."""
    states = batch.states + weights["roles"][batch.roles]
    away = torch.zeros(batch.mask.shape).masked_fill(~batch.mask, -1e9)[:, None, None, :]
    with torch.autocast("cpu", torch.bfloat16):
        for number in range(TOP):
            states = _through(_layer(weights, number), states, away.bfloat16(), learning=learning)
    states = states.float()
    whole = (states * batch.mask[..., None]).sum(1) / batch.mask.sum(1, keepdim=True)

    def over(text: Any, share: Any) -> Any:
        return (share[:, None, :] @ states[text])[:, 0]

    text, first, second, words, _, _ = batch.predicates
    seen = torch.cat([over(text, first), over(text, second), whole[text]], 1)
    told = nn.dropout(seen, DROPPED_BEFORE, learning) @ weights["predicate"] + words @ weights["words"]
    text, first, second, _ = batch.pairs
    seen = torch.cat([over(text, first), over(text, second), whole[text]], 1)
    paired = nn.dropout(seen, DROPPED_BEFORE, learning) @ weights["pair"]
    return told + weights["predicate bias"], paired + weights["pair bias"]


def _through(layer: Weights, state: Any, away: Any, *, learning: bool) -> Any:
    """Return states after one layer."""
    texts, pieces, _ = state.shape
    query, key, value = (
        nn.linear(state, layer[part].T, layer[f"{part} bias"])
        .view(texts, pieces, encoder_graph.HEADS, -1)
        .transpose(1, 2)
        for part in MATRICES[:3]
    )
    heard = nn.scaled_dot_product_attention(query, key, value, attn_mask=away)
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
    told, paired = _logits(weights, batch, learning=True)
    classes, sure = batch.predicates[4:]
    parts = ((told[~sure], classes[~sure]), (told[sure][:, 1:], classes[sure] - 1), (paired, batch.pairs[3] - 1))
    lost = [nn.cross_entropy(z, y, label_smoothing=SMOOTHING, reduction="sum") for z, y in parts if len(y)]
    return torch.stack(lost).sum() / max(sum(len(y) for _, y in parts), 1)


def _measured(weights: Weights, cases: Sequence[Case], vocabulary: Sequence[str]) -> tuple[dict[str, float], Any]:
    """Return the temperatures that fit chances to texts not trained on, and how well the heads do on them."""
    rows = {word: row for row, word in enumerate(vocabulary)}
    found: dict[str, list[tuple[Any, Any]]] = {"predicate": [], "act": [], "pair": []}
    with torch.no_grad():
        for first in range(0, len(cases), BATCH):
            batch = _Batch.of(cases[first : first + BATCH], rows)
            told, paired = _logits(weights, batch, learning=False)
            classes, sure = batch.predicates[4:]
            found["predicate"].append((told[~sure], classes[~sure]))
            found["act"].append((told[classes > 0][:, 1:], classes[classes > 0] - 1))
            found["pair"].append((paired, batch.pairs[3] - 1))
    scores: dict[str, dict[str, float]] = {}
    for head, parts in found.items():
        z, y = (torch.cat(one) for one in zip(*parts, strict=True))
        losses = {round(t, 2): float(nn.cross_entropy(z / t, y)) for t in np.arange(0.4, 2.01, 0.05)}
        best = min(losses, key=lambda t: losses[t])
        right = float((z.argmax(1) == y).float().mean())
        scores[head] = {"n": len(y), "right": round(right, 3), "log loss": round(losses[best], 3), "temperature": best}
        if head == "predicate":
            acts = y > 0
            scores[head]["right, of acts"] = round(float((z[acts].argmax(1) == y[acts]).float().mean()), 3)
    return {head: one["temperature"] for head, one in scores.items()}, scores


def _heads(
    stored: Mapping[str, Array], heat: Mapping[str, float], classes: Sequence[str], vocabulary: Sequence[str]
) -> dict[str, Any]:
    """Return the heads as they are kept."""
    held = {
        name: stored[name].astype(np.float16) for name in ("words", "predicate", "predicate bias", "pair", "pair bias")
    }
    heats = np.array([heat[head] for head in ("predicate", "act", "pair")], dtype=np.float32)
    return held | {"vocabulary": "\n".join(vocabulary), "classes": "\n".join(classes), "temperatures": heats}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tools/train_encoder.py CORPUS")
    main(Path(sys.argv[1]))
