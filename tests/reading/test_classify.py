"""The act between two marked parties is the one whose roles they fill."""

from __future__ import annotations

from watchfloor.reading.classify import category
from watchfloor.reading.events import Ranked
from watchfloor.world import World


def between(text: str, actor: str, recipient: str, world: World) -> Ranked:
    def span(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    return category(text, span(actor), span(recipient), world)


def test_the_marked_parties_choose_among_the_acts_of_a_sentence(world: World) -> None:
    text = "Norway condemned Chad on Monday, and Peru sent medicine to Malta."
    assert between(text, "Norway", "Chad", world)[0][0] == "ACCUSE"
    assert between(text, "Peru", "Malta", world)[0][0] == "AID"


def test_the_chances_of_a_pair_add_up_to_one(world: World) -> None:
    ranked = between("Norway condemned Chad on Monday, and Peru sent medicine to Malta.", "Norway", "Chad", world)
    assert abs(sum(p for _, p in ranked) - 1) < 1e-9


def test_where_no_predicate_stands_no_category_is_given(world: World) -> None:
    assert between("Norway, Chad.", "Norway", "Chad", world) == ()


def test_parties_in_different_sentences_have_an_act_too(world: World) -> None:
    text = "Peru is far away. Norway condemned Chad on Monday."
    assert between(text, "Norway", "Chad", world)[0][0] == "ACCUSE"
