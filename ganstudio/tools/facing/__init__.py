"""How a face in a photo is changed: what a network sees and makes of it, and how the difference is carried to the
photo at its full size."""

from ganstudio.tools.facing.editing import edited, where
from ganstudio.tools.facing.judging import State, change, state
from ganstudio.tools.facing.made import made
from ganstudio.tools.facing.ranging import strip
from ganstudio.tools.facing.regions import region
from ganstudio.tools.facing.sliders import Slider, sliders

__all__ = ["Slider", "State", "change", "edited", "made", "region", "sliders", "state", "strip", "where"]
