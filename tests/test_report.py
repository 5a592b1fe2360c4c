"""A report: enough to find a bug by, and no names of files, places or people."""

from __future__ import annotations

import getpass
import logging
import platform
from collections.abc import Iterator
from pathlib import Path

import pytest

from ganstudio import __version__, log
from ganstudio.errors import FileError
from ganstudio.paths import log_file
from ganstudio.report import GONE, LINES, cleaned, report

PLACES = (
    "/home/maria/Pictures/my birthday/cake 1.jpg",
    "C:\\Users\\maria\\Bilder\\cake 1.jpg",
    "D:/photos/of maria/cake 1",
    "\\\\server\\share\\maria\\cake 1",
    "~/maria/cake 1",
    "file:///home/maria/cake%201.jpg",
    "smb://server/maria/cake 1",
    "../maria/cake 1.png",
    "Pictures/maria",
    "maria and her cake 1.JPEG",
    "/maria's cake 1.tiff",
    "/fotos año/maria 日本.safetensors",
)
SECRETS = ("maria", "cake", "birthday", "Bilder", "server", "share", "日本", "año", "Pictures")


@pytest.fixture(autouse=True)
def _logging() -> Iterator[None]:
    root = logging.getLogger()
    before, level = root.handlers[:], logging.getLogger("ganstudio").level
    log.begin()
    yield
    root.handlers[:] = before
    logging.getLogger("ganstudio").setLevel(level)


def hidden(text: str) -> bool:
    return not any(secret.casefold() in text.casefold() for secret in SECRETS)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "kind",
    [
        lambda place: logging.getLogger("ganstudio.x").warning("%s is passed over: %s", place, f"no {place}"),
        lambda place: logging.getLogger("ganstudio.x").warning("%(what)s is passed over", {"what": Path(place)}),
        lambda place: logging.getLogger("ganstudio.x").error("a fault", exc_info=FileError(f"{place} is damaged.")),
        lambda place: log.write_bug(FileNotFoundError(2, "No such file", place)),
        lambda place: log.write_bug(RuntimeError(f"cannot decode {place!r}, sorry")),
        lambda place: log.write_bug(RuntimeError(f"cannot decode {place}")),
        lambda place: log.write_bug(KeyError(place)),
        lambda place: logging.getLogger("qt").warning("%s", f"QImage: cannot open {place}"),
    ],
)
def test_no_name_of_a_file_is_told(place: str, kind: object) -> None:
    assert callable(kind)
    kind(place)
    assert "maria" in log_file().read_text()
    assert hidden(report())


def test_what_a_bug_is_found_by_is_told() -> None:
    def deep(value: object) -> object:
        return value.pixels  # type: ignore[attr-defined]

    try:
        deep(None)
    except AttributeError as error:
        log.write_bug(error)
    log.write_bug(RuntimeError("The size of tensor a (3) must match the size of tensor b (4) at dimension 1"))
    told = report({"Device": "Processor, float32"})
    assert f"ganstudio {__version__}" in told and platform.python_version() in told and "torch: " in told
    assert "Device: Processor, float32" in told
    assert "AttributeError: 'NoneType' object has no attribute 'pixels'" in told
    assert "tensor a (3) must match the size of tensor b (4) at dimension 1" in told
    assert ", in deep\n    return value.pixels" in told


def test_our_places_in_code_are_told_and_others_not() -> None:
    frames = {
        "/home/maria/ganstudio/ganstudio/gui/window.py": "ganstudio/gui/window.py",
        "/home/maria/x/.venv/lib/python3.11/site-packages/torch/nn.py": "site-packages/torch/nn.py",
        "C:\\Program Files\\maria\\_internal\\ganstudio\\log.py": "ganstudio/log.py",
        "/usr/lib/python3.11/threading.py": "python3.11/threading.py",
        "/home/maria/cake.py": GONE,
    }
    for path, told in frames.items():
        assert cleaned(f'  File "{path}", line 3, in run') == f'  File "{told}", line 3, in run'


def test_neither_user_nor_computer_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "node", lambda: "marias-laptop.local")
    monkeypatch.setattr(getpass, "getuser", lambda: "mar")
    monkeypatch.setattr(Path, "home", lambda: Path("/x/cake"))
    assert cleaned("Mar has marias-laptop, cake marble") == f"{GONE} has {GONE}, {GONE} marble"


def test_only_the_end_of_the_log_is_told_and_its_absence_is_no_fault() -> None:
    assert "(nothing)" in report()
    for number in range(LINES + 5):
        logging.getLogger("ganstudio.x").info("line %d end", number)
    told = report()
    assert "line 4 end" not in told and "line 5 end" in told and f"line {LINES + 4} end" in told


def test_times_and_levels_stay_readable() -> None:
    line = "2026-11-22 04:41:51,123  WARNING  ganstudio.engine.store  "
    assert cleaned(line + "holiday.png: no") == f"{line} {GONE}: no"
    assert cleaned("ratio 3 / 4, 100 %, 5:00") == "ratio 3 / 4, 100 %, 5:00"
