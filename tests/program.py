"""A program that changes what all share, to be run several times at once: `python -m tests.program NAME WHAT…`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ganstudio import atomic

ROUNDS = 20


def settings(name: str) -> None:
    """Each program has one setting of its own, and ends with it at ROUNDS above the least."""
    from ganstudio import settings as stored

    field = {"one": "history_budget_mb", "other": "limit_megapixels"}[name]
    now = stored.load()  # once, as a window does; what the other changes later is not known here
    for number in range(ROUNDS):
        before, now = now, replace(now, **{field: 101 + number})
        stored.save(now, before)


def recent(name: str) -> None:
    """Photos come, and all but the last few go again."""
    from ganstudio.gui.recent import forget, remember

    for number in range(ROUNDS):
        remember(Path(f"/{name} {number}.png"))
        if number < ROUNDS - 5:
            forget(Path(f"/{name} {number}.png"))


def presets(name: str) -> None:
    """Presets are added."""
    from ganstudio.presets import save
    from ganstudio.tools.flip import FlipParams

    for number in range(ROUNDS):
        save("flip", f"{name} {number}", FlipParams())


def workflows(_name: str) -> None:
    """Each saves workflows of the same name."""
    from ganstudio.gui.shelf import Shelf
    from ganstudio.tools.workflow import Workflow

    shelf = Shelf()
    for _number in range(ROUNDS):
        shelf.put(Workflow("the same"))


def library(_name: str) -> None:
    """Models are doubled, and the copies get another title."""
    from ganstudio.engine.job import Job
    from ganstudio.engine.store import Store
    from ganstudio.library.shelf import duplicate, remove, rename

    store = Store()
    for number in range(ROUNDS):
        copy = duplicate(store.find("tiny"), store, Job())
        renamed = rename(copy, f"Title {number}", store, Job())
        if number % 2:
            remove(renamed, store)


CHANGES: dict[str, Callable[[str], None]] = {
    "settings": settings,
    "recent": recent,
    "presets": presets,
    "workflows": workflows,
    "library": library,
}


def dawdle() -> None:
    """Writing takes as long as on a slow disk, so that another program has read meanwhile, if it may."""
    write = atomic.write_text

    def slowly(path: Path, text: str) -> None:
        time.sleep(0.002)
        write(path, text)

    atomic.write_text = slowly


if __name__ == "__main__":
    dawdle()
    print("ready", flush=True)
    sys.stdin.readline()  # all begin at once
    for what in sys.argv[2:]:
        CHANGES[what](sys.argv[1])
