"""What is asked about faces beside the window, each question by itself: the latest of a kind counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ganstudio.engine.engine import Engine
from ganstudio.gui.worker import Runner
from ganstudio.image.face import Face
from ganstudio.image.photo import Photo
from ganstudio.tools.tool import Context

T = TypeVar("T")


class Asking:
    """Questions with the engine and the runner of `ways`, which gives them as they are by then."""

    def __init__(self, ways: Callable[[], tuple[Engine | None, Runner | None]]) -> None:
        self._ways = ways

    def ask(
        self,
        kind: str,
        work: Callable[[Context], T],
        done: Callable[[T], None],
        failed: Callable[[str], None] = lambda _sentence: None,
        *,
        background: bool = True,
    ) -> None:
        """Have `work` done; an older question of this `kind` is dropped. Nothing happens where there is no engine."""
        engine, runner = self._ways()
        if engine is None or runner is None:
            return
        there = engine
        runner.submit(
            lambda job: work(Context(there, job, background=background)),
            done=done,
            failed=failed,
            latest=f"faces: {kind}",
        )

    def drop(self, kind: str) -> None:
        """The answer is of no use any more."""
        _engine, runner = self._ways()
        if runner:
            runner.cancel(f"faces: {kind}")


def found(photo: Photo, context: Context) -> tuple[Face, ...]:
    """The faces of `photo`, the largest first."""
    from ganstudio.tools.facing.finding import faces

    return faces(photo, context)


def aligned(photo: Photo, face: Face, context: Context) -> Face:
    """A rough `face`, put straight."""
    from ganstudio.faces.find import align

    return align(photo, face, context.engine, context.job).face
