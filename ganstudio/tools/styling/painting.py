"""How a photo of any size is painted: at a size at which strokes are as large as in a painting seen as a whole, then
again at larger ones.

Enlarged eight times a painting is a blur. So the network is asked again on the way, each time about its own painting,
into which the photo's edges have come back, and gives strokes with rims of that size. Colours and tones stay those of
the first time: each time the difference, seen at the smaller size, is taken away (back-projection, Irani and Peleg
1991).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import ModelInfo
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze, white
from ganstudio.tools import resample, tone
from ganstudio.tools.styling.joining import Painting, joined
from ganstudio.tools.tool import Context, Size

SIDE = 512
"""With strokes of the usual size the first copy has as many pixels as a square of that side."""
_STEP = 3
"""No step to a larger size is larger, and so is none of the last, which has no network behind it."""


def painted(photo: Photo, info: ModelInfo, strokes: float, context: Context) -> Painting:
    """What the network `info` makes of the photo, to be brought to its size, with strokes of that many times the usual
    size. Raises ModelError, OutOfMemory, Cancelled."""
    follows = bool(info.config.get("residual", True))
    sizes = list(steps(photo.size, strokes))
    total, done, painting, made = sum(map(math.prod, sizes)), 0, None, None
    for size in sizes:
        job = context.job.part(done / total, math.prod(size) / total)
        copy = reduced(photo.pixels, size)
        # A painting is painted again; but a drawing of which a photo was made is drawn at any size.
        asked = _enlarged(painting, copy, job.part(0, 0.1)) if painting and follows else copy
        result = context.engine.run(info, asked, job.part(0.1, 0.8), background=context.background)
        made = result if made is None else _kept(result, made, job.part(0.9, 0.05))
        painting, done = joined(made, copy, job.part(0.95, 0.05), follows=follows), done + math.prod(size)
    assert painting
    return painting


def steps(size: Size, strokes: float) -> Iterator[Size]:
    """The sizes at which the network is asked, the smallest first; none is larger than the photo's `size`."""
    side = math.sqrt(math.prod(size))
    first = min(side, SIDE / strokes)
    count = max(1, math.ceil(math.log(side / first, _STEP) - 1e-9))
    for number in range(count):
        scale = (first / side) ** (1 - number / count)
        yield max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def reduced(pixels: Pixels, size: Size) -> Pixels:
    """The colours of `pixels` at that size, each the mean of what it stands for."""
    import cv2

    if size != (pixels.shape[1], pixels.shape[0]):
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
    return freeze(pixels[..., :3])


def _enlarged(painting: Painting, copy: Pixels, job: Job) -> Pixels:
    """The painting at the size of `copy`, which is the photo at that size."""
    full = white(copy)

    def work(part: Pixels, rows: slice) -> Pixels:
        values = painting.at(part, rows, len(copy)) * full
        return np.asarray(np.clip(np.rint(values), 0, full)).astype(copy.dtype)

    return tone.in_pieces(Photo(copy), work, job).pixels


def _kept(result: Pixels, before: Pixels, job: Job) -> Pixels:
    """`result` with the colours and tones of `before`, a smaller one: reduced to its size it is about the same."""
    low = reduced(result, (before.shape[1], before.shape[0])).astype(np.float32)
    change = before - low
    size, full = (result.shape[1], result.shape[0]), white(result)

    def work(part: Pixels, rows: slice) -> Pixels:
        stop = min(rows.stop, size[1])
        values = part + resample.rows(change, 0, len(change), size, rows.start, stop, "linear")
        return np.asarray(np.clip(np.rint(values), 0, full)).astype(part.dtype)

    return tone.in_pieces(Photo(result), work, job).pixels
