"""Pictures of the real window, for the documents and the guide, made of what comes with the program alone. They need
no display. What holds for both stands here: the stage, and the scenes that both show."""
