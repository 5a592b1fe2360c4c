"""Which pictures belong together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

Pair = tuple[Path, Path]


def by_name(data: Sequence[Path], paths: Sequence[Path]) -> tuple[list[Pair], list[Path]]:
    """Those of `paths` with equal names (but for the ending) in both folders, and those that are alone."""
    first, second = (
        [(path.relative_to(folder).with_suffix(""), path) for path in paths if path.is_relative_to(folder)]
        for folder in data
    )
    names, partners = {name for name, _path in first}, dict(second)
    both = [(path, partners[name]) for name, path in first if name in partners]
    alone = [path for name, path in first if name not in partners]
    return both, alone + [path for name, path in second if name not in names]
