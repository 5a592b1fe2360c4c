"""Projects in the window: saved, opened, and what is kept so that nothing is lost."""
