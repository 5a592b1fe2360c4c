"""One log for all processes of the program: warnings and bugs are written down, so that they can be reported.

What came from outside, as names of files, stands in it between two signs that nobody sees: a report leaves it out.
"""

from __future__ import annotations

import logging
import logging.handlers
import platform
import sys
import traceback
from collections.abc import Mapping
from numbers import Number
from pathlib import Path
from typing import Any

from ganstudio import __version__
from ganstudio.atomic import take
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.paths import log_file

FROM, TO = "\u2068", "\u2069"
"""Unicode's isolates: what stands between them is set by itself, from whichever side its script is read."""
LARGEST, KEPT = 1_000_000, 3
"""Bytes of the log, and how many older ones are kept beside it."""
SPEAKERS = ("py.warnings", "qt")
"""Loggers whose messages are of libraries, and say what matters where ours have what came from outside."""
_PATIENCE = 2.0  # seconds to wait for another process that writes


def begin() -> None:
    """From now on warnings of this process go into the log, beside the terminal where they went before."""
    root = logging.getLogger()
    for old in [each for each in root.handlers if isinstance(each, LogFile)]:
        root.removeHandler(old)
    root.addHandler(LogFile(log_file()))
    if logging.lastResort and logging.lastResort not in root.handlers:
        root.addHandler(logging.lastResort)
    logging.getLogger("ganstudio").setLevel(logging.INFO)


def system() -> str:
    """What runs here, in one line, for whoever reads a report."""
    return f"ganstudio {__version__}, Python {platform.python_version()}, {platform.platform()}"


def write_bug(error: BaseException) -> str:
    """Add the traceback of `error` to the log and give the sentence for the user."""
    path, told = log_file(), (type(error), error, error.__traceback__)
    record = logging.LogRecord("ganstudio", logging.ERROR, "", 0, system(), None, told)
    if not LogFile(path).write(record):
        return _("Something went wrong inside ganstudio: {error}.").format(error=repr(error))
    return _("Something went wrong inside ganstudio: {error}. The details are in {path}.").format(
        error=repr(error), path=path
    )


class LogFile(logging.handlers.RotatingFileHandler):
    """Opened for each record, under a lock: several processes write into it, and each may put it aside when it is
    full."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", errors="backslashreplace", delay=True
        )
        self.setFormatter(_Lines("%(asctime)s  %(levelname)s  %(name)s  %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.write(record)

    def write(self, record: logging.LogRecord) -> bool:
        """Add a record; where that cannot be done it goes to the terminal. Whether it is in the file."""
        from filelock import FileLock, Timeout

        path = Path(self.baseFilename)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = FileLock(f"{path}.lock", timeout=_PATIENCE)
            try:
                take(lock)
                super().emit(record)
            except Timeout:  # whoever holds the lock is stuck; a line that stands between two others does no harm
                logging.FileHandler.emit(self, record)
            finally:
                lock.release()
        except OSError:
            print(self.format(record), file=sys.stderr)
            return False
        finally:
            self._let_go()
        return True

    def handleError(self, record: logging.LogRecord) -> None:
        raise  # on to `write`: this is called while an error is dealt with

    def _let_go(self) -> None:
        if self.stream:
            self.stream.close()
            self.stream = None


class _Lines(logging.Formatter):
    """Marks what came from outside."""

    def format(self, record: logging.LogRecord) -> str:
        args = record.args if record.name in SPEAKERS else _marked(record.args)
        # A copy: others that write the record down shall not find our words in it, nor we theirs.
        return super().format(logging.makeLogRecord({**vars(record), "args": args, "exc_text": None}))

    def formatException(self, told: Any) -> str:
        text = "".join(traceback.format_exception(told[1]))
        for error in _chain(told[1]):
            if isinstance(error, (OSError, GanstudioError)) and str(error):  # they name files
                text = text.replace(str(error), f"{FROM}{error}{TO}")
        return text.rstrip("\n")


class _Outside:
    """Something that a message is about."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __str__(self) -> str:
        return f"{FROM}{self._value}{TO}"

    def __repr__(self) -> str:
        return f"{FROM}{self._value!r}{TO}"


def _marked(args: Any) -> Any:
    if isinstance(args, Mapping):
        return {name: _mark(value) for name, value in args.items()}
    return tuple(_mark(value) for value in args) if isinstance(args, tuple) else args


def _mark(value: object) -> object:
    return value if isinstance(value, Number) else _Outside(value)


def _chain(error: BaseException | None) -> list[BaseException]:
    """The exception, and those it came from."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
