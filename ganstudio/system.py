"""What the computer itself must have: a Python that is new enough, and the system libraries Qt's wheels lean on.

Run by its path, before anything is installed and by whatever Python there is: `python3 ganstudio/system.py window`.
So it knows only the standard library, and its sentences are not translated.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys

PYTHON = (3, 11)

# Shared library → Debian's package. Read off the wheels' own needs: libQt6Gui and its neighbours, then one plugin each.
OFFSCREEN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
}
X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}


def has_display() -> bool:
    """Whether a window can be shown: always on Windows and macOS, with X11 or Wayland elsewhere."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def needed(kind: str) -> dict[str, str]:
    """The libraries that `kind` needs here: "window", "offscreen" (tests) or "nothing" (the command line)."""
    if kind == "nothing" or not sys.platform.startswith("linux"):
        return {}
    libraries = dict(OFFSCREEN)
    if kind == "window" and os.environ.get("DISPLAY"):
        libraries.update(X11)
    if kind == "window" and os.environ.get("WAYLAND_DISPLAY"):
        libraries.update(WAYLAND)
    return libraries


def missing(libraries: dict[str, str]) -> list[str]:
    """The packages of those `libraries` that cannot be loaded."""
    return sorted({package for library, package in libraries.items() if not _loads(library)})


def advice(packages: list[str]) -> str:
    """The one command that brings all `packages`."""
    rights = "" if os.geteuid() == 0 else "sudo "
    return f"{rights}apt-get install -y {' '.join(packages)}"


def problem(kind: str) -> str:
    """One message on all that is missing for `kind`; empty where nothing is."""
    if sys.version_info[:2] < PYTHON:
        return (
            f"ganstudio needs Python {PYTHON[0]}.{PYTHON[1]} or newer, and {sys.executable} is "
            f"{sys.version_info[0]}.{sys.version_info[1]}. Name a newer one: make PYTHON=python3.12 …"
        )
    packages = missing(needed(kind))
    if sys.platform.startswith("linux") and not importlib.util.find_spec("ensurepip"):
        packages.append(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    return (
        f"System packages are missing. On Debian and Ubuntu this brings them:\n{advice(packages)}" if packages else ""
    )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def main(argument: str) -> int:
    """`view` says what can be shown here, "window" or "nothing"; a kind says what is missing for it, if anything."""
    if argument == "view":
        sys.stdout.write("window" if has_display() else "nothing")
        return 0
    message = problem(argument)
    if message:
        sys.stderr.write(message + "\n")
    return 2 if message else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
