"""Pictures of the real window for the README, half of them dark: `python -m tests.pictures.screenshots [NAME…]`."""
