"""Model files: what they say is read without torch, and believed only when it is proven."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread, current_thread
from typing import Any

import numpy as np
import pytest
import safetensors
import torch

from ganstudio.engine import store
from ganstudio.engine.modelfile import KEY, ModelInfo, read_header
from ganstudio.engine.store import Store, read_info, save_model
from ganstudio.errors import ModelError
from ganstudio.networks import ARCHITECTURES
from tests.engine import small


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return small.save(tmp_path / "bundled", "good")


def rewrite(path: Path, change: Callable[[dict[str, Any]], Any], weights: Callable[[bytes], bytes] = bytes) -> None:
    """Change the header (and the weights) of a file."""
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + size])
    changed = change(header)
    text = json.dumps(header if changed is None else changed).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + weights(data[8 + size :]))


def describe(**words: Any) -> Callable[[dict[str, Any]], None]:
    """Change what the file says of itself."""

    def change(header: dict[str, Any]) -> None:
        ours = json.loads(header["__metadata__"][KEY])
        header["__metadata__"][KEY] = json.dumps({**ours, **words})

    return change


def test_a_model_comes_back_as_it_was(tmp_path: Path) -> None:
    network = ARCHITECTURES["srgan"].build(scale=2, channels=8, blocks=1).eval()
    path = tmp_path / "ñ 日本.safetensors"
    save_model(path, network.state_dict(), small.header("it", "srgan", {"scale": 2, "channels": 8, "blocks": 1}))
    store = Store([tmp_path])
    info = store.find("it")
    assert (info.title, info.task, info.card["licence"]) == ("It", "upscale", "CC0")
    assert len(info.sha256) == 64
    x = torch.rand(1, 3, 20, 24)
    with torch.no_grad():
        assert torch.equal(store.load(info)(x), network(x))
    assert store.traits(info).scale == 2


def test_other_programs_read_our_files(path: Path) -> None:
    with safetensors.safe_open(path, framework="pt") as file:
        assert json.loads(file.metadata()[KEY])["name"] == "good"
        assert file.get_tensor("tail.weight").shape == (48, 8, 3, 3)


def test_half_precision_weights_are_read(tmp_path: Path) -> None:
    network = ARCHITECTURES["residual"].build(**small.CONFIGS["residual"]).half()
    words = small.header("half", "residual", small.CONFIGS["residual"])
    save_model(tmp_path / "half.safetensors", network.state_dict(), words)
    store = Store([tmp_path])
    assert next(store.load(store.find("half")).parameters()).dtype == torch.float32


def test_listing_needs_no_torch(path: Path) -> None:
    code = (
        "import sys, pathlib, ganstudio.engine.engine, ganstudio.tools; from ganstudio.engine.store import Store;"
        f"print([m.name for m in Store([pathlib.Path({str(path.parent)!r})]).list()], 'torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "['good'] False"


def test_listing_passes_over_what_is_no_model(path: Path) -> None:
    (path.parent / "empty.safetensors").touch()
    (path.parent / "folder.safetensors").mkdir()
    (path.parent / "text.txt").write_text("hello")
    store = Store([path.parent, path.parent / "missing"])
    assert [info.name for info in store.list("upscale")] == ["good"]
    assert store.list("inpaint") == ()


def test_a_changed_file_is_read_again(path: Path) -> None:
    store = Store([path.parent])
    assert store.find("good").title == "Good"
    rewrite(path, describe(title="Better than before"))
    assert store.find("good").title == "Better than before"


def test_finding(tmp_path: Path) -> None:
    store = Store([tmp_path])
    with pytest.raises(ModelError, match="no model for this task yet"):
        store.find("", "upscale")
    small.save(tmp_path, "another")
    assert store.find("", "upscale").name == "another"
    small.save(tmp_path, "upscale-x4-faithful")
    assert store.find("", "upscale").name == "upscale-x4-faithful"
    with pytest.raises(ModelError, match="no model called nix; there are: another, upscale-x4-faithful"):
        store.find("nix", "upscale")


def test_adopting(path: Path, tmp_path: Path) -> None:
    store = Store([path.parent, tmp_path / "own"])
    stranger = small.save(tmp_path / "download", "mine", seed=1)
    added = store.add(stranger)
    assert (added.name, added.path, added.bundled) == ("mine", tmp_path / "own/mine.safetensors", False)
    assert added.path.read_bytes() == stranger.read_bytes()
    assert store.find("good").bundled
    assert store.add(stranger).path == added.path
    assert store.add(path).path == path


def test_a_name_that_is_taken_gets_a_number(path: Path, tmp_path: Path) -> None:
    store = Store([path.parent, tmp_path / "own"])
    first = store.add(small.save(tmp_path / "one", "good", seed=1))
    second = store.add(small.save(tmp_path / "two", "good", seed=2))
    assert [info.name for info in store.list()] == ["good", "good-2", "good-3"]
    assert store.add(tmp_path / "one/good.safetensors") == first
    assert torch.equal(
        store.load(second).state_dict()["head.weight"],
        store.load(read_info(tmp_path / "two/good.safetensors")).state_dict()["head.weight"],
    )


def test_of_two_with_one_name_the_bundled_counts(path: Path, tmp_path: Path) -> None:
    small.save(tmp_path / "own", "good", seed=1)
    info, *others = Store([path.parent, tmp_path / "own"]).list()
    assert (info.path, others) == (path, [])


def lie(header: dict[str, Any]) -> None:
    header["tail.weight"]["shape"][0] += 1


def overlap(header: dict[str, Any]) -> None:
    header["tail.bias"]["data_offsets"] = header["head.bias"]["data_offsets"]


def forget(header: dict[str, Any]) -> None:
    del header["tail.bias"]


DAMAGE: list[tuple[str, Callable[[Path], Any]]] = [
    ("incomplete or not", lambda p: p.write_bytes(b"")),
    ("incomplete or not", lambda p: p.write_bytes(b"\xff" * 50)),
    ("incomplete or not", lambda p: p.write_bytes(struct.pack("<Q", 1 << 62) + b"{}")),
    ("not a model file", lambda p: p.write_bytes(struct.pack("<Q", 40) + b"[" * 40)),
    ("not a model file", lambda p: p.write_bytes(struct.pack("<Q", 1 << 20) + b"[" * (1 << 20))),
    ("not a model file", lambda p: p.write_bytes(struct.pack("<Q", 2) + b"[]")),
    ("not a ganstudio model", lambda p: p.write_bytes(struct.pack("<Q", 2) + b"{}")),
    ("not a ganstudio model", lambda p: rewrite(p, lambda h: h.update(__metadata__={KEY: "{"}))),
    ("not a ganstudio model", lambda p: rewrite(p, lambda h: h.update(__metadata__={KEY: "[" * 100_000}))),
    ("another version", lambda p: rewrite(p, describe(format=2))),
    ("incomplete; copy", lambda p: p.write_bytes(p.read_bytes()[:-1])),
    ("incomplete; copy", lambda p: p.write_bytes(p.read_bytes() + b"\0")),
    ("header is damaged", lambda p: rewrite(p, lie)),
    ("header is damaged", lambda p: rewrite(p, overlap)),
    ("header is damaged", lambda p: rewrite(p, forget)),
    (
        "header is damaged",
        lambda p: rewrite(p, lambda h: h.update(x={"dtype": "F99", "shape": [], "data_offsets": []})),
    ),
    ("header is damaged", lambda p: rewrite(p, lambda h: h.update(x=None))),
    (r"damaged \(title\)", lambda p: rewrite(p, describe(title=7))),
    (r"damaged \(name", lambda p: rewrite(p, describe(name="../../etc/passwd"))),
    (r"damaged \(name", lambda p: rewrite(p, describe(card=[]))),
    (r"damaged \(name", lambda p: rewrite(p, describe(config={"channels": 10**9}))),
    (r"damaged \(name", lambda p: rewrite(p, describe(config={"channels": [64]}))),
    ("does not know the network", lambda p: rewrite(p, describe(architecture="vapour"))),
    ("do not fit", lambda p: rewrite(p, describe(architecture="srgan"))),
    ("do not fit", lambda p: rewrite(p, describe(config={"scale": 4, "channels": 4096, "blocks": 128}))),
    ("do not fit", lambda p: rewrite(p, describe(config={"scale": -4, "channels": 8, "blocks": 2}))),
    ("do not fit", lambda p: rewrite(p, describe(config={"scale": 0, "channels": 8, "blocks": 2}))),
    ("do not fit", lambda p: rewrite(p, describe(config={"scale": 4, "channels": 8, "blocks": 1.5}))),
    ("do not fit", lambda p: rewrite(p, describe(config={"scale": "4", "channels": 8, "blocks": 2}))),
    ("do not fit", lambda p: rewrite(p, describe(config={"steps": 4}))),
    ("do not fit", lambda p: rewrite(p, describe(config={"scale": 4, "channels": 8, "blocks": 3}))),
    ("not all numbers", lambda p: rewrite(p, lambda h: None, lambda w: np.float32("nan").tobytes() * (len(w) // 4))),
    ("No such file", lambda p: p.unlink()),
]


@pytest.mark.parametrize(("words", "damage"), DAMAGE)
def test_a_bad_file_is_refused_with_its_name_and_the_reason(
    path: Path, tmp_path: Path, words: str, damage: Callable[[Path], Any]
) -> None:
    damage(path)
    own = tmp_path / "own"
    with pytest.raises(ModelError, match=f"good.safetensors cannot be used: .*{words}"):
        Store([own]).add(path)
    assert not own.exists()


def test_a_network_that_is_not_what_its_traits_promise_is_refused(tmp_path: Path) -> None:
    path = small.save(tmp_path, "odd", "srgan", scale=3)
    with pytest.raises(ModelError, match="do not fit"):
        Store([tmp_path]).load(read_info(path))


def test_mutations_never_crash(path: Path) -> None:
    good = path.read_bytes()
    random = np.random.default_rng(1)
    size = len(json.dumps(read_header(path)))
    store = Store([path.parent])
    for _ in range(300):
        data = bytearray(good)
        for at in random.integers(0, size, random.integers(1, 6)):
            data[at] = random.integers(0, 256)
        path.write_bytes(data if random.random() < 0.8 else data[: random.integers(0, len(data))])
        try:
            store.load(read_info(path))
        except ModelError as problem:
            assert path.name in str(problem)


def test_an_interrupted_save_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small.save(tmp_path, "good")
    before = path.read_bytes()

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ganstudio.engine.modelfile.write_header", full)
    with pytest.raises(ModelError, match="good.safetensors cannot be written: No space left on device"):
        small.save(tmp_path, "good", seed=1)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_no_bundled_model_makes_torch_load_its_compiler() -> None:
    """That would take seconds, at the first click."""
    words = (
        "import sys; from ganstudio.engine.store import Store; from ganstudio.paths import resource; "
        "store = Store((resource('models'),)); [store.load(info) for info in store.list()]; "
        "sys.exit('torch._dynamo' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", words], timeout=600, check=False).returncode == 0


def test_a_model_is_found_while_another_thread_reads_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop, reading, done = Store([path.parent]), Event(), Event()

    def slowly(path: Path, **how: bool) -> ModelInfo:
        if current_thread() is other:
            reading.set()
            done.wait(10)
        return read_info(path, **how)

    monkeypatch.setattr(store, "read_info", slowly)
    other = Thread(target=shop.list)
    other.start()
    assert reading.wait(10)
    try:
        assert shop.find("good").name == "good"
    finally:
        done.set()
        other.join()


def test_a_file_that_could_not_be_read_for_a_moment_is_read_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Store([path.parent])

    def busy(path: Path, **how: bool) -> ModelInfo:
        raise OSError("held by another program")

    monkeypatch.setattr(store, "read_info", busy)
    assert not shop.list()
    monkeypatch.undo()
    assert [info.name for info in shop.list()] == ["good"]
