"""What the user can do. Importing this imports no torch."""

from ganstudio.tools import upscale
from ganstudio.tools.tool import Tool

TOOLS: dict[str, Tool] = {tool.id: tool for tool in (upscale.TOOL,)}
