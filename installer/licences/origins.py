"""Where the libraries of the finished folder come from that no Python package brought: Python itself, the system."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from installer.gpl import is_library
from installer.licences import packages


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Python's licence, and those of Debian's packages that libraries were taken from."""
    yield f"Python {sys.version.split()[0]}", _of_python()
    owners = _owners()
    found = {owners[path.name] for path in _others(folder) if path.name in owners}
    for package in sorted(found):
        text = Path("/usr/share/doc") / package / "copyright"
        if text.is_file():
            yield f"{package} (Debian)", text.read_text(encoding="utf-8", errors="replace")


def unknown(folder: Path) -> list[Path]:
    """Libraries in the finished `folder` of which nobody knows whose they are, so that their licence is missing; none
    where there is no Debian to ask."""
    return [path for path in _others(folder) if path.name not in _owners()] if _owners() else []


def _others(folder: Path) -> list[Path]:
    """The libraries that lie in no package's own folder, and did not come with Python."""
    brought = {name for package in packages.inside(folder) for name in packages.tops(package)}
    root = folder / "_internal"
    libraries = (path for path in sorted(root.rglob("*")) if is_library(path) and path.name not in _pythons())
    return [path for path in libraries if path.relative_to(root).parts[0].split(".")[0] not in brought]


@cache
def _owners() -> dict[str, str]:
    """Name of a library of the system → Debian's package; empty elsewhere."""
    try:
        listed = subprocess.run(["dpkg", "-S", "*.so*"], capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return {}
    owner: dict[str, str] = {}
    for line in listed.splitlines():
        package, _colon, path = line.partition(": ")
        owner.setdefault(Path(path).name, package.split(":")[0])
    return owner


@cache
def _pythons() -> set[str]:
    """Names of the libraries that came with this Python."""
    base = Path(sys.base_prefix)
    deep = [Path(sysconfig.get_path("stdlib")) / "lib-dynload", base / "DLLs"]
    flat = [base, Path(sysconfig.get_config_var("LIBDIR") or base)]
    files = [path for place in deep if place.is_dir() for path in place.rglob("*")]
    files += [path for place in flat if place.is_dir() for path in place.iterdir()]
    return {path.name for path in files if is_library(path.resolve())}


def _of_python() -> str:
    name = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    places = [
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path("/usr/share/doc") / name / "copyright",
    ]
    for path in places:
        if path.is_file():
            return path.read_text(encoding="utf-8", errors="replace")
    raise SystemExit("Python's own licence is in none of " + ", ".join(map(str, places)))
