from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.ledger.nouns import NOW, document, says

from watchfloor.ledger import Ledger
from watchfloor.terms import Reading, View

SECRET = document("Chad attacked Niger on 3 May 2020, the sealed note says.", title="Sealed", tlp="red")
OPEN = document("Chad planned to attack Niger on 3 May 2020.", "2020-05-16", derives_from="Sealed")


def view_of(tmp_path: Path, *readings: Reading, tlp: str) -> View:
    with Ledger.open(tmp_path / f"{len(readings)}-{tlp}.db") as ledger:
        for reading in readings:
            ledger.record(reading, recorded=NOW)
        return ledger.view(date(2021, 1, 1), tlp=tlp)


@pytest.fixture
def sealed() -> Reading:
    return Reading(document=SECRET, statements=(says(SECRET, "ASSAULT", "TCD", "NER", "2020-05-03"),))


@pytest.fixture
def public() -> Reading:
    said = says(OPEN, "ASSAULT", "TCD", "NER", "2020-05-03", factuality="planned")
    return Reading(document=OPEN, statements=(said,))


def test_a_view_below_a_level_is_the_view_of_a_ledger_that_never_read_above_it(
    sealed: Reading, public: Reading, tmp_path: Path
) -> None:
    with_secret = view_of(tmp_path, sealed, public, tlp="clear")
    without = view_of(tmp_path, public, tlp="clear")
    assert with_secret.events == without.events
    assert with_secret.statements == without.statements


def test_nothing_names_a_withheld_document(sealed: Reading, public: Reading, tmp_path: Path) -> None:
    assert "Sealed" not in repr(view_of(tmp_path, sealed, public, tlp="amber"))
    assert "Sealed" in repr(view_of(tmp_path, sealed, public, tlp="red"))


def test_a_level_that_tlp_does_not_have_is_refused(public: Reading, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="purple"):
        view_of(tmp_path, public, tlp="purple")
