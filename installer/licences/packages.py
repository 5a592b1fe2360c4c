"""Licences of the Python packages inside, and of what their wheels carry without saying so."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
CARRIED = {
    "PySide6_Essentials": ("qt",),
    "opencv-python-headless": ("opencv",),
    "pyvips-binary": ("libvips",),
    "rawpy": ("libraw", "gcc"),
    "spandrel": ("spandrel",),
    "torch": ("mkl", "gcc"),
}
"""Package → our own copies of texts that its wheel has not, files in `TEXTS`."""
_WORDS = ("licence", "license", "copying", "notice", "authors")
_KINDS = (".py", ".pyi", ".pyc", ".h", ".hpp", ".json", ".xml", ".html", ".toml")
"""Of files that are called so and are no texts."""
_ELSEWHERE = ("test", "tests", "testing", "examples", "docs")
"""Folders within licences/ of what a wheel was only tried with."""


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and version, and what it says of its licence, for each package within the finished `folder`."""
    for package in inside(folder):
        name = package.metadata["Name"]
        said = (package.metadata[key] for key in ("License-Expression", "License") if key in package.metadata)
        classes = [each for each in package.metadata.get_all("Classifier") or [] if each.startswith("License")]
        own = [(TEXTS / f"{text}.txt").read_text(encoding="utf-8") for text in CARRIED.get(name, ())]
        yield f"{name} {package.version}", "\n\n".join([next(said, "") or "\n".join(classes), *_files(package), *own])


def inside(folder: Path) -> list[metadata.Distribution]:
    """The packages of which something lies in the finished `folder`; PyInstaller is, as the file that is started."""
    names = _module_names(folder) | {"PyInstaller"}
    return [each for each in installed() if each.metadata["Name"] != "ganstudio" and tops(each) & names]


@cache
def installed() -> list[metadata.Distribution]:
    """All packages of this Python, by name."""
    return sorted(metadata.distributions(), key=lambda each: str(each.metadata["Name"]).lower())


@cache
def tops(package: metadata.Distribution) -> set[str]:
    """What its files and folders are called in site-packages, without endings."""
    return {file.parts[0].split(".")[0] for file in package.files or [] if file.parts[0] != ".."}


def untold(folder: Path) -> list[str]:
    """The names of those of which there is no text: neither brought, nor in `CARRIED`, nor the LGPL, which is there."""
    short = (each for each in inside(folder) if each.metadata["Name"] not in CARRIED and not _files(each))
    said = {each.metadata["Name"]: each.metadata.get_all("License") or [] for each in short}
    return [name for name, licences in said.items() if not any("LGPL-3" in licence for licence in licences)]


def version(name: str) -> str:
    """Of the package `name`, or nothing where it is not installed."""
    return next((each.version for each in installed() if each.metadata["Name"] == name), "")


def _files(package: metadata.Distribution) -> list[str]:
    """The texts it brings, each under its place, and none twice."""
    found: dict[str, str] = {}
    for file in package.files or []:
        name = file.name.lower()
        if not any(word in name for word in _WORDS) or name.endswith(_KINDS) or set(file.parts) & set(_ELSEWHERE):
            continue
        path = Path(str(file.locate()))
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace").strip()
            place = "/".join(file.parts[1:]).removeprefix("licenses/")
            found.setdefault(text, place)
    return [f"--- {place}\n\n{text}" for text, place in found.items()]


def _module_names(folder: Path) -> set[str]:
    """What lies in the folder as files, and what PyInstaller has put into its archive."""
    from PyInstaller.archive.readers import CArchiveReader

    archive = CArchiveReader(str(next(path for path in folder.iterdir() if path.stem == "ganstudio")))
    modules = archive.open_embedded_archive("PYZ.pyz").toc if "PYZ.pyz" in archive.toc else {}
    names = {str(name).split(".")[0] for name in modules}
    return names | {path.name.split(".")[0] for path in (folder / "_internal").iterdir()}
