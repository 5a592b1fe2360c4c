"""`python -m installer`: builds the folder, tries it, and packs it for this system into `dist/`."""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

from ganstudio import __version__
from installer import folder, licences

PLACE = Path("dist")


def main() -> None:
    """Everything, in the order in which it can fail cheapest."""
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


def _packed(built: Path) -> list[Path]:
    if sys.platform != "linux":
        return []  # Inno Setup and hdiutil pack the folder there: see installer/windows, installer/macos
    from installer.linux import deb, tarball

    return [deb.build(built, PLACE, __version__), tarball.build(built, PLACE, __version__)]


if __name__ == "__main__":
    main()
