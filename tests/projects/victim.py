"""A window at work, to be killed at any moment: `python -m tests.projects.victim FOLDER SEED COUNT`.

It opens again what was open, tells what that is, then goes on editing at random for COUNT edits. Each line it prints is
a JSON: what is open, by fingerprints, and when it was so.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
import time
import weakref
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from ganstudio.engine.store import Store
from ganstudio.gui.app import make_app
from ganstudio.gui.page import Page
from ganstudio.gui.projects.record_of import record_of
from ganstudio.gui.studio import Studio
from ganstudio.gui.window import Window
from ganstudio.image.chosen import Chosen
from ganstudio.image.dab import Dab
from ganstudio.image.edit import Edit
from ganstudio.image.face import Face
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.masks.mask import Area
from ganstudio.params import from_json
from ganstudio.settings import Settings
from ganstudio.tools import TOOLS

MOST_PAGES, MOST_STEPS = 3, 12
STEPS: tuple[tuple[str, Callable[[random.Random], Mapping[str, Any]]], ...] = (
    ("flip", lambda chance: {"direction": chance.choice(("horizontal", "vertical"))}),
    ("rotate", lambda chance: {"turn": chance.choice(("right", "left", "half"))}),
    ("denoise", lambda chance: {"luminance": chance.randrange(5, 100)}),
    ("light", lambda chance: {"exposure": chance.randrange(1, 100) / 50}),
    ("crop", lambda chance: {"left": 2, "top": 2, "width": 60, "height": 50}),
)


class Victim(QObject):
    """Edits like a person, without a pause in which nothing could be lost."""

    def __init__(self, window: Window, photos: list[Path], chance: random.Random, count: int) -> None:
        super().__init__(window)
        self._window, self._photos, self._chance, self._count = window, photos, chance, count
        self._pasted = 0
        self._told = ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._act)
        window.recovery.looked.connect(window.recovery.open)
        window.recovery.looked.connect(self._look)
        window.recovery.ended.connect(self._begin)

    def _look(self) -> None:
        if not self._window.recovery.busy:  # there was nothing
            self._begin()

    def _begin(self) -> None:
        self.tell("begun")
        keeper = self._window.keeper
        look = keeper._look

        def told_before() -> None:
            self.tell("edit")  # whatever is kept was told of
            look()

        keeper._look = told_before  # type: ignore[method-assign]
        self._window.session.page_changed.connect(lambda _page: self.tell("edit"))
        self._timer.start(0)

    def _act(self) -> None:
        if self._count <= 0:
            for page in tuple(self._window.session.pages):
                self._window.session.close(page)  # without a question
            self._window.close()
            return
        page = self._window.session.current
        if not (page and page.busy):
            self._count -= 1
            deeds = [self._open, self._paste] if len(self._window.session.pages) < MOST_PAGES else [self._close]
            if page:
                deeds += [*4 * [self._step], *2 * [self._go], *3 * [self._mask], *2 * [self._set], self._lay]
            self._chance.choice(deeds)()
            self.tell("edit")
        self._timer.start(self._chance.choice((0, 5, 20, 60, 200)))

    def _open(self) -> None:
        self._window.session.open([self._chance.choice(self._photos)])

    def _paste(self) -> None:
        self._pasted += 1
        pixels = np.random.default_rng(self._pasted).integers(0, 255, (90, 120, 3), np.uint8)
        self._window.session.add(Photo(freeze(pixels)))

    def _close(self) -> None:
        self._window.session.close(self._chance.choice(self._window.session.pages))

    def _step(self) -> None:
        page = self._page
        if page.document.position >= MOST_STEPS:
            page.document.jump(0)
            return
        tool, values = self._chance.choice(STEPS)
        params = from_json(TOOLS[tool].params, values(self._chance))
        self._window.work.start(page, TOOLS[tool], params, seed=self._chance.randrange(99))

    def _go(self) -> None:
        document = self._page.document
        self._chance.choice((document.undo, document.redo, lambda: document.jump(0)))()

    def _mask(self) -> None:
        selection = self._page.selection
        width, height = selection.size
        area = Area(*(self._chance.randrange(side // 2) for side in (width, height)), width // 3, height // 3)
        selection.paint(area, np.full((area.height, area.width), self._chance.randrange(1, 255), np.uint8))
        selection.commit()

    def _set(self) -> None:
        self._window.choose("light")
        panel = self._window.panel
        panel.put_params(from_json(TOOLS["light"].params, {"contrast": self._chance.randrange(1, 100) / 100}))

    def _lay(self) -> None:
        x, y = self._chance.random() / 2, self._chance.random() / 2
        dabs = Edit("colorize", attachments={"dabs": (Dab(x, y, (200, 10, 20)),)})
        face = Chosen(Face((x, y), (x + 0.1, y), (x, y + 0.1)), (("age", 0.5),))
        self._page.drafts["face"] = Edit("face", attachments={"faces": (face,)})
        self._page.drafts["colorize"] = dabs

    @property
    def _page(self) -> Page:
        page = self._window.session.current
        assert page
        return page

    def tell(self, what: str) -> None:
        """What is open now, if it is something else than the last time."""
        pages = [fingerprint(page) for page in self._window.session.pages]
        told = json.dumps(pages)
        if told != self._told or what == "begun":
            self._told = told
            print(json.dumps({"what": what, "time": time.time(), "pages": pages}), flush=True)


_digests: dict[int, tuple[weakref.ref[Any], str]] = {}


def _digest(thing: Any) -> str:
    """Of an array or an edit; these never change, and are looked at once."""
    there, digest = _digests.get(id(thing), (None, ""))
    if not (there and there() is thing):
        data = json.dumps(thing.to_json(), sort_keys=True).encode() if isinstance(thing, Edit) else thing.tobytes()
        digest = hashlib.sha256(data).hexdigest()[:8]
        _digests[id(thing)] = weakref.ref(thing), digest
    return digest


def fingerprint(page: Page) -> dict[str, Any]:
    """All there is to know of a page, in a few letters; `which` tells which it is."""
    record = record_of(page)
    return {
        "which": _digest(record.original.pixels),
        "steps": [f"{kept.edit.tool} {_digest(kept.edit)}" for kept in record.steps],
        "position": record.position,
        "photo": _digest(page.document.photo.pixels),
        "mask": "" if record.mask is None else _digest(record.mask),
        "drafts": {name: _digest(edit) for name, edit in sorted(record.set.items())},
    }


def main(folder: Path, seed: int, count: int) -> int:
    """The program, as it starts; without torch, which is not needed here and takes long to load."""
    app = make_app()
    assert isinstance(app, QApplication)
    studio = Studio(Settings(), Store([]))
    studio.find_device = lambda: None  # type: ignore[method-assign]
    window = Window(studio)
    Victim(window, sorted(folder.glob("*.png")), random.Random(seed), count)
    window.show()
    window.begin([])
    code = app.exec()
    studio.runner.stop()
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
