"""An issue with an outlook, a register and suppositions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from watchfloor.terms import (
    Course,
    Effect,
    Forecast,
    Ground,
    Issue,
    Leg,
    Odds,
    Outlook,
    Prospect,
    Question,
    Resolution,
    Supposition,
    Sway,
)

DAY = date(2020, 6, 30)
BY = date(2021, 6, 30)


def odds(p: float, word: str) -> Odds:
    return Odds(least=p, most=p, low=p / 2, high=min(1.0, 2 * p), word=word, p=p, exact=True)


@pytest.fixture
def ahead(issue: Issue) -> Issue:
    """Return it."""
    first, second, *_ = [step.key for step in issue.campaign.processes]
    need = next(s.id for s in issue.view.statements if s.kind == "requirement")
    prospects = tuple(
        Prospect(
            step=step.key, by=BY, state="unmet", odds=odds(0.3, "unlikely"),
            ground=Ground(kind="sources", text="one judgement", p=0.3, statements=(need,)),
            waits_for=(second,), curve=((DAY, 0.0, 0.0, 0.0, 0.0), (BY, 0.3, 0.3, 0.15, 0.6)),
            sways=(Sway(step=second, met=(0.5, 0.5), lost=(0.0, 0.0)),),
        )
        for step in issue.campaign.processes
    )  # fmt: skip
    legs = (Leg(step=second, met=False, about=None),)
    made = Outlook(
        as_of=DAY, by=BY, prospects=prospects,
        courses=(Course(process=first, kind="most likely", p=0.7, why="", legs=legs),),
        answers=(("q", odds(0.3, "unlikely")),),
    )  # fmt: skip
    effect = Effect(
        kind="process", key=first, what="met", before=odds(0.3, "unlikely"), after=odds(0.0, ""), why=(second,)
    )
    asked = Question(key="q", text="Will talks resume?", opens=date(2020, 1, 1), by=date(2020, 6, 1))
    said = Forecast(question="q", author="Desk", p=0.3, made=date(2020, 2, 1), why="no mandate",
                    recorded=datetime(2020, 2, 1, tzinfo=UTC))  # fmt: skip
    came = Resolution(question="q", outcome="no", on=date(2020, 6, 2), author="Desk", why="none",
                      recorded=datetime(2020, 6, 2, tzinfo=UTC))  # fmt: skip
    return replace(
        issue, campaign=replace(issue.campaign, questions=(asked,)), outlook=made, forecasts=(said,),
        resolutions=(came,),
        what_if=((Supposition(about=second, state="lost"), (effect,)), (Supposition(about=first, state="met"), ())),
    )  # fmt: skip
