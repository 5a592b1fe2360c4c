"""Work that is kept: project files, and what is kept beside the window so that nothing is lost."""
