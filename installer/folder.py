"""The finished folder: made by PyInstaller from `ganstudio.spec`, looked through, and tried."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from installer import gpl

NAME = "ganstudio"
FORBIDDEN = ("x265", "x264", "readline", "pillow_heif", "libheif-", "fftw")
"""Parts of file names that mean code under the GPL, which must not be inside."""
LARGEST = 1_150_000_000
"""Bytes of the folder."""


def build(place: Path) -> Path:
    """The folder with the program, below `place`; raises CalledProcessError."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    folders = ["--distpath", str(place), "--workpath", str(place / "work")]
    # The same hashes make the same bytes.
    subprocess.run([*command, *folders, "ganstudio.spec"], check=True, env={**os.environ, "PYTHONHASHSEED": "0"})
    return place / NAME


def check(folder: Path) -> None:
    """Raise SystemExit where something is inside that must not be, or more than is promised."""
    wrong = [str(path) for path in folder.rglob("*") if any(part in path.name.lower() for part in FORBIDDEN)]
    if wrong := [*wrong, *gpl.signs(folder)]:
        raise SystemExit("These must not be inside, for their licence: " + ", ".join(wrong))
    if (bytes_ := size(folder)) > LARGEST:
        raise SystemExit(f"{folder} takes {bytes_ / 1e6:.0f} MB; {LARGEST / 1e6:.0f} MB were promised.")


def try_out(folder: Path) -> None:
    """Have the finished program try everything once, without a display and without Python's own folders."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    # On Windows the first says what it has found, and the second, which has no console, must do without one.
    names = (f"{NAME}-cli.exe", f"{NAME}.exe") if os.name == "nt" else (NAME,)
    for name in names:
        command = [str(folder.resolve() / name), "--selftest"]
        subprocess.run(command, check=True, env={**clean, "QT_QPA_PLATFORM": "offscreen"}, cwd="/")


def size(folder: Path) -> int:
    """Bytes of all files; links count nothing."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def libc(folder: Path) -> str:
    """The newest version of glibc that any library in `folder` asks for."""
    versions = {
        int(number)
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and (".so" in path.name or path.name == NAME)
        for number in re.findall(rb"GLIBC_2\.(\d+)", path.read_bytes())
    }
    return f"2.{max(versions)}"
