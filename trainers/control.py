"""What a watcher asks of a run that is at work in another process: files in its folder, taken at the next step."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from trainers.written import refused

_FOLDER = "asked"


class Ask(Enum):
    """PAUSE frees the device until RESUME; STOP saves and ends; SNAPSHOT keeps a checkpoint and a model of now."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    SNAPSHOT = "snapshot"


def ask(folder: Path, what: Ask) -> None:
    """Ask `what` of the run in `folder`. Raises FileError where that cannot be written there."""
    place = folder / _FOLDER
    try:
        place.mkdir(exist_ok=True)
        (place / what.value).touch()
    except OSError as error:
        raise refused(place, error) from error


def take(folder: Path) -> list[Ask]:
    """What was asked since the last time, in the order of asking; it is no longer asked then."""
    place = folder / _FOLDER
    found = [(place / each.value, each) for each in Ask if (place / each.value).exists()]
    found.sort(key=lambda item: item[0].stat().st_mtime_ns)
    for path, _each in found:
        path.unlink(missing_ok=True)
    return [each for _path, each in found]


def forget(folder: Path, before: float) -> None:
    """Take back what was asked of the run in `folder` before that time (seconds since 1970), when nobody heard it."""
    for each in Ask:
        path = folder / _FOLDER / each.value
        try:
            if path.stat().st_mtime < before:
                path.unlink()
        except FileNotFoundError:
            continue
