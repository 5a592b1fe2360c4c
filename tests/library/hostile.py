"""Files that are no models, or made to do harm, and the words that must be said of each."""

from __future__ import annotations

import io
import os
import pickle
import struct
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import nn

Make = Callable[[Path], Any]
MAGIC = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19."
PROTOCOL = b"\x80\x02M\xe9\x03."
SYSTEM = b"\x80\x02}q\x00."
LEGACY = MAGIC + PROTOCOL + SYSTEM
ZEROS = 4 << 30


class Calls:
    """Pickled as a call."""

    def __init__(self, function: Callable[..., Any], *arguments: Any) -> None:
        self._words = function, arguments

    def __reduce__(self) -> Any:
        return self._words


def weights(channels: int = 8) -> OrderedDict[str, torch.Tensor]:
    """A state dict of a network that nobody knows, which batch norm gives numbers of several types."""
    torch.manual_seed(0)
    network = nn.Sequential(nn.Conv2d(3, channels, 3), nn.BatchNorm2d(channels), nn.Conv2d(channels, 3, 3))
    return OrderedDict((f"layers.{name}", each) for name, each in network.state_dict().items())


def saved(value: Any, *, legacy: bool = False) -> bytes:
    """As torch writes it."""
    file = io.BytesIO()
    torch.save(value, file, _use_new_zipfile_serialization=not legacy)
    return file.getvalue()


