"""Labels, measurements, and the directions that are found from them."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from ganstudio.errors import GanstudioError
from tests.trainers.test_face import drawn
from trainers import directions
from trainers.face_labels import Label, ends, read_labels, sliders
from trainers.face_measures import hair, lighting, skin, yaw
from trainers.face_others import read_off


def table(folder: Path, text: str) -> Path:
    path = folder / "labels.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_become_labels(tmp_path: Path) -> None:
    rows = "file,age,sex,hair\na.png,20,f,red\nb.png,,m,black\nc.png,30.5,f,grey\n"
    found = read_labels(table(tmp_path, rows))
    assert sliders(found) == "age,sex,hair black,hair grey,hair red"
    assert ends(found) == ":,f:m,:,:,:"
    values = {label.name: label.of([Path("x/a.png"), Path("b.png"), Path("no.png")]) for label in found}
    assert values["age"][0] == 20 and np.isnan(values["age"][1:]).all()
    assert values["sex"][:2].tolist() == [-1, 1]
    assert values["hair black"][:2].tolist() == [-1, 1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,age\na.png,3\n", "no column called file"),
        ("", "no column called file"),
        ('file,"a,b"\na.png,3\n', "comma"),
        ("file," + ",".join(f"column{index}" for index in range(60)) + "\na.png" + ",1" * 60 + "\n", "too many"),
    ],
)
def test_tables_that_cannot_be_used_are_refused(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(GanstudioError, match=said):
        read_labels(table(tmp_path, text))


def test_a_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(GanstudioError, match=r"missing\.csv"):
        read_labels(tmp_path / "missing.csv")


def samples(count: int = 400) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Codes of 12 numbers in which two labels that go together show, and noise; the two labels' own patterns."""
    generator = torch.Generator().manual_seed(0)
    first = torch.randn(count, generator=generator)
    second = 0.7 * first + 0.7 * torch.randn(count, generator=generator)
    patterns = torch.randn(2, 12, generator=generator)
    labels = torch.stack([first, second], dim=1)
    return labels @ patterns + 0.3 * torch.randn(count, 12, generator=generator), labels, patterns


def test_a_direction_is_what_differs_where_only_its_label_does() -> None:
    codes, labels, patterns = samples()
    known = directions.standardised(labels)
    told = directions.readers(codes, known)
    found = directions.directions(codes, known, told)
    for ours, pattern in zip(found, patterns, strict=True):
        assert torch.cosine_similarity(ours, pattern, dim=0) > 0.95
    moves = found @ told
    assert moves.diagonal().min() > 1.5  # of two standard deviations; a ridge reads a little less
    assert (moves - moves.diagonal().diag()).abs().max() < 0.01


def test_what_is_not_known_does_not_count() -> None:
    values = torch.tensor([[1.0], [3.0], [float("nan")]])
    assert directions.standardised(values)[:, 0].tolist() == [-1, 1, 0]
    constant = directions.standardised(torch.ones(5, 1))
    codes = torch.randn(5, 3)
    assert torch.isfinite(directions.directions(codes, constant, directions.readers(codes, constant))).all()


def test_light_from_one_side_is_measured_whatever_the_skin() -> None:
    ramp = np.linspace(60, 180, 64)[None, :, None].repeat(64, 0).repeat(3, 2)
    face = ramp.astype(np.uint8)
    mirrored = np.ascontiguousarray(face[:, ::-1])
    assert lighting(face) > 0.2
    assert lighting(mirrored) == pytest.approx(-lighting(face), abs=0.01)
    assert lighting((face * 0.5).astype(np.uint8)) == pytest.approx(lighting(face), abs=0.02)


def test_yaw_is_where_the_axis_of_the_face_lies() -> None:
    face = cv2.resize(drawn(np.random.default_rng(0), 0.6), (64, 64))
    shifts = [yaw(np.roll(face, shift, axis=1)) for shift in (-4, 0, 4)]
    assert shifts[0] < shifts[1] - 1 < shifts[2] - 2
    assert yaw(np.ascontiguousarray(face[:, ::-1])) == pytest.approx(-shifts[1], abs=1.1)


def test_hair_is_measured_around_the_face_and_skin_within() -> None:
    face = np.full((64, 64, 3), 40, np.uint8)
    cv2.ellipse(face, (32, 33), (22, 28), 0, 0, 360, (220, 180, 160), -1)
    lighter = np.where(face == 40, 200, face).astype(np.uint8)
    assert hair(lighter) > hair(face) + 30
    assert skin(lighter) == pytest.approx(skin(face), abs=3)


def test_a_classifier_of_one_collection_labels_another(tmp_path: Path) -> None:
    random, truth = np.random.default_rng(0), {}
    for name in ("there", "here"):
        (tmp_path / name).mkdir()
        for index in range(24):
            face, smile = drawn(random, index % 2), float(index % 2)
            if name == "there":
                face = cv2.cvtColor(cv2.cvtColor(face, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
            cv2.imwrite(str(tmp_path / name / f"{index}.png"), face)
            truth[f"{index}.png"] = smile
    labels, told = read_off([Label("smile", truth)], tmp_path / "there", (tmp_path / "here",))
    assert set(told) == {"smile told"}
    with pytest.raises(GanstudioError, match="the same for all"):
        read_off([Label("hat", dict.fromkeys(truth, 1.0))], tmp_path / "there", (tmp_path / "here",))
    read = labels[0].values
    assert np.corrcoef([read[name] for name in read], [truth[name] for name in read])[0, 1] > 0.5
