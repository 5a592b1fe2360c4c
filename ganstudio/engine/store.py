"""Finding, adopting and loading models. Listing imports no torch.

One name, one model: of two files with the same name the bundled one counts, then the first by file name, so that an
edit saved with a bundled model's name means the same on every computer. Adopting a file under a name that is taken
gives it the next free one: "name-2".
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ganstudio import atomic, paths
from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import SUFFIX, ModelInfo, copy_model, read_info, replace_file, save_model
from ganstudio.errors import ModelError
from ganstudio.i18n import _

if TYPE_CHECKING:
    from torch import nn

    from ganstudio.networks.architecture import Traits

__all__ = ["DEFAULTS", "ModelInfo", "Store", "read_info", "save_model"]

DEFAULTS = {
    "upscale": "upscale-x4-faithful",
    "inpaint": "inpaint",
    "damage": "damage",
    "blend": "blend",
    "colorize": "colorize",
    "style": "pencil",
    "align": "align",
    "face": "faces",
}
"""Task → the model that an empty name means, where it is there."""

_log = logging.getLogger(__name__)


class Store:
    """The models in `folders`: the first holds the bundled ones, the last is where adopted ones go."""

    def __init__(self, folders: Iterable[Path] | None = None) -> None:
        self._folders = tuple(folders) if folders is not None else (paths.resource("models"), paths.models_folder())
        self._told: set[Path] = set()  # listing is frequent, a warning once is enough
        self._known: dict[Path, tuple[tuple[int, int], ModelInfo | None]] = {}
        self._lent: dict[str, ModelInfo] = {}

    @property
    def folder(self) -> Path:
        """Where the user's own models are."""
        return self._folders[-1]

    def list(self, task: str | None = None) -> tuple[ModelInfo, ...]:
        """Every usable model (of one task), the bundled ones first, those on trial last. Files that are not models are
        passed over."""
        named = self._in_folders()
        for info in self._lent.values():
            named.setdefault(info.name, info)
        return tuple(info for info in named.values() if task in (None, info.task))

    def lend(self, info: ModelInfo) -> None:
        """Count `info`, whose file lies elsewhere, among the models until the program ends: to be tried."""
        self._lent[info.name] = info

    def _in_folders(self) -> dict[str, ModelInfo]:
        named: dict[str, ModelInfo] = {}
        for index, folder in enumerate(self._folders):
            for path in sorted(folder.glob(f"*{SUFFIX}")):
                info = self._read(path, bundled=index == 0 and len(self._folders) > 1)
                hidden = info and named.setdefault(info.name, info) is not info
                if info and hidden and path not in self._told:
                    self._told.add(path)
                    _log.warning("%s is passed over: another model is called %s", path, info.name)
        return named

    def find(self, name: str, task: str = "") -> ModelInfo:
        """The model called `name`; an empty name means the default of `task`. Raises ModelError where there is none."""
        models = self.list(task or None)
        wanted = name or DEFAULTS.get(task, "")
        for info in models:
            if info.name == wanted:
                return info
        if not name and models:
            return models[0]
        if not name:
            raise ModelError(_("There is no model for this task yet; add one or train one."))
        there = ", ".join(info.name for info in models) or _("none")
        raise ModelError(_("There is no model called {name}; there are: {names}.").format(name=name, names=there))

    def add(self, path: Path, job: Job | None = None, *, proven: bool = False) -> ModelInfo:
        """Adopt a model file of ours: it is loaded once to prove it (where it is not `proven`), then copied among the
        user's models.

        A file that is here already gives the model it is; a name that is taken gets a number. Raises ModelError,
        Cancelled.
        """
        info = read_info(path)
        if not proven:
            self.load(info)
        with self.changing():
            if there := self._same(info):
                return there
            name = self.free_name(info.name)
            target = self.folder / (name + SUFFIX)
            replace_file(target, lambda file: copy_model(path, file, job or Job(), name=name))
            return read_info(target)

    def _same(self, info: ModelInfo) -> ModelInfo | None:
        """The model here that has the same weights in the same network."""
        alike = (there for there in self._in_folders().values() if there.shapes == info.shapes)
        same = (there for there in alike if (there.architecture, there.config) == (info.architecture, info.config))
        return next((there for there in same if _weights_digest(there.path) == _weights_digest(info.path)), None)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Windows and commands that change the user's models take turns. Raises ModelError."""
        try:
            with atomic.changing(self.folder / "models"):
                yield
        except OSError as problem:
            sentence = _(
                "Your models in {folder} cannot be changed now: {reason}. Another program may be at it; try again."
            )
            raise ModelError(sentence.format(folder=self.folder, reason=problem.strerror or problem)) from problem

    def load(self, info: ModelInfo) -> nn.Module:
        """The network with its weights, float32, on the CPU, ready to run; raises ModelError where they do not fit."""
        from ganstudio.engine.build import build

        return build(info)

    def traits(self, info: ModelInfo) -> Traits:
        """How the model's network may be used."""
        from ganstudio.engine.build import traits

        return traits(info)

    def _read(self, path: Path, *, bundled: bool) -> ModelInfo | None:
        """The file's own words, read again only where it has changed."""
        try:
            stat = path.stat()
            stamp = (stat.st_mtime_ns, stat.st_size)
            if path not in self._known or self._known[path][0] != stamp:
                self._known[path] = stamp, _told(path, bundled=bundled)  # at once: others may look meanwhile
            return self._known[path][1]
        except OSError as problem:  # which may pass
            _passed_over(path, problem)
            return None

    def free_name(self, name: str) -> str:
        """`name`, with a number where a model or a file is called so."""
        taken = {info.name for info in self.list()} | {
            path.stem for folder in self._folders for path in folder.glob("*")
        }
        number = 2
        free = name
        while free in taken:
            free = f"{name[:60]}-{number}"
            number += 1
        return free


def _weights_digest(path: Path) -> str:
    """What `sha256` says of the weights alone: a file adopted under another name is still the same model."""
    import hashlib

    with path.open("rb") as file:
        file.seek(8 + int.from_bytes(file.read(8), "little"))
        return hashlib.file_digest(file, "sha256").hexdigest()


def _told(path: Path, *, bundled: bool) -> ModelInfo | None:
    """What the file says of itself; None where it is no model. Raises OSError."""
    try:
        return read_info(path, bundled=bundled)
    except ModelError as problem:
        _passed_over(path, problem)
        return None


def _passed_over(path: Path, problem: Exception) -> None:
    _log.warning("%s is passed over: %s", path, problem)
