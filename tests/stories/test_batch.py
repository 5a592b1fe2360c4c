"""Story: a person tries an edit on one photo, saves it as a workflow, and does it to all photos of the last years."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from ganstudio.cli import main
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.image.document import Document
from ganstudio.image.edit import Edit
from ganstudio.image.files import open_photo
from ganstudio.tools import workflow
from ganstudio.tools.tool import Context

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"
Ganstudio = Callable[..., int]


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Sixty photos of three years, and a file that was cut off when it was copied."""
    small = [cv2.resize(cv2.imread(str(path)), (60, 40)) for path in sorted(SAMPLES.glob("*.png"))]
    for index in range(60):
        path = tmp_path / "Bilder" / str(2020 + index // 20) / f"IMG_{index}.{('jpg', 'png')[index % 2]}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(cv2.imencode(path.suffix, small[index % len(small)])[1].tobytes())
    cut = tmp_path / "Bilder" / "2021" / "IMG_30.jpg"
    cut.write_bytes(cut.read_bytes()[:300])
    return tmp_path / "Bilder"


def saved_workflow(photo: Path, path: Path) -> None:
    """What was done to `photo` in the window, saved."""
    document = Document(open_photo(photo))
    for edit in (Edit("upscale", {"scale": 2.0, "strength": 0.0}), Edit("rotate", {"turn": "left"})):
        context = Context(Engine(Store()), Job(), edit.seed)
        result = workflow.tool_of(edit).run(document.photo, workflow.params_of(edit), context)
        document.apply(edit, result)
    workflow.save(workflow.of_document(document, "large and upright"), path)
    document.close()


def test_a_folder_is_done_although_the_power_fails(
    pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved_workflow(pictures / "2020" / "IMG_0.jpg", tmp_path / "large.json")
    out, report = tmp_path / "out", tmp_path / "report.csv"
    words = ["batch", str(pictures), "-o", str(out), "--steps", str(tmp_path / "large.json"), "--recursive"]
    words += ["--pattern", "{name}_{scale}", "--format", "jpeg", "--report", str(report)]

    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "ganstudio", *words]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as program:
        assert program.stdout
        for _line in range(15):
            assert "→" in program.stdout.readline()
        program.kill()
    assert 15 <= len(list(out.rglob("*.jpg"))) < 59

    assert main([*words, "--resume"]) == 2, "one photo is broken"
    said = capsys.readouterr()
    assert "IMG_30.jpg is damaged" in said.err
    assert said.out.splitlines()[-1] == "60 photos: 59 done, 1 failed."
    expected = {f"{2020 + index // 20}/IMG_{index}_x2.jpg" for index in range(60)} - {"2021/IMG_30_x2.jpg"}
    there = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file() and not path.name.startswith(".")}
    assert there == expected
    result = cv2.imdecode(np.fromfile(out / "2022" / "IMG_45_x2.jpg", np.uint8), cv2.IMREAD_COLOR)
    assert result.shape == (120, 80, 3)

    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["state"] for row in rows].count("done") == 59
    assert [Path(row["source"]).name for row in rows if row["reason"]] == ["IMG_30.jpg"]

    whole = pictures / "2021" / "IMG_32.jpg"
    (pictures / "2021" / "IMG_30.jpg").write_bytes(whole.read_bytes())
    assert main([*words, "--resume", "--retry"]) == 0
    assert (out / "2021" / "IMG_30_x2.jpg").exists()
