"""From faces and what is known of them to a network's sliders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.networks.face import FaceNetwork
from trainers import directions
from trainers.fabric import Fabric
from trainers.face import FaceTraining
from trainers.face_data import known, loaded
from trainers.face_judge import Judge, Values, grey, images, seen
from trainers.face_labels import Label, beside, check_names, read_labels
from trainers.face_measures import MEASURES, MIRRORED, skin
from trainers.face_others import read_off

_HELD = 3
"""Columns behind those of the sliders: the skin's colour, which is to stay where a slider moves."""
_AT_ONCE = 64


class Sliders:
    """`names` of what a network will have sliders for, and `values` (F, K + 3) of the training faces `paths`.

    The values are found when they are first needed: before, nothing of them is known but their names.
    """

    def __init__(self, params: FaceTraining, data: tuple[Path, ...]) -> None:
        self._params, self._data = params, data
        path = beside(params.labels, data)
        self._own = read_labels(path) if path else []
        others = (Path(params.others),) if params.others else ()
        path_of_others = beside(params.other_labels, others) if others else None
        self._others = read_labels(path_of_others) if path_of_others else []
        measured = [Label(name, {}) for name in MEASURES] if params.measured else []
        self.labels = check_names([*self._own, *self._others, *measured], path or Path("labels.csv"))
        names = [label.name for label in self.labels]
        if len(set(names)) < len(names):
            raise GanstudioError(_("Two sliders would have the same name; rename a column of the labels."))
        self.paths = known(data)
        self.values: Tensor | None = None

    def find(self, job: Job, fabric: Fabric) -> Mapping[str, float]:
        """Bring the values together; for labels carried over from other faces, how well those are told."""
        told: Mapping[str, float] = {}
        others = self._others
        if others:
            others, told = read_off(others, Path(self._params.others), self._data)
        columns = [label.of(self.paths) for label in (*self._own, *others)]
        measures = [*(MEASURES.values() if self._params.measured else ())]
        rows = np.full((len(self.paths), len(measures) + _HELD), np.nan, np.float32)
        for index, path in enumerate(self.paths):
            job.check()
            _there, face = loaded([path], 64)
            for picture in face.permute(0, 2, 3, 1).numpy():  # NCHW → NHWC
                picture = np.ascontiguousarray(picture)
                rows[index] = [*(measure(picture) for measure in measures), *skin(picture)]
        self.values = torch.from_numpy(np.column_stack([*columns, rows]))
        return told

    def mirrored(self) -> Tensor:
        """(K + 3,): -1 for what changes its sign where a face is mirrored."""
        signs = [-1.0 if self._measured(label) and label.name in MIRRORED else 1.0 for label in self.labels]
        return torch.tensor([*signs, *[1.0] * _HELD])

    def _measured(self, label: Label) -> bool:
        return self._params.measured and label.name in MEASURES

    def reader(self) -> Callable[[Tensor], Values]:
        """What reads the values, (N, K + 3), off pictures (N, 3, S, S) in [0, 1]."""
        there, faces = seen(self.paths)
        assert self.values is not None
        at = {path: index for index, path in enumerate(self.paths)}
        measures = [*(MEASURES.values() if self._params.measured else ())]
        count = len(self.labels) - len(measures)
        judge = Judge(faces, self.values[[at[path] for path in there], :count].numpy()) if count else None

        def read(pictures: Tensor) -> Values:
            shown = images(pictures)
            measured = np.array([[*(way(each) for way in measures), *skin(each)] for each in shown], np.float32)
            return measured if judge is None else np.column_stack([judge(grey(shown)), measured])

        return read


def encoded(network: FaceNetwork, paths: list[Path], job: Job, fabric: Fabric) -> tuple[list[int], Tensor]:
    """Which of the faces could be read, and codes of each and, behind all of them, of its mirror image."""
    there, straight, mirrored = [], [], []
    for start in range(0, len(paths), _AT_ONCE):
        job.check()
        part = paths[start : start + _AT_ONCE]
        found, faces = loaded(part, network.size)
        there += [start + part.index(path) for path in found]
        seen = fabric.to_device(faces).float() / 255
        straight.append(network.encode(seen).float().cpu())
        mirrored.append(network.encode(seen.flip(-1)).float().cpu())
    return there, torch.cat([*straight, *mirrored])


def find_directions(codes: Tensor, values: Tensor, mirrored: Tensor) -> tuple[Tensor, Tensor]:
    """Directions (K + 3, layers, dims) and what reads values off codes (layers · dims, K + 3): of codes of faces and of
    their mirror images, and values of the faces (F, K + 3)."""
    both = directions.standardised(torch.cat([values, values * mirrored]).double())
    flat = codes.flatten(1).double()  # a library's order of summing, other each time, does not show then
    told = directions.readers(flat, both)
    found = directions.directions(flat, both, told)
    return found.view(-1, *codes.shape[1:]).float(), told.float()
