"""A store of small models, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from ganstudio.engine.engine import Engine
from ganstudio.engine.store import Store
from tests.engine import small


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small model of every architecture."""
    folder = tmp_path_factory.mktemp("models")
    for architecture in small.CONFIGS:
        small.save(folder, architecture, architecture)
    return folder


@pytest.fixture
def engine(models: Path) -> Engine:
    """On the processor, in the precision it is good at."""
    return Engine(Store([models]), "cpu")
