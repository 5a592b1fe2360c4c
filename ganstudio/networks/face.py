"""Faces by one network: an encoder, a mapping and a generator that share one space of codes.

The generator is StyleGAN2's (Karras et al. 2020): a constant, modulated convolutions, noise, colours added at each
size. The encoder gives a code for each of its layers in one pass (pSp: Richardson et al. 2021; the two learn together,
as in ALAE: Pidhorskyi et al. 2020). Where a code has a number for each place of a small picture it is also read as one:
a code that only strengthens channels can hardly say where something is, and a face would come back as somebody else's.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.networks.architecture import Architecture, Traits
from ganstudio.networks.modulated import ModulatedConvolution, Styled, double
from ganstudio.networks.pyramid import SMALLEST, Pyramid, convolution, sizes, width

_PER_SIZE = 2
"""Layers, and so codes, of each size."""


def layers(size: int) -> int:
    """How many codes a face of `size` pixels has."""
    return _PER_SIZE * len(sizes(size))


class Encoder(nn.Module):
    """(N, 3, size, size) in [0, 1] → codes (N, layers, dims)."""

    def __init__(self, size: int, dims: int, channels: int, widest: int) -> None:
        super().__init__()
        self.dims = dims
        self.pyramid = Pyramid(size, channels, widest)
        self.last = convolution(width(SMALLEST, channels, widest), widest)
        self.heads = nn.ModuleDict()
        for each in sizes(size):
            place = _place(each, dims)
            inputs = widest if place == SMALLEST else width(place, channels, widest)
            self.heads[str(each)] = convolution(inputs, _PER_SIZE * dims // place**2, 1)

    def forward(self, x: Tensor) -> Tensor:
        seen: Mapping[int, Tensor] = self.pyramid(x)
        smallest = F.leaky_relu(self.last(F.leaky_relu(seen[SMALLEST], 0.2)), 0.2)
        codes = []
        for size, head in self.heads.items():
            place = _place(int(size), self.dims)
            codes.append(head(smallest if place == SMALLEST else seen[place]).flatten(1))
        return torch.cat(codes, dim=1).float().view(len(x), -1, self.dims)


class Mapper(nn.Module):
    """Normal noise (N, dims) → codes (N, layers, dims) of a random face: 4 layers, and one for each size."""

    def __init__(self, size: int, dims: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(dims, dims) for _ in range(4))
        self.heads = nn.ModuleDict({str(each): nn.Linear(dims, _PER_SIZE * dims) for each in sizes(size)})

    def forward(self, z: Tensor) -> Tensor:
        x = z * torch.rsqrt(z.square().mean(1, keepdim=True) + 1e-8)
        for layer in self.layers:
            x = 2**0.5 * F.leaky_relu(layer(x), 0.2)
        codes = torch.cat([head(x) for head in self.heads.values()], dim=1)
        return codes.float().view(len(z), -1, z.shape[1])


class Block(nn.Module):
    """Codes (N, 2, dims) → features of one size, from those of the size below."""

    def __init__(self, size: int, dims: int, inputs: int, outputs: int) -> None:
        super().__init__()
        self.place = _place(size, dims)
        self.first = Styled(dims, inputs, outputs, up=size > SMALLEST)
        self.second = Styled(dims, outputs, outputs)
        places = _PER_SIZE * dims // size**2 if self.place == size else 0
        self.places = convolution(places, outputs, 1) if places else None

    def forward(self, x: Tensor, codes: Tensor, *, noise: bool) -> Tensor:
        x = self.first(x, codes[:, 0], noise=noise)
        if self.places is not None:
            x = x + self.places(codes.reshape(len(codes), -1, self.place, self.place)).to(x.dtype)
        result: Tensor = self.second(x, codes[:, 1], noise=noise)
        return result


class Synthesis(nn.Module):
    """Codes (N, layers, dims) → (N, 3, size, size) in about [0, 1]. `fade`: how much the largest size counts."""

    def __init__(self, size: int, dims: int, channels: int, widest: int) -> None:
        super().__init__()
        self.sizes = sizes(size)
        widths = {each: width(each, channels, widest) for each in self.sizes}
        self.start = nn.Parameter(torch.ones(1, widths[SMALLEST], SMALLEST, SMALLEST))
        if not self.start.is_meta:  # for that torch would load its compiler
            nn.init.normal_(self.start)
        self.blocks, self.to_rgb = nn.ModuleDict(), nn.ModuleDict()
        for each in self.sizes:
            self.blocks[str(each)] = Block(each, dims, widths[max(SMALLEST, each // 2)], widths[each])
            self.to_rgb[str(each)] = ModulatedConvolution(dims, widths[each], 3, 1, demodulate=False)
        self.fade = 1.0

    def forward(self, codes: Tensor, *, noise: bool = False) -> Tensor:
        x = self.start.expand(len(codes), -1, -1, -1)
        rgb = torch.full((len(codes), 3, SMALLEST, SMALLEST), 0.5, device=codes.device)
        for index, size in enumerate(self.sizes):
            own = codes[:, _PER_SIZE * index : _PER_SIZE * (index + 1)]
            x = self.blocks[str(size)](x, own, noise=noise)
            # Colours are summed in float32: under autocast half precision would round the picture itself.
            colours: Tensor = self.to_rgb[str(size)](x, own[:, 1]).float()
            colours = 0.2 * (self.fade * colours if size == self.sizes[-1] else colours)
            rgb = colours + (double(rgb) if size > SMALLEST else rgb)
        return rgb


class FaceNetwork(nn.Module):
    """(N, 3, H, W), RGB in [0, 1], aligned faces → the same faces as the generator makes them, in about [0, 1].

    It works at `size` pixels a side; pictures of other sizes are resized there and back. `sliders`: names, commas
    between, of the `directions` (sliders, layers, dims): a code plus a direction is the same face with the slider at 1.
    `ends`: for each what lies at -1 and at 1, as "female:male"; nothing before and behind the colon for a number.
    """

    directions: Tensor
    mean: Tensor
    """(layers, dims): the code of the mean face."""

    def __init__(
        self,
        size: int = 128,
        dims: int = 192,
        channels: int = 24,
        widest: int = 160,
        sliders: str = "",
        ends: str = "",
    ) -> None:
        super().__init__()
        if dims % SMALLEST**2:
            raise ValueError(dims)
        self.size = size
        self.encoder = Encoder(size, dims, channels, widest)
        self.mapping = Mapper(size, dims)
        self.synthesis = Synthesis(size, dims, channels, widest)
        count = len(sliders.split(",")) if sliders else 0
        self.register_buffer("directions", torch.zeros(count, layers(size), dims))
        self.register_buffer("mean", torch.zeros(layers(size), dims))

    def forward(self, x: Tensor) -> Tensor:
        made = self.decode(self.encode(x))
        return F.interpolate(made, x.shape[-2:], mode="bilinear") if made.shape != x.shape else made

    def encode(self, x: Tensor) -> Tensor:
        """(N, 3, H, W) → codes (N, layers, dims)."""
        if x.shape[-2:] != (self.size, self.size):
            x = F.interpolate(x, (self.size, self.size), mode="bilinear", antialias=True)
        codes: Tensor = self.encoder(x)
        return codes

    def decode(self, codes: Tensor, *, noise: bool = False) -> Tensor:
        """Codes (N, layers, dims) → (N, 3, size, size); with fresh noise if asked."""
        picture: Tensor = self.synthesis(codes, noise=noise)
        return picture

    def random(self, z: Tensor, truncation: float = 1.0) -> Tensor:
        """Normal noise (N, dims) → codes (N, layers, dims) of random faces, drawn towards the mean face."""
        return torch.lerp(self.mean, self.mapping(z), truncation)

    def fade(self, share: float) -> None:
        """How much the largest size counts, 0 to 1: nothing where a smaller network has just been grown."""
        self.encoder.pyramid.fade = self.synthesis.fade = share


def mixed(coarse: Tensor, fine: Tensor, level: int) -> Tensor:
    """Codes (N, layers, dims): the first `level` of `coarse` (pose, shape), the others of `fine` (skin, colours)."""
    return torch.cat([coarse[:, :level], fine[:, level:]], dim=1)


def draw(seed: int, count: int, dims: int = 192) -> Tensor:
    """Normal noise (count, dims), the same for a seed on every computer."""
    return torch.randn(count, dims, generator=torch.Generator().manual_seed(seed))


def _place(size: int, dims: int) -> int:
    """Side of the small picture that a code of this size is read off, and, for small sizes, drawn as."""
    return size if dims % size**2 == 0 else SMALLEST


def traits(
    size: int = 128, dims: int = 192, channels: int = 24, widest: int = 160, sliders: str = "", ends: str = ""
) -> Traits:
    """Not to be cut; a power of two for a size. Squares of weights and styles are too small for float16."""
    sizes(size)
    return Traits(multiple_of=size, tiles=False, traced=False, half=False)


ARCHITECTURE = Architecture("face", FaceNetwork, traits)
