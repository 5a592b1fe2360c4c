"""What a network has learnt to ask a picture for, by attention (Carion et al. 2020; Cheng et al. 2022), as in DDColor's
decoder of colours."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn

_HEADS = 8
_TURNS = 10_000.0


class ColourDecoder(nn.Module):
    """Features (N, C, h, w) at three sizes → (N, queries, dims): what makes each colour out of features."""

    def __init__(self, channels: Sequence[int], dims: int, queries: int, layers: int, inner: int) -> None:
        super().__init__()
        self.query_feat = nn.Embedding(queries, dims)
        self.query_embed = nn.Embedding(queries, dims)
        self.level_embed = nn.Embedding(len(channels), dims)
        self.input_proj = nn.ModuleList(nn.Conv2d(each, dims, 1) for each in channels)
        self.transformer_cross_attention_layers = nn.ModuleList(Asking(dims, "multihead_attn") for _ in range(layers))
        self.transformer_self_attention_layers = nn.ModuleList(Asking(dims, "self_attn") for _ in range(layers))
        self.transformer_ffn_layers = nn.ModuleList(Thinking(dims, inner) for _ in range(layers))
        self.decoder_norm = nn.LayerNorm(dims)
        self.color_embed = nn.ModuleDict({"layers": nn.ModuleList(nn.Linear(dims, dims) for _ in range(3))})

    def forward(self, sizes: Sequence[Tensor]) -> Tensor:
        seen = [self._flat(level, x) for level, x in enumerate(sizes)]
        places = [positions(x, self.query_feat.embedding_dim) for x in sizes]
        own = self.query_embed.weight[None].expand(len(sizes[0]), -1, -1)
        x = self.query_feat.weight[None].expand(len(sizes[0]), -1, -1)
        rounds = zip(
            self.transformer_cross_attention_layers,
            self.transformer_self_attention_layers,
            self.transformer_ffn_layers,
            strict=True,
        )
        for number, (across, among, within) in enumerate(rounds):
            level = number % len(sizes)
            x = across(x, x + own, seen[level] + places[level], seen[level])
            x = within(among(x, x + own, x + own, x))
        x = self.decoder_norm(x)
        for number in range(3):
            x = self.color_embed.get_submodule(f"layers.{number}")(x if number == 0 else torch.relu(x))
        result: Tensor = x
        return result

    def _flat(self, level: int, x: Tensor) -> Tensor:
        """(N, h · w, dims)."""
        flat: Tensor = self.input_proj[level](x).flatten(2).transpose(1, 2)  # N C h w → N h·w C
        return flat + self.level_embed.weight[level]


class Asking(nn.Module):
    """Attention, added to what asks; `name`: what its weights are called."""

    def __init__(self, dims: int, name: str) -> None:
        super().__init__()
        self._name = name
        self.add_module(name, nn.MultiheadAttention(dims, _HEADS, batch_first=True))
        self.norm = nn.LayerNorm(dims)

    def forward(self, x: Tensor, queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
        found, _weights = self.get_submodule(self._name)(queries, keys, values, need_weights=False)
        result: Tensor = self.norm(x + found)
        return result


class Thinking(nn.Module):
    """Each query by itself."""

    def __init__(self, dims: int, inner: int) -> None:
        super().__init__()
        self.linear1 = nn.Linear(dims, inner)
        self.linear2 = nn.Linear(inner, dims)
        self.norm = nn.LayerNorm(dims)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.norm(x + self.linear2(torch.relu(self.linear1(x))))
        return result


def positions(x: Tensor, dims: int) -> Tensor:
    """(1, h · w, dims): waves of all lengths over the height, then over the width, of (N, C, h, w)."""
    each = torch.arange(dims // 2, dtype=torch.float32, device=x.device)
    lengths = _TURNS ** (2 * (each // 2) / (dims // 2))
    height, width = x.shape[2:]

    def waves(count: int) -> Tensor:
        at = torch.arange(1, count + 1, dtype=torch.float32, device=x.device) / (count + 1e-6) * 2 * math.pi
        turns = at[:, None] / lengths
        return torch.stack([turns[:, 0::2].sin(), turns[:, 1::2].cos()], dim=2).flatten(1)

    down = waves(height)[:, None].expand(-1, width, -1)
    across = waves(width)[None].expand(height, -1, -1)
    return torch.cat([down, across], dim=2).flatten(0, 1)[None].to(x.dtype)
