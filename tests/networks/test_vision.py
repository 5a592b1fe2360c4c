"""torchvision is there whatever build of torch it meets."""

from __future__ import annotations

import subprocess
import sys

CODE = """
from ganstudio.networks.vision import torchvision
package = torchvision()
print(package is torchvision(), package.models.vgg.cfgs["E"][0], package.transforms.Resize.__name__)
"""


def test_it_is_imported_and_has_models_and_transforms() -> None:
    """In a process of its own: whether the compiled part loads is decided once."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.split() == ["True", "64", "Resize"], done.stderr
