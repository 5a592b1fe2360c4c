"""Lines through a hole: they end where the picture begins, and stripes go on along themselves."""

from __future__ import annotations

import pytest
import torch

from ganstudio.networks.lines import _DIRECTIONS, Lines, _steps


def test_steps_end_at_the_first_known_pixel() -> None:
    known = torch.ones(1, 1, 9, 9, dtype=torch.bool)
    known[..., 3:6, 2:8] = False
    right, left, down = (_steps(known, *direction)[0] for direction in ((0, 1), (0, -1), (1, 0)))
    assert right[4].tolist() == [0, 0, 6, 5, 4, 3, 2, 1, 0]
    assert left[4, 2:8].tolist() == [1, 2, 3, 4, 5, 6]
    assert down[3:6, 4].tolist() == [3, 2, 1]


@pytest.mark.parametrize("direction", _DIRECTIONS)
def test_every_direction_agrees_with_a_walk(direction: tuple[int, int]) -> None:
    known = torch.rand(1, 1, 20, 23, generator=torch.Generator().manual_seed(1)) < 0.05
    found = _steps(known, *direction)[0]
    for y in range(20):
        for x in range(23):
            steps, row, column = 0, y, x
            while 0 <= row < 20 and 0 <= column < 23 and not known[0, 0, row, column]:
                steps, row, column = steps + 1, row + direction[0], column + direction[1]
            inside = 0 <= row < 20 and 0 <= column < 23
            assert found[y, x] == (steps if inside else 0)


def test_opposites_are_eight_apart() -> None:
    for index, (down, across) in enumerate(_DIRECTIONS):
        assert _DIRECTIONS[(index + 8) % 16] == (-down, -across)


def test_only_what_is_missing_changes_and_only_to_colours_that_are_there() -> None:
    torch.manual_seed(0)
    colour, known, guess = torch.rand(2, 3, 24, 24), torch.ones(2, 1, 24, 24), torch.rand(2, 3, 24, 24)
    known[0, :, 8:16, 8:16] = 0
    drawn = Lines()(colour * known, known, guess)
    assert torch.equal(drawn[1], guess[1])
    kept = known[0].expand(3, -1, -1) == 1
    assert torch.equal(drawn[0][kept], guess[0][kept])
    assert not torch.equal(drawn[0], guess[0])
    assert drawn.min() >= 0 and drawn.max() <= 1


def test_with_nothing_known_the_guess_stays() -> None:
    guess = torch.rand(1, 3, 16, 16)
    assert torch.allclose(Lines()(torch.zeros_like(guess), torch.zeros(1, 1, 16, 16), guess), guess, atol=1e-6)


def test_it_learns_that_stripes_go_on() -> None:
    torch.manual_seed(0)
    stripes = (torch.arange(32) // 4 % 2).float().view(1, 1, 32, 1).expand(1, 3, 32, 32).contiguous()
    known = torch.ones(1, 1, 32, 32)
    known[..., 10:22, 10:22] = 0
    guess, lines = torch.full_like(stripes, 0.5), Lines()
    optimizer = torch.optim.Adam(lines.parameters(), 0.02)
    for _step in range(60):
        loss = (lines(stripes * known, known, guess) - stripes).abs()[..., 10:22, 10:22].mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert loss < 0.05
