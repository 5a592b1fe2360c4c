"""Where results go: a file, a folder, or beside the original. Everything that can go wrong is told before the work."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ganstudio.errors import FileError
from ganstudio.filenames import LONGEST, shortened
from ganstudio.i18n import _
from ganstudio.image.export import FORMATS, format_for, format_like


@dataclass(frozen=True)
class Target:
    """One picture to make. `format` is a key of FORMATS."""

    source: Path
    path: Path
    format: str


def targets(sources: Sequence[Path], output: Path | None, format: str, tool: str) -> list[Target]:
    """A target for each source. No two are the same file.

    Several sources go to a folder; without `output` each goes beside its source, as "photo-upscale.png".
    An empty `format` means the one the name asks for, else the source's, else PNG.
    """
    if output is not None and len(sources) == 1 and not _is_folder(output):
        return [Target(sources[0], output, _agreed(output, format))]
    if output is not None and not output.is_dir() and (output.exists() or _format_named(output)):
        raise FileError(
            _("{name} stands for a file; to take the results of several photos it must be a folder.").format(
                name=output
            )
        )
    if output is not None:
        _make(output)
    return list(_into_folder(sources, output, format, tool))


def _agreed(output: Path, format: str) -> str:
    """The format for `output`; raises FileError where the name promises another one."""
    named = _format_named(output)
    if format and named and named != format:
        raise FileError(
            _("The name {name} promises {named}, but the format asked for is {format}. Change one of them.").format(
                name=output.name, named=named.upper(), format=format.upper()
            )
        )
    return format or format_for(output)


def _format_named(path: Path) -> str:
    """The format that the name's ending stands for; empty for any other ending."""
    return next((name for name, kind in FORMATS.items() if path.suffix.lower() in kind.suffixes), "")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            _("The folder {name} cannot be made: {reason}.").format(name=folder, reason=error.strerror or error)
        ) from error


def _into_folder(sources: Sequence[Path], folder: Path | None, format: str, tool: str) -> Iterator[Target]:
    taken: set[str] = set()
    for source in sources:
        wanted = format or format_like(source)
        parent = source.parent if folder is None else folder
        end = "" if folder is not None else f"-{tool}"
        path, number = parent / _name(source.stem, end + FORMATS[wanted].suffixes[0]), 2
        while os.path.normcase(path) in taken:  # a/x.jpg and b/x.jpg into one folder
            path = path.with_name(_name(source.stem, f"{end}-{number}{path.suffix}"))
            number += 1
        taken.add(os.path.normcase(path))
        yield Target(source, path, wanted)


def _is_folder(path: Path) -> bool:
    """Whether `path` is one, or will be: "out/", or "out", which has no ending of a picture file."""
    return path.is_dir() or (not path.exists() and not path.suffix)


def _name(stem: str, end: str) -> str:
    """`stem` and `end`, no longer than names may be; what is too much is taken from the stem."""
    return shortened(stem, LONGEST - len(end.encode())) + end
