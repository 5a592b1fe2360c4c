"""Three steps of a training in a process of its own, as the window starts it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from ganstudio.selftest.check import Check, agree

_PATIENCE = 300
"""Seconds: a watchdog."""


def checks() -> Iterator[Check]:
    """The only one."""
    yield Check("training", "upscale, 3 steps", _trained)


def _trained(folder: Path) -> str:
    from dataclasses import replace

    from ganstudio.engine.store import read_info
    from trainers import RECIPES
    from trainers.launch import prepare, start
    from trainers.status import Phase, read_status

    recipe = RECIPES["upscale"]
    params = replace(recipe.params(), pixel_steps=3, gan_steps=0, channels=8, blocks=1, patch=16, batch=2, every=3)
    run = prepare(recipe, params, (_pictures(folder / "pictures"),), folder / "run")
    start(run)
    end = time.monotonic() + _PATIENCE
    while read_status(run.folder).phase not in (Phase.FINISHED, Phase.FAILED) and time.monotonic() < end:
        time.sleep(0.2)
    status = read_status(run.folder)
    said = (run.folder / "output.txt").read_text(errors="replace").strip()
    agree(status.phase is Phase.FINISHED, status.sentence or said or "it did not finish")
    return f"model {read_info(run.model).name}"


def _pictures(folder: Path) -> Path:
    from ganstudio.image.export import ExportOptions
    from ganstudio.image.files import save_photo
    from ganstudio.selftest.sample import small

    folder.mkdir()
    for number in range(4):
        save_photo(small(128 + 8 * number), folder / f"{number}.png", ExportOptions())
    return folder
