"""In the confined process: a foreign file is read, recognised, written in our form, and proven to work.

What happens is told on the standard output, a JSON line each: {"done": 0.3, "text": "…"}, or {"refused": "a sentence"}.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import copy_model, in_kept_types, name_of, read_info, replace_file, save_model, unusable
from ganstudio.engine.store import Store
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.library.adoption import limits
from ganstudio.library.card import FILE

if TYPE_CHECKING:
    from ganstudio.library.found import Found

REFUSED = 2
"""Exit code: the reason has been told."""
FAILED = 1
"""The same, and who has started this writes down what went wrong: the log is out of reach here."""
_TITLE = 80


def serve(path: Path, target: Path) -> int:
    """Turn `path` into a model file of ours, `target`, within limits that stay for the rest of the process."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _tell(done=0.0, text=_("Reading the file"))
    length = path.stat().st_size if path.exists() else 0
    limits.confine(length, target.parent)
    try:
        prove(
            path,
            target,
            Job(lambda done, text: _tell(done=done, text=text)),
            functools.partial(limits.admit_torch, length),
        )
    except GanstudioError as problem:
        _tell(refused=str(problem))
        return REFUSED
    except MemoryError:
        _tell(refused=str(unusable(path, _("it does not fit into the memory that a model may take"))))
        return REFUSED
    except Exception:
        traceback.print_exc()
        _tell(refused=str(unusable(path, _("its weights make no network that works"))))
        return FAILED
    return 0


def prove(path: Path, target: Path, job: Job, ready: Callable[[], None] = lambda: None) -> None:
    """Read, recognise, write and try; `ready` is called before torch is imported.

    Raises ModelError, and whatever networks raise that are made of nonsense.
    """
    from ganstudio.library.reading.checkpoint import is_ours

    if is_ours(path):
        replace_file(target, lambda file: copy_model(path, file, job.part(0.0, 0.7)))
        ready()
    else:
        _bring(path, target, job, ready)
    job.progress(0.7, _("Trying the model"))
    try:
        Store([target.parent]).load(read_info(target))
    except GanstudioError as problem:  # it names our copy, of which nobody knows
        raise type(problem)(str(problem).replace(target.name, path.name)) from problem
    job.progress(1.0)


def _bring(path: Path, target: Path, job: Job, ready: Callable[[], None]) -> None:
    """Read and recognise a file of others, and write it in our form."""
    from ganstudio.library.reading.checkpoint import read

    weights = read(path, job.part(0.0, 0.3), ready)
    job.progress(0.3, _("Finding out what it is"))
    from ganstudio.library.adoption.recognise import (
        recognise,  # imports torch, which most that is refused does not need
    )

    found = recognise(weights, path)
    save_model(target, in_kept_types(found.weights), _words(path, found))


def _words(path: Path, found: Found) -> dict[str, Any]:
    """What the file says of itself: who has made it is what nobody must forget."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    name, stem = (os.fsencode(each).decode(errors="replace") for each in (path.name, path.stem))  # may be no text
    origin = {
        FILE: name,
        "source sha256": digest,
        "family": found.title,
    }
    return {
        "name": name_of(path.stem),
        "title": (stem.strip() or found.title or "model")[:_TITLE],
        "task": found.task,
        "architecture": found.architecture,
        "config": dict(found.config),
        "card": {"licence": "", **origin, **found.card},
    }


def _tell(**words: Any) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def _end_with_parent() -> None:
    """Whoever has started this holds the other end of the standard input for as long as the answer is wanted."""
    # Not by sys.stdin: its lock would be held when this process ends by itself.
    while os.read(0, 1):
        pass
    os._exit(REFUSED)
