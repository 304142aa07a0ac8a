"""The sound of an episode: each line spoken by a command of the user's, joined with silence between."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

from watchfloor.errors import PublishError
from watchfloor.publish.episode.script import HOST, Script
from watchfloor.publish.episode.timing import Cue, cues
from watchfloor.publish.imprint import Speech

#: A command that speaks one line for longer than this hangs.
_SECONDS = 120
_Shape = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """An episode as it sounds: the file with its ending, and when each line is heard."""

    sound: bytes
    ending: str
    cues: tuple[Cue, ...]

    @property
    def seconds(self) -> float:
        """Return how long it is."""
        return self.cues[-1].end


def missing(speech: Speech) -> str:
    """Return why nothing can be spoken; nothing where it can."""
    if not speech.command:
        return "publishing.yaml names no speech command"
    programs = [command[0] for command in (speech.command, speech.encode) if command]
    return next((f"no program is called {name!r}" for name in programs if shutil.which(name) is None), "")


def speak(script: Script, speech: Speech) -> Spoken:
    """Return the episode spoken line by line.

    Raises PublishError `publish.speech-failed` where the command fails or writes no WAV file.
    """
    plan = cues(script, speech.words_per_minute)
    with tempfile.TemporaryDirectory(prefix="watchfloor-") as folder:
        parts = [_line(speech, cue, Path(folder), n) for n, cue in enumerate(plan)]
    shape = parts[0][0]
    if any(part[0] != shape for part in parts):
        raise _failed(speech.command, "it writes WAV files of different kinds", "let both voices use one sample rate")
    channels, width, rate = shape
    frame = channels * width
    lengths = {n: len(frames) / frame / rate for n, (_, frames) in enumerate(parts)}
    heard = cues(script, speech.words_per_minute, lengths)
    sound = bytearray()
    for cue, (_, frames) in zip(heard, parts, strict=True):
        sound.extend(bytes(max(0, round(cue.start * rate) * frame - len(sound))))
        sound.extend(frames)
    wav = _wav(shape, bytes(sound))
    if not speech.encode:
        return Spoken(sound=wav, ending="wav", cues=heard)
    return Spoken(sound=_encoded(speech, wav), ending=speech.ending, cues=heard)


def _line(speech: Speech, cue: Cue, folder: Path, n: int) -> tuple[_Shape, bytes]:
    text, out = folder / f"{n}.txt", folder / f"{n}.wav"
    text.write_text(cue.line.text + "\n", encoding="utf-8", errors="replace")
    values = {"text": str(text), "out": str(out), "voice": speech.host if cue.speaker == HOST else speech.analyst}
    _run(speech.command, values, _SECONDS)
    try:
        with wave.open(str(out), "rb") as sound:
            shape = sound.getnchannels(), sound.getsampwidth(), sound.getframerate()
            frames = sound.readframes(sound.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        raise _failed(speech.command, f"it wrote no WAV file: {error}", "let it write WAV into {out}") from error
    return shape, frames[: len(frames) // (shape[0] * shape[1]) * (shape[0] * shape[1])]


def _encoded(speech: Speech, wav: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="watchfloor-") as folder:
        before, after = Path(folder) / "episode.wav", Path(folder) / f"encoded.{speech.ending}"
        before.write_bytes(wav)
        _run(speech.encode, {"in": str(before), "out": str(after)}, 10 * _SECONDS)
        if not after.is_file():
            raise _failed(speech.encode, "it wrote nothing", "let it write into {out}")
        return after.read_bytes()


def _run(command: tuple[str, ...], values: dict[str, str], seconds: int) -> None:
    try:
        words = [_filled(word, values) for word in command]
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(command, str(error), "try the command by hand") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()[-200:]
        raise _failed(command, f"it ended with {done.returncode}: {said}", "try the command by hand")


def _filled(word: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        word = word.replace(f"{{{name}}}", value)
    return word


def _wav(shape: _Shape, frames: bytes) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(shape[0])
        sound.setsampwidth(shape[1])
        sound.setframerate(shape[2])
        sound.writeframes(frames)
    return out.getvalue()


def _failed(command: tuple[str, ...], what: str, hint: str) -> PublishError:
    return PublishError(
        "publish.speech-failed", f"the speech command failed: {what}", where=" ".join(command), hint=hint
    )
