"""The licences of everything inside, in one file."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

FILE = "THIRD-PARTY-LICENCES.txt"
_HEAD = """This file holds the licences of everything that ganstudio's package contains beside its own code (MIT).

Qt and PySide6 are used under the LGPL version 3, and so are libvips and others where their texts say so below: their
libraries lie as files of their own in the folder _internal, and may be replaced there by versions of your own. Their
sources are at https://download.qt.io, https://code.qt.io/cgit/pyside/pyside-setup.git and https://github.com/libvips.
"""
_WORDS = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)


def collect(folder: Path) -> str:
    """One text for the finished `folder`: each Python package that is inside, and each library of the system."""
    parts = [_HEAD]
    for title, text in (*_packages(folder), *_libraries(folder)):
        parts.append(f"{'=' * 100}\n{title}\n{'=' * 100}\n{text.strip()}\n")
    return "\n".join(parts)


def _packages(folder: Path) -> Iterator[tuple[str, str]]:
    inside = _module_names(folder)
    for package in sorted(metadata.distributions(), key=lambda each: str(each.metadata["Name"]).lower()):
        files = package.files or []
        tops = {file.parts[0].removesuffix(".py") for file in files if file.parts[0] != ".."}
        name = package.metadata["Name"]
        if name == "ganstudio" or not tops & inside:
            continue
        said = (package.metadata[key] for key in ("License-Expression", "License") if key in package.metadata)
        licence = next(said, "")
        texts = [Path(str(file.locate())) for file in files if _WORDS.search(file.name) and file.suffix != ".py"]
        told = [path.read_text(encoding="utf-8", errors="replace") for path in texts if path.is_file()]
        classes = [each for each in package.metadata.get_all("Classifier") or [] if each.startswith("License")]
        yield f"{name} {package.version}", "\n\n".join([licence.strip() or "\n".join(classes), *told])


def _module_names(folder: Path) -> set[str]:
    """What lies in the folder as files, and what PyInstaller has put into its archive."""
    from PyInstaller.archive.readers import CArchiveReader

    archive = CArchiveReader(str(next(path for path in folder.iterdir() if path.stem == "ganstudio")))
    modules = archive.open_embedded_archive("PYZ.pyz").toc if "PYZ.pyz" in archive.toc else {}
    names = {str(name).split(".")[0] for name in modules}
    return names | {path.name.split(".")[0] for path in (folder / "_internal").iterdir()}


def _libraries(folder: Path) -> Iterator[tuple[str, str]]:
    """Of Debian's packages that libraries were taken from, and of Python itself."""
    try:
        listed = subprocess.run(["dpkg", "-S", "*.so*"], capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:  # not Debian
        return
    owner: dict[str, str] = {}
    for line in listed.splitlines():
        package, _colon, path = line.partition(": ")
        owner.setdefault(Path(path).name, package.split(":")[0])
    found = {owner[path.name] for path in (folder / "_internal").glob("*.so*") if path.name in owner}
    for package in sorted(found | {"python3"}):
        text = Path("/usr/share/doc") / package / "copyright"
        if text.is_file():
            yield f"{package} (Debian)", text.read_text(encoding="utf-8", errors="replace")
