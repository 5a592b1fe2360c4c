"""Between the threads of a batch and the window."""

from __future__ import annotations

import threading
from pathlib import Path

from ganstudio.batch.batch import Batch
from ganstudio.batch.item import Item


class Inbox:
    """What the batch's threads have told since the window looked last. Knows no Qt: it may outlive the window."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._items: dict[Path, Item] = {}
        self.batch: Batch | None = None
        """Whose photos are found, once they are."""
        self.held = ""
        """Why nothing goes on, as a sentence."""
        self.over = False

    def put(self, item: Item) -> None:
        """Something has become of `item`."""
        with self._lock:
            self._items[item.source] = item

    def hold(self, sentence: str) -> None:
        """Nothing goes on, for this reason; empty: it does again."""
        self.held = sentence

    def take(self) -> tuple[Item, ...]:
        """All news; they are gone from here."""
        with self._lock:
            items, self._items = self._items, {}
        return tuple(items.values())
