"""The report of reading quality is written into its page, between the marks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = "Norway condemned Chad on Monday."
PAIR = {
    "text": TEXT, "date": None, "set": "pairs_test",
    "events": [{"source": [{"span": [0, 6]}], "target": [{"span": [17, 21]}], "code": "ACCUSE"}],
}  # fmt: skip


def test_the_report_replaces_what_stands_between_the_marks_and_nothing_else(tmp_path: Path) -> None:
    gold, page = tmp_path / "gold.jsonl", tmp_path / "page.md"
    gold.write_text(json.dumps(PAIR), encoding="utf-8")
    marks = "<!-- figures: tools/report_reading.py -->", "<!-- end of figures -->"
    page.write_text(f"before\n{marks[0]}\nformer figures\n{marks[1]}\nafter\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, str(ROOT / "tools" / "report_reading.py"), str(gold), "--into", str(page)], check=True
    )
    written = page.read_text(encoding="utf-8")
    assert written.startswith(f"before\n{marks[0]}\n")
    assert written.endswith(f"\n{marks[1]}\nafter\n")
    assert "| pairs_test | category, parties given | 1 | accuracy 1.00" in written
    assert "| ACCUSE | **1** | 100% |" in written
    assert "former figures" not in written


def test_the_page_has_its_marks() -> None:
    page = (ROOT / "docs" / "reading-quality.md").read_text(encoding="utf-8")
    assert page.index("<!-- figures: tools/report_reading.py -->") < page.index("<!-- end of figures -->")
