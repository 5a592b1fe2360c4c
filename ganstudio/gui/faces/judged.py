"""How well the chosen face can be changed, and how far it has been: asked beside the window, told in the panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer

from ganstudio.gui.faces.asking import Asking
from ganstudio.image.photo import Photo
from ganstudio.tools.faces import Chosen
from ganstudio.tools.facing.judging import change, state

_PAUSE = 180
"""Milliseconds of quiet before it is asked: the preview comes first."""


class Judgement(NamedTuple):
    """`warning`: a sentence, or empty; `change`: 1 is what is usual between two people, None: not known yet."""

    warning: str = ""
    change: float | None = None


class _Question(NamedTuple):
    photo: Photo
    face: Chosen
    model: str


class Judged(QObject):
    """`tell` is called with what is known of the face that was shown last, each time more is."""

    def __init__(self, asking: Asking, tell: Callable[[Judgement], None], parent: QObject) -> None:
        super().__init__(parent)
        self._asking, self._tell = asking, tell
        self._question: _Question | None = None
        self._now = Judgement()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask)

    def of(self, photo: Photo | None, face: Chosen | None, model: str) -> None:
        """Judge `face` of `photo` as the model sees it; None: nothing."""
        before = self._question
        self._question = _Question(photo, face, model) if photo and face else None
        if _same(before, self._question):
            return
        if self._question is None:
            self._pause.stop()
            self._put(Judgement())
            return
        alike = before is not None and before.photo is photo and before.face.face == self._question.face.face
        still = 0.0 if not self._question.face.values else self._now.change if alike else None
        self._put(Judgement(self._now.warning if alike else "", still))
        self._pause.start()

    def _ask(self) -> None:
        question = self._question
        if question is None:
            return
        photo, chosen, model = question

        def judged(warning: str) -> None:
            if self._question == question:
                self._put(self._now._replace(warning=warning))

        def changed(far: float) -> None:
            if self._question == question:
                self._put(self._now._replace(change=far))

        self._asking.ask("state", lambda context: state(photo, chosen.face, model, context).warning, judged)
        if chosen.values:
            values = chosen.values
            self._asking.ask("change", lambda context: change(photo, chosen.face, values, model, context), changed)

    def _put(self, now: Judgement) -> None:
        self._now = now
        self._tell(now)


def _same(one: _Question | None, other: _Question | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.photo is other.photo and one[1:] == other[1:]
