"""Models of others become ours once; who reads them may do little, and every end of it is a sentence."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest
import safetensors.torch
import torch

from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import save_model
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, ModelError
from ganstudio.i18n import set_language
from ganstudio.library import adopt as adoption
from ganstudio.library import card
from ganstudio.library.adopt import adopt
from ganstudio.library.adoption import confined, limits, proving, recognise
from ganstudio.library.families import FAMILIES
from ganstudio.paths import models_folder
from tests.engine import small
from tests.library import fuzz, hostile


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A small network of others, as they keep it."""
    path = tmp_path / "Ünd 4x!.pth"
    path.write_bytes(fuzz.seeds()["imdn.pth"])
    return path


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, and only few families are known: quicker."""
    monkeypatch.setattr(confined, "prove", proving.prove)
    monkeypatch.setattr(recognise, "RECOGNISERS", FAMILIES)


def test_a_model_of_others_is_among_ours_and_says_whence(model: Path) -> None:
    told: list[tuple[float, str]] = []
    store = Store()
    info = adopt(model, store, Job(lambda done, text: told.append((done, text))))
    assert (info.name, info.title, info.task, info.architecture) == ("und-4x", "Ünd 4x!", "upscale", "imdn")
    assert info.path == models_folder() / "und-4x.safetensors"
    assert card.origin(info) == "imported from Ünd 4x!.pth"
    try:
        set_language("es")
        assert card.origin(info) == "importado de Ünd 4x!.pth", "in the language of whoever reads it"
    finally:
        set_language("en")
    assert info.card["source sha256"] == hashlib.sha256(model.read_bytes()).hexdigest()
    assert info.card["family"] == "IMDN"
    assert store.find("und-4x", "upscale") == info
    assert store.load(info)(torch.rand(1, 3, 8, 9)).shape == (1, 3, 16, 18)
    assert told == sorted(told, key=lambda news: news[0])


@pytest.mark.usefixtures("at_once")
def test_a_model_is_adopted_once(model: Path, tmp_path: Path) -> None:
    store = Store()
    first = adopt(model, store, Job())
    other = tmp_path / "another name.pth"
    other.write_bytes(fuzz.seeds()["imdn-old.pth"])
    third = tmp_path / "third.safetensors"
    third.write_bytes(fuzz.seeds()["imdn.safetensors"])
    assert adopt(model, store, Job()) == adopt(other, store, Job()) == adopt(third, store, Job()) == first
    assert [path.name for path in models_folder().glob("*.safetensors")] == [first.path.name]


@pytest.mark.usefixtures("at_once")
def test_of_two_with_one_name_the_second_gets_a_number(model: Path, tmp_path: Path) -> None:
    first = adopt(model, Store(), Job())
    weights = safetensors.torch.load(fuzz.seeds()["imdn.safetensors"])
    safetensors.torch.save_file({name: each * 2 for name, each in weights.items()}, model)
    assert adopt(model, Store(), Job()).name == f"{first.name}-2"


def test_our_own_models_are_taken_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adoption.confined, "prove", lambda *arguments: pytest.fail("it is ours"))
    path = small.save(tmp_path, "mine")
    assert adopt(path, Store(), Job()).path.read_bytes() == path.read_bytes()


def test_a_network_of_others_in_a_file_of_ours_is_tried_where_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def prove(path: Path, target: Path, job: Job) -> None:
        asked.append(path)
        proving.prove(path, target, job)

    monkeypatch.setattr(confined, "prove", prove)
    header = {"name": "x", "title": "X", "task": "style", "architecture": "onnx", "config": {}, "card": {}}
    save_model(tmp_path / "x.safetensors", {"onnx": torch.zeros(9, dtype=torch.uint8)}, header)
    with pytest.raises(ModelError, match=r"x.safetensors cannot be used"):
        adopt(tmp_path / "x.safetensors", Store(), Job())
    assert asked == [tmp_path / "x.safetensors"]


@pytest.mark.usefixtures("at_once")
@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text there")
def test_a_file_may_be_called_what_is_no_text(model: Path) -> None:
    odd = model.with_name(os.fsdecode(b"m\xe4in.pth"))
    model.rename(odd)
    info = adopt(odd, Store(), Job())
    assert (info.name, info.title, card.origin(info)) == ("min", "m\ufffdin", "imported from m\ufffdin.pth")


def test_what_is_refused_leaves_nothing(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    path = tmp_path / "gift.pth"
    path.write_bytes(hostile.attacks(canary)["os.system beside weights"])
    with pytest.raises(ModelError, match=r"gift.pth cannot be used: it would have posix.system called"):
        adopt(path, Store(), Job())
    assert not canary.exists()
    assert not models_folder().exists()


@pytest.mark.usefixtures("at_once")
def test_weights_that_no_network_has_are_told_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "odd.pth"
    path.write_bytes(hostile.saved(hostile.weights()))
    with pytest.raises(ModelError, match=r"its 9 weights \(layers.0.weight, .*, …\) are those of no network"):
        adopt(path, Store(), Job())


@pytest.mark.usefixtures("at_once")
def test_weights_of_other_shapes_are_no_network(model: Path) -> None:
    weights = safetensors.torch.load(fuzz.seeds()["imdn.safetensors"])
    weights["module.IMDB1.c2.weight"] = weights["module.IMDB1.c2.weight"][:, :-1].contiguous()
    safetensors.torch.save_file(weights, model)
    with pytest.raises(ModelError, match="weights .* are those of no network"):
        adopt(model, Store(), Job())


@pytest.mark.usefixtures("at_once")
def test_a_copy_that_cannot_be_used_is_called_by_the_name_of_the_file(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: Store, info: object) -> None:
        raise ModelError("The model file model.safetensors cannot be used: it gives no picture.")

    monkeypatch.setattr(Store, "load", fails)
    with pytest.raises(ModelError, match=r"file Ünd 4x!.pth cannot be used: it gives no picture"):
        adopt(model, Store(), Job())


def instead(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Another program reads the file."""
    monkeypatch.setattr(confined, "program", lambda: [sys.executable, "-c", code])


