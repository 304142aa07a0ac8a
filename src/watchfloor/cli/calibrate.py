"""The command that learns the numbers of the standing model anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from watchfloor.cli.options import json_option

if TYPE_CHECKING:
    from watchfloor.desk import Desk


@click.command()
@click.argument("source", metavar="FOLDER|SET")
@click.option("--save", is_flag=True, help="Let this desk use what was learned: write it to its standing.json.")
@json_option
@click.pass_obj
def calibrate(desk: Desk, source: str, save: bool, as_json: bool) -> None:
    """Learn the variances of the standing model from events between countries, and say how well they foretell.

    The events are a folder of quadruples, or an event set that the desk has imported.

    Example: watchfloor calibrate icews0515 --save
    """
    from watchfloor.desk.calibrate import learned, save_model
    from watchfloor.show.calibrate import calibration, calibration_as_json

    if save:
        desk.require()
    found = learned(desk, source)
    if as_json:
        calibration_as_json(found)
    else:
        calibration(found)
    if save:
        click.echo(f"{save_model(desk, found)}: this desk uses them from now on", err=as_json)


CALIBRATE = (calibrate,)
