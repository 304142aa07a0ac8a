"""Chances agree with brute force, and the simulation agrees with both."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchfloor.outlook.reckoning.beliefs import Belief
from watchfloor.outlook.reckoning.chances import Reckoner, gains
from watchfloor.outlook.reckoning.exact import fits
from watchfloor.outlook.reckoning.graph import Graph, If, Node, Own, held, ordered, own, parts
from watchfloor.outlook.reckoning.simulation import DRAWS, Sample, simulated

YEAR = 365.0


def brute(graph: Graph, day: float, clamps: Mapping[str, bool], unknown: bool) -> dict[str, float]:
    """Return every node's chance by going through all ways in which the own parts can fall out, one by one.

    unknown: how the parts without basis fall out.
    """
    free: dict[str, float] = {}
    for node in graph.nodes:
        for name, part in [(node.key, node.own), *((f"{node.key}?{n}", i.own) for n, i in enumerate(node.ifs))]:
            if part is None:
                free[name] = float(unknown)
            else:
                free[name] = 1.0 - (1.0 - part.belief.p) ** (day / part.days[0])
    total = {node.key: 0.0 for node in graph.nodes}
    for outcome in product((False, True), repeat=len(free)):
        came = dict(zip(free, outcome, strict=True))
        weight = 1.0
        for name, yes in came.items():
            weight *= free[name] if yes else 1.0 - free[name]
        if weight == 0.0:
            continue
        met: dict[str, bool] = {}
        for node in graph.nodes:
            met[node.key] = clamps[node.key] if node.key in clamps else _holds(node, came, met)
        for key, yes in met.items():
            total[key] += weight * yes
    return total


def _holds(node: Node, came: Mapping[str, bool], met: Mapping[str, bool]) -> bool:
    if node.fact:
        return True
    own_part = came[node.key]
    for n, other in enumerate(node.ifs):
        if all(met[key] == wanted for key, wanted in other.steps):
            own_part = came[f"{node.key}?{n}"]
    if node.standing:
        return not own_part
    needs = all(any(met[key] for key in group) for group in node.groups)
    return own_part and needs and not any(met[key] for key in node.blocked_by)


chance = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0.02, 0.98))


@st.composite
def graphs(draw: st.DrawFn, most: int = 12, unknown: bool = False) -> Graph:
    nodes: list[Node] = []
    for n in range(draw(st.integers(1, most))):
        below = [node.key for node in nodes]
        one_or_more = st.lists(st.sampled_from(below or [""]), min_size=1, max_size=3, unique=True)
        groups = draw(st.lists(one_or_more, max_size=2)) if below else []
        ifs = []
        if below and len(nodes) < most - 2 and draw(st.integers(0, 5)) == 0:
            conds = tuple((key, draw(st.booleans())) for key in draw(one_or_more))
            ifs = [If(steps=conds, own=own(draw(chance), YEAR))]
        part = (
            None if unknown and draw(st.integers(0, 3)) == 0 else own(draw(chance), draw(st.sampled_from([90, YEAR])))
        )
        nodes.append(
            Node(
                key=f"s{n}",
                groups=tuple(tuple(group) for group in groups),
                blocked_by=tuple(draw(one_or_more)) if below and draw(st.integers(0, 2)) == 0 else (),
                own=part,
                fact=draw(st.integers(0, 7)) == 0,
                standing=draw(st.integers(0, 5)) == 0,
                ifs=tuple(ifs),
            )
        )
    return Graph(nodes=tuple(nodes))


@settings(max_examples=50, deadline=None)
@given(graphs(), st.sampled_from([30.0, YEAR, 700.0]), st.dictionaries(st.integers(0, 11), st.booleans(), max_size=2))
def test_small_graphs_agree_exactly_with_brute_force(graph: Graph, day: float, which: dict[int, bool]) -> None:
    clamps = {f"s{n}": value for n, value in which.items() if f"s{n}" in graph.by_key}
    found = Reckoner(graph=graph).at(day, clamps)
    assert fits(graph) == all(number.exact for number in found.values())
    expected = brute(graph, day, clamps, unknown=False)
    for key, number in found.items():
        if number.exact:
            assert number.p == pytest.approx(expected[key], abs=1e-12)


def test_a_graph_of_twelve_steps_agrees_exactly_with_brute_force() -> None:
    rng = np.random.default_rng(5)
    nodes = [Node(key=f"s{n}", own=own(float(rng.uniform(0.1, 0.9)), YEAR)) for n in range(5)]
    for n in range(5, 12):
        needs = tuple((f"s{k}",) for k in rng.choice(n, 2, replace=False))
        blocked = (f"s{(n * 3) % 4}",) if n % 3 == 0 and (f"s{(n * 3) % 4}",) not in needs else ()
        nodes.append(Node(key=f"s{n}", groups=needs, blocked_by=blocked, own=own(float(rng.uniform(0.3, 0.9)), YEAR)))
    graph = Graph(nodes=tuple(nodes))
    found, expected = Reckoner(graph=graph).at(YEAR), brute(graph, YEAR, {}, unknown=False)
    assert all(number.exact for number in found.values())
    assert {key: number.least for key, number in found.items()} == pytest.approx(expected, abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(graphs(most=6, unknown=True))
def test_what_has_no_basis_gives_bounds_that_hold_however_it_falls_out(graph: Graph) -> None:
    found = Reckoner(graph=graph).at(YEAR)
    for unknown in (False, True):
        for key, p in brute(graph, YEAR, {}, unknown=unknown).items():
            assert found[key].least - 1e-9 <= p <= found[key].most + 1e-9


def test_a_step_without_basis_is_nowhere_between_none_and_certain() -> None:
    (number,) = Reckoner(graph=ordered([Node(key="a")])).at(YEAR).values()
    assert (number.p, number.least, number.most, number.low, number.high) == (None, 0.0, 1.0, 0.0, 1.0)


@settings(max_examples=25, deadline=None)
@given(graphs(most=8, unknown=True), st.sampled_from([60.0, YEAR]))
def test_simulation_agrees_with_enumeration(graph: Graph, day: float) -> None:
    thetas = {name: np.full(DRAWS, part.belief.p) for name, part in parts(graph).items()}
    sample = Sample(seed=1)
    sample.add(graph, thetas)
    exact = Reckoner(graph=graph).at(day)
    pairs = held(graph, sample.come(graph, day, {}), {})
    for key, one in simulated(pairs, pairs, sample.runs, DRAWS).items():
        assert one.low == pytest.approx(exact[key].least, abs=0.01)
        assert one.high == pytest.approx(exact[key].most, abs=0.01)


def test_a_step_that_takes_time_comes_later_than_what_it_needs() -> None:
    slow = Node(key="b", groups=(("a",),), own=own(1.0, YEAR), takes_days=(100.0, 100.0))
    graph = ordered([Node(key="a", own=own(0.5, YEAR)), slow])
    number = Reckoner(graph=graph).at(YEAR)["b"]
    assert not number.exact
    assert number.p == pytest.approx(1.0 - 0.5 ** (265 / 365), abs=0.01)


def test_a_step_that_takes_time_also_waits_in_the_best_case() -> None:
    graph = ordered([Node(key="a", own=own(0.5, YEAR)), Node(key="b", groups=(("a",),), takes_days=(100.0, 200.0))])
    number = Reckoner(graph=graph).at(YEAR)["b"]
    assert number.least == 0.0
    assert number.most == pytest.approx(np.mean([1 - 0.5 ** ((YEAR - d) / YEAR) for d in range(100, 200)]), abs=0.01)


def test_the_interval_is_that_of_the_chance_itself_where_nothing_else_is_uncertain() -> None:
    belief = Belief(p=0.3, weight=20.0)
    part = Own(belief=belief, days=(YEAR,), ratio=(1.0,))
    number = Reckoner(graph=ordered([Node(key="a", own=part)])).at(YEAR)["a"]
    assert number.p == pytest.approx(0.3, abs=1e-12)
    assert (number.low, number.high) == pytest.approx(belief.interval(), abs=0.004)


def test_the_interval_of_a_simulation_is_freed_of_its_own_noise() -> None:
    part = Own(belief=Belief(p=0.3, weight=20.0), days=(YEAR,), ratio=(1.0,))
    slow = Node(key="a", own=part, takes_days=(0.0, 0.0))
    number = Reckoner(graph=ordered([slow])).at(YEAR)["a"]
    assert not number.exact
    assert (number.low, number.high) == pytest.approx(part.belief.interval(), abs=0.015)


def test_a_sum_holds_where_more_speaks_for_it_than_against() -> None:
    graph = ordered([Node(key=key, own=own(0.5, YEAR)) for key in "abc"])
    signs = (("a", 1), ("b", 1), ("c", -1))
    sums = gains(graph, {"up": (signs, 0), "down": ([(key, -sign) for key, sign in signs], 0), "far": (signs, 1)})
    found = Reckoner(graph=sums).at(YEAR)
    assert found["up"].p == pytest.approx(4 / 8)  # a, b, ab, abc
    assert found["down"].p == pytest.approx(1 / 8)  # c alone
    assert found["far"].p == pytest.approx(1 / 8)  # ab


def test_the_same_seed_gives_the_same_numbers() -> None:
    nodes = [Node(key=f"s{n}", own=own(0.5, YEAR)) for n in range(14)]
    graph = ordered([*nodes, Node(key="end", groups=tuple((node.key,) for node in nodes[:13]), own=own(1.0, YEAR))])
    one, other = (Reckoner(graph=graph, seed=3).at(YEAR) for _ in range(2))
    assert not one["end"].exact
    assert one == other


def test_changed_holds_what_a_supposition_changes_and_nothing_else() -> None:
    graph = ordered([Node(key="a", own=own(0.5, YEAR)), Node(key="b", groups=(("a",),), own=own(0.5, YEAR)),
                     Node(key="c", own=own(0.5, YEAR))])  # fmt: skip
    reckoner = Reckoner(graph=graph)
    changed = reckoner.changed(YEAR, {"a": True}, reckoner.at(YEAR))
    assert {key: number.p for key, number in changed.items()} == pytest.approx({"a": 1.0, "b": 0.5})


def test_nodes_that_depend_on_each_other_in_a_circle_are_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        ordered([Node(key="a", groups=(("b",),)), Node(key="b", groups=(("a",),))])


def test_a_hazard_that_pauses_gives_no_chance_meanwhile() -> None:
    part = Own(belief=Belief(p=0.5), days=(100.0, 200.0, 365.0), ratio=(0.4, 0.4, 1.0))
    assert part.at(150.0) == pytest.approx(0.4)
    assert list(part.when(np.array([0.2, 0.4, 0.7, 1.0]))) == pytest.approx([50.0, 100.0, 282.5, 365.0])
    ended = Own(belief=Belief(p=0.5), days=(100.0, 200.0), ratio=(1.0, 1.0))
    assert list(ended.when(np.array([0.5, 1.5]))) == pytest.approx([50.0, np.inf])


def test_a_choice_takes_the_earliest_and_what_is_met_or_clamped_needs_no_time() -> None:
    slow = Node(key="end", groups=(("a", "b"), ("done",)), blocked_by=("stop",), own=own(1.0, YEAR), takes_days=(0, 0))
    graph = ordered([
        Node(key="a", own=own(0.5, YEAR)), Node(key="b", own=own(0.5, YEAR)), Node(key="done", fact=True),
        Node(key="stop", standing=True, own=own(0.5, YEAR)), slow,
    ])  # fmt: skip
    reckoner = Reckoner(graph=graph)
    assert reckoner.at(YEAR)["end"].p == pytest.approx(0.75 * 0.5, abs=0.01)
    assert reckoner.at(YEAR, {"a": True})["end"].p == pytest.approx(0.5, abs=0.01)
    assert reckoner.at(YEAR, {"stop": True})["end"].p == 0.0
    assert reckoner.at(YEAR, {"stop": False, "a": False})["end"].p == pytest.approx(0.5, abs=0.01)


def test_the_ways_of_a_simulated_part_are_its_runs() -> None:
    graph = ordered([Node(key="a", own=own(0.5, YEAR), takes_days=(1, 2)), Node(key="b")])
    states, weights = Reckoner(graph=graph, runs=1000).ways(graph, YEAR, {})
    assert states.shape == (2, 1000)
    assert weights.sum() == pytest.approx(1.0)
    assert set(states[1]) == {2}
    clamped, _ = Reckoner(graph=graph, runs=1000).ways(graph, YEAR, {"b": True})
    assert (clamped[0] == states[0]).all()
    assert set(clamped[1]) == {1}


@settings(max_examples=25, deadline=None)
@given(graphs(most=8, unknown=True), st.integers(0, 7), st.booleans())
def test_a_clamp_changes_a_simulation_as_it_changes_an_enumeration(graph: Graph, which: int, met: bool) -> None:
    slow = Graph(nodes=(*graph.nodes, Node(key="slow", own=own(0.5, YEAR), takes_days=(0.0, 0.0))))
    key = graph.nodes[which % len(graph.nodes)].key
    exact = Reckoner(graph=graph).at(YEAR, {key: met})
    sums = {node.key: [(node.key, 1), ("slow", 1)] for node in graph.nodes}
    both = gains(slow, {f"sum {k}": (signs, 1) for k, signs in sums.items()})  # with `slow` in it all is simulated
    found = Reckoner(graph=both).at(YEAR, {key: met, "slow": True})
    for node in graph.nodes:
        assert found[f"sum {node.key}"].least == pytest.approx(exact[node.key].least, abs=0.015)
        assert found[f"sum {node.key}"].most == pytest.approx(exact[node.key].most, abs=0.015)
