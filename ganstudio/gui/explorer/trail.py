"""What was looked at, to be gone back and forth in."""

from __future__ import annotations

from ganstudio.gui.explorer.lot import Lot

_MOST = 500
"""So many are remembered."""


class Trail:
    """Begins with one. Those that come by the same, not empty `gesture` in a row are one: a slider on its way."""

    def __init__(self, first: Lot) -> None:
        self.now = first
        self._behind: list[Lot] = []
        self._before: list[Lot] = []
        self._gesture = ""

    @property
    def can_go_back(self) -> bool:
        """Whether something was looked at before."""
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        """Whether the way back was taken."""
        return bool(self._before)

    def put(self, lot: Lot, gesture: str = "") -> None:
        """`lot` is looked at now; what was ahead is forgotten."""
        if lot == self.now:
            return
        if not (gesture and gesture == self._gesture):
            self._behind = [*self._behind[1 - _MOST :], self.now]
        self.now, self._before, self._gesture = lot, [], gesture

    def back(self) -> Lot:
        """What was looked at before."""
        if self._behind:
            self._before.append(self.now)
            self.now, self._gesture = self._behind.pop(), ""
        return self.now

    def forward(self) -> Lot:
        """What was looked at after it."""
        if self._before:
            self._behind.append(self.now)
            self.now, self._gesture = self._before.pop(), ""
        return self.now
