"""How trainings fail, recognised from what a run writes down, and what helps."""
