"""Everything once, on small pictures: whether an installed program is whole. Run by `ganstudio --selftest`."""
