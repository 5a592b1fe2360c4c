"""A batch as a program of its own, to be killed: `python -m tests.batch.program JOURNAL OUT FOLDER`.

Some of its files cannot be read or written, whoever runs it. It prints a line for each photo that is settled.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from ganstudio.batch.batch import Batch
from ganstudio.batch.item import Item
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.image import encode, sniff
from ganstudio.image.export import ExportOptions
from ganstudio.image.photo import Photo
from ganstudio.image.source import Opener
from tests.batch.rooms import FLIP, plan

UNREADABLE, UNWRITABLE = "unreadable", "unwritable"


def inject() -> None:
    """Errors of the system, where names ask for them; the unwritable ones fail when their file is there."""
    opener, write = sniff.opener, encode.write

    def read(path: Path) -> Opener:
        if UNREADABLE in path.name:
            raise PermissionError(13, "Permission denied")
        return opener(path)

    def fail(photo: Photo, path: Path, options: ExportOptions, tell: Callable[[float], None]) -> None:
        write(photo, path, options, tell)
        if photo.path and UNWRITABLE in photo.path.name:
            raise PermissionError(13, "Permission denied")

    sniff.opener, encode.write = read, fail


def tell(item: Item) -> None:
    """A line that whoever kills us counts."""
    if item.settled:
        print(item.state, flush=True)


if __name__ == "__main__":
    inject()
    journal, out, folder = (Path(word) for word in sys.argv[1:])
    asked = plan(folder, output=out, workflow=FLIP, recursive=True, pattern="{name}_{tool}", format="png")
    batch = Batch(asked, journal)
    batch.find(Job())
    batch.run(Engine(Store()), Job(), tell, print)
