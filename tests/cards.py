"""What the bundled models say of themselves is visible text too: a reader for Babel that finds it in their files."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

Found = tuple[int, str, str, list[str]]


def extract(
    file: IO[bytes], keywords: Any, comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Found]:
    """The title and the sentences of a model's card, as Babel wants them: (line, function, text, comments)."""
    header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    about = json.loads(header["__metadata__"]["ganstudio"])
    for text in (about["title"], about["card"].get("data"), about["card"].get("limits")):
        if text:
            yield 1, "_", text, []
