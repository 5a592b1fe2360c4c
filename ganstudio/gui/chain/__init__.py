"""A chain of steps, edited: what a workflow is made of."""

from ganstudio.gui.chain.chain import Chain

__all__ = ["Chain"]
