"""A batch done by other computers: the workers of a Dask cluster take photos, the journal stays here."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ganstudio.batch import station, work
from ganstudio.batch.ledger import Changed
from ganstudio.batch.pace import Pace
from ganstudio.batch.signs import ordered
from ganstudio.batch.station import Order, Outcome
from ganstudio.batch.work import Work
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import DiskFull, GanstudioError
from ganstudio.extras import advice
from ganstudio.i18n import _

if TYPE_CHECKING:
    from ganstudio.batch.batch import Batch, Paused

PATIENCE = 30.0
"""Seconds to wait for the scheduler, and then for a first worker."""
AHEAD = 2
"""Photos given out for each thread of a worker, so that it need not wait for its next."""
_TICK = 0.1
_COUNT = 1.0
"""Seconds between two looks at who is there."""

T = TypeVar("T")


def run(batch: Batch, address: str, store: Store, job: Job, changed: Changed, paused: Paused) -> None:
    """As `Batch.run`, by the workers of the scheduler at `address`. Photos of a worker that dies are done by others.

    Raises GanstudioError too where a worker does not see the folders or has other models, and where the scheduler goes
    away. A pause lets the photos be finished that are at work.
    """
    with batch.at_work(store, changed), _connected(address) as client:
        _Crew(batch, client, job, paused).run()


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError:
        raise GanstudioError(f"{_('Work on a cluster needs Dask, which is not there.')} {advice('cluster')}") from None
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is told in our words
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        text = _("There is no Dask scheduler at {address} ({reason}). Its address looks like tcp://computer:8786.")
        raise GanstudioError(text.format(address=address, reason=error)) from error
    with client:
        yield client


class _Crew:
    """All workers, and what they are at."""

    def __init__(self, batch: Batch, client: Any, job: Job, paused: Callable[[str], None]) -> None:
        self._batch, self._client, self._job, self._tell_paused = batch, client, job, paused
        self._ledger, self._news = batch.ledger, batch.ledger.news
        self._pace = Pace(self._ledger)
        self._out: dict[Any, Work] = {}
        """The photos given out, by their futures."""
        self._suspects: list[Work] = []
        """Photos whose workers died; others were at work there too, so each is tried once more, alone."""
        self._alone = False
        self._threads, self._next_count = 0, 0.0
        self._told = 0, ""

    def run(self) -> None:
        """Blocks until no photo waits or is at work."""
        from distributed import Event

        stop = Event(f"ganstudio-{secrets.token_hex(8)}", client=self._client)
        with ordered(self._batch, stop.name) as order:
            try:
                self._assemble(order)
                while self._out or self._suspects or self._ledger.waiting:
                    self._give_out(order)
                    self._tell()
                    self._take_back()
                self._job.progress(1, self._pace.text(1))
            finally:
                self._dismiss(stop)

    def _assemble(self, order: Order) -> None:
        """Refuse to begin where nobody is there, or somebody who cannot do the work."""
        end = time.monotonic() + PATIENCE
        while not self._count():
            self._job.progress(0, _("Waiting for workers"))
            if time.monotonic() > end:
                text = _("No worker has joined the cluster; on each computer, start one: dask worker {address}")
                raise GanstudioError(text.format(address=self._client.scheduler.address))
            time.sleep(_TICK)
        for worker, lacking in self._client.run(station.lacks, order, on_error="return").items():
            if isinstance(lacking, BaseException):
                lacking = _("ganstudio does not run there: {reason}").format(reason=lacking)
            if lacking:
                raise _unfit(worker, lacking)

    def _give_out(self, order: Order) -> None:
        """As many photos as keep all workers busy; a suspect alone."""
        self._alone = self._alone and bool(self._out)
        while not self._batch.paused and not self._alone and len(self._out) < AHEAD * self._count():
            if self._suspects and self._out:
                return
            self._alone = bool(self._suspects)
            task = self._suspects.pop() if self._suspects else self._patiently(self._ledger.take)
            if task is None:
                return
            # The name is the batch's own from now on: who does the photo again after a death may replace the result.
            future = self._client.submit(station.do, order, replace(task, replace=True), pure=False)
            self._out[future] = task
            future.add_done_callback(self._wake)

    def _wake(self, _future: Any) -> None:
        with self._news:
            self._news.notify_all()

    def _tell(self) -> None:
        """Progress and pauses; raises Cancelled."""
        paused = self._batch.paused
        now = self._batch.pauses, paused
        if now != self._told and (paused or self._told[1]):
            self._tell_paused(paused)
        self._told = now
        self._pace.tick(going=not paused)
        share = self._pace.share(0)
        waiting = "" if self._threads else _("Waiting for workers")
        self._job.progress(share, paused or waiting or self._pace.text(share))

    def _take_back(self) -> None:
        """Settle what has been done meanwhile."""
        if self._client.status != "running":
            raise _lost()
        with self._news:
            self._news.wait_for(lambda: any(future.done() for future in self._out), _TICK)
        for future in [future for future in self._out if future.done()]:
            with suppress(TimeoutError):  # the result went down with its worker, and is made again
                self._patiently(partial(self._settle, self._out[future], _outcome(future)))
                del self._out[future]

    def _settle(self, task: Work, outcome: Outcome | None) -> None:
        if outcome is None and not self._alone:
            self._suspects.append(task)
            return
        if outcome is None:
            reason = _("The workers that had this photo died; it may be too large for their memory.")
            outcome = Outcome(reason=reason)
        if outcome.unfit:
            raise _unfit(outcome.unfit, outcome.reason)
        if outcome.full:
            self._ledger.put_back(task.source)
            self._batch.pause(outcome.reason)
        elif outcome.reason:
            self._ledger.failed(task.source, outcome.reason)
        else:
            self._ledger.done(task.source, outcome.size, outcome.seconds)

    def _patiently(self, act: Callable[[], T]) -> T:
        """`act`; while the disk of the journal is full the batch pauses, and then it is tried again."""
        while True:
            try:
                return act()
            except DiskFull as error:
                self._batch.pause(str(error))
                while self._batch.paused:
                    self._tell()
                    time.sleep(_TICK)

    def _count(self) -> int:
        """Threads of all workers that are there."""
        if time.monotonic() > self._next_count:
            self._next_count = time.monotonic() + _COUNT
            try:
                self._threads = sum(self._client.nthreads().values())
            except OSError:
                raise _lost() from None
        return self._threads

    def _dismiss(self, stop: Any) -> None:
        """Nobody does any more what is still out; a photo that is just being written is written whole."""
        if self._out and self._client.status == "running":
            with suppress(OSError):
                stop.set()
                self._client.cancel(list(self._out))
        for task in (*self._suspects, *reversed(self._out.values())):
            self._ledger.put_back(task.source)


def _outcome(future: Any) -> Outcome | None:
    """What a future that is done says; None where the workers died. Raises TimeoutError where it is done no more."""
    from distributed.scheduler import KilledWorker

    if future.status in ("cancelled", "lost"):
        raise _lost()
    error = future.exception(timeout=_TICK)
    if isinstance(error, KilledWorker):
        return None
    if error:
        return Outcome(reason=work.reason(error))
    outcome: Outcome = future.result(timeout=_TICK)
    return outcome


def _unfit(worker: str, lacking: str) -> GanstudioError:
    text = _("The worker {name} cannot do this batch: {reason}.")
    return GanstudioError(text.format(name=worker, reason=lacking.rstrip(".")))


def _lost() -> GanstudioError:
    return GanstudioError(_("The connection to the cluster is lost. What is done stays; start the same batch again."))
