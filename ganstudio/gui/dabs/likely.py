"""The colours that are likely at a place of the photo, found out beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.gui.canvas.screen import Transform
from ganstudio.gui.dabs.disc import lab
from ganstudio.gui.worker import Runner
from ganstudio.image.dab import Colour, Dab
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.tools.colouring import suggestions
from ganstudio.tools.tool import Context

Colours = tuple[Colour, ...]
_AROUND = 2
"""Pixels to each side of a place that its lightness is the mean of."""


@dataclass(frozen=True)
class Question:
    """What is likely at (x, y), shares of the sides, of `photo` with `dabs` set elsewhere, by the model `model`?"""

    photo: Photo
    x: float
    y: float
    dabs: tuple[Dab, ...]
    model: str


def _nothing(_sentence: str) -> None:
    """Nobody wants to know."""


class Likely:
    """One question at a time, the latest one; the last answer is remembered. Without a runner it is found at once."""

    def __init__(self) -> None:
        self._asked: Question | None = None
        self._known: tuple[Question, Colours] | None = None

    def known(self, question: Question) -> Colours:
        """The answer, if it is the last one that was given; else nothing."""
        there = self._known
        return there[1] if there and _same(there[0], question) else ()

    def at_it(self, question: Question) -> bool:
        """Whether it is known, or being found out."""
        return bool(self.known(question)) or (self._asked is not None and _same(self._asked, question))

    def ask(
        self,
        question: Question,
        engine: Engine,
        runner: Runner | None,
        done: Callable[[Colours], None],
        failed: Callable[[str], None] = _nothing,
    ) -> None:
        """Find the answer; `done` gets it unless another question is asked before, `failed` a sentence."""
        self._asked = question

        def answer(colours: Colours) -> None:
            if self._asked is question:
                self._known, self._asked = (question, colours), None
                done(colours)

        def work(job: Job) -> Colours:
            asked, context = question, Context(engine, job)
            return suggestions(asked.photo, asked.x, asked.y, asked.dabs, asked.model, context)

        def give_up(sentence: str) -> None:
            if self._asked is question:
                self._asked = None
                failed(sentence)

        if runner is None:
            answer(work(Job()))
        else:
            runner.submit(work, done=answer, failed=give_up, latest="likely colours")

    def forget(self) -> None:
        """No answer is wanted any more, and no photo is held on to."""
        self._asked = self._known = None


def _same(one: Question, other: Question) -> bool:
    place = (one.x, one.y, one.model) == (other.x, other.y, other.model)
    return place and one.photo is other.photo and one.dabs == other.dabs


def light_at(photo: Photo, x: float, y: float) -> float:
    """How light the photo is around (x, y), shares of its sides: L of CIE Lab, 0 to 100."""
    height, width = photo.pixels.shape[:2]
    down, across = min(int(y * height), height - 1), min(int(x * width), width - 1)
    rows = slice(max(0, down - _AROUND), down + _AROUND + 1)
    columns = slice(max(0, across - _AROUND), across + _AROUND + 1)
    shown = Transform(photo.meta.icc)(freeze(np.ascontiguousarray(photo.pixels[rows, columns, :3])))
    red, green, blue = (int(value) for value in shown.reshape(-1, 3).mean(axis=0))
    return lab((red, green, blue))[0]
