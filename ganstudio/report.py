"""What a person can send to those who make the program: what runs here, and the end of the log, without names or places
of files, of the user or of the computer."""

from __future__ import annotations

import contextlib
import getpass
import platform
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

from ganstudio.log import FROM, TO, system
from ganstudio.paths import log_file

LINES = 200
"""Of the log, the last ones."""
GONE = "…"
"""Stands where something was left out."""
_LIBRARIES = ("torch", "spandrel", "numpy", "opencv-python-headless", "pillow", "pyvips", "PySide6-Essentials")
_SUFFIXES = (
    "jpe?g|jpe|jfif|png|tiff?|webp|avif|bmp|gif|hei[cf]|dng|nef|cr[23]|arw|raf|orf|rw2|psd|xcf|svg|safetensors|pth|pt|ckpt"
    "|onnx|bin|ganstudio|jsonl?|txt|csv|zip|toml|ya?ml|log|part|np[yz]|icc|xmp|py"
)
_OUTSIDE = re.compile(f"{FROM}.*?{TO}", re.DOTALL)
_HEAD = re.compile(r"\d{4}-\d\d-\d\d [\d:,]+  [A-Z]+  [\w.]+  ")
_FRAME = re.compile(r'^(?P<before>[\s|]*)File "(?P<path>[^"\n]+)", line (?P<line>\d+)(?P<rest>.*)$')
_PLAIN = re.compile(r"[A-Za-z_]\w*")
_RULES = (
    (re.compile(r"(?:\b[A-Za-z][\w+.-]*:/|\b[A-Za-z]:[\\/]|\\\\|(?<![\w./])[~./]*/)(?=[^\s/]).*"), GONE),
    (re.compile(rf"[^:;,(\[]*\.(?:{_SUFFIXES})\b", re.IGNORECASE), f" {GONE}"),
    (re.compile(r"\S*[\\/]\S+"), GONE),
)
"""A place up to the end of the line, as spaces may be in it; a name up to its suffix; what else looks like a way."""
_QUOTED = re.compile(r"'([^'\n]*)'|\"([^\"\n]*)\"|«([^»\n]*)»|“([^”\n]*)”|‘([^’\n]*)’|`([^`\n]*)`")
_SOURCES = ("site-packages", "dist-packages", "ganstudio", "trainers")


def report(facts: Mapping[str, str] | None = None) -> str:
    """The whole report, in English whatever the language of the program; `facts`: what the caller knows besides."""
    lines = [system(), *(f"{name}: {value}" for name, value in {**_libraries(), **(facts or {})}.items())]
    return (
        "\n".join([*lines, "", f"The last lines of the log ({GONE}: left out):", cleaned(_tail()) or "(nothing)"])
        + "\n"
    )


def cleaned(text: str) -> str:
    """`text` without names and places of files, of the user and of the computer. Rather too much is left out than too
    little; where our code and libraries are within their folders is told."""
    lines = _OUTSIDE.sub(GONE, text).replace(FROM, "").replace(TO, "").splitlines()
    told: list[str] = []
    code = False
    for line in lines:
        frame = _FRAME.match(line)
        if frame:
            place, code = _place(frame["path"]), True
            told.append(f'{frame["before"]}File "{place}", line {frame["line"]}{frame["rest"]}')
        elif code and line.startswith("    "):  # of the source, which is known to all
            told.append(line)
        else:
            code = False
            told.append(_cleaned(line))
    return _nobody("\n".join(told))


def _libraries() -> dict[str, str]:
    from importlib import metadata  # takes as long as thirty modules of ours; only a report asks for it

    there = {}
    for name in _LIBRARIES:
        with contextlib.suppress(metadata.PackageNotFoundError):
            there[name] = metadata.version(name)
    return there


def _tail() -> str:
    try:
        with log_file().open(encoding="utf-8", errors="replace") as file:
            return "".join(file.readlines()[-LINES:])
    except OSError:
        return ""


def _cleaned(line: str) -> str:
    head = _HEAD.match(line)
    before = head[0] if head else ""
    line = _QUOTED.sub(_unless_plain, line.removeprefix(before))
    for rule, instead in _RULES:
        line = rule.sub(instead, line)
    return before + line


def _unless_plain(quoted: re.Match[str]) -> str:
    """Names in programs stay: 'NoneType', 'scale'."""
    inside = next(group for group in quoted.groups() if group is not None)
    whole = quoted[0]
    return whole if _PLAIN.fullmatch(inside) or not inside else f"{whole[0]}{GONE}{whole[-1]}"


def _place(path: str) -> str:
    """Where in a library or in ours a file is; of any other file nothing."""
    parts = (PureWindowsPath(path) if "\\" in path else PurePosixPath(path)).parts
    for at in range(len(parts) - 1, -1, -1):
        if parts[at] in _SOURCES:
            return "/".join(parts[at:])
        if re.fullmatch(r"(?i)python\d[\d.]*|lib", parts[at]) and at < len(parts) - 1:
            return "/".join(parts[at:])
    return path if path.startswith("<") else GONE


def _nobody(text: str) -> str:
    """Without the names of who works here, and of the computer."""
    names = {Path.home().name, platform.node(), platform.node().partition(".")[0]}
    with contextlib.suppress(OSError, KeyError, ImportError):
        names.add(getpass.getuser())
    for name in sorted((name for name in names if len(name) > 2), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", GONE, text, flags=re.IGNORECASE)
    return text
