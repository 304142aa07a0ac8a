"""What the model takes for granted, and whether anything known speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchfloor.terms import AssumptionState, Binding, Campaign, Gap


def assumptions(campaign: Campaign, bindings: Iterable[Binding]) -> tuple[AssumptionState, ...]:
    """Return the state of each assumption, in the order of the campaign."""
    found: dict[tuple[str, str], list[str]] = {}
    for binding in bindings:
        for turn in binding.assumptions:
            found.setdefault(turn, []).append(binding.event)
    states = {(True, False): "supported", (False, True): "contradicted", (True, True): "contested"}
    return tuple(
        AssumptionState(
            assumption=one.key,
            state=states.get((bool(speak), bool(against)), "unsupported"),
            events=tuple(speak),
            against=tuple(against),
            underlies=one.underlies,
        )
        for one in campaign.assumptions
        for speak, against in [(found.get((one.key, "for"), ()), found.get((one.key, "against"), ()))]
    )


def unproven(states: Iterable[AssumptionState], campaign: Campaign) -> Iterator[Gap]:
    """Yield a gap for each assumption that nothing supports."""
    texts = {one.key: one.text for one in campaign.assumptions}
    said = {"unsupported": "nothing known speaks for it", "contradicted": "what is known speaks against it",
            "contested": "what is known speaks for it and against it"}  # fmt: skip
    for one in states:
        if one.state in said:
            text = f"assumed: “{texts[one.assumption]}”; {said[one.state]}"
            yield Gap(kind="assumption", about=one.assumption, text=text, events=(*one.events, *one.against))
