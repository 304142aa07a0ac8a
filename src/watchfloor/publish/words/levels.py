"""Where a balance lies, and which way it moves: two questions, two answers."""

from __future__ import annotations

from watchfloor.publish.words.wording import Wording
from watchfloor.terms import Sensitivity, Standing


def holder(standing: Standing) -> str | None:
    """Return the side with which the balance lies: the whole 80 % interval is on its side; else None, it is open."""
    if not standing.enough or standing.low is None or standing.high is None:
        return None
    if standing.low > 0.0:
        return standing.between[0]
    return standing.between[1] if standing.high < 0.0 else None


def level(words: Wording, standing: Standing) -> str:
    """Return with whom the balance lies, with its interval, as a clause; both in PLOVER score units."""
    assert standing.balance is not None
    assert standing.low is not None
    assert standing.high is not None
    held = holder(standing)
    if held is None:
        interval = f"from {_toward(words, standing, standing.low)} to {_toward(words, standing, standing.high)}"
        return f"the balance is open: {_toward(words, standing, standing.balance)}, 80 % interval {interval}"
    ends = (standing.low, standing.high) if held == standing.between[0] else (-standing.high, -standing.low)
    interval = f"+{ends[0]:.1f} to +{ends[1]:.1f}"
    return f"so far the balance lies with {words.name(held)} (+{abs(standing.balance):.1f}, 80 % interval {interval})"


def without(words: Wording, standing: Standing, told: Sensitivity) -> str:
    """Return what the balance would be without the sources of some grades, as a clause."""
    weak = "sources of grade F or of none" if told.without == ("F",) else "sources graded D or E"
    if told.balance is None or standing.balance is None:
        return f"without {weak} there is not enough evidence"
    there, here = _toward(words, standing, told.balance), _toward(words, standing, standing.balance)
    return f"without {weak} the balance is {there}, with them {here}"


def nearer(words: Wording, standing: Standing) -> str:
    """Return whom a country stands nearer to, and whom it is moving toward, for a map."""
    held = holder(standing)
    near = f"stands nearer to {words.name(held)}" if held is not None else "the balance is open"
    move = f"moving toward {words.name(standing.gaining)}" if standing.gaining is not None else "no clear direction"
    return f"{near}; {move}"


def _toward(words: Wording, standing: Standing, value: float) -> str:
    side = standing.between[0] if value >= 0.0 else standing.between[1]
    return f"{abs(value):.1f} toward {words.name(side)}"