ENDS = [
    ("import os; os.abort()", "reading it ended in a crash"),
    ("import time; time.sleep(60)", "reading it takes too long"),
    ("a = bytearray(3 << 28); import time; time.sleep(60)", "far more memory than a file of its size may"),
    ("print('[1]'); print('{'); print('{\"done\": 1}')", "reading it ended in a crash"),
]


def test_who_reads_sees_no_graphics_cards(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = """import json, os; print(json.dumps({"refused": "cards: " + repr(os.environ["CUDA_VISIBLE_DEVICES"])}))"""
    instead(monkeypatch, told)
    with pytest.raises(ModelError, match="^cards: ''$"):
        adopt(model, Store(), Job())


@pytest.mark.parametrize(("code", "words"), ENDS)
def test_every_end_is_a_sentence(model: Path, monkeypatch: pytest.MonkeyPatch, code: str, words: str) -> None:
    instead(monkeypatch, code)
    monkeypatch.setattr(limits, "seconds", lambda length: 1 if "too long" in words else 60)
    monkeypatch.setattr(limits, "memory", lambda length: 0)
    with pytest.raises(ModelError, match=f"Ünd 4x!.pth cannot be used: .*{words}"):
        adopt(model, Store(), Job())
    assert not models_folder().exists()


def test_what_nobody_thought_of_is_written_down(
    model: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    code = "import sys; from pathlib import Path; from ganstudio.library.adoption import proving\n"
    code += "proving.prove = lambda *arguments: 1 / 0\n"
    code += f"sys.exit(proving.serve(Path({str(model)!r}), Path('made/model.safetensors')))"
    instead(monkeypatch, code)
    with pytest.raises(ModelError, match="its weights make no network that works"):
        adopt(model, Store(), Job())
    assert "ZeroDivisionError" in caplog.text


def test_reading_can_be_stopped(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, "import time; time.sleep(60)")
    job = Job()
    threading.Timer(0.3, job.cancel).start()
    with pytest.raises(Cancelled):
        adopt(model, Store(), job)
    assert not [each for each in psutil.Process().children() if "sleep(60)" in " ".join(each.cmdline())]


def test_whoever_reads_ends_with_who_asked(model: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import time; from ganstudio.library.adoption import proving; import threading\n"]
    command[-1] += "threading.Thread(target=proving._end_with_parent, daemon=True).start(); time.sleep(60)"
    process = subprocess.Popen(command, stdin=subprocess.PIPE)
    assert process.stdin
    process.stdin.close()
    assert process.wait(30) == proving.REFUSED


FENCE = """
import os, socket, subprocess, sys, tempfile
from pathlib import Path
from ganstudio.library.adoption import limits
inside, outside = Path(sys.argv[1]), Path(sys.argv[2])
(outside / "there").write_text("kept")
limits.confine(1000, inside)
(inside / "made").write_text("fine")
os.replace(inside / "made", inside / "moved")
tempfile.TemporaryFile().close()
print((outside / "there").read_text())
def tried(what):
    try:
        what()
    except (PermissionError, MemoryError) as problem:
        return type(problem).__name__
    return "DONE"
print(tried(lambda: os.system("true")))
print(tried(lambda: subprocess.run(["true"])))
print(tried(lambda: socket.create_connection(("127.0.0.1", 9))))
print(tried(lambda: (outside / "new").write_text("x")))
print(tried(lambda: (outside / "there").unlink()))
print(tried(lambda: os.replace(inside / "moved", outside / "new")))
print(tried(lambda: os.open(outside / "new", os.O_CREAT | os.O_WRONLY)))
print(tried(lambda: (outside / "folder").mkdir()))
print(tried(lambda: bytearray(limits.ROOM + (1 << 30))))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound the memory from outside alone")
def test_who_reads_may_do_little(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", FENCE, inside, outside], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.split() == ["kept", *["PermissionError"] * 8, "MemoryError"], done.stderr
    assert [each.name for each in outside.iterdir()] == ["there"]
