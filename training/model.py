"""The network of the parser, as it is trained: the products are rounded as `dateline.syntax.network` rounds them."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from dateline.syntax.features import TABLES
from dateline.syntax.network import ARC_STEPS, BUCKETS, STATE_LIMIT, STATE_STEP, WEIGHT_LIMIT, distance_buckets

__all__ = ["Network"]

BUCKET = torch.from_numpy(distance_buckets(256).astype("int64"))


def rounded(x: Tensor, step: float, limit: int) -> Tensor:
    """`x` in whole steps, at most `limit` of them; gradients pass as if nothing had been rounded."""
    kept = x.clamp(-limit * step, limit * step)
    return kept + (torch.round(kept / step) * step - kept).detach()


class Product(nn.Module):
    """A matrix product whose weights are whole multiples of one step."""

    def __init__(self, size_in: int, size_out: int, bias: bool = True) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(size_out, size_in))
        nn.init.uniform_(self.weight, -(size_in**-0.5), size_in**-0.5)
        self.bias = nn.Parameter(torch.zeros(size_out)) if bias else None

    def forward(self, x: Tensor) -> Tensor:
        step = (self.weight.detach().abs().max() / WEIGHT_LIMIT).clamp(min=1e-8)
        weight = self.weight + (torch.round(self.weight / step) * step - self.weight).detach()
        return functional.linear(x, weight, self.bias)


class Scan(torch.autograd.Function):
    """c[t] = f[t] * c[t - 1] + v[t] along the first axis."""

    @staticmethod
    def forward(ctx, f: Tensor, v: Tensor) -> Tensor:  # type: ignore[no-untyped-def]
        out = torch.empty_like(v)
        out[0] = v[0]
        for t in range(1, v.shape[0]):
            torch.addcmul(v[t], f[t], out[t - 1], out=out[t])
        ctx.save_for_backward(f, out)
        return out

    @staticmethod
    def backward(ctx, grad: Tensor) -> tuple[Tensor, Tensor]:  # type: ignore[no-untyped-def]
        f, out = ctx.saved_tensors
        dv = torch.empty_like(grad)
        dv[-1] = grad[-1]
        for t in range(grad.shape[0] - 2, -1, -1):
            torch.addcmul(grad[t], dv[t + 1], f[t + 1], out=dv[t])
        df = torch.zeros_like(f)
        df[1:] = dv[1:] * out[:-1]
        return df, dv


def normalized(x: Tensor) -> Tensor:
    """Rows divided by the mean of their absolute values: a sum of integers, exact in any order."""
    return x * (x.shape[-1] / (x.abs().sum(-1, keepdim=True) + STATE_STEP))


class Layer(nn.Module):
    """A bidirectional simple recurrent unit with hard gates and a residual connection."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.middle = size // 2
        self.product = Product(size, 3 * size)
        with torch.no_grad():
            self.product.weight[size:] *= 0.25
            assert self.product.bias is not None
            self.product.bias[size : 2 * size] = 0.75
            self.product.bias[2 * size :] = 0.5

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        size, half = x.shape[2], self.middle
        z, f, r = self.product(normalized(rounded(x, STATE_STEP, STATE_LIMIT))).split(size, 2)
        f, r = f.clamp(0, 1), r.clamp(0, 1)
        v = (z - z * f) * mask
        v = torch.cat([v[:, :, :half], v[:, :, half:].flip(0)], 2)
        f = torch.cat([f[:, :, :half], f[:, :, half:].flip(0)], 2)
        c: Tensor = Scan.apply(f, v)  # type: ignore[no-untyped-call]
        out: Tensor = x + r * torch.cat([c[:, :, :half], c[:, :, half:].flip(0)], 2)
        return out


