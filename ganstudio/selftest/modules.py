"""Every module that is here is imported: what it lacks in a package shows without its button being pressed."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from ganstudio.selftest.check import Check, agree

EXTRAS = frozenset({"onnx", "onnxruntime", "dask", "distributed", "pillow_heif", "spandrel_extra_arches"})
"""What may be missing: it is installed by who wants it."""
PACKAGES = ("ganstudio", "trainers")


def checks() -> Iterator[Check]:
    """The only one."""
    yield Check("modules", "all are imported", _imported)


def names() -> Iterator[str]:
    """All modules of the program."""
    for package in PACKAGES:
        path = importlib.import_module(package).__path__
        yield from (each.name for each in pkgutil.walk_packages(path, f"{package}."))


def _imported(_folder: Path) -> str:
    importlib.import_module("pyqtgraph")  # asked for by name, beside the window, when curves are wanted
    done, left = 0, []
    for name in names():
        try:
            importlib.import_module(name)
            done += 1
        except ModuleNotFoundError as error:
            agree(str(error.name).partition(".")[0] in EXTRAS, f"{name}: {error}")
            left.append(name)
    agree(done > 100, f"only {done} modules were found")
    return f"{done}, {len(left)} for extras"
