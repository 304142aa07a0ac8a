"""The learned heads speak where the lexicon is silent, say how sure they are, and are what their record says."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from watchfloor.errors import ReadingError
from watchfloor.reading import heads
from watchfloor.reading.arguments import Paragraph
from watchfloor.reading.events import HEAD, NONE, find_events, meet
from watchfloor.reading.heads import encoder
from watchfloor.reading.heads.model import load
from watchfloor.reading.language import parse
from watchfloor.reading.mentions import Resolver
from watchfloor.world import World

CORPUS = Path(__file__).parents[2] / "corpus"


def paragraph(text: str, world: World) -> Paragraph:
    doc = next(iter(parse([(text, [0])])))
    return Paragraph.of(doc, 0, Resolver(world, None).mentions(doc), [], world)


def test_chances_of_a_frame_add_up_to_one_and_include_that_nothing_is_reported(world: World) -> None:
    par = paragraph("Norway showered Chad with bitter reproaches.", world)
    sentence = next(par.doc.sents)
    for ranked in heads.rank("full", sentence, list(meet(par, sentence))):
        assert abs(sum(p for _, p in ranked) - 1) < 1e-5
        assert NONE in dict(ranked)
        assert [p for _, p in ranked] == sorted((p for _, p in ranked), reverse=True)


def test_where_it_is_known_that_something_is_done_nothing_is_no_answer() -> None:
    assert NONE not in load()["act"].classes


def test_only_frames_without_a_pattern_are_told_by_a_head(world: World) -> None:
    par = paragraph("Norway condemned Chad on Monday.", world)
    sentence = next(par.doc.sents)
    (event,) = find_events(par, sentence, heads.judge)
    assert not event.pattern.name.startswith(HEAD)


def test_a_judge_fills_what_the_lexicon_leaves_open_and_its_word_stays_with_the_event(world: World) -> None:
    par = paragraph("Norway outfoxed Chad.", world)
    sentence = next(par.doc.sents)
    assert find_events(par, sentence) == []
    (event,) = find_events(par, sentence, lambda _, met: [(("REJECT", 0.6), (NONE, 0.4)) for _ in met])
    assert (event.category, event.ranked, event.pattern.name) == ("REJECT", (("REJECT", 0.6),), "learned v outfox")


def test_what_is_less_likely_than_a_proposal_is_dropped(world: World) -> None:
    par = paragraph("Norway outfoxed Chad.", world)
    assert find_events(par, next(par.doc.sents), lambda _, met: [(("REJECT", 0.1), (NONE, 0.9)) for _ in met]) == []


def test_vectors_do_not_depend_on_what_is_encoded_beside_them() -> None:
    one = "Norway sent medicine."
    (alone,) = encoder.encode([one])
    beside = encoder.encode([one, "A much longer sentence stands beside it, and makes the batch wider than it was."])[0]
    assert np.allclose(alone.whole, beside.whole, atol=0.02)


def test_spans_beyond_what_the_encoder_sees_mean_nothing() -> None:
    (encoded,) = encoder.encode(["word " * 500])
    assert not encoded.over([(2000, 2004)]).any()
    assert np.isclose(np.linalg.norm(encoded.over([(0, 4)])), 1, atol=1e-4)


def test_weights_were_trained_on_the_corpus_as_it_is() -> None:
    record = json.loads((files("watchfloor.reading.heads") / "category.json").read_text(encoding="utf-8"))
    now = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in [*CORPUS.glob("*.train.jsonl"), *CORPUS.glob("*.train.tsv")]
    }
    assert record["trained on"] == now, "the corpus changed: make train"


def test_other_weights_of_the_encoder_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "DIGEST", "0" * 64)
    encoder._session.cache_clear()
    try:
        with pytest.raises(ReadingError, match="not the ones this version was trained with"):
            encoder.encode(["word"])
    finally:
        monkeypatch.undo()
        encoder._session.cache_clear()
