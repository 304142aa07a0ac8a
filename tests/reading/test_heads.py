"""The learned heads speak where the lexicon is silent, say how sure they are, and are what their record says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.reading.hearing import Said

from watchfloor.errors import ReadingError
from watchfloor.reading import heads
from watchfloor.reading.arguments import Paragraph
from watchfloor.reading.coder import paragraphs
from watchfloor.reading.events import HEAD, NONE, find_events, meet
from watchfloor.reading.heads import encoder
from watchfloor.reading.heads.model import load
from watchfloor.reading.heads.parties import candidates, earlier
from watchfloor.reading.heads.stretches import Passage, Stretch
from watchfloor.reading.language import parse
from watchfloor.reading.mentions import Resolver
from watchfloor.reading.text.sentences import sentence_spans
from watchfloor.terms import Document
from watchfloor.world import World

CORPUS = Path(__file__).parents[2] / "corpus"


def paragraph(text: str, world: World) -> Paragraph:
    (doc,) = parse([(text, [start for start, _ in sentence_spans(text)])])
    return Paragraph.of(doc, 0, Resolver(world, None).mentions(doc), [], world)


def heard(*paragraphs: Paragraph) -> heads.Heard:
    return heads.Heard([Passage(p.offset, p.text, [s.start_char for s in p.doc.sents]) for p in paragraphs])


def test_chances_of_a_frame_add_up_to_one_and_include_that_nothing_is_reported(world: World) -> None:
    par = paragraph("Norway showered Chad with bitter reproaches.", world)
    sentence = next(par.doc.sents)
    for ranked in heard(par).acts(par, list(meet(par, sentence))):
        assert abs(sum(p for _, p in ranked) - 1) < 1e-5
        assert NONE in dict(ranked)
        assert [p for _, p in ranked] == sorted((p for _, p in ranked), reverse=True)


def test_between_two_parties_nothing_is_no_answer(world: World) -> None:
    text = "Norway showered Chad with bitter reproaches."
    par = paragraph(text, world)
    met = list(meet(par, next(par.doc.sents)))
    by_parties, by_predicate = heads.between(text, (0, 6), (16, 20), met)
    assert len(met) == len(by_predicate) > 0
    for ranked in (by_parties, *by_predicate):
        assert abs(sum(p for _, p in ranked) - 1) < 1e-5
        assert NONE not in dict(ranked)


def test_who_does_it_and_to_whom_is_heeded() -> None:
    text = "Norway showered Chad with bitter reproaches."
    there, back = heads.between(text, (0, 6), (16, 20), [])[0], heads.between(text, (16, 20), (0, 6), [])[0]
    assert there != back


def test_a_document_of_one_sentence_is_encoded_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    par = paragraph("Norway condemned Chad on Monday.", world)
    runs: list[Stretch] = []

    def counted(of: Any, stretch: Stretch) -> encoder.Encoded:
        runs.append(stretch)
        return encoder.run(of, stretch)

    monkeypatch.setattr(heads, "run", counted)
    heard(par).acts(par, list(meet(par, next(par.doc.sents))))
    assert len(runs) == 1


def test_a_sentence_longer_than_a_stretch_is_heard_alone_to_its_end() -> None:
    text = "Norway sent medicine, " * 200
    encoded = heads.Heard([Passage(0, text)]).text(len(text) - 10, alone=True)
    assert encoded.over([(len(text) - 10, len(text) - 2)]).any()


def test_a_sentence_is_judged_beside_those_around_it(world: World) -> None:
    alone = paragraph("Norway condemned Chad on Monday.", world)
    later = paragraph("Peru is far away. Norway condemned Chad on Monday.", world)
    first, second = next(alone.doc.sents), list(later.doc.sents)[-1]
    (by_itself,), (beside,) = (
        heard(par).acts(par, list(meet(par, sentence))) for par, sentence in ((alone, first), (later, second))
    )
    assert by_itself != beside
    assert by_itself[0][0] == beside[0][0]


def test_only_frames_without_a_pattern_are_told_by_a_head(world: World) -> None:
    par = paragraph("Norway condemned Chad on Monday.", world)
    sentence = next(par.doc.sents)
    (event,) = find_events(par, sentence, heard(par))
    assert not event.pattern.name.startswith(HEAD)


def test_a_frame_without_anybody_is_no_event(world: World) -> None:
    par = paragraph("Rates were vetoed.", world)
    sentence = next(par.doc.sents)
    assert [one.pattern.category for one in meet(par, sentence) if one.pattern] == ["REJECT"]
    assert find_events(par, sentence) == []


def test_whoever_stands_in_a_sentence_may_be_party_and_so_may_those_before(world: World) -> None:
    par = paragraph("Peru is angry. Dozens of soldiers from Chad, which it had warned, left on Monday.", world)
    _, sentence = par.doc.sents
    met = next(one for one in meet(par, sentence) if one.frame.lemma == "leave")
    here = candidates(par, met, "RETREAT")
    seen = [*here, *earlier(par, met, "RETREAT", here)]
    assert [one.fillers[0].entity.name for one in seen] == ["Chad", "Chad", "Peru"]
    assert [par.doc[one.token].text for one in seen] == ["soldiers", "Chad", "it"]


def test_who_was_named_before_may_be_meant_though_the_sentence_is_silent(world: World) -> None:
    par = paragraph("Peru insulted Chad. The envoy was recalled.", world)
    _, sentence = par.doc.sents
    met = next(one for one in meet(par, sentence) if one.frame.lemma == "recall")
    before = earlier(par, met, "SANCTION", candidates(par, met, "SANCTION"))
    assert [par.text[slice(*one.span)] for one in before] == ["Chad", "Peru"]
    told = [(one.fillers[0].entity.key, one.fillers[0].how) for one in before]
    assert told == [("TCD", "implied"), ("PER", "implied")]


def test_people_without_a_name_may_be_meant_later(world: World) -> None:
    par = paragraph("Protesters marched through Quito. Eighteen were detained.", world)
    _, sentence = par.doc.sents
    met = next(one for one in meet(par, sentence) if one.frame.lemma == "detain")
    before = earlier(par, met, "COERCE", candidates(par, met, "COERCE"))
    assert [one.fillers[0].entity.name for one in before] == ["Quito", "Protesters"]


def test_who_was_named_in_a_paragraph_before_keeps_his_place_in_the_document(
    document: Callable[..., Document], world: World
) -> None:
    text = "Peru insulted Chad.\n\nThe envoy was recalled."
    _, par = paragraphs(document(text), world)
    sentence = next(par.doc.sents)
    met = next(one for one in meet(par, sentence) if one.frame.lemma == "recall")
    before = earlier(par, met, "SANCTION", candidates(par, met, "SANCTION"))
    assert [one.token for one in before] == [-1, -1]
    assert [text[slice(*one.span)] for one in before] == ["Chad", "Peru"]


def test_the_chances_of_a_role_add_up_to_one(world: World) -> None:
    par = paragraph("Norway condemned Chad on Monday.", world)
    sentence = next(par.doc.sents)
    (met,) = (one for one in meet(par, sentence) if one.pattern)
    seen = candidates(par, met, "ACCUSE")
    chances = load().roles((7, 16), seen, heard(par).text(0, alone=True))
    assert chances.shape == (len(seen), 3)
    assert np.allclose(chances.sum(axis=1), 1)
    assert load().roles((7, 16), [], heard(par).text(0, alone=True)).shape == (0, 3)


def test_a_judge_fills_what_the_lexicon_leaves_open_and_its_word_stays_with_the_event(world: World) -> None:
    par = paragraph("Norway outfoxed Chad.", world)
    sentence = next(par.doc.sents)
    assert find_events(par, sentence) == []
    (event,) = find_events(par, sentence, Said(("REJECT", 0.6), (NONE, 0.4)))
    assert (event.category, event.ranked, event.pattern.name) == ("REJECT", (("REJECT", 0.6),), "learned v outfox")


def test_what_is_less_likely_than_a_proposal_is_dropped(world: World) -> None:
    par = paragraph("Norway outfoxed Chad.", world)
    assert find_events(par, next(par.doc.sents), Said(("REJECT", 0.1), (NONE, 0.9))) == []


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_of_no_words_nothing_is_meant(text: str) -> None:
    assert not encoder.encode(text).over([(0, 1)]).any()


def test_a_vector_is_the_mean_of_the_pieces_its_spans_touch() -> None:
    encoded = encoder.encode("Norway sent medicine.")
    inside = (encoded.starts < 11) & (encoded.ends > 7)
    assert inside.any()
    assert np.allclose(encoded.over([(7, 11)]), encoded.states[inside].mean(axis=0))


def test_heads_and_layers_were_trained_on_the_corpus_as_it_is() -> None:
    record = json.loads((files("watchfloor.reading.heads") / "category.json").read_text(encoding="utf-8"))
    now = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in CORPUS.glob("*.train.*")}
    assert record["trained on"] == now, "the corpus changed: make train"
    assert load().classes == tuple(record["predicates"])


def test_another_packaged_encoder_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "DIGEST", "0" * 64)
    with pytest.raises(ReadingError, match="not the ones this version was trained with"):
        encoder.packaged()


def test_other_layers_than_recorded_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "encoder.onnx").write_bytes(b"other")
    (tmp_path / "category.json").write_text('{"encoder": "0"}', encoding="utf-8")
    monkeypatch.setattr(encoder, "_HERE", tmp_path)
    with pytest.raises(ReadingError, match="not the ones its heads were trained with"):
        encoder.own_layers()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("SANCTION", 0.7), (NONE, 0.27), ("ACCUSE", 0.03)], "SANCTION"),
        ([(NONE, 0.6), ("SANCTION", 0.35), ("ACCUSE", 0.05)], "ACCUSE"),
        ([("SANCTION", 0.7), ("ACCUSE", 0.2), (NONE, 0.1)], "ACCUSE"),
    ],
)
def test_a_pattern_gives_way_to_a_judge_who_rules_it_out_and_is_sure_of_another_act(
    told: list[tuple[str, float]], expected: str, world: World
) -> None:
    par = paragraph("Norway condemned Chad on Monday.", world)
    (event,) = find_events(par, next(par.doc.sents), Said(*told))
    assert event.category == expected
    assert event.pattern.name.startswith(HEAD) == (expected == "SANCTION")
