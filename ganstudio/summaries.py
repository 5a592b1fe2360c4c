"""What each tool does, in a sentence: the list of commands is made of these and imports none of the tools."""

from __future__ import annotations

from ganstudio.i18n import N_

SUMMARIES = {
    "upscale": N_("Enlarge a photo with real detail."),
    "colorize": N_("Give a black-and-white photo likely colours; dabs of colour lead them."),
    "style": N_("Turn a photo into a painting or a drawing, or a drawing into a photo."),
    "face": N_("Make faces older or younger, smile, or turn a little, in the photo itself."),
    "face-restoration": N_("Make good what noise, blur or a small copy has left of faces."),
    "inpaint": N_("Brush something away: what is masked is filled as if it had never been there."),
    "repair": N_("Fill scratches, dust and creases: those that you mask, or all that are found."),
    "extend": N_("Enlarge the canvas on any side, and fill it."),
    "insert": N_("Blend a piece of another photo in, so that it looks native."),
    "light": N_("Exposure, contrast, highlights and shadows."),
    "levels": N_("Set what is black, middle and white."),
    "curves": N_("Shape the tones by curves."),
    "white-balance": N_("Take the colour of the light out of a photo, or put one in."),
    "colour": N_("Make colours stronger or weaker."),
    "sharpen": N_("Make fine detail stronger."),
    "denoise": N_("Take away grain and coloured speckles."),
    "vignette": N_("Darken the corners, or take a lens's dark corners away."),
    "crop": N_("Cut out a part of the photo."),
    "straighten": N_("Level the horizon."),
    "rotate": N_("Turn the photo by 90° or 180°."),
    "flip": N_("Mirror the photo."),
    "resize": N_("Make the photo smaller or larger by plain resampling."),
}
"""Id of a tool → marked sentence, in the order in which tools are listed, as in `tools.TOOLS`."""
