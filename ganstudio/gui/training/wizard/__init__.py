"""From a folder of pictures to a training, page by page."""

from ganstudio.gui.training.wizard.wizard import Wizard

__all__ = ["Wizard"]
