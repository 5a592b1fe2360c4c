"""ganstudio: an image editor whose tools are generative adversarial networks."""

__version__ = "0.1.0"
