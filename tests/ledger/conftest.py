"""Lets the tests of this room share `tests.ledger.nouns`, here and in the programs they start."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
