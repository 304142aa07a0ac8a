"""The chance that a statement is right is counted, not felt."""

from __future__ import annotations

import pytest

from watchfloor.reading import lexicon
from watchfloor.reading.evidence import THRESHOLD, chance
from watchfloor.terms.statement import KINDS


def test_every_kind_of_statement_has_a_chance() -> None:
    assert {row["kind"] for row in lexicon.rows("evidence.tsv")} == set(KINDS)
    for row in lexicon.rows("evidence.tsv"):
        assert 0 < chance(row["kind"], row["pos"]) < 1


@pytest.mark.parametrize("row", lexicon.rows("evidence.tsv"), ids=lambda row: f"{row['kind']} {row['pos']}")
def test_a_chance_follows_from_its_counts(row: dict[str, str]) -> None:
    n, right = int(row["n"]), int(row["right"])
    assert right <= n
    assert chance(row["kind"], row["pos"]) == pytest.approx((right + 1) / (n + 2))


def test_an_event_noun_alone_is_a_proposal_and_a_verb_is_not() -> None:
    assert chance("event", "n") <= THRESHOLD < chance("event", "v")
