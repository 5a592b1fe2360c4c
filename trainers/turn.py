"""What the loop and the updates of networks within one step tell each other, past the learner between them.

A batch that does not fit into memory is learnt from in parts. Each network's gradients of all parts are added up, by
how many pictures each has, before it makes its step, so that the batch is in effect what was asked for. Networks that
take turns within a step then all step at its end. What looks at a batch as a whole (batch norm, a distance of crowds)
looks at parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from torch import Tensor, nn


class Turn:
    """One step; `left_out` once a network's update held a number that is none, and was not made."""

    def __init__(self) -> None:
        self.left_out = False
        self.share = 1.0
        """Of the batch that the present part has."""
        self.last = True
        """Whether it is the last part, after whose gradients networks make their steps."""
        self._sums: dict[tuple[int, int], list[Tensor | None]] = {}
        self._calls: Counter[int] = Counter()

    def part(self, share: float, last: bool) -> None:
        """The next part begins."""
        self.share, self.last = share, last
        self._calls.clear()

    def gather(self, network: nn.Module) -> None:
        """Add the gradients of `network` to those that earlier parts brought at this update; the sum becomes its
        gradients."""
        if self.share == 1.0:
            return
        key = id(network), self._calls[id(network)]
        self._calls[id(network)] += 1
        before = self._sums.get(key)
        for at, weight in enumerate(network.parameters()):
            if weight.grad is not None:
                weight.grad.mul_(self.share)
            earlier = before[at] if before else None
            if earlier is not None:
                weight.grad = earlier if weight.grad is None else weight.grad.add_(earlier)
        self._sums[key] = [weight.grad for weight in network.parameters()]


_now: ContextVar[Turn | None] = ContextVar("turn", default=None)


def present() -> Turn:
    """The step that is being made; outside of a loop a whole one."""
    return _now.get() or Turn()


@contextmanager
def begun() -> Iterator[Turn]:
    """A step."""
    token = _now.set(Turn())
    try:
        yield present()
    finally:
        _now.reset(token)
