"""What the user can do. Importing this imports no torch."""

from ganstudio.tools import (
    colorize,
    colour,
    crop,
    curves,
    denoise,
    extend,
    face,
    face_restoration,
    flip,
    inpaint,
    insert,
    levels,
    light,
    repair,
    resize,
    rotate,
    sharpen,
    straighten,
    style,
    upscale,
    vignette,
    white_balance,
)
from ganstudio.tools.tool import Tool

TOOLS: dict[str, Tool] = {
    tool.id: tool
    for tool in (
        upscale.TOOL,
        colorize.TOOL,
        style.TOOL,
        face.TOOL,
        face_restoration.TOOL,
        inpaint.TOOL,
        repair.TOOL,
        extend.TOOL,
        insert.TOOL,
        light.TOOL,
        levels.TOOL,
        curves.TOOL,
        white_balance.TOOL,
        colour.TOOL,
        sharpen.TOOL,
        denoise.TOOL,
        vignette.TOOL,
        crop.TOOL,
        straighten.TOOL,
        rotate.TOOL,
        flip.TOOL,
        resize.TOOL,
    )
}
