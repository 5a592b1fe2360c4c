"""How the computers of a cluster know that they mean the same folders: files that all of them must see."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ganstudio import __version__
from ganstudio.batch.station import Order, Sign
from ganstudio.errors import FileError
from ganstudio.i18n import _, language

if TYPE_CHECKING:
    from ganstudio.batch.batch import Batch
    from ganstudio.batch.plan import Plan


@contextmanager
def ordered(batch: Batch, stop: str) -> Iterator[Order]:
    """The order for all photos of `batch`, whose signs are there inside; raises FileError where none can be put up."""
    plan = batch.plan
    roots = _roots(plan)
    results = (plan.output,) if plan.output else roots
    put = tuple(folder / f".ganstudio-{secrets.token_hex(6)}.part" for folder in results)
    try:
        for path in put:
            _put_up(path)
        signs = (*(Sign.of(path) for path in put), *_photos(batch, roots))
        models = batch.ledger.record.models or {}
        # Thousands of files may have been named; they need not travel with each photo.
        yield Order(replace(plan, inputs=()), models, __version__, language(), signs, results, stop)
    finally:
        for path in put:
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _roots(plan: Plan) -> tuple[Path, ...]:
    """The folders named, and those of the files named."""
    return tuple(dict.fromkeys(path if path.is_dir() else path.parent for path in plan.inputs))


def _put_up(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.name)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(_("{name} cannot be written: {reason}.").format(name=path.parent, reason=reason)) from error


def _photos(batch: Batch, roots: tuple[Path, ...]) -> Iterator[Sign]:
    """A photo of each folder; the folder itself where none of its photos can be read."""
    left = dict.fromkeys(roots)
    for item in batch.items:
        root = next((folder for folder in item.source.parents if folder in left), None)
        if root:
            with suppress(OSError):
                yield Sign.of(item.source)
                del left[root]
        if not left:
            return
    yield from (Sign(root, "") for root in left)
