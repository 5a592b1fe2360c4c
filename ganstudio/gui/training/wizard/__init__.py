"""From a folder of pictures to a training, page by page."""
