"""A folder that is unpacked anywhere and started from there, for other distributions."""

from __future__ import annotations

import platform
import subprocess
from pathlib import Path

from installer.linux.words import day


def build(folder: Path, place: Path, version: str) -> Path:
    """The .tar.xz of the finished `folder`, in `place`; the same bytes for the same folder and day."""
    target = place / f"ganstudio-{version}-linux-{platform.machine()}.tar.xz"
    stamp = f"--mtime=@{int(day().timestamp())}"
    owner = ("--owner=0", "--group=0", "--numeric-owner", "--sort=name")
    name = f"--transform=s,^{folder.name},ganstudio-{version},S"
    command = ["tar", *owner, stamp, name, "-I", "xz -6 -T0", "-C", str(folder.parent), "-cf", str(target), folder.name]
    subprocess.run(command, check=True)
    return target
