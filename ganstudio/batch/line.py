"""The assembly line: reading, the tools and writing overlap, with as many photos in flight as memory is good for."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from ganstudio.batch import work
from ganstudio.batch.pace import Pace
from ganstudio.batch.room import Room
from ganstudio.batch.work import Work
from ganstudio.engine import memory
from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled, DiskFull
from ganstudio.image.photo import Photo
from ganstudio.tools.tool import Context

if TYPE_CHECKING:
    from ganstudio.batch.batch import Batch
    from ganstudio.engine.engine import Engine

READERS = 2
WRITERS = 2
SEATS = 8
"""Photos in flight at most: what a killed program has to do again."""
BYTES = 1 << 30
"""Of photos and results in flight at most, but for a single photo that needs more."""
_TICK = 0.1
_PATIENCE = 0.3
"""Seconds that a cancel waits for who is in the middle of a file."""

T = TypeVar("T")


@dataclass(eq=False)
class _Piece:
    """A photo on its way."""

    work: Work
    photo: Photo | None = None
    bytes: int = 0
    seconds: float = 0.0


class Line:
    """Does all photos of a batch that wait, by threads of its own."""

    def __init__(self, batch: Batch, engine: Engine, job: Job, paused: Callable[[str], None]) -> None:
        self._batch, self._plan, self._ledger, self._news = batch, batch.plan, batch.ledger, batch.ledger.news
        self._job, self._tell_paused = job, paused
        self._engines = engine.team() if self._ledger.record.models else (engine,)
        self.room = Room(self._news, SEATS * len(self._engines), min(BYTES, memory.free() // 4), self._check)
        self._pace = Pace(self._ledger)
        # Guarded by `_news`, as are the states of the batch.
        self._flying: list[_Piece] = []
        self._to_edit: deque[_Piece] = deque()
        self._to_write: deque[_Piece] = deque()
        self._editing: dict[Job, float] = {}
        """What is being edited, and how much of all photos is done by that."""
        self._stopping = False
        self._closed = False
        self._error: Exception | None = None

    def run(self) -> None:
        """Blocks until no photo waits or is at work. Raises Cancelled, or what keeps all photos from being done."""
        more = len(self._engines) - 1
        readers = [self._thread(self._read) for _index in range(READERS + more)]
        writers = [self._thread(self._write) for _index in range(WRITERS + more)]
        threads = [*readers, *(self._thread(self._edit, engine) for engine in self._engines), *writers]
        for thread in threads:
            thread.start()
        try:
            self._watch()
        finally:
            self._stop(threads)
        if self._error:
            raise self._error

    def _watch(self) -> None:
        """In the thread that called `run`: progress, pauses, cancel, the end."""
        before = 0, ""
        while True:
            with self._news:
                if self._news.wait_for(self._over, _TICK):
                    break
                paused, now = self._batch.paused, (self._batch.pauses, self._batch.paused)
                if self._batch.by_hand:
                    self._leave_edits()
                moving = sum(self._editing.values())
            self._pace.tick(going=not paused)
            if now != before and (paused or before[1]):
                self._tell_paused(paused)
            before = now
            share = self._pace.share(moving)
            self._job.progress(share, paused or self._pace.text(share))
        if before[1]:
            self._tell_paused("")
        if not self._error:
            self._job.progress(1, self._pace.text(1))

    def _over(self) -> bool:
        # In this order: a seat is taken before the photo is.
        return self._error is not None or (not self._ledger.waiting and not self.room.taken)

    def _stop(self, threads: list[threading.Thread]) -> None:
        """Whoever has not ended soon is left behind; what it still brings is dropped."""
        with self._news:
            self._stopping = True
            self._leave_edits()
            self._news.notify_all()
        end = time.monotonic() + _PATIENCE
        for thread in threads:
            thread.join(max(0, end - time.monotonic()))
        with self._news:
            self._closed = True
            left = self._flying[::-1]
        for piece in left:
            self._ledger.put_back(piece.work.source)

    def _leave_edits(self) -> None:
        for job in self._editing:
            job.cancel()

    def _thread(self, loop: Callable[..., None], *arguments: Engine) -> threading.Thread:
        def guarded() -> None:
            try:
                while True:
                    loop(*arguments)
            except Cancelled:
                pass
            except Exception as error:  # of the journal, or a bug: nothing can go on
                with self._news:
                    self._error = self._error or error
                    self._news.notify_all()

        # The end of the program waits for those who write: they leave nothing half-written behind.
        return threading.Thread(target=guarded, name=f"batch{loop.__name__}", daemon=loop != self._write)

    def _read(self) -> None:
        """One photo from the disk."""
        self._wait_for(lambda: self._ledger.waiting > 0 and not self._batch.paused)
        self.room.enter()
        taken = self._patiently(self._ledger.take)
        if taken is None:  # the other reader was quicker
            self.room.leave(0)
            return
        piece = _Piece(taken)
        with self._news:
            self._flying.append(piece)
        if self._attempt(piece, lambda: self._fetch(piece)):
            self._pass_on(piece, self._to_edit)

    def _fetch(self, piece: _Piece) -> None:
        bytes_ = work.needed(piece.work, self._plan)
        self.room.fill(bytes_)
        piece.bytes = bytes_
        piece.photo = self._timed(piece, lambda: work.read(piece.work, self._plan))

    def _edit(self, engine: Engine) -> None:
        """The workflow on one photo; it is begun anew after a pause."""
        job = Job(lambda done, _text: self._moved(job, done))
        with self._news:
            self._wait_for(lambda: bool(self._to_edit) and not self._batch.paused)
            piece = self._to_edit.popleft()
            self._editing[job] = 0.0
        context = Context(engine, job, background=True)
        try:
            if self._attempt(piece, lambda: self._change(piece, context)):
                self._pass_on(piece, self._to_write)
        except Cancelled:
            self._pass_on(piece, self._to_edit, first=True)
        finally:
            with self._news:
                del self._editing[job]

    def _change(self, piece: _Piece, context: Context) -> None:
        photo = piece.photo
        assert photo
        piece.photo = self._timed(piece, lambda: work.edit(photo, self._plan, context))

    def _write(self) -> None:
        """One result to the disk; while that is full, it waits in memory."""
        with self._news:
            self._wait_for(lambda: bool(self._to_write))
            piece = self._to_write.popleft()
        if self._attempt(piece, lambda: self._patiently(lambda: self._put(piece))):
            assert piece.photo
            size = piece.photo.size
            piece.photo = None
            self._settle(piece, lambda: self._ledger.done(piece.work.source, size, piece.seconds))

    def _put(self, piece: _Piece) -> None:
        photo = piece.photo
        assert photo
        self._timed(piece, lambda: work.write(photo, piece.work, self._plan))

    def _attempt(self, piece: _Piece, act: Callable[[], None]) -> bool:
        """Whether `act` went well; otherwise the photo has failed, and the rest goes on."""
        try:
            act()
        except Cancelled:
            raise
        except Exception as error:
            reason = work.reason(error)
            self._settle(piece, lambda: self._ledger.failed(piece.work.source, reason))
            return False
        return True

    def _settle(self, piece: _Piece, note: Callable[[], None]) -> None:
        with self._news:
            if self._closed:
                raise Cancelled
        self._patiently(note)
        with self._news:
            self._flying.remove(piece)
        self.room.leave(piece.bytes)

    def _patiently(self, act: Callable[[], T]) -> T:
        """`act`; while the disk is full the batch pauses, and then it is tried again."""
        while True:
            try:
                return act()
            except DiskFull as error:
                self._batch.pause(str(error))
                self._wait_for(lambda: not self._batch.paused)

    def _timed(self, piece: _Piece, act: Callable[[], T]) -> T:
        began = time.monotonic()
        result = act()
        piece.seconds += time.monotonic() - began
        return result

    def _pass_on(self, piece: _Piece, queue: deque[_Piece], *, first: bool = False) -> None:
        with self._news:
            queue.appendleft(piece) if first else queue.append(piece)
            self._news.notify_all()

    def _wait_for(self, ready: Callable[[], bool]) -> None:
        with self._news:
            self._news.wait_for(lambda: self._stopping or ready())
            self._check()

    def _check(self) -> None:
        if self._stopping:
            raise Cancelled

    def _moved(self, job: Job, done: float) -> None:
        """What a tool at work reports; a photo that is edited is as good as done."""
        with self._news:
            self._editing[job] = done / max(1, len(self._ledger.record.items))
