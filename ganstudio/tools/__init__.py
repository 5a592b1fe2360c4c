"""What the user can do. Importing this imports no torch."""

from ganstudio.tools import crop, denoise, flip, resize, rotate, sharpen, straighten, upscale, vignette
from ganstudio.tools.tool import Tool

TOOLS: dict[str, Tool] = {
    tool.id: tool
    for tool in (
        upscale.TOOL,
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
