"""The loop, with a learner that learns nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from tests.trainers.learners import Counter, go
from trainers.average import Average
from trainers.loop import trapezoid
from trainers.run import Run


def test_it_goes_on_where_it_stopped_and_may_be_prolonged(tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    go(Counter(), run, 3)
    later = Counter()
    go(later, run, 5)
    assert later.seen == [0, 1, 2, 3, 4]


def test_progress_reaches_the_end(tmp_path: Path) -> None:
    heard: list[float] = []
    go(Counter(), Run(tmp_path / "run"), 4, Job(lambda done, _text: heard.append(done)))
    assert heard == sorted(heard) and heard[-1] == 1.0


def test_another_recipes_folder_is_refused(tmp_path: Path) -> None:
    go(Counter(), Run(tmp_path / "run"), 1)
    with pytest.raises(GanstudioError, match="another folder"):
        Run(tmp_path / "run").open("upscale", {}, (), [])


def test_the_learning_rate_rises_stays_and_falls_to_nothing() -> None:
    rates = [trapezoid(index, 1000, decay=0.4) for index in range(1001)]
    assert rates[0] < 0.1 and rates[300] == 1.0 and rates[800] == pytest.approx(0.5) and rates[1000] == 0.0


def test_the_average_follows_slowly_and_copies_counters() -> None:
    network = nn.BatchNorm2d(1)
    average = Average(network, 0.9)
    with torch.no_grad():
        network.weight.fill_(2.0)
        network.num_batches_tracked.fill_(7)
    average.update(network, 1000)
    assert average.weights["weight"].item() == pytest.approx(1.1)
    assert average.weights["num_batches_tracked"].item() == 7
