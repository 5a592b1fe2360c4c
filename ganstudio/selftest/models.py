"""Every bundled model is loaded, and so proven by one small picture."""

from __future__ import annotations

from collections.abc import Iterator

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.engine.store import Store
from ganstudio.paths import resource
from ganstudio.selftest.check import Check, agree


def checks() -> Iterator[Check]:
    """One for each file."""
    store = Store((resource("models"),))
    yield Check("models", "bundled", lambda _folder: _count(store))
    for info in store.list():
        yield Check("models", info.name, lambda _folder, info=info: _loaded(store, info))  # type: ignore[misc]


def _count(store: Store) -> str:
    there, files = len(store.list()), len(list(resource("models").glob("*.safetensors")))
    agree(there and there == files, f"{there} of {files} model files can be read")
    return str(there)


def _loaded(store: Store, info: ModelInfo) -> str:
    weights = sum(tensor.numel() for tensor in store.load(info).state_dict().values())
    return f"{info.architecture}, {weights / 1e6:.2f} M"
