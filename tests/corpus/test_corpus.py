"""The corpus is what its README says: sound, large and varied enough, split cleanly, its test part frozen."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from watchfloor.evaluation import Gold, load
from watchfloor.evaluation.checking import faults
from watchfloor.world import World

CORPUS = Path(__file__).parents[2] / "corpus"
FILES = sorted(CORPUS.glob("*.jsonl"))
PARTS = ("train", "dev", "test")


def rows(name: str) -> list[dict[str, Any]]:
    found = (CORPUS / f"{name}.{part}.jsonl" for part in PARTS)
    return [json.loads(line) for path in found for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_span_key_date_and_category_is_sound(path: Path, world: World) -> None:
    assert list(faults(load(path), world)) == []


def test_the_test_part_is_frozen() -> None:
    lines = (line.split() for line in (CORPUS / "test.sha256").read_text(encoding="utf-8").splitlines())
    listed = {name: digest for digest, name in lines}
    found = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in CORPUS.glob("*.test.jsonl")}
    assert found == listed


def test_it_is_as_large_as_its_datasheet_says() -> None:
    documents, sentences, stories = rows("documents"), rows("sentences"), rows("stories")
    assert len(documents) >= 150
    assert len(sentences) >= 3000
    assert len(stories) >= 20
    assert sum(not s["statements"] for s in sentences) >= 1000
    by_category = Counter(name for s in sentences for name in {x["event"] for x in s["statements"]})
    assert len(by_category) == 16
    assert min(by_category.values()) >= 120


def test_documents_and_stories_have_the_size_they_should() -> None:
    assert all(5 <= len(d["sentences"]) <= 20 for d in rows("documents"))
    assert all(3 <= len(s["documents"]) <= 5 for s in rows("stories"))


def test_no_text_stands_twice_or_in_two_parts() -> None:
    texts = [
        re.sub(r"\W+", " ", row["text"].lower()).strip() for name in ("documents", "sentences") for row in rows(name)
    ]
    assert [text for text, n in Counter(texts).items() if n > 1] == []


def test_ids_are_unique() -> None:
    ids = [row["id"] for name in ("documents", "sentences", "stories") for row in rows(name)]
    assert len(set(ids)) == len(ids)


def test_stories_refer_to_statements_that_they_hold() -> None:
    for story in rows("stories"):
        for event in story["events"]:
            for document, statement in event["reports"]:
                assert story["documents"][document - 1]["statements"][statement - 1]["kind"] == "event"
        for contradiction in story["contradictions"]:
            assert contradiction["field"] in ("when", "place", "number", "factuality")


def test_the_second_annotation_is_of_documents_of_the_corpus() -> None:
    first = {d["id"]: d["text"] for d in rows("documents")}
    second = [json.loads(line) for line in (CORPUS / "second.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(second) >= 39  # one of forty texts was mended since
    assert all(first[row["id"]] == row["text"] for row in second)


def test_templates_would_show() -> None:
    words = [re.findall(r"\w+", s["text"].lower()) for s in rows("sentences")]
    openings = Counter(tuple(w[:4]) for w in words)
    assert openings.most_common(1)[0][1] <= len(words) * 0.005
    grams = [gram for w in words for gram in zip(w, w[1:], w[2:], strict=False)]
    assert len(set(grams)) / len(grams) > 0.85


def marked() -> dict[str, tuple[Gold, ...]]:
    return {part: load(CORPUS / f"marked.{part}.txt") for part in ("train", "dev")}


def test_the_marked_texts_are_as_many_and_as_varied_as_the_datasheet_says() -> None:
    texts = marked()
    assert len(texts["train"]) >= 6000
    assert len(texts["dev"]) >= 600
    by_category = Counter(s["event"] for text in texts["train"] for s in text.statements)
    assert len(by_category) == 16
    assert min(by_category.values()) >= 300
    words = [re.findall(r"\w+", text.document.text.lower()) for text in texts["train"]]
    openings = Counter(tuple(w[:4]) for w in words)
    assert openings.most_common(1)[0][1] <= len(words) * 0.005


def test_no_marked_text_stands_elsewhere_too() -> None:
    texts = [text.document.text for part in marked().values() for text in part]
    assert len(set(texts)) == len(texts)
    assert set(texts).isdisjoint(row["text"] for name in ("documents", "sentences") for row in rows(name))


def test_what_is_to_come_is_marked_as_the_guide_wants() -> None:
    planned = [s for part in marked().values() for t in part for s in t.statements if s["factuality"] == "planned"]
    assert planned
    assert {s["event"] for s in planned}.isdisjoint({"CONSULT", "COOPERATE", "AID", "RETREAT"})