class Network(nn.Module):
    """Word rows -> states -> parts of speech, features, heads and relations."""

    def __init__(
        self, *, embed: int, size: int, layers: int, arc: int, label: int, upos: int, feats: int, rels: int
    ) -> None:
        super().__init__()
        tables = [nn.Embedding(rows, embed) for _, rows in TABLES]
        self.tables = nn.ModuleList(tables)
        for table in tables:
            nn.init.normal_(table.weight, 0, 0.25)
        self.mix = Product(embed, 2 * size)
        self.window = Product(size, 6 * size, bias=False)
        self.window_bias = nn.Parameter(torch.zeros(2 * size))
        self.layers = nn.ModuleList([Layer(size) for _ in range(layers)])
        self.out = Product(size, 2 * arc + 2 * label + upos + feats)
        self.sizes = (arc, arc, label, label, upos, feats)
        self.biaffine = Product(arc, arc)
        self.distance = nn.Parameter(torch.zeros(BUCKETS))
        self.label_distance = nn.Parameter(torch.zeros(BUCKETS, label))
        self.label_out = Product(label, rels)

    def body(self, rows: Tensor, mask: Tensor, drop: float) -> Tensor:
        """States of the words; `rows` is (length, sentences, tables)."""
        x = torch.stack([table(rows[:, :, i]) for i, table in enumerate(self.tables)]).sum(0)
        x = functional.dropout(x, 0.15, self.training)
        length, count, _ = x.shape
        x = self.mix(rounded(x, STATE_STEP, STATE_LIMIT)).view(length, count, 2, -1).amax(2)
        x = normalized(rounded(x, STATE_STEP, STATE_LIMIT)) * mask
        x = dropped(x, drop, self.training)
        left, here, right = self.window(rounded(x, STATE_STEP, STATE_LIMIT)).chunk(3, 2)
        y = (
            here
            + functional.pad(left, (0, 0, 0, 0, 1, 0))[:-1]
            + functional.pad(right, (0, 0, 0, 0, 0, 1))[1:]
            + self.window_bias
        )
        x = x + y.view(length, count, 2, -1).amax(2)
        for layer in self.layers:
            x = layer(dropped(x, drop, self.training), mask)
        return dropped(normalized(rounded(x, STATE_STEP, STATE_LIMIT)), drop, self.training)

    def forward(self, rows: Tensor, mask: Tensor, drop: float = 0.0) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Arc scores (sentence, dependent, head), halves of the relation scorer, tag and feature scores."""
        states = self.out(self.body(rows, mask, drop))
        head, dependent, label_head, label_dependent, upos, feats = states.split(self.sizes, 2)
        head = rounded(functional.relu(head), *ARC_STEPS[0]).transpose(0, 1)
        dependent = self.biaffine(rounded(functional.relu(dependent), *ARC_STEPS[1])).transpose(0, 1)
        dependent = rounded(dependent, *ARC_STEPS[2])
        length = rows.shape[0]
        scores = dependent @ head.transpose(1, 2) + self.distance[BUCKET[:length, :length]]
        scores = scores.masked_fill(mask[:, :, 0].t()[:, None, :] == 0, -1e4)
        scores = scores.masked_fill(torch.eye(length, dtype=torch.bool), -1e4)
        return scores, label_head.transpose(0, 1), label_dependent.transpose(0, 1), upos, feats

    def relation_scores(self, label_head: Tensor, label_dependent: Tensor, heads: Tensor) -> Tensor:
        """Scores of the relations (sentence, dependent, relation) for given heads."""
        at_head = label_head.gather(1, heads[:, :, None].expand(-1, -1, label_head.shape[2]))
        where = BUCKET[torch.arange(heads.shape[1])[None, :].expand_as(heads), heads]
        hidden = functional.relu(at_head + label_dependent + self.label_distance[where])
        scores: Tensor = self.label_out(rounded(hidden, STATE_STEP, STATE_LIMIT))
        return scores


def dropped(x: Tensor, share: float, training: bool) -> Tensor:
    """The same places of all words of a sentence set to nothing."""
    if not training or share == 0:
        return x
    kept = (torch.rand(1, x.shape[1], x.shape[2]) >= share).float() / (1 - share)
    return x * kept
