"""An editor rewrites an issue: what it rests on stays, and what it does not rest on is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from watchfloor.errors import PublishError
from watchfloor.publish import Imprint, draft_days, edited, print_edition, write_draft
from watchfloor.publish.draft.checks import numbers
from watchfloor.publish.draft.writing import draft_of
from watchfloor.terms import Claim, Issue

VERDICT = r"- It is very likely \(80–95 %\) that the West is gaining in Serbia\.(?P<mark>\[\^\d+\])\n"


@pytest.fixture
def draft(issue: Issue, world: Any, tmp_path: Path) -> Path:
    write_draft(issue, world, tmp_path / "issue.md")
    return tmp_path / "issue.md"


def rewrite(draft: Path, line: str, about: str = "contest/serbia") -> Path:
    """Put a line at the head of a section; `MARK` stands for the mark of the verdict on Serbia."""
    text = draft.read_text(encoding="utf-8")
    mark = re.search(VERDICT, text)
    assert mark is not None
    head, rest = text.split(f"{{#{about}}}\n\n", 1)
    draft.write_text(f"{head}{{#{about}}}\n\n{line.replace('MARK', mark['mark'])}\n\n{rest}", encoding="utf-8")
    return draft


def first(issue: Issue, draft: Path, world: Any, about: str = "contest/serbia") -> Claim:
    return edited(issue, draft, world).issue.claims(about)[0]


def refusal(issue: Issue, draft: Path, world: Any) -> str:
    with pytest.raises(PublishError) as refused:
        edited(issue, draft, world)
    assert refused.value.code == "publish.draft-wrong"
    return str(refused.value)


def test_an_unchanged_draft_is_the_same_issue(issue: Issue, draft: Path, world: Any) -> None:
    again = edited(issue, draft, world)
    assert again.issue == issue
    assert again.flags == ()
    assert draft_days(draft) == (issue.as_of, issue.assessment.since)


@pytest.mark.parametrize(
    "text", ['<!-- x --> {opinion: Nobody} [^1] {#lead} \\ # - "', "A" * 10_000, "דסק", "two\nlines  and\ttabs", ""]
)
def test_an_unchanged_draft_of_hostile_names_is_the_same_issue(
    renamed: Any, world: Any, tmp_path: Path, text: str
) -> None:
    issue = renamed(text)
    write_draft(issue, world, tmp_path / "issue.md")
    assert edited(issue, tmp_path / "issue.md", world).issue == issue


def test_a_rewritten_sentence_keeps_what_it_rests_on(issue: Issue, draft: Path, world: Any) -> None:
    said = first(issue, rewrite(draft, "The West is very likely gaining ground in Serbia.MARK"), world)
    assert said.text == "The West is very likely gaining ground in Serbia."
    assert said.statements == issue.claims("contest/serbia")[0].statements


def test_two_marks_are_the_sum_of_what_they_stand_for(issue: Issue, draft: Path, world: Any) -> None:
    said = first(issue, rewrite(draft, "The West gains, and Russia is very likely not idle. MARK[^3]"), world)
    assert set(said.statements) > set(issue.claims("contest/serbia")[0].statements) - set(said.statements)
    assert len(said.statements) == len(set(said.statements))


def test_a_paragraph_of_several_lines_is_read_sentence_by_sentence(issue: Issue, draft: Path, world: Any) -> None:
    text = "The West is very likely\ngaining.MARK Dr. Kos of the U.S. mission\nwould very likely agree.MARK"
    claims = edited(issue, rewrite(draft, text), world).issue.claims("contest/serbia")
    assert [claim.text for claim in claims[:2]] == [
        "The West is very likely gaining.",
        "Dr. Kos of the U.S. mission would very likely agree.",
    ]


def test_a_sentence_that_rests_on_nothing_is_refused_with_its_line(issue: Issue, draft: Path, world: Any) -> None:
    said = refusal(issue, rewrite(draft, "Everybody knows this."), world)
    line = draft.read_text(encoding="utf-8").splitlines().index("Everybody knows this.") + 1
    assert f"issue.md:{line}: no sentence supports “Everybody knows this.”" in said
    assert "{opinion: Your Name}" in said


def test_a_mark_covers_its_own_sentence_alone(issue: Issue, draft: Path, world: Any) -> None:
    said = refusal(issue, rewrite(draft, "Everybody knows this. The West is very likely gaining.MARK"), world)
    assert "Everybody knows this." in said
    assert "very likely gaining" not in said


def test_a_quotation_of_two_sentences_is_one(issue: Issue, draft: Path, world: Any) -> None:
    text = "The analyst said: “It is very likely so. It is very likely that nobody doubts it.” MARK"
    assert first(issue, rewrite(draft, text), world).text.startswith("The analyst said: “It is very likely so. It")


def test_an_opinion_is_signed_and_printed_with_its_name(issue: Issue, draft: Path, world: Any, tmp_path: Path) -> None:
    made = edited(issue, rewrite(draft, "This is the 7th turning point. {opinion: Mara Lind}"), world)
    said = made.issue.claims("contest/serbia")[0]
    assert (said.text, said.statements, said.opinion) == ("This is the 7th turning point.", (), "Mara Lind")
    assert made.flags == ()
    print_edition(made.issue, tmp_path / "out", world, Imprint(), parts=("site", "brief"))
    for page in ("index.html", "editions/2020-06-30/brief.html"):
        assert "(Opinion: Mara Lind.)" in (tmp_path / "out" / page).read_text(encoding="utf-8")


def test_every_part_says_what_the_editor_wrote(issue: Issue, draft: Path, world: Any, tmp_path: Path) -> None:
    rewrite(draft, "Very likely, the tide turns westward.MARK", "lead")
    made = edited(issue, draft, world).issue
    print_edition(made, tmp_path / "out", world, Imprint(address="https://harbour.example/"))
    for file in ("brief.html", "brief.md", "script.html", "transcript.vtt", "letter.txt", "notes.md"):
        assert "the tide turns westward" in (tmp_path / "out/editions/2020-06-30" / file).read_text(encoding="utf-8")
    assert "the tide turns westward" in (tmp_path / "out/feeds/issues.rss").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("It stands.[^999]", "[^999] is not defined"),
        ("It stands. {opinion: }", "signed by nobody"),
        ("MARK", "behind no sentence"),
        ("### Aside", "a heading has no key"),
        ("## Aside {#aside}", "no section is called 'aside'"),
        ("## Again {#changes}", "stands there twice"),
    ],
)
def test_what_is_wrong_in_a_draft_is_said(issue: Issue, draft: Path, world: Any, line: str, says: str) -> None:
    assert says in refusal(issue, rewrite(draft, line), world)


def test_every_fault_is_named_at_once(issue: Issue, draft: Path, world: Any) -> None:
    said = refusal(issue, rewrite(draft, "Nobody says so.\n\n- Nor this."), world)
    assert said.count("no sentence supports") == 2


def test_a_statement_that_the_issue_does_not_hold_is_refused(issue: Issue, draft: Path, world: Any) -> None:
    withheld = issue.view.statements[0]
    view = replace(issue.view, statements=issue.view.statements[1:])
    with pytest.raises(PublishError, match=withheld.id):
        edited(replace(issue, view=view), draft, world)


def test_what_is_struck_out_is_gone_and_its_section_stays(issue: Issue, draft: Path, world: Any) -> None:
    text = draft.read_text(encoding="utf-8")
    draft.write_text(re.sub(r"## [^\n]*\{#gaps\}.*?(?=\n## )", "", text, flags=re.DOTALL), encoding="utf-8")
    made = edited(issue, draft, world).issue
    assert made.claims("gaps") == ()
    assert [section.about for section in made.sections] == [section.about for section in issue.sections]


def test_title_and_headings_may_be_rewritten(issue: Issue, draft: Path, world: Any) -> None:
    text = draft.read_text(encoding="utf-8").replace(f"# {issue.title}\n", "# Tides\n", 1)
    draft.write_text(text.replace("## What changed {", "## News {"), encoding="utf-8")
    made = edited(issue, draft, world).issue
    assert made.title == "Tides"
    assert next(section.title for section in made.sections if section.about == "changes") == "News"


def test_a_number_that_no_source_has_is_flagged(issue: Issue, draft: Path, world: Any) -> None:
    rewrite(draft, "Very likely the West gains, with five helicopters.MARK")
    (flag,) = edited(issue, draft, world).flags
    assert re.search(r"issue\.md:\d+", flag[0])
    assert "the number 5 stands in none of its sources" in flag[1]
    (still,) = edited(issue, rewrite(draft, "Very likely 4 helicopters came.MARK"), world).flags
    assert still[1] == flag[1]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("The West is almost certain to gain in Serbia.MARK", "“almost certain” is not what"),
        ("The West is very probably gaining in Serbia.MARK", "“very probably” is no word of the scale"),
        ("It is unlikely that the gas accord holds.[^2]", "“unlikely” has no number behind it"),
    ],
)
def test_a_hedge_that_does_not_match_is_refused_with_its_line(
    issue: Issue, draft: Path, world: Any, line: str, says: str
) -> None:
    said = refusal(issue, rewrite(draft, line), world)
    assert says in said
    assert re.search(r"issue\.md:\d+: ", said)


def test_a_hedge_that_was_dropped_is_flagged(issue: Issue, draft: Path, world: Any) -> None:
    (flag,) = edited(issue, rewrite(draft, "The West is gaining in Serbia.MARK"), world).flags
    assert "without the “very likely” of the assessment" in flag[1]


def test_a_sentence_on_the_breadth_of_evidence_needs_no_hedge(issue: Issue, draft: Path, world: Any) -> None:
    made = edited(issue, rewrite(draft, "This rests on three events of three independent origins.MARK"), world)
    assert made.flags == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("four of 1,200 ships, 2.5 %", [4, 1200, 2.5]),
        ("one of them", []),
        ("the 27th of May", [27]),
        ("Seventeen", [17]),
    ],
)
def test_numbers_are_found_in_figures_and_words(text: str, found: list[float]) -> None:
    assert numbers(text) == found


def test_a_draft_is_not_written_over(issue: Issue, draft: Path, world: Any) -> None:
    with pytest.raises(PublishError) as refused:
        write_draft(issue, world, draft)
    assert refused.value.code == "publish.draft-exists"
    write_draft(issue, world, draft, force=True)


@pytest.mark.parametrize("text", ["# Tides\n", "---\nas_of: tomorrow\nsince: 2020-01-01\n---\n", ""])
def test_a_draft_without_its_days_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "d.md").write_text(text, encoding="utf-8")
    with pytest.raises(PublishError) as refused:
        draft_days(tmp_path / "d.md")
    assert refused.value.code == "publish.draft-not-readable"
    with pytest.raises(PublishError, match="cannot be read"):
        draft_days(tmp_path / "none.md")


def test_the_same_issue_gives_the_same_draft(issue: Issue, world: Any) -> None:
    assert draft_of(issue, world) == draft_of(issue, world)
    assert draft_of(replace(issue, as_of=date(2020, 7, 1)), world) != draft_of(issue, world)
