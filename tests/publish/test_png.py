from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from watchfloor.publish.charts.drawing import draw
from watchfloor.publish.charts.png import packed

_HEAD = b"\x89PNG\r\n\x1a\n"


def rgba(pixels: NDArray[np.uint8], *, kind: int) -> bytes:
    """Return a PNG of eight bits and four channels, each line filtered by one kind."""
    high, wide = pixels.shape[:2]
    less = np.diff(pixels, axis=1, prepend=np.zeros((high, 1, 4), np.uint8)) if kind == 1 else pixels
    raw = b"".join(bytes([kind]) + line.tobytes() for line in less)
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)),
        (b"IDAT", zlib.compress(raw)),
        (b"IEND", b""),
    ]
    return _HEAD + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )


def picture(colours: int) -> NDArray[np.uint8]:
    found = np.random.default_rng(1).integers(0, 256, (30, 40, 4), np.uint8)
    if colours:
        found[..., :3] = found[..., :3] % colours * 40
    found[..., 3] = 255
    return found


@pytest.mark.parametrize("kind", [0, 1])
@pytest.mark.parametrize("colours", [0, 3])
def test_a_packed_picture_is_the_same_picture(kind: int, colours: int) -> None:
    png = rgba(picture(colours), kind=kind)
    small = packed(png)
    assert len(small) < len(png)
    before, after = (np.asarray(Image.open(io.BytesIO(one)).convert("RGBA")) for one in (png, small))
    assert (before == after).all()


def test_what_is_written_in_another_way_stays() -> None:
    clear = picture(3)
    clear[0, 0, 3] = 0
    for png in (rgba(clear, kind=1), rgba(picture(3), kind=2), b"GIF89a"):
        assert packed(png) == png


def test_a_chart_takes_a_quarter_of_what_the_renderer_writes() -> None:
    import vl_convert

    rows = [{"a": name, "b": n} for n, name in enumerate("abcdef")]
    axes = {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}}
    spec = {"mark": "bar", "encoding": axes, "data": {"values": rows}}
    raw = vl_convert.vegalite_to_png({**spec, "background": "#fff"})
    assert len(draw("bars", spec, [], alt="Bars.", note="").png) * 4 < len(raw)
