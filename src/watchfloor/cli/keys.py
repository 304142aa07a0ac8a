"""Keys as they are pressed: from a terminal one by one, from a pipe character by character."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any, Self

try:
    import termios
    import tty
except ImportError:  # keys are read as from a pipe, with Enter after them
    _POSIX = False
else:
    _POSIX = True

#: What a terminal sends for keys that have no character.
_SEQUENCES = {"[A": "up", "[B": "down", "[C": "right", "[D": "left", "OA": "up", "OB": "down"}
#: A sequence follows its escape within this many seconds; a person who presses Escape does not go on so fast.
_SOON_SECONDS = 0.05


class Keys:
    """The keyboard; a context manager that gives the terminal back as it was."""

    def __init__(self) -> None:
        self._stream = sys.stdin
        self.terminal = _POSIX and self._stream.isatty()
        self._before: Any = None

    def __enter__(self) -> Self:
        if self.terminal:
            self._before = termios.tcgetattr(self._stream)
            tty.setcbreak(self._stream, termios.TCSADRAIN)  # what was typed ahead counts
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            termios.tcsetattr(self._stream, termios.TCSADRAIN, self._before)

    def key(self) -> str:
        """Wait for a key: its character, or `up`, `down`, `left`, `right`, `escape`; `end` where no more come."""
        if self.terminal:
            return self._pressed()
        while True:
            character = self._stream.read(1)
            if character not in ("\n", "\r"):
                return character or "end"

    def line(self, prompt: str) -> str | None:
        """Ask for a line and return it without blanks around it; None where a person broke off or no more comes."""
        if not self.terminal:
            typed = self._stream.readline()
            return typed.strip() if typed else None
        termios.tcsetattr(self._stream, termios.TCSADRAIN, self._before)
        try:
            return input(prompt).strip()
        except (EOFError, KeyboardInterrupt):
            return None
        finally:
            tty.setcbreak(self._stream, termios.TCSADRAIN)  # what was typed ahead counts

    def _pressed(self) -> str:
        import os
        import select

        descriptor = self._stream.fileno()

        def read() -> str:
            return os.read(descriptor, 1).decode("utf-8", "replace")

        pressed = read()
        if pressed != "\x1b":
            return pressed or "end"
        sequence = ""
        while len(sequence) < 2 and select.select([descriptor], [], [], _SOON_SECONDS)[0]:
            sequence += read()
        return _SEQUENCES.get(sequence, "escape")
