"""A window at work is killed at random moments: what is open after the next start, and how old what is lost was.

Seeded, but what is hit depends on the machine. `python -m tests.bench.kills [KILLS]`, 100 where nothing is said.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench.table import Row, show
from tests.projects.kills import Outcome, chain, fill

SIZES = {"120 × 90": (120, 90), "24 MP": (6000, 4000)}
SHARE = 10
"""One in so many kills is of a window with large photos: these take longer to open."""
LONGEST = 6.0
"""Seconds after which it is killed at the latest, from the moment on at which all was open again."""


def row(title: str, kills: int, outcomes: list[Outcome]) -> Row:
    """What came of `kills`; one that comes before anything was opened again counts for the next."""
    lost = [outcome.lost for outcome in outcomes]
    for outcome in outcomes:
        for strange in outcome.strange:
            print(strange, file=sys.stderr)
    return {
        "photos": title,
        "kills": kills,
        "in the midst of a start": kills + 1 - len(outcomes),
        "changes made": sum(outcome.edits for outcome in outcomes),
        "photos / steps brought back": f"{sum(o.pages for o in outcomes)} / {sum(o.steps for o in outcomes)}",
        "something lost": sum(age > 0 for age in lost),
        "oldest change lost (s)": max(lost),
        "median (s)": statistics.median([age for age in lost if age] or [0.0]),
        "older than 2 s": sum(age > 2 for age in lost),
        "came back as it never was": sum(bool(outcome.strange) for outcome in outcomes),
        "starts that failed": 0,
        "open again after (s, median)": statistics.median(outcome.opening for outcome in outcomes),
    }


def main(kills: int) -> None:
    """Measure."""
    rows: list[Row] = []
    for title, size in SIZES.items():
        count = kills // SHARE if size[0] > 1000 else kills - kills // SHARE
        with tempfile.TemporaryDirectory() as folder:
            photos = fill(Path(folder) / "photos", 4, size)
            # A start that fails ends the measurement: `chain` says so.
            rows.append(row(title, count, chain(Path(folder) / "home", photos, 7, count, longest=LONGEST)))
    show("Killed at random moments", rows)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
