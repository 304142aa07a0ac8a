"""Who acts and is acted upon, as a text names them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An actor, recipient or place: its key where it is resolved, and the words of the text.

    key: alpha-3 code, code with sector (`RUS-MIL`), acronym of a body, or lower-kebab;
    None where the name could not be resolved, which is shown, never guessed.
    """

    key: str | None
    name: str

    @property
    def label(self) -> str:
        """Return the key, or the name in quotes where no key is known."""
        return self.key if self.key is not None else f'"{self.name}"'
