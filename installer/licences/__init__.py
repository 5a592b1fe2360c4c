"""The licences of everything inside, in one file."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from installer import gpl
from installer.licences import origins, packages

FILE = "THIRD-PARTY-LICENCES.txt"
_COMMON = Path("/usr/share/common-licenses")
_HEAD = """This file holds the licences of everything that ganstudio's package contains beside its own code, which is
under the MIT licence. What may be used under several licences is used here under the one that is not the GPL.

These are under the LGPL. Each lies as a file of its own in the folder _internal and may be replaced there by a version
of your own; nothing keeps you from finding out how they work together with this program, to mend what you have changed.
Their sources:

  Qt {qt}, PySide6, shiboken6 (LGPL 3)
      https://download.qt.io/official_releases/
  libvips {vips} and, in its file, fribidi, glib, libexif, libheif, librsvg, pango (LGPL 2.1 or later)
      https://github.com/kleisauke/libvips-packaging, which names each and its version
  FFmpeg, in the wheel of OpenCV {opencv} (LGPL 2.1)
      https://ffmpeg.org/releases/; https://github.com/opencv/opencv-python names its version
  LibRaw, in the wheel of rawpy {rawpy} (LGPL 2.1)
      https://www.libraw.org; https://github.com/letmaik/rawpy names its version
  libquadmath, of GCC (LGPL 2.1)
      https://gcc.gnu.org
  libraries of Debian whose texts below say so
      https://sources.debian.org, or `apt-get source` and the name
"""
_RULE = "=" * 100


def put(folder: Path) -> None:
    """Our licence and the others' into the finished `folder`; on macOS into the .app beside it too.

    Raises SystemExit where one forbids that, or is missing.
    """
    wrong = [*gpl.terms(packages.inside(folder)), *(f"Whose is {path}?" for path in origins.unknown(folder))]
    if wrong := [*wrong, *(f"{name} brings no licence" for name in packages.untold(folder))]:
        raise SystemExit("For their licences these must not be inside:\n" + "\n".join(wrong))
    said = collect(folder)
    for place in (folder, folder.with_suffix(".app") / "Contents/Resources"):
        if place.is_dir():
            (place / FILE).write_text(said, encoding="utf-8")
            shutil.copy("LICENSE", place / "LICENSE")


def collect(folder: Path) -> str:
    """One text for the finished `folder`: each Python package that is inside, each library of the system, and the texts
    that those refer to."""
    parts = [_head()]
    parts += [f"{_RULE}\n{title}\n{_RULE}\n{text.strip()}\n" for title, text in _titled(folder)]
    said = "\n".join(parts)
    return "\n".join([said, *(f"{_RULE}\n{title}\n{_RULE}\n{text}" for title, text in _referred_to(said))])


def _head() -> str:
    names = {"qt": "PySide6_Essentials", "vips": "pyvips-binary", "opencv": "opencv-python-headless", "rawpy": "rawpy"}
    return _HEAD.format(**{key: packages.version(name) for key, name in names.items()})


def _titled(folder: Path) -> Iterator[tuple[str, str]]:
    yield from packages.texts(folder)
    yield from origins.texts(folder)


def _referred_to(said: str) -> Iterator[tuple[str, str]]:
    """The long ones, each once: the LGPL, the GPL that it adds to, and what Debian's texts name by its file."""
    own = {path.stem: path for path in packages.TEXTS.glob("[A-Z]*.txt")}
    named = set(re.findall(r"/usr/share/common-licenses/([A-Za-z]+-[\d.]*\d)", said))
    for name in sorted(own.keys() | named):
        path = own.get(name, _COMMON / name)
        if path.is_file():
            yield name, path.read_text(encoding="utf-8")
