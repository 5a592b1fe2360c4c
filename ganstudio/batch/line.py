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
"""Seconds that a cancel waits for files that are being read; what comes later is dropped."""

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
        self._engine, self._job, self._tell_paused = engine, job, paused
        self.room = Room(self._news, SEATS, min(BYTES, memory.free() // 4), self._check)
        self._pace = Pace(self._ledger)
        # Guarded by `_news`, as are the states of the batch.
        self._flying: list[_Piece] = []
        self._to_edit: deque[_Piece] = deque()
        self._to_write: deque[_Piece] = deque()
        self._editing: Job | None = None
        self._moving = 0.0
        self._stopping = False
        self._error: Exception | None = None

    def run(self) -> None:
        """Blocks until no photo waits or is at work. Raises Cancelled, or what keeps all photos from being done."""
        readers = [self._thread(self._read) for _index in range(READERS)]
        others = [self._thread(self._edit), *(self._thread(self._write) for _index in range(WRITERS))]
        for thread in (*readers, *others):
            thread.start()
        try:
            self._watch()
        finally:
            self._stop(readers, others)
        if self._error:
            raise self._error

    def _watch(self) -> None:
        """In the thread that called `run`: progress, pauses, cancel, the end."""
        told = ""
        while True:
            with self._news:
                if self._news.wait_for(self._over, _TICK):
                    break
                paused = self._batch.paused
                if paused and self._editing:
                    self._editing.cancel()
            self._pace.tick(going=not paused)
            if paused != told:
                told = paused
                self._tell_paused(told)
            share = self._pace.share(self._moving)
            self._job.progress(share, told or self._pace.text(share))
        if not self._error:
            self._job.progress(1, self._pace.text(1))

    def _over(self) -> bool:
        # In this order: a seat is taken before the photo is.
        return self._error is not None or (not self._ledger.waiting and not self.room.taken)

    def _stop(self, readers: list[threading.Thread], others: list[threading.Thread]) -> None:
        with self._news:
            self._stopping = True
            if self._editing:
                self._editing.cancel()
            self._news.notify_all()
        for thread in others:
            thread.join()
        patience = time.monotonic() + _PATIENCE
        for thread in readers:
            thread.join(max(0, patience - time.monotonic()))
        for piece in self._flying[::-1]:
            self._ledger.put_back(piece.work.source)

    def _thread(self, loop: Callable[[], None]) -> threading.Thread:
        def guarded() -> None:
            try:
                while True:
                    loop()
            except Cancelled:
                pass
            except Exception as error:  # of the journal, or a bug: nothing can go on
                with self._news:
                    self._error = self._error or error
                    self._news.notify_all()

        return threading.Thread(target=guarded, name=f"batch {loop.__name__}", daemon=True)

    def _read(self) -> None:
        """One photo from the disk."""
        self._wait_while_paused()
        self.room.enter()
        taken = self._patiently(self._ledger.take)
        if taken is None:
            self.room.leave(0)
            with self._news:
                self._news.wait(_TICK)
            self._check()
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

    def _edit(self) -> None:
        """The workflow on one photo; it is begun anew after a pause."""
        self._wait_while_paused()
        piece, job = self._next(self._to_edit), Job(self._moved)
        with self._news:
            self._editing = job
            if self._stopping or self._batch.paused:
                job.cancel()
        try:
            if self._attempt(piece, lambda: self._change(piece, job)):
                self._pass_on(piece, self._to_write)
        except Cancelled:
            self._pass_on(piece, self._to_edit, first=True)
        finally:
            self._editing = None
            self._moving = 0.0

    def _change(self, piece: _Piece, job: Job) -> None:
        photo = piece.photo
        assert photo
        piece.photo = self._timed(piece, lambda: work.edit(photo, self._plan, Context(self._engine, job)))

    def _write(self) -> None:
        """One result to the disk; while that is full, it waits in memory."""
        piece = self._next(self._to_write)
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
                self._wait_while_paused()

    def _timed(self, piece: _Piece, act: Callable[[], T]) -> T:
        began = time.monotonic()
        result = act()
        piece.seconds += time.monotonic() - began
        return result

    def _pass_on(self, piece: _Piece, queue: deque[_Piece], *, first: bool = False) -> None:
        with self._news:
            queue.appendleft(piece) if first else queue.append(piece)
            self._news.notify_all()

    def _next(self, queue: deque[_Piece]) -> _Piece:
        with self._news:
            while not queue:
                self._check()
                self._news.wait()
            self._check()
            return queue.popleft()

    def _wait_while_paused(self) -> None:
        with self._news:
            self._check()
            while self._batch.paused:
                self._news.wait()
                self._check()

    def _check(self) -> None:
        if self._stopping:
            raise Cancelled

    def _moved(self, done: float, _text: str) -> None:
        """What the tool at work reports; a photo that is edited is as good as done."""
        self._moving = done / max(1, len(self._ledger.record.items))
