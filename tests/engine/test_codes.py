"""What is asked of a network beside a picture: codes of small pictures, and pictures of codes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from ganstudio.engine.engine import Engine, Floats
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store, read_info
from ganstudio.errors import Cancelled, ModelError
from tests.engine import small
from tests.tools.faces import CONFIG, save_model_of_faces


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    save_model_of_faces(folder)
    small.save(folder, "enlarges")
    return folder


@pytest.fixture
def engine(models: Path) -> Engine:
    return Engine(Store([models]), "cpu")


def faces(count: int) -> Floats:
    return np.random.default_rng(0).random((count, 3, CONFIG["size"], CONFIG["size"]), np.float32)


def test_as_the_network_alone(engine: Engine, models: Path) -> None:
    network = Store([models]).load(read_info(models / "faces.safetensors"))
    given = faces(3)
    with torch.inference_mode():
        codes = network.encode(torch.from_numpy(given))
        pictures = network.decode(codes)

    found = engine.asked("faces", "encode", given, Job())
    made = engine.asked("faces", "decode", found, Job())

    np.testing.assert_allclose(found, codes.numpy(), atol=1e-4)
    np.testing.assert_allclose(made, pictures.numpy(), atol=1e-4)


def test_a_tensor_is_read(engine: Engine) -> None:
    directions = engine.tensor("faces", "directions", Job())
    assert len(directions) == len(CONFIG["sliders"].split(",")) and np.abs(directions).max() > 0


def test_a_network_made_for_something_else_is_refused_by_name(engine: Engine) -> None:
    with pytest.raises(ModelError, match="enlarges"):
        engine.asked("enlarges", "encode", faces(1), Job())
    with pytest.raises(ModelError, match="enlarges"):
        engine.tensor("enlarges", "directions", Job())


def test_it_can_be_cancelled(engine: Engine) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        engine.asked("faces", "encode", faces(1), job)