def zipped(words: bytes, *, kind: int = zipfile.ZIP_STORED, **parts: bytes) -> bytes:
    """A checkpoint with these words for its pickle."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", kind) as archive:
        for name, content in {"data.pkl": words, "version": b"3", **parts}.items():
            archive.writestr(f"archive/{name}", content)
    return file.getvalue()


def command(canary: Path) -> str:
    """What an attacker would have run."""
    return f"touch {canary}"


def attacks(canary: Path) -> dict[str, bytes]:
    """Files that would make the file `canary` if anything in them were run."""
    calls = {
        "os.system": Calls(os.system, command(canary)),
        "exec": Calls(exec, f"open({str(canary)!r}, 'w')"),
        "eval": Calls(eval, f"open({str(canary)!r}, 'w')"),
        "open": Calls(open, str(canary), "w"),
    }
    made: dict[str, bytes] = {}
    for name, call in calls.items():
        made[f"{name} alone"] = saved(call)
        made[f"{name} beside weights"] = saved({"state_dict": weights(), "epoch": call})
        made[f"{name}, older form"] = saved({"state_dict": weights(), "epoch": call}, legacy=True)
    made["a pickle"] = pickle.dumps(calls["os.system"])
    made["a pickle of text"] = f"cposix\nsystem\n(S'{command(canary)}'\ntR.".encode()
    made["by instance"] = LEGACY + f"(S'{command(canary)}'\niposix\nsystem\n.".encode()
    made["by object"] = LEGACY + f"(cposix\nsystem\nS'{command(canary)}'\no.".encode()
    made["by a stacked name"] = zipped(b"\x8c\x05posix\x8c\x06system\x93\x8c\x04true\x85R.")
    return made


def _laughs(levels: int = 60) -> bytes:
    """Lists of ten of the list before."""
    words = [b"]q\x00"]
    words += [b"](" + b"h%c" % level * 10 + b"eq%c" % (level + 1) for level in range(levels)]
    return b"\x80\x02" + b"".join(words) + b"."


def _laughing_dicts(levels: int = 60) -> bytes:
    """Dicts that each hold the one before ten times, as what training programs call weights."""
    names = [b"X%s%s" % (struct.pack("<I", len(each)), each) for each in (b"params", b"model", b"net", b"ema", b"x")]
    words = [b"}q\x00"]
    for level in range(levels):
        pairs = b"".join(name + b"h%c" % level for name in names)
        words += [b"}(", pairs, b"uq%c" % (level + 1)]
    return b"\x80\x02" + b"".join(words) + b"."


def _copying(times: int = 9000) -> bytes:
    """A dict made of the same long list, again and again."""
    pairs = b"](" + b"NN\x86" * times + b"eq\x000"
    return b"\x80\x02" + pairs + b"ccollections\nOrderedDict\nh\x00\x85R0" * times


def _long_keys(kind: str) -> bytes:
    """Numbers that a dict, or the memo, takes for ever to tell apart; one that takes long to be looked up; a name."""
    alike = [each * ((1 << 61) - 1) for each in range(1, 150_000)]  # Python's hashes of these are one and the same
    if kind == "memo":
        return b"\x80\x02N" + b"".join(b"p%d\n" % each for each in alike) + b"."
    if kind == "alike":
        return b"\x80\x02}" + b"".join(b"\x8a\x0a" + each.to_bytes(10, "little") + b"Ns" for each in alike) + b"."
    if kind == "name":
        long = b"X" + struct.pack("<I", 1 << 20) + b"." * (1 << 20)
        return b"\x80\x02" + long + b"q\x00" + b"0h\x00X\x01\x00\x00\x00a\x93" * 100_000 + b"."
    long = b"\x8b" + struct.pack("<i", 1 << 20) + b"\x01" * (1 << 20)
    return b"\x80\x02}" + long + b"q\x000" + b"h\x00Ns" * 200_000 + b"."


def _modules(parts: int = 5000) -> bytes:
    """A module of TorchScript that holds another as often as that holds other things."""
    names = [b"X%s%d" % (struct.pack("<I", len(str(each))), each) for each in range(parts)]
    module = b"c__torch__\nM\n)\x81}("
    inner = module + b"".join(name + b"K\x01" for name in names) + b"ubq\x000"
    return b"\x80\x02" + inner + module + b"".join(name + b"h\x00" for name in names) + b"ub."


def _rebuilt(count: int, shape: str, strides: str = "(K\x01K\x01t", key: str = "0") -> bytes:
    """A state dict of one tensor, that says what it likes of itself."""
    return (
        "}(X\x01\x00\x00\x00actorch._utils\n_rebuild_tensor_v2\n"
        f"((X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x00{key}X\x03\x00\x00\x00cpuI{count}\ntQ"
        f"K\x00{shape}{strides}\x89NtRu."
    ).encode("latin1")


def _sparse(length: int, begin: bytes = b"") -> Make:
    """A file that is `length` long and takes no room on the disk."""

    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.write(begin)
            file.truncate(length)

    return make


def _bytes(content: bytes) -> Make:
    return lambda path: path.write_bytes(content)


def _safetensors(header: bytes, body: bytes = b"") -> Make:
    return _bytes(struct.pack("<Q", len(header)) + header + body)


def _folder(path: Path) -> None:
    path.mkdir()


def _nan() -> dict[str, torch.Tensor]:
    given = weights()
    given["layers.0.bias"][3] = float("nan")
    return given


def _duplicated() -> bytes:
    file = io.BytesIO(zipped(b"\x80\x02}.", data=b""))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("archive/version.", b"3")
        archive.infolist()[-1].filename = "archive/version"  # as `writestr` would warn of
    return file.getvalue()


def _swelling() -> bytes:
    return zipped(b"\x80\x02" + b"N0" * (40 << 20) + b"N.", kind=zipfile.ZIP_DEFLATED)


DAMAGED = "damaged or incomplete checkpoint"
SWOLLEN = "made to fill the memory|takes? far more memory"
FILES: dict[str, tuple[Make, str]] = {
    "empty": (_bytes(b""), "it is empty; copy"),
    "a folder": (_folder, "it is a folder; choose"),
    "a picture": (_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50)), "it is a picture, not a model"),
    "a web page": (_bytes(b"<!DOCTYPE html><html>Sign in"), "it is a web page, not a model; the download went wrong"),
    "a pointer": (_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:00"), r"Git LFS"),
    "a text": (_bytes(b"cat, dog\n" * 9), "it is a text, not a model"),
    "a program": (_bytes(b"\x7fELF" + bytes(90)), "it is a program, not a model"),
    "noise": (_bytes(bytes(range(255, 0, -1)) * 9), "not a model file of any kind"),
    "one byte": (_bytes(b"\x08"), "not a model file of any kind"),
    "4 GB of zeros": (_sparse(ZEROS), "nothing but zeros"),
    "more zeros": (_sparse(ZEROS + 1), "larger than any model"),
    "a zip of zeros": (_sparse(3 << 30, b"PK\3\4"), DAMAGED),
    "a pickle of zeros": (_sparse(3 << 30, MAGIC), DAMAGED),
    "an ONNX of zeros": (_sparse(3 << 30, b"\x08\x07"), "not a model file of any kind"),
    "a zip of photos": (
        _bytes(zipped(b"").replace(b"data.pkl", b"dog.jpeg")),
        r"zip archive of other things \(archive/",
    ),
    "cut off": (_bytes(saved(weights())[:-700]), DAMAGED),
    "cut off, older form": (_bytes(saved(weights(), legacy=True)[:-70]), DAMAGED),
    "two of a name": (_bytes(_duplicated()), "have the same name"),
    "a zip bomb": (_bytes(_swelling()), "packed once more than torch packs"),
    "a packed list": (_bytes(zipped(b"\x80\x02}.", kind=zipfile.ZIP_DEFLATED)), "packed once more"),
    "NaN": (_bytes(saved(_nan())), "not all numbers"),
    "NaN, older form": (_bytes(saved({"params": _nan()}, legacy=True)), "not all numbers"),
    "a list": (_bytes(saved([1, 2, 3])), "no weights of a network but a list"),
    "a tensor": (_bytes(saved(torch.zeros(3))), "no weights of a network but one tensor"),
    "words": (_bytes(saved({"epoch": 3, "loss": 0.5})), r"no weights of a network but other things \(epoch, loss\)"),
    "a whole network": (_bytes(saved(nn.Sequential(nn.Conv2d(3, 3, 3)))), r"whole network kept .*\(Sequential\)"),
    "a whole one within": (_bytes(saved({"model": nn.Conv2d(3, 3, 3)})), r"whole network kept .*\(Conv2d\)"),
    "two networks": (
        _bytes(saved({"cat": dict(weights()), "dog": dict(weights())})),
        r"several networks \(cat, dog\)",
    ),
    "a pickle of numbers": (_bytes(pickle.dumps({"a": 1})), "a pickle of Python, which may hold anything"),
    "memo references": (_bytes(zipped(_laughs())), "no weights of a network but a list"),
    "dicts in dicts": (_bytes(zipped(_laughing_dicts())), "no weights of a network but other things"),
    "a million words": (_bytes(zipped(b"\x80\x02" + b"N0" * 500_001 + b"N.")), "far more involved"),
    **{f"long keys: {kind}": (_bytes(zipped(_long_keys(kind))), DAMAGED) for kind in ("memo", "alike", "name", "one")},
    "modules of the same": (_bytes(zipped(_modules())), "made to fill the memory"),
    "deep tuples": (_bytes(LEGACY + b"\x80\x02)" + b"\x85" * 50_000 + b"."), DAMAGED),
    "deep lists": (_bytes(zipped(b"\x80\x02" + b"]" * 50_000 + b"a" * 49_999 + b".")), "but a list"),
    "deep calls": (_bytes(zipped(b"\x80\x02ca\nb\n" + b")R" * 50_000 + b".")), "but an object"),
    "a long text": (_bytes(zipped(b"\x80\x04\x8d" + struct.pack("<Q", 1 << 62) + b".")), DAMAGED),
    "many bytes": (_bytes(zipped(b"\x80\x05\x96" + struct.pack("<Q", 1 << 60) + b".")), DAMAGED),
    "a far memo": (_bytes(zipped(b"\x80\x02Nr\xff\xff\xff\xff.")), "a single value"),
    "a wrong memo": (_bytes(zipped(b"\x80\x02h\x07.")), DAMAGED),
    "laughing keys": (_bytes(LEGACY + b"\x80\x02}." + _laughs() + bytes(99)), DAMAGED),
    "a vast key": (_bytes(zipped(b"\x80\x02}\x8b\x00\x10\x00\x00" + b"\x7f" * 4096 + b"Ns.")), DAMAGED),
    "an unknown word": (_bytes(zipped(b"\x80\x02\xff.")), DAMAGED),
    "an extension": (_bytes(zipped(b"\x80\x02\x82\x01.")), DAMAGED),
    "no end": (_bytes(zipped(b"\x80\x02}")), DAMAGED),
    "a copied list": (
        _bytes(
            zipped(b"\x80\x02](" + b"NN\x86" * 9000 + b"eq\x000" + b"ccollections\nOrderedDict\nh\x00\x85R0" * 9000)
        ),
        DAMAGED,
    ),
    "a vast storage": (_bytes(zipped(_rebuilt(1 << 40, "(J\0\0\0\x10K\x01t"))), SWOLLEN),
    "one number repeated": (
        _bytes(zipped(_rebuilt(1, "(J\0\0\0\x10K\x01t", "(K\0K\0t"), **{"data/0": bytes(4)})),
        SWOLLEN,
    ),
    "beyond its bytes": (_bytes(zipped(_rebuilt(4, "(K\x05K\x01t"), **{"data/0": bytes(16)})), DAMAGED),
    "negative strides": (
        _bytes(zipped(_rebuilt(4, "(K\x02K\x01t", "(J\xff\xff\xff\xffK\x01t"), **{"data/0": bytes(16)})),
        DAMAGED,
    ),
    "no bytes": (_bytes(zipped(_rebuilt(4, "(K\x02K\x01t"))), DAMAGED),
    "safetensors: header too long": (_bytes(struct.pack("<Q", 1 << 40) + b'{"a":1}'), "incomplete or not a model"),
    "safetensors: brackets": (_safetensors(b'{"a":' + b"[" * 200_000), "not a model file"),
    "safetensors: shape": (
        _safetensors(b'{"a":{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4]}}', bytes(4)),
        "header is damaged",
    ),
    "safetensors: a product that takes for ever": (
        _safetensors(b'{"a":{"dtype":"U8","shape":[' + b"9," * 3_000_000 + b'9],"data_offsets":[0,9]}}', bytes(9)),
        "header is damaged",
    ),
    "safetensors: offsets": (
        _safetensors(b'{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}', bytes(8)),
        "header is damaged",
    ),
    "safetensors: cut off": (
        _safetensors(b'{"a":{"dtype":"F32","shape":[9],"data_offsets":[0,36]}}', bytes(8)),
        "it is incomplete; copy",
    ),
    "safetensors: odd words": (_safetensors(b'{"__metadata__":7}'), "no weights"),
    "safetensors: NaN": (
        _safetensors(b'{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', b"\x00\x00\xc0\x7f"),
        "not all numbers",
    ),
}
"""Name → what makes it, and a pattern of what is said of it."""
