"""Labels of other faces carried to those that are trained on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np

from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from trainers.data import find
from trainers.face_data import held_out, known
from trainers.face_judge import SIDE, Grey, Judge, Values, seen
from trainers.face_labels import Label

_WIDTHS = (1.0, 0.9, 0.8)
"""Parts of the other pictures that a training face may show: where the search for the right one begins."""


def read_off(labels: list[Label], folder: Path, data: tuple[Path, ...]) -> tuple[list[Label], Mapping[str, float]]:
    """`labels` of the faces in `folder` carried to the training faces below `data`; and for each how well it is told
    on faces of `folder` that were held out: the correlation."""
    targets, found = seen(known(data))
    paths, faces = seen(known((folder,)))
    tried, unseen = seen([path for path in find((folder,)) if held_out(path)])
    values = np.stack([label.of(paths) for label in labels], axis=1)
    _check(labels, values, folder)
    lay = frame(faces, found)
    judge = Judge(laid(faces, lay), values)
    truth, said = np.stack([label.of(tried) for label in labels], axis=1), judge(laid(unseen, lay))
    quality = {f"{label.name} told": _correlation(said[:, i], truth[:, i]) for i, label in enumerate(labels)}
    names, judged = [path.name for path in targets], judge(found)
    carried = [
        Label(label.name, dict(zip(names, map(float, judged[:, i]), strict=True)), label.ends)
        for i, label in enumerate(labels)
    ]
    return carried, quality


def frame(others: Grey, ours: Grey) -> Values:
    """(2, 3): from pixels of `ours` (N, S, S) to those of `others`, such that the mean faces lie on each other.

    Collections of faces show more or less around a face. By correlation (ECC: Evangelidis and Psarakis 2008); where
    there is no likeness, nothing is moved.
    """
    best, likest = np.eye(2, 3, dtype=np.float32), -1.0
    if not len(others) or not len(ours):
        return best
    mean, theirs = (each.mean(0, dtype=np.float32) for each in (ours, others))
    everywhere = np.full(mean.shape, 255, np.uint8)
    for width in _WIDTHS:
        margin = (1 - width) * SIDE / 2
        start = np.array([[width, 0, margin], [0, width, margin]], np.float32)
        enough = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 200, 1e-5)
        try:
            likeness, found = cv2.findTransformECC(mean, theirs, start, cv2.MOTION_AFFINE, enough, everywhere, 3)
        except cv2.error:  # it did not converge
            continue
        if likeness > likest:
            best, likest = np.asarray(found, np.float32), likeness
    return best


def laid(faces: Grey, lay: Values) -> Grey:
    """Faces (N, S, S) moved as `frame` says."""
    way = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    moved = [cv2.warpAffine(face, lay, (SIDE, SIDE), flags=way, borderMode=cv2.BORDER_REPLICATE) for face in faces]
    return np.stack(moved).astype(np.uint8) if moved else faces


def _check(labels: list[Label], values: Values, folder: Path) -> None:
    """Raise GanstudioError where there is nothing to learn from."""
    if not len(values) or np.isnan(values).all(axis=0).any():
        raise GanstudioError(_("The labels name no face in {folder}.").format(folder=folder))
    for label, deviation in zip(labels, np.nanstd(values, axis=0), strict=True):
        if deviation == 0:
            raise GanstudioError(
                _("The label {name} is the same for all faces in {folder}, so that nothing is learnt from it.").format(
                    name=label.name, folder=folder
                )
            )


def _correlation(said: Values, truth: Values) -> float:
    there = ~np.isnan(truth)
    if there.sum() < 2 or truth[there].std() == 0 or said[there].std() == 0:
        return 0.0
    return float(np.corrcoef(said[there], truth[there])[0, 1])
