"""Make the weights of the parser from treebank files; see README.md for the command that made those that ship."""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from attrs import frozen
from torch import Tensor
from torch.nn import functional

import evaluate
from augment import augmented
from clusters import read_clusters
from data import Sentence, labels_of, load
from dateline.syntax.features import ROOT, TABLES, UNKNOWN, folded, rows_of
from model import Network

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Settings", "exported", "main", "save", "train"]


@frozen
class Settings:
    """Sizes of the network and how long it is trained: steps, never minutes, so that the weights can be made again."""

    epochs: int = 40
    embed: int = 64
    size: int = 128
    layers: int = 3
    arc: int = 64
    label: int = 64
    batch: int = 2500
    rate: float = 3e-3
    drop: float = 0.2
    augment: float = 0.4
    least: int = 20
    clusters: int = 50_000
    seed: int = 1


@frozen
class Item:
    """A sentence as arrays, the root first."""

    rows: np.ndarray
    rare: np.ndarray
    upos: np.ndarray
    feats: np.ndarray
    heads: np.ndarray
    relations: np.ndarray

    def __len__(self) -> int:
        return len(self.heads)


@frozen
class Labels:
    """The labels that are told apart, in the order of their scores."""

    upos: list[str]
    feats: list[str]
    relations: list[str]


def encode(sentences: Sequence[Sentence], labels: Labels, clusters: dict[int, tuple[int, int]]) -> list[Item]:
    """Sentences as arrays; labels that the network does not know count as the nearest that it does."""
    upos = {name: i for i, name in enumerate(labels.upos)}
    feats = {name: i for i, name in enumerate(labels.feats)}
    relations = {name: i for i, name in enumerate(labels.relations)}
    counts: dict[str, int] = {}
    for sentence in sentences:
        for form in sentence.forms:
            counts[folded(form)] = counts.get(folded(form), 0) + 1
    cache = {ROOT: rows_of(ROOT, clusters)}
    items = []
    for s in sentences:
        for form in s.forms:
            if form not in cache:
                cache[form] = rows_of(form, clusters)
        items.append(
            Item(
                np.array([cache[ROOT], *(cache[form] for form in s.forms)]),
                np.array([0.0, *(0.08 + 0.5 / (0.5 + counts[folded(form)]) * 0.8 for form in s.forms)]),
                np.array([-1, *(upos.get(tag, 0) for tag in s.upos)]),
                np.array([-1, *(feats.get(feat, 0) for feat in s.feats)]),
                np.array([-1, *(head + 1 for head in s.heads)]),
                np.array([-1, *(relations.get(r, relations.get(r.partition(":")[0], 0)) for r in s.relations)]),
            )
        )
    return items


def batches(items: Sequence[Item], size: int, chance: random.Random) -> list[list[Item]]:
    """Items of about one length put together, in random order."""
    out: list[list[Item]] = []
    batch: list[Item] = []
    for item in sorted(items, key=lambda item: len(item) + 3 * chance.random()):
        longest = max((len(other) for other in batch), default=0)
        if batch and max(longest, len(item)) * (len(batch) + 1) > size:
            out.append(batch)
            batch = []
        batch.append(item)
    out.append(batch)
    chance.shuffle(out)
    return out


def collate(batch: Sequence[Item], chance: np.random.Generator) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
    """The arrays of a batch, padded; forms are forgotten at random, rare ones most, so that endings are learnt."""
    length, count = max(map(len, batch)), len(batch)
    rows = np.zeros((length, count, len(TABLES)), np.int64)
    mask = np.zeros((length, count, 1), np.float32)
    rare = np.zeros((length, count))
    gold = {name: np.full((count, length), -1, np.int64) for name in ("upos", "feats", "heads", "relations")}
    for column, item in enumerate(batch):
        end = len(item)
        rows[:end, column] = item.rows
        rare[:end, column] = item.rare
        mask[:end, column] = 1
        for name, values in gold.items():
            values[column, :end] = getattr(item, name)
    forgotten = chance.random((length, count)) < rare
    rows[forgotten, 0], rows[forgotten, 1] = UNKNOWN
    return torch.from_numpy(rows), torch.from_numpy(mask), {name: torch.from_numpy(v) for name, v in gold.items()}


def loss_of(net: Network, rows: Tensor, mask: Tensor, gold: dict[str, Tensor], drop: float) -> Tensor:
    """The sum of the losses of arcs, relations, parts of speech and features."""
    scores, label_head, label_dependent, upos, feats = net(rows, mask, drop)
    real = gold["heads"] >= 0
    relations = net.relation_scores(label_head, label_dependent, gold["heads"].clamp(min=0))
    return (
        functional.cross_entropy(scores[real], gold["heads"][real])
        + functional.cross_entropy(relations[real], gold["relations"][real])
        + 0.5 * functional.cross_entropy(upos.transpose(0, 1)[real], gold["upos"][real])
        + 0.3 * functional.cross_entropy(feats.transpose(0, 1)[real], gold["feats"][real])
    )


