"""The model is found, checked and kept to the sentences it is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchfloor.errors import ReadingError
from watchfloor.reading import language


def test_the_parser_does_not_move_a_sentence_boundary() -> None:
    text = "Kenya praised Uganda, because Peru left Chile alone."
    (doc,) = language.parse([(text, [0, 22])])
    assert [s.text for s in doc.sents] == ["Kenya praised Uganda, ".strip(), "because Peru left Chile alone."]


def test_the_model_is_loaded_once() -> None:
    assert language.load() is language.load()


def test_words_of_the_model_are_small_letters() -> None:
    words = language.vocabulary()
    assert "government" in words
    assert all(word == word.lower() for word in words)


def test_weights_that_were_not_checked_are_refused(tmp_path: Path) -> None:
    (tmp_path / "parser").mkdir()
    (tmp_path / "parser" / "model").write_bytes(b"others")
    with pytest.raises(ReadingError) as caught:
        language._verify(tmp_path, "0" * 64)
    assert caught.value.code == "reading.wrong-model"
    assert "pip install" in (caught.value.hint or "")


def test_without_a_model_the_error_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "MODELS", ())
    with pytest.raises(ReadingError) as caught:
        language._loaded.__wrapped__()
    assert caught.value.code == "reading.no-model"
    assert "pip install" in (caught.value.hint or "")
