"""Photos, trainings, models: which of them the window shows."""