def train(sentences: Sequence[Sentence], settings: Settings, clusters: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The weights, as `dateline.syntax.weights` reads them: the running mean of those along the way."""
    torch.manual_seed(settings.seed)
    torch.use_deterministic_algorithms(True)
    chance, noise = random.Random(settings.seed), np.random.default_rng(settings.seed)
    by_key = {
        int(key): (int(number), int(clusters["cluster_bits"][number]))
        for key, number in zip(clusters["cluster_keys"], clusters["cluster_numbers"], strict=True)
    }
    labels = Labels(*labels_of(sentences, settings.least))
    everything = [*sentences, *augmented(sentences, settings.augment, settings.seed)]
    items = encode(everything, labels, by_key)
    net = Network(
        embed=settings.embed,
        size=settings.size,
        layers=settings.layers,
        arc=settings.arc,
        label=settings.label,
        upos=len(labels.upos),
        feats=len(labels.feats),
        rels=len(labels.relations),
    )
    optimizer = torch.optim.Adam(net.parameters(), lr=settings.rate, betas=(0.9, 0.95))
    mean = {name: value.detach().clone() for name, value in net.state_dict().items()}
    total = len(batches(items, settings.batch, random.Random(0))) * settings.epochs
    print(f"{len(items)} sentences, {sum(map(len, items))} words, {total} steps", flush=True)
    step, start = 0, time.monotonic()
    for epoch in range(settings.epochs):
        net.train()
        sum_of_losses = 0.0
        order = batches(items, settings.batch, chance)
        for batch in order:
            done = min(1.0, step / total)
            rate = settings.rate * min(1.0, (step + 1) / 200) * (1.0 if done < 0.1 else (1 - done) / 0.9 + 0.002)
            for group in optimizer.param_groups:
                group["lr"] = rate
            loss = loss_of(net, *collate(batch, noise), settings.drop)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            step += 1
            sum_of_losses += loss.item()
            if step % 4 == 0:
                keep = min(0.995, 1 - 1 / (step * 0.05 + 1))
                with torch.no_grad():
                    for name, value in net.state_dict().items():
                        mean[name].mul_(keep).add_(value, alpha=1 - keep)
        print(f"epoch {epoch + 1}: loss {sum_of_losses / len(order):.3f}, {time.monotonic() - start:.0f} s", flush=True)
    return exported(mean, labels, settings, clusters)


def whole_numbers(matrix: Tensor, limit: int = 127) -> tuple[np.ndarray, np.ndarray]:
    """A matrix in whole steps, and the step."""
    step = float((matrix.abs().max() / limit).clamp(min=1e-8))
    whole = torch.round(matrix / float(np.float32(step))).clamp(-limit, limit)
    return whole.numpy().astype(np.int8), np.array(step, dtype=np.float32)


def exported(
    state: dict[str, Tensor], labels: Labels, settings: Settings, clusters: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Trained parameters as the arrays of a weights file."""
    out: dict[str, np.ndarray] = dict(clusters)
    names = {"mix": "mix", "window": "window", "out": "out", "biaffine": "biaffine", "label_out": "label_out"}
    names |= {f"layers.{i}.product": f"layer_{i}" for i in range(settings.layers)}
    for source, name in names.items():
        weight = state[f"{source}.weight"]
        if name == "window":
            # Rows of the left, the middle and the right word, each with the two pieces of the maxout.
            weight = weight.view(3, 2, settings.size, settings.size).reshape(6 * settings.size, settings.size)
        out[name], out[f"{name}_step"] = whole_numbers(weight)
        if f"{source}.bias" in state:
            out[f"{name}_bias"] = state[f"{source}.bias"].numpy()
    for i in range(len(TABLES)):
        out[f"table_{i}"], out[f"table_{i}_step"] = whole_numbers(state[f"tables.{i}.weight"])
    for name in ("window_bias", "distance", "label_distance"):
        out[name] = state[name].numpy()
    out["layers"] = np.array(settings.layers)
    out["longest"] = np.array(256)
    out["upos_count"] = np.array(len(labels.upos))
    for name in ("upos", "feats", "relations"):
        out[f"labels_{name}"] = np.array(getattr(labels, name))
    return out


def save(weights: Mapping[str, np.ndarray], path: Path) -> str:
    """Write a weights file, and tell its size and digest; the same weights give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **weights)  # type: ignore[arg-type]
    return f"{path}: {path.stat().st_size / 1e6:.2f} MB, sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}"


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", nargs="+", type=Path, help="CoNLL-U files to train on, plain or gzip'ed")
    parser.add_argument("--test", nargs="+", type=Path, default=[], help="CoNLL-U files to measure the weights on")
    parser.add_argument("--out", type=Path, required=True, help="the weights file to write")
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--size", type=int, default=Settings().size)
    parser.add_argument("--layers", type=int, default=Settings().layers)
    parser.add_argument("--drop", type=float, default=Settings().drop)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args(arguments)
    torch.set_num_threads(given.threads)
    settings = Settings(epochs=given.epochs, size=given.size, layers=given.layers, drop=given.drop, seed=given.seed)
    weights = train(load(given.treebanks), settings, read_clusters(settings.clusters))
    print(save(weights, given.out))
    evaluate.main(["--weights", str(given.out), "--held-out", *map(str, given.treebanks)])
    if given.test:
        evaluate.main(["--weights", str(given.out), *map(str, given.test)])


if __name__ == "__main__":
    main(sys.argv[1:])
