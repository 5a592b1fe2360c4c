"""What is kept of a draft: choices of one goal, and what was found out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass
class Plans:
    """What was chosen for one goal; kept while another is looked at."""

    preset: str = ""
    own: dict[str, Any] = field(default_factory=dict)
    """Settings changed by hand."""
    counted: bool = False
    """Whether steps are said in place of minutes."""
    start: str | None = None
    """The model to start from; "" for none, None where it is the preset's."""
    title: str = ""


class Kept(Generic[T]):
    """Something that was found out about something, as long as that is still the same."""

    def __init__(self) -> None:
        self._about: object = None
        self._what: T | None = None

    def keep(self, about: object, what: T | None) -> None:
        """`what` was found out; None forgets it."""
        self._about, self._what = about, what

    def of(self, about: object) -> T | None:
        """What is known about that."""
        return self._what if self._about == about else None
