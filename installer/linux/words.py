"""Files of the system, with their blanks filled in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent


def filled(name: str, **values: str) -> str:
    """The file `name` beside this one, its @NAMES@ replaced by `values` (in lower case) and @DATE@."""
    text = (HERE / name).read_text(encoding="utf-8")
    for key, value in {"date": day().strftime("%Y-%m-%d"), **values}.items():
        text = text.replace(f"@{key.upper()}@", value)
    return text


def day() -> datetime:
    """Of the last commit's, so that the same sources make the same package; or today."""
    import os

    stamp = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(stamp), UTC) if stamp else datetime.now(UTC)
