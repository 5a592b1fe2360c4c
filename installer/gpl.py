"""Whether code under the GPL is inside: looked for in the libraries themselves, since names can be anything."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

SIGNS = {
    b"--enable-gpl": "FFmpeg, built with its parts under the GPL",
    b"--enable-nonfree": "FFmpeg, built with parts that may not be passed on",
    b"license: GPL version": "FFmpeg, built with its parts under the GPL",
    b"x264_encoder_open": "x264, or what calls it",
    b"x265_encoder_open": "x265, or what calls it",
    b"x265_api_get": "x265, or what calls it",
    b"xvid_encore": "Xvid",
    b"rl_readline_version": "Readline",
    b"fftw_execute": "FFTW",
    b"fftwf_execute": "FFTW",
    b"gsl_matrix_alloc": "the GNU Scientific Library",
    b"umfpack_di_solve": "UMFPACK",
    b"PopplerDocument": "Poppler",
    b"pdf_document_from_fz_document": "MuPDF",
    b"gsapi_new_instance": "Ghostscript",
}
"""What only such code contains → whose it is."""
_LIBRARY = (".so", ".dll", ".dylib", ".pyd")
_GPL = re.compile(r"\bA?GPL|GNU (Affero )?General Public", re.IGNORECASE)
_MILD = re.compile(r"LGPL|Lesser|exception", re.IGNORECASE)


def signs(folder: Path) -> Iterator[str]:
    """A sentence for each library below the finished `folder` that has a sign of such code."""
    for path in sorted(folder.rglob("*")):
        if is_library(path) and path.stat().st_size:
            for sign in _found(path):
                yield f"{path} has {SIGNS[sign]} inside ({sign.decode()})"


def terms(packages: Iterable[metadata.Distribution]) -> Iterator[str]:
    """A sentence for each Python package that may be used under the GPL alone."""
    for package in packages:
        said = [package.metadata[key] or "" for key in ("License-Expression", "License") if key in package.metadata]
        said += [each for each in package.metadata.get_all("Classifier") or [] if each.startswith("License")]
        short = "\n".join(line for text in said for line in text.splitlines()[:3])
        if _GPL.search(short) and not _MILD.search(short):
            yield f"{package.metadata['Name']} is under the GPL"


def is_library(path: Path) -> bool:
    """Whether it is a file of code, by its name, and no link to one."""
    named = path.suffix in _LIBRARY or ".so." in path.name or (not path.suffix and ".framework/" in path.as_posix())
    return named and path.is_file() and not path.is_symlink()


def _found(path: Path) -> list[bytes]:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as code:
        return [sign for sign in SIGNS if code.find(sign) >= 0]
