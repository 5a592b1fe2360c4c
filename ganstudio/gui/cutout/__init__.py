"""A second photo on its way into the first: brought in, a region of it cut out."""
