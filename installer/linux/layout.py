"""Where everything lies on a Linux system, below a root."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

from installer.licences import FILE
from installer.linux.words import HERE, filled

LIBRARY = Path("usr/lib/ganstudio")
_ICON = Path("resources/icons/ganstudio.svg")


def lay_out(folder: Path, root: Path, version: str) -> None:
    """Put the finished `folder`, menu entry, icon, MIME type, man page, AppStream data and licences below `root`."""
    shutil.copytree(folder, root / LIBRARY, symlinks=True)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/ganstudio").symlink_to(Path("..") / LIBRARY.relative_to("usr") / "ganstudio")
    share = root / "usr/share"
    _put(share / "applications/ganstudio.desktop", (HERE / "ganstudio.desktop").read_text(encoding="utf-8"))
    _put(share / "mime/packages/ganstudio.xml", (HERE / "ganstudio-mime.xml").read_text(encoding="utf-8"))
    _put(share / "metainfo/org.ganstudio.ganstudio.metainfo.xml", filled("ganstudio.metainfo.xml", version=version))
    _put(share / "icons/hicolor/scalable/apps/ganstudio.svg", _ICON.read_text(encoding="utf-8"))
    _put(share / "icons/hicolor/scalable/mimetypes/application-x-ganstudio.svg", _ICON.read_text(encoding="utf-8"))
    manual = filled("ganstudio.1", version=version).encode()
    _put(share / "man/man1/ganstudio.1.gz", gzip.compress(manual, 9, mtime=0))
    _put(share / "doc/ganstudio/changelog.gz", gzip.compress(Path("CHANGELOG.md").read_bytes(), 9, mtime=0))
    third = (root / LIBRARY / FILE).read_text(encoding="utf-8")
    own = Path("LICENSE").read_text(encoding="utf-8") + Path("resources/models/LICENSE.md").read_text(encoding="utf-8")
    _put(share / "doc/ganstudio/copyright", f"{own}\n\n{third}")


def _put(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    path.chmod(0o644)
