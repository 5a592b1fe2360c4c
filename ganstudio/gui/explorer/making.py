"""Faces in the making: beside the window, one after the other, always what is wished last."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from ganstudio.engine.job import Job
from ganstudio.gui.explorer.lot import Lot, Wish
from ganstudio.gui.panel.specimen import as_shown
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.image.photo import Photo
from ganstudio.tools import facing
from ganstudio.tools.tool import Context
from ganstudio.tools.upscale import TOOL as UPSCALE
from ganstudio.tools.upscale import UpscaleParams

PAUSE = 120
"""Milliseconds of quiet before neighbours are made: a slider may be on its way."""
MOST = 600
"""Small pictures that are remembered."""
_LATEST = "random face"
_Stage = Literal["", "face", "larger", "small"]


class Maker(QObject):
    """A face is never broken off: while a slider moves something is seen all the time. What is less urgent is: a face
    enlarged, and the small pictures of its neighbours, which come when nothing else is wished."""

    changed = Signal()
    """`wish`, `photo`, `problem` or `busy` is another."""
    small_arrived = Signal(object)
    """The Lot whose small picture is there."""
    refused = Signal(str)
    """Why a face cannot be enlarged, as a sentence."""

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.wish: Wish | None = None
        self.photo: Photo | None = None
        """The last that was made: of the wish before until the new one is there."""
        self.problem = ""
        """Why there is no face, as a sentence."""
        self.text = ""
        """What is going on, as a sentence; often nothing."""
        self._there: Wish | None = None
        self._face: tuple[Lot, Photo] | None = None
        self._stage: _Stage = ""
        self._small: OrderedDict[Lot, QImage | None] = OrderedDict()
        self._neighbours: tuple[Lot, ...] = ()
        self._waiting: Callable[[Photo], object] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._next_small)

    @property
    def settled(self) -> bool:
        """Whether `photo` is what is wished."""
        return self.wish is not None and self._there == self.wish

    @property
    def busy(self) -> bool:
        """Whether the face that is wished is still to come."""
        return not (self.settled or self.problem or self.wish is None)

    def want(self, wish: Wish, neighbours: Iterable[Lot]) -> None:
        """Make this face, and then small ones of its neighbours."""
        self._neighbours = tuple(neighbours)
        if wish != self.wish:
            self.wish, self.problem = wish, ""
            self._waiting = None
        if self._stage != "face":
            self._studio.runner.cancel(_LATEST)
            self._next()
        self.changed.emit()

    def stop(self) -> None:
        """Make nothing more."""
        self.wish = self._waiting = None
        self._pause.stop()
        self._studio.runner.cancel(_LATEST)

    def forget(self) -> None:
        """The models are other ones now."""
        self.stop()
        self._face = self._there = None
        self._small.clear()

    def small(self, lot: Lot) -> QImage | None:
        """The small picture of `lot`, if there is one."""
        return self._small.get(lot)

    def when_settled(self, act: Callable[[Photo], object]) -> None:
        """`act` on the photo that is wished, now or as soon as it is there; another wish before ends that."""
        if self.settled and self.photo:
            act(self.photo)
        else:
            self._waiting = act

    # One thing after the other

    def _next(self) -> None:
        wish = self.wish
        self._pause.stop()
        if wish is None or self.problem:
            return
        if not self._face or self._face[0] != wish.lot:
            self._make(wish.lot)
        elif self.settled:
            self._pause.start()
        elif wish.times == 1:
            self._show(wish, self._face[1])
        else:
            self._enlarge(wish, self._face[1])

    def _make(self, lot: Lot) -> None:
        def done(photo: Photo) -> None:
            self._face = lot, photo
            self._show(Wish(lot), photo)

        def failed(sentence: str) -> None:
            if self.wish and self.wish.lot == lot:
                self.problem = sentence or _("This face cannot be made.")
                self.changed.emit()
            else:
                self._next()

        self._begin("face", lambda job: self._made(lot, job), done, failed)

    def _enlarge(self, wish: Wish, face: Photo) -> None:
        def failed(sentence: str) -> None:
            self.refused.emit(sentence or _("This face cannot be enlarged."))

        self._begin(
            "larger", lambda job: self._enlarged(face, wish.times, job), lambda photo: self._show(wish, photo), failed
        )

    def _next_small(self) -> None:
        lot = next((each for each in self._neighbours if each not in self._small), None)
        if lot is None:
            return

        def keep(image: QImage | None) -> None:
            self._small[lot] = image
            while len(self._small) > MOST:
                self._small.popitem(last=False)
            self.small_arrived.emit(lot)
            self._next_small()

        self._begin(
            "small",
            lambda job: self._made(lot, job, background=True),
            lambda photo: keep(as_shown(photo)),
            lambda _sentence: keep(None),
        )

    def _begin(
        self,
        stage: _Stage,
        work: Callable[[Job], Photo],
        done: Callable[[Photo], None],
        failed: Callable[[str], None],
    ) -> None:
        """Nothing else is under way."""
        self._stage = stage

        def over() -> None:
            self._stage, self.text = "", ""

        def finished(photo: Photo) -> None:
            over()
            done(photo)

        def given_up(sentence: str) -> None:
            over()
            failed(sentence)

        self._studio.runner.submit(
            work, done=finished, failed=given_up, progress=self._tell, cancelled=over, latest=_LATEST
        )

    def _show(self, wish: Wish, photo: Photo) -> None:
        self.photo, self._there = photo, wish
        self._next()
        self.changed.emit()
        if self.settled and self._waiting:
            act, self._waiting = self._waiting, None
            act(photo)

    def _tell(self, _done: float, text: str) -> None:
        if self._stage == "face":
            self.text = text
            self.changed.emit()

    # In the other thread

    def _made(self, lot: Lot, job: Job, *, background: bool = False) -> Photo:
        context = Context(self._studio.engine, job, background=background)
        other = lot.other if lot.mix else None
        return Photo(
            facing.made(
                *(lot.model, lot.seed, context),
                truncation=lot.truncation,
                other=other,
                level=lot.level,
                sliders=lot.sliders,
            ),
            ai="made",
        )

    def _enlarged(self, photo: Photo, times: int, job: Job) -> Photo:
        params = UpscaleParams(self._studio.settings.default_model("upscale"), scale=float(times))
        return UPSCALE.run(photo, params, Context(self._studio.engine, job))
