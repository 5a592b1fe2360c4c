"""Rooms of the batch's tests."""

from tests.batch.rooms import gate

__all__ = ["gate"]
