"""A model of faces with random weights, small and of use for nothing but trying how it is used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from ganstudio.engine.modelfile import save_model
from ganstudio.networks.face import FaceNetwork
from tests.engine.small import header

CONFIG: dict[str, Any] = {
    "size": 32,
    "dims": 16,
    "channels": 4,
    "widest": 16,
    "sliders": "age,gender,smile,lighting,yaw,hair,hat",
    "ends": ":,female:male,0:1,:,:,:,no:yes",
}
NAMES = CONFIG["sliders"].split(",")


def save_model_of_faces(folder: Path, name: str = "faces") -> Path:
    """Each slider changes what is made; the mean code is none."""
    torch.manual_seed(5)
    network = FaceNetwork(**CONFIG)
    network.directions.normal_(0, 0.5)
    network.mean.normal_(0, 0.1)
    path = folder / f"{name}.safetensors"
    save_model(path, network.state_dict(), header(name, "face", CONFIG, "face"))
    return path
