"""A package for Debian, Ubuntu and what comes from them."""

from __future__ import annotations

import subprocess
from pathlib import Path

from installer.folder import libc, size
from installer.linux.layout import lay_out
from installer.linux.words import filled


def build(folder: Path, place: Path, version: str) -> Path:
    """The .deb of the finished `folder`, in `place`."""
    machine = _said("dpkg", "--print-architecture")
    root = place / "root"
    lay_out(folder, root, version)
    facts = {"version": version, "architecture": machine, "kilobytes": str(size(root) // 1024), "libc": libc(folder)}
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN/control").write_text(filled("control", **facts), encoding="utf-8")
    target = place / f"ganstudio_{version}_{machine}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(target)], check=True)
    return target


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
