"""`python -m installer`: builds the folder, tries it, and packs it for this system into `dist/`."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from ganstudio import __version__
from installer import folder, licences

PLACE = Path("dist")


def main() -> None:
    """Everything, in the order in which it can fail cheapest."""
    os.environ["SOURCE_DATE_EPOCH"] = os.environ.get("SOURCE_DATE_EPOCH") or stamp()
    shutil.rmtree(PLACE, ignore_errors=True)
    built = folder.build(PLACE)
    licences.put(built)
    folder.check(built)
    folder.try_out(built)
    for file in _packed(built):
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        with (PLACE / "SHA256SUMS").open("a") as sums:
            sums.write(f"{digest}  {file.name}\n")
        print(f"{file}: {file.stat().st_size / 1e6:.0f} MB, SHA-256 {digest}")
    print(f"{built}: {folder.size(built) / 1e6:.0f} MB unpacked")


def stamp() -> str:
    """When the sources were made, in seconds since 1970, so that the same ones make the same package: the last commit's
    time, or where there is no repository that of a file, which is the same in every copy that was passed on."""
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return str(int(Path("CHANGELOG.md").stat().st_mtime))


def _packed(built: Path) -> list[Path]:
    if sys.platform != "linux":
        return []  # Inno Setup and hdiutil pack the folder there: see installer/windows, installer/macos
    from installer.linux import deb, tarball

    return [deb.build(built, PLACE, __version__), tarball.build(built, PLACE, __version__)]


if __name__ == "__main__":
    main()
