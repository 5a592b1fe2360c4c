"""Windows that ask: export, settings, help, questions."""
