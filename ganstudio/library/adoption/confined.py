"""Seen from outside: a process that may do little reads a file, and is watched; every end of it is a sentence."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import unusable
from ganstudio.errors import ModelError
from ganstudio.i18n import _, language
from ganstudio.library.adoption import limits
from ganstudio.library.adoption.proving import REFUSED
from ganstudio.program import program

_log = logging.getLogger(__name__)
_PATIENCE = 0.05
"""Seconds between two looks at the process."""
_STARTING = 512 << 20
"""Bytes of memory that Python, torch and what knows networks may take by themselves."""
_TAIL = 2000


def prove(path: Path, target: Path, job: Job) -> None:
    """Have `target`, a model file of ours, made of `path`. Raises ModelError, Cancelled."""
    with tempfile.TemporaryFile() as errors, _process(path, target, errors) as process:
        told = _Told(process.stdout)
        reason = _watch(process, told, path, job)
        if process.returncode == 0 and target.exists():
            return
        if process.returncode != REFUSED:
            _log.warning("A model file could not be read (%s): %s", process.returncode, _tail(errors))
        if told.refused:
            raise ModelError(told.refused)
        raise unusable(path, reason or _("reading it ended in a crash; it is damaged, or made to do so"))


@contextmanager
def _process(path: Path, target: Path, errors: IO[bytes]) -> Iterator[subprocess.Popen[str]]:
    """It does not outlive this."""
    words = ["--language", language(), "models", "prove", str(path.absolute()), str(target)]
    process = subprocess.Popen(
        [*program(), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "CUDA_VISIBLE_DEVICES": ""},  # what drivers map goes beyond what it may
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0,
    )
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def _watch(process: subprocess.Popen[str], told: _Told, path: Path, job: Job) -> str:
    """Wait until it has ended, and see to it that it does; gives why it was ended, translated, or nothing."""
    length = path.stat().st_size
    end = time.monotonic() + limits.seconds(length)
    while process.poll() is None:
        job.progress(told.done, told.text)
        if time.monotonic() > end:
            return _ended(process, _("reading it takes too long; it may be made to do so"))
        if _memory(process.pid) > _STARTING + limits.memory(length):
            return _ended(process, _("it takes far more memory than a file of its size may; it may be made to do so"))
        with suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)
    told.join()
    return ""


def _ended(process: subprocess.Popen[str], reason: str) -> str:
    process.kill()
    process.wait()
    return reason


def _memory(pid: int) -> int:
    import psutil

    with suppress(psutil.Error):
        return int(psutil.Process(pid).memory_info().rss)
    return 0


class _Told(threading.Thread):
    """Takes what the process tells as it comes."""

    def __init__(self, lines: IO[str] | None) -> None:
        super().__init__(daemon=True)
        self._lines = lines or ()
        self.done, self.text, self.refused = 0.0, "", ""
        self.start()

    def run(self) -> None:
        for line in self._lines:
            with suppress(ValueError):  # libraries may print something
                self._take(json.loads(line))

    def _take(self, words: Any) -> None:
        if isinstance(words, dict):
            self.done = float(words.get("done", self.done))
            self.text = str(words.get("text", "")) or self.text
            self.refused = str(words.get("refused", self.refused))


def _tail(errors: IO[bytes]) -> str:
    errors.seek(0)
    return errors.read().decode(errors="replace")[-_TAIL:]
