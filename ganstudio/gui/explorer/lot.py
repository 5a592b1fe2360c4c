"""What a random face is made from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ganstudio.i18n import N_
from ganstudio.params import flag, integer, model, number

HIGHEST = 2**31 - 1
"""The largest seed."""
TASK = "face"


@dataclass(frozen=True)
class Lot:
    """The same lot is the same face on every computer. `other` and `level` count while `mix` is on."""

    model: str = model(TASK, help=N_("The network that knows faces."))
    seed: int = integer(
        1, low=0, high=HIGHEST, title=N_("Seed"), help=N_("Each number is another face, and always the same one.")
    )
    truncation: float = number(
        0.5,
        low=0,
        high=1,
        step=0.05,
        title=N_("Truncation"),
        help=N_("How far from the average face: more is more varied, and more often odd."),
    )
    mix: bool = flag(
        False,
        title=N_("Mix with a second face"),
        help=N_("Coarse styles of the first face, fine styles of the second."),
    )
    other: int = integer(
        2, low=0, high=HIGHEST, title=N_("Second face"), help=N_("The seed of the face that is mixed in.")
    )
    level: int = integer(
        4,
        low=1,
        high=99,
        title=N_("Taken from the second face"),
        help=N_("From this level on: to the left its shape too, to the right nothing but its skin and colours."),
    )
    sliders: tuple[tuple[str, float], ...] = ()
    """Those of the model that are moved: name and value, -1 to 1."""

    def beside(self, seed: int, *, second: bool = False) -> Lot:
        """The same with another seed, or another `second` one."""
        return replace(self, other=seed) if second else replace(self, seed=seed)


@dataclass(frozen=True)
class Wish:
    """A face, `times` as large as the network makes it."""

    lot: Lot
    times: int = 1
