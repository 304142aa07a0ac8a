"""What needs what first, and what stands: reading guide, section 6. All sentences are written for testing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watchfloor.terms import Requirement, State, Statement

Code = Callable[[str], tuple[Statement, ...]]


def required(code: Code, text: str) -> Requirement:
    (found,) = (s.requirement for s in code(text) if s.requirement is not None)
    return found


def stands(code: Code, text: str) -> list[State]:
    return [s.state for s in code(text) if s.state is not None]


@pytest.mark.parametrize(
    ("text", "of", "requires"),
    [
        ("The border treaty is a precondition of ratification.", "ratification", "The border treaty"),
        ("The reform is a condition for the loan.", "the loan", "The reform"),
        ("Ratification requires the border treaty.", "Ratification", "the border treaty"),
        ("Accession depends on the court reform.", "Accession", "the court reform"),
        ("The reform would open a path to accession.", "accession", "The reform"),
        ("A border deal would pave the way for Armenia's accession.", "Armenia's accession", "A border deal"),
        ("The dispute, a major impediment to accession, goes on.", "accession", "removal of The dispute"),
        ("The scandal is a stumbling block to accession.", "accession", "removal of The scandal"),
        ("Bulgaria drafted a new resolution, which Russia may veto.", "a new resolution", "no veto by Russia"),
        (
            "Norway will not sign until Chile lifts the embargo.",
            "Norway will not sign",
            "Chile lifts the embargo",
        ),
        ("Norway will not sign unless Chile lifts the embargo.", "Norway will not sign", "Chile lifts the embargo"),
        ("Chile will sign only after the vote.", "Chile will sign", "the vote"),
        ("The loan is conditional on the court reform.", "The loan", "the court reform"),
        ("The pull-out is tied to the departure of the fleet.", "The pull-out", "the departure of the fleet"),
        ("The vote must wait for an amendment.", "The vote", "an amendment"),
        ("Reform will be needed to keep the rating.", "keep the rating", "Reform"),
        ("Peace is impossible without both parties.", "Peace is impossible", "both parties"),
        ("They get an amnesty provided that every rifle comes back.", "They get an amnesty", "every rifle comes back"),
        (
            "Before the pact enters into force, parliament must consent.",
            "the pact enters into force",
            "parliament must consent",
        ),
    ],
)
def test_each_wording_says_what_needs_what(code: Code, text: str, of: str, requires: str) -> None:
    found = required(code, text)
    assert (found.of, found.requires) == (of, requires)


def test_this_takes_up_the_sentence_before(code: Code) -> None:
    found = required(code, "The court was reformed. This is a condition for the loan.")
    assert (found.of, found.requires) == ("the loan", "The court was reformed")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The reform is a condition for the loan.", "unknown"),
        ("The reform, which is a condition for the loan, has been completed.", "met"),
        ("The dispute, an impediment to accession, remains unresolved.", "unmet"),
        ("The treaty, a condition for the loan, is under negotiation.", "in progress"),
    ],
)
def test_the_status_is_as_said(code: Code, text: str, status: str) -> None:
    assert required(code, text).status == status


def test_whose_process_it_is(code: Code) -> None:
    found = required(code, "The border treaty is a precondition for the accession of Albania.")
    assert [e.key for e in found.for_] == ["ALB"]


def test_not_until_in_the_past_needs_the_same(code: Code) -> None:
    assert required(code, "Norway did not sign until Chile paid.").requires == "Chile paid"


@pytest.mark.parametrize(
    "text", ["Norway will wait until Chile signs.", "We need a break.", "Chile left before the vote."]
)
def test_what_needs_nothing_gives_no_requirement(code: Code, text: str) -> None:
    assert [s for s in code(text) if s.requirement is not None] == []


@pytest.mark.parametrize(
    ("text", "subject", "relation", "object_"),
    [
        ("Estonia is a member of NATO.", "EST", "member-of", "NATO"),
        ("Estonia, a member of NATO, praised Latvia.", "EST", "member-of", "NATO"),
        ("Albania is a candidate for the European Union.", "ALB", "candidate-of", "EU"),
        ("Moldova is part of the Commonwealth of Independent States.", "MDA", "part-of", "CIS"),
        ("Armenia is allied with Russia.", "ARM", "ally-of", "RUS"),
        ("Estonia and Latvia have been close allies since 1991.", "EST", "ally-of", "LVA"),
        ("Norway sells most of its gas to Poland.", "NOR", "supplier-of", "POL"),
        ("Poland buys most of its gas from Norway.", "NOR", "supplier-of", "POL"),
        ("Poland is Norway's largest customer for gas.", "NOR", "supplier-of", "POL"),
        ("Estonia belongs to NATO.", "EST", "member-of", "NATO"),
        ("Estonia is in NATO.", "EST", "member-of", "NATO"),
        ("Chad owes a billion dollars to China.", "CHN", "creditor-of", "TCD"),
        ("Chad owes China a billion dollars.", "CHN", "creditor-of", "TCD"),
    ],
)
def test_a_standing_relation_is_a_state(code: Code, text: str, subject: str, relation: str, object_: str) -> None:
    (state,) = stands(code, text)
    assert (state.subject.key, state.relation, state.object.key) == (subject, relation, object_)


def test_what_a_member_belongs_to_may_be_named_before(code: Code) -> None:
    (state,) = stands(code, "NATO met in Riga. Estonia is a member.")
    assert (state.subject.key, state.object.key) == ("EST", "NATO")


def test_a_denied_relation_is_no_state(code: Code) -> None:
    assert stands(code, "Serbia is not a member of NATO.") == []


def test_a_relation_to_nobody_named_is_no_state(code: Code) -> None:
    assert stands(code, "Estonia is a member of a club.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Chile demanded proof.",
        "The prices are subject to change.",
        "A great task awaits us.",
        "He left without a word.",
        "Peru praised Chile before the summit.",
        "Families have to wait a year before they see the coast.",
        "Men tied to the mayor praised Chile.",
        "The law provided money for schools.",
    ],
)
def test_a_wish_or_a_lack_is_no_requirement(code: Code, text: str) -> None:
    assert [s for s in code(text) if s.requirement is not None] == []
