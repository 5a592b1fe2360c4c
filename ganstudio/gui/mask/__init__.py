"""Masks in the window: what the hand paints them with, how they are seen, their part of every panel."""
