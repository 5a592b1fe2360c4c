"""Taking a model file in, whosever it is: ours as they are, others brought into our form once.

A file of our form may hold a network of others, whose shape, or whose every operation, is what the weights make of it:
that is tried where the others are, in a process that may do little.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ganstudio.engine.modelfile import SUFFIX, ModelInfo, read_info
from ganstudio.library.adoption import confined
from ganstudio.library.reading import checkpoint

if TYPE_CHECKING:
    from ganstudio.engine.job import Job
    from ganstudio.engine.store import Store


def adopt(path: Path, store: Store, job: Job) -> ModelInfo:
    """The model in the file `path`, among the user's models; that which is there already where it is the same.

    Raises ModelError with a sentence on what the file is instead, Cancelled. Nothing in it is run, and it is read by a
    process of its own, whose time and memory are bounded.
    """
    if checkpoint.is_ours(path) and not _made_by_weights(read_info(path)):
        return store.add(path, job)
    with tempfile.TemporaryDirectory(prefix="ganstudio-", ignore_cleanup_errors=True) as folder:
        target = Path(folder) / f"model{SUFFIX}"
        confined.prove(path, target, job.part(0.0, 0.9))
        return store.add(target, job.part(0.9, 0.1), proven=True)


def _made_by_weights(info: ModelInfo) -> bool:
    from ganstudio.networks import ARCHITECTURES  # imports torch, which proving it needs as well

    known = ARCHITECTURES.get(info.architecture)
    return known is not None and known.from_weights is not None
