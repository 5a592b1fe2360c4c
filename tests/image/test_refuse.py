"""What is no picture, or no longer one, is refused by a sentence: no crash, no hang, no flood of memory."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import time
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ganstudio.errors import FileError
from ganstudio.image import files
from ganstudio.image.export import FORMATS, ExportOptions
from ganstudio.image.files import describe, look, open_photo, save_photo, thumbnail
from tests.image.pictures import cat, deep, photo

BAD_IMAGES = Path(__file__).parents[2].parent / "shared" / "data" / "bad-images"
MUTATIONS = 700
HANG, FLOOD = 10.0, 2_000_000_000  # seconds of the processor for one file; bytes


def refusal(path: Path) -> str:
    """The one sentence that all doors refuse `path` by."""
    sentences = set()
    for door in (open_photo, describe, lambda path: thumbnail(path, 64)):
        with pytest.raises(FileError) as caught:
            door(path)
        sentences.add(str(caught.value))
    assert len(sentences) == 1
    return sentences.pop()


def test_places_without_a_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.png") == "none.png does not exist."
    (tmp_path / "folder.png").mkdir()
    assert refusal(tmp_path / "folder.png") == "folder.png is a folder, not a picture."
    assert "x.png cannot be read" in refusal(tmp_path / ("x" * 300 + ".png"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert refusal(tmp_path / "pipe.png") == "pipe.png is not an ordinary file."


def test_files_one_may_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.png").write_bytes(b"x")

    def forbidden(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)  # tests may run as root, who may read everything
    assert refusal(tmp_path / "mine.png") == "mine.png cannot be read: permission is missing."


@pytest.mark.parametrize(
    "content",
    [b"hello", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg' width='5' height='5'/>", bytes(500), b"RIFF"],
)
def test_what_is_no_picture(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.png").write_bytes(content)
    assert refusal(tmp_path / "a.png").startswith("a.png is not a picture that can be opened: it is no PNG, JPEG")
    (tmp_path / "empty.png").write_bytes(b"")
    assert refusal(tmp_path / "empty.png") == "empty.png is empty."


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tif", "bmp", "gif", "avif"])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_truncated_files(tmp_path: Path, suffix: str, share: float) -> None:
    path = tmp_path / f"cut.{suffix}"
    Image.fromarray(cat(300, 200)).save(path)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    for door in (open_photo, describe):
        with pytest.raises(FileError, match=rf"^cut\.{suffix} is damaged"):
            door(path)


def test_absurd_sizes_are_refused_before_decoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "big.png"
    Image.fromarray(cat()).save(path)
    header = b"IHDR" + (30_000).to_bytes(4, "big") * 2 + path.read_bytes()[24:29]
    path.write_bytes(path.read_bytes()[:12] + header + zlib.crc32(header).to_bytes(4, "big") + path.read_bytes()[33:])
    monkeypatch.setattr(files, "_upright", pytest.fail)
    sentence = "big.png is too large: 30000 × 30000 is 900 megapixels, and the settings allow 500."
    assert refusal(path) == sentence
    with pytest.raises(FileError, match="is damaged or cut short"):  # 900 megapixels in a few kilobytes
        look(path, limit_megapixels=1000)
    small = tmp_path / "small.png"
    Image.fromarray(cat(1200, 900)).save(small)
    with pytest.raises(FileError, match="is 1 megapixels, and the settings allow 1"):
        open_photo(small, limit_megapixels=1)


def test_headers_that_promise_more_than_a_file_can_hold(tmp_path: Path) -> None:
    """Progressive JPEGs reserve memory for all they promise: 600 bytes could ask for gigabytes."""
    path = tmp_path / "bomb.jpg"
    Image.fromarray(cat()).save(path, progressive=True)
    content = path.read_bytes()
    frame = content.index(b"\xff\xc2") + 5
    path.write_bytes(content[:frame] + (20_000).to_bytes(2, "big") * 2 + content[frame + 4 :])
    assert refusal(path).startswith("bomb.jpg is damaged or cut short")


@pytest.mark.skipif(not BAD_IMAGES.is_dir(), reason="the collection of bad images is not at hand")
def test_bad_images() -> None:
    check_in_a_process_of_its_own(BAD_IMAGES, 100)


def test_mutations_of_good_files(tmp_path: Path) -> None:
    """Every byte of a file may be wrong."""
    good, rng = good_files(tmp_path / "good"), random.Random(20_240_229)
    (tmp_path / "bad").mkdir()
    for index in range(MUTATIONS):
        name = sorted(good)[index % len(good)]
        (tmp_path / "bad" / f"{index}-{name}").write_bytes(mutated(good[name], rng))
    opened, refused = check_in_a_process_of_its_own(tmp_path / "bad", MUTATIONS)
    assert opened > MUTATIONS / 10 and refused > MUTATIONS / 10


def good_files(folder: Path) -> dict[str, bytes]:
    """Small pictures in all formats, 8 and 16 bit, with all metadata, and of the odder kinds."""
    folder.mkdir()
    for form in FORMATS:
        for name, pixels in (("8", cat(32, 24)), ("16", deep(cat(32, 24)))):
            save_photo(photo(pixels), folder / f"{name}{FORMATS[form].suffixes[0]}", ExportOptions(format=form))
    good = {path.name: path.read_bytes() for path in folder.iterdir()}
    image = Image.fromarray(cat(32, 24))
    odder: list[tuple[str, str, dict[str, object]]] = [
        ("grey.bmp", "L", {}), ("rgb.bmp", "RGB", {}), ("palette.bmp", "P", {}), ("palette.png", "P", {}),
        ("palette.gif", "P", {}), ("ink.jpeg", "CMYK", {}), ("progressive.jpeg", "RGB", {"progressive": True}),
        ("ink.tiff", "CMYK", {"compression": "tiff_lzw"}), ("jpeg.tiff", "RGB", {"compression": "jpeg"}),
        ("fax.tiff", "1", {"compression": "group4"}), ("lossless.webp", "RGBA", {"lossless": True}),
    ]  # fmt: skip
    for name, mode, options in odder:
        stream = io.BytesIO()
        image.convert(mode).save(stream, name.partition(".")[2].upper(), **options)
        good[name] = stream.getvalue()
    return good


def mutated(content: bytes, rng: random.Random) -> bytes:
    """Cut off, taken out, put in, or overwritten: bits, bytes near the head, numbers made huge."""
    data, kind, at = bytearray(content), rng.randrange(6), rng.randrange(len(content))
    if kind == 0:
        del data[at:]
    elif kind == 1:
        del data[at : at + rng.randrange(1, 64)]
    elif kind == 2:
        data[at:at] = rng.randbytes(rng.randrange(1, 32))
    elif kind == 3:
        for _ in range(rng.randrange(1, 4)):
            data[rng.randrange(min(len(data), 200))] = rng.choice([0, 127, 128, 255, rng.randrange(256)])
    elif kind == 4:
        for _ in range(rng.randrange(1, 20)):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    else:
        length = rng.choice([2, 4, 8])
        data[at : at + length] = b"\xff" * length
    return bytes(data)


def check_in_a_process_of_its_own(folder: Path, count: int) -> tuple[int, int]:
    """Open every file of `folder` there, as a crash would take the tests with it; how many opened and were refused."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.image.test_refuse", str(folder)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    report = json.loads(done.stdout)
    assert report["opened"] + report["refused"] == count
    assert report["unexpected"] == []
    assert report["slowest"] < HANG and report["memory"] < FLOOD, report
    return report["opened"], report["refused"]


def _open_all(folder: Path) -> dict[str, object]:
    import resource

    report = {"opened": 0, "refused": 0, "slowest": 0.0, "unexpected": [], "memory": 0}
    for path in sorted(folder.iterdir()):
        began = time.process_time()  # however busy the computer is
        try:
            pixels = open_photo(path).pixels
            assert pixels.dtype in (np.uint8, np.uint16) and pixels.ndim == 3
            report["opened"] += 1
        except FileError as error:
            report["refused"] += 1
            if path.name not in str(error):
                report["unexpected"].append(f"{path.name}: {error}")
        except Exception as error:
            report["unexpected"].append(f"{path.name}: {error!r}")
        report["slowest"] = max(report["slowest"], time.process_time() - began)
    report["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return report


if __name__ == "__main__":
    print(json.dumps(_open_all(Path(sys.argv[1]))))
