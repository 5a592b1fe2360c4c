"""What the workers of the tests load: a tool that notes who has begun which photo, and waits to be let through."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from ganstudio.image.photo import Photo
from ganstudio.tools import TOOLS
from ganstudio.tools.flip import FlipParams
from ganstudio.tools.tool import Context, Tool, same_size

PLACE = "GANSTUDIO_TEST_GATE"
"""Variable with the folder in which the notes are; the gate is open when `open` is there."""
DEADLY = "deadly"
"""Photos that kill who works on them."""


def flip(photo: Photo, _params: FlipParams, context: Context) -> Photo:
    """Mirrored, when the gate is open."""
    assert photo.path
    place = Path(os.environ[PLACE])
    (place / f"{os.getpid()} {photo.path.name}").touch()
    if DEADLY in photo.path.name:
        os.kill(os.getpid(), signal.SIGKILL)
    while not (place / "open").exists():
        context.job.progress(0)
        time.sleep(0.02)
    return photo.with_pixels(photo.pixels[:, ::-1])


GATE = Tool("gate", "Gate", "Waits.", "flip", FlipParams, flip, same_size)


def dask_setup(_worker: object) -> None:
    """What Dask calls in a worker that preloads this: only there is the tool one of all."""
    TOOLS["gate"] = GATE
