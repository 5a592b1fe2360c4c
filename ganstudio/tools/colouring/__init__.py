"""How a grey photo gets colours: what the network is asked, and how its answer is joined to the whole photo."""

from ganstudio.tools.colouring.asking import takes_dabs
from ganstudio.tools.colouring.suggesting import suggestions

__all__ = ["suggestions", "takes_dabs"]
