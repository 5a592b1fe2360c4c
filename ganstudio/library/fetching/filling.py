"""The bytes that a part lacks, asked for until they are there: from where it ends, of the same version of the file.

`Range` and `If-Range` as in RFC 9110, sections 13.1.5 and 14; a server that knows neither sends all of it again.
"""

from __future__ import annotations

import contextlib
import re
import time

from ganstudio.engine.job import Job
from ganstudio.errors import NetworkError
from ganstudio.i18n import _
from ganstudio.library.fetching import wire
from ganstudio.library.fetching.pace import Pace
from ganstudio.library.fetching.part import Part
from ganstudio.library.fetching.unreached import Broken, refused

TRIES = 3
"""How often in a row a connection may end without having brought anything."""
MOST = 50
"""How often it may end at all."""
_PAUSE = 0.5  # seconds before a broken connection is tried again
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


def fill(part: Part, url: str, size: int, job: Job) -> None:
    """Add bytes of the file at `url` until `part` has `size` of them, as long as each question brings some.

    Raises NetworkError, OSError where they cannot be written, Cancelled.
    """
    pace, idle, problem = Pace(size, part.length), 0, ""
    for _time in range(MOST):
        if part.length == size:
            return
        before = part.length
        try:
            _ask(part, url, size, pace, job)
        except Broken as broken:
            problem = str(broken)
        idle = 0 if part.length > before else idle + 1
        if idle == TRIES:
            break
        if part.length < size:
            _wait(_PAUSE, job)
    if part.length < size:
        raise NetworkError(problem or _("The server ends again and again before the file does; try again later."))


def _ask(part: Part, url: str, size: int, pace: Pace, job: Job) -> None:
    """One question, and what the answer brings."""
    headers = {"Accept-Encoding": "identity"}
    if part.length:
        headers["Range"] = f"bytes={part.length}-"
        if part.mark:
            headers["If-Range"] = part.mark
    with wire.asked(url, headers, job) as answer:
        if answer.status == 416 or (answer.status == 206 and not _continues(answer, part.length, size)):
            part.discard()
            return
        if answer.status not in (200, 206):
            raise refused(answer.status, answer.host)
        if answer.status == 200:
            _check_length(answer, size)
            part.discard()
        part.open(_mark(answer))
        with contextlib.closing(part):
            for block in answer.blocks:
                if part.length + len(block) > size:
                    part.discard()
                    raise _other(answer.host)
                part.add(block)
                pace.tell(part.length, job)


def _continues(answer: wire.Answer, begun: int, size: int) -> bool:
    """Whether what comes is what is missing."""
    told = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    return told is not None and int(told[1]) == begun and told[2] in ("*", str(size))


def _check_length(answer: wire.Answer, size: int) -> None:
    length = answer.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) != size:
        raise _other(answer.host)


def _other(host: str) -> NetworkError:
    sentence = _("{host} offers another file: its length is not the one in the list. Nothing of it was kept.")
    return NetworkError(sentence.format(host=host))


def _mark(answer: wire.Answer) -> str:
    """What tells this version of the file from others: a strong ETag, or the time it was changed."""
    tag = answer.headers.get("ETag", "")
    return tag if tag and not tag.startswith("W/") else answer.headers.get("Last-Modified", "")


def _wait(seconds: float, job: Job) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        job.check()
        time.sleep(0.05)
