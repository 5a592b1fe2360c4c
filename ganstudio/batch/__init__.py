"""Folders of photos: one workflow on many, with a journal that survives anything."""
