"""What becomes of the models that are there."""

from __future__ import annotations

SUFFIXES = frozenset({".safetensors", ".pth", ".pt", ".ckpt", ".onnx", ".bin"})
"""How files are called that hold models."""
