"""A part of what `python -m tests.bench.checkpoints` tries with two thousand files."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from ganstudio.engine.job import Job
from ganstudio.errors import ModelError
from ganstudio.library.adoption import recognise
from ganstudio.library.adoption.proving import prove
from ganstudio.library.families import FAMILIES
from tests.library import fuzz

COUNT = 150


@pytest.mark.filterwarnings("ignore:Initializing zero-element")
def test_damaged_checkpoints_are_refused_in_words_or_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognise, "RECOGNISERS", FAMILIES)  # spandrel takes seconds to begin
    canary, target = tmp_path / "canary", tmp_path / "made" / "model.safetensors"
    for name, content in fuzz.seeds().items():
        if name.startswith("imdn"):  # undamaged, they work
            (tmp_path / name).write_bytes(content)
            prove(tmp_path / name, target, Job())
            (tmp_path / name).unlink()
    threads, worked = threading.active_count(), 0
    for number, (name, content) in enumerate(fuzz.mutations(COUNT, canary, seed=1)):
        path = tmp_path / f"{number}-{name}"
        path.write_bytes(content)
        try:
            prove(path, target, Job())
            worked += 1
        except ModelError as problem:
            assert path.name in str(problem)
        assert not canary.exists(), name
        path.unlink()
    assert 0 < worked < COUNT / 2
    assert threading.active_count() == threads
    assert {each.name for each in tmp_path.rglob("*")} <= {"made", "model.safetensors"}
