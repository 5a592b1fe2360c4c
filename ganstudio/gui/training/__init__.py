"""Training in the window: the wizard, the runs, and how they are doing."""
