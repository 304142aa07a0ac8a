"""What `watchfloor calibrate` prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from watchfloor.show import FORMAT, dump


def calibration_as_json(found: Mapping[str, Any]) -> None:
    """Print the data file of the standing model as one object."""
    dump({"format": FORMAT, **found})


def calibration(found: Mapping[str, Any]) -> None:
    """Print what was learned, from what, and how well it foretells the held-out year."""
    learned = found["learned"]
    source, told = learned["from"], learned["next_month"]
    click.echo(
        f"{source['set']}: {source['acts_between_countries']:,} acts between countries in {source['rows']:,} rows, "
        f"{source['pairs']} pairs to learn from"
    )
    for channel in ("words", "deeds"):
        of, held = learned[channel], learned[channel]["held_out"]
        click.echo(
            f"{channel}: drift {of['drift']:.6f} a day, noise {of['noise']:.2f}, prior {of['prior']:.2f}; "
            f"80 % intervals hold {held['coverage_80']:.1%} of {held['pair_months']:,} months held out"
        )
    click.echo(f"freedom of the noise scale: {learned['freedom']:.2f}")
    click.echo(f"\nnext month of {told['pair_months']:,} pair-months held out, mean log score (more is better)")
    click.echo(f"  {told['log_score']:8.4f}  this model; its 80 % intervals hold {told['coverage_80']:.1%}")
    for name, score in told["rules"].items():
        click.echo(f"  {score:8.4f}  {name}")
    gain, low, high = told["gain_over_best_average"]
    click.echo(f"gain over the best average: {gain:.4f} (95 % interval {low:.4f} to {high:.4f})")
