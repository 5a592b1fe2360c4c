"""What the tests of tools have in common."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ganstudio.faces import find
from ganstudio.image.face import Face


@pytest.fixture
def finds(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Whatever the photo, these faces are found."""

    def give(*faces: Face) -> None:
        found = tuple(find.Found(each, 1.0) for each in faces)
        monkeypatch.setattr(find, "find", lambda *_given, **_more: found)

    return give
