"""The parser's network on numpy alone, with the same scores to the last bit on every machine.

Every matrix product is one of whole numbers held as float32 whose sums stay below 2**24, so they are exact in whatever
order a BLAS library adds them up.  All else is done element by element, which IEEE 754 fixes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dateline.syntax.features import ROOT, TABLES, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

__all__ = ["ARC_STEPS", "BUCKETS", "STATE_LIMIT", "STATE_STEP", "WEIGHT_LIMIT", "Labels", "Network", "distance_buckets"]

# States are held in steps of 1/64, at most 1023 of them: 127 * 1023 * 128 < 2**24.
STATE_STEP: Final = 1 / 64
STATE_LIMIT: Final = 1023
WEIGHT_LIMIT: Final = 127
# Step and limit of the heads, the dependents and their product in the scorer of arcs: 511 * 511 * 64 < 2**24.
ARC_STEPS: Final = ((1 / 32, 511), (1 / 64, 1023), (1 / 16, 511))
# Distances from a word to its head are told apart as 1, 2, 3, 4, up to 6, 10, 20 and more, on either side.
BUCKETS: Final = 17
_MASKED: Final = np.float32(-1e4)


def distance_buckets(length: int) -> NDArray[np.int16]:
    """The bucket of the distance from dependent (row) to head (column), 0 to 16, for sentences up to a length."""
    index = np.arange(length)
    apart = index[None, :] - index[:, None]
    size = np.abs(apart)
    bucket = np.where(size <= 4, size, np.where(size <= 6, 5, np.where(size <= 10, 6, np.where(size <= 20, 7, 8))))
    buckets: NDArray[np.int16] = (np.sign(apart) * bucket + 8).astype(np.int16)
    return buckets


def _whole(x: Floats, step: float, limit: int) -> Floats:
    """`x` in whole steps, at most `limit` of them."""
    out = x * np.float32(1 / step)
    np.rint(out, out=out)
    return np.clip(out, np.float32(-limit), np.float32(limit), out=out)


class Network:
    """The network with its weights; `parse` takes word forms and gives indices of labels and heads.

    `weights` are the arrays of a weights file, as `dateline.syntax.weights` reads them: matrices as int8 with one step
    each, tables as int8 with one step, biases as float32.
    """

    def __init__(self, weights: Mapping[str, Any]) -> None:
        self.clusters = {
            int(key): (int(number), int(weights["cluster_bits"][number]))
            for key, number in zip(weights["cluster_keys"], weights["cluster_numbers"], strict=True)
        }
        self.tables = [weights[f"table_{i}"] for i in range(len(TABLES))]
        self.table_steps = [np.float32(weights[f"table_{i}_step"]) for i in range(len(TABLES))]
        self.mix = self._product(weights, "mix")
        self.window = self._product(weights, "window")
        self.layers = [self._product(weights, f"layer_{i}") for i in range(int(weights["layers"]))]
        self.out = self._product(weights, "out")
        self.biaffine = self._product(weights, "biaffine")
        self.label_out = self._product(weights, "label_out")
        self.window_bias = weights["window_bias"].astype(np.float32)
        self.size = self.layers[0][0].shape[0]
        self.arc = self.biaffine[0].shape[0]
        self.label = self.label_out[0].shape[0]
        self.upos = int(weights["upos_count"])
        self.distance = weights["distance"].astype(np.float32)
        self.label_distance = weights["label_distance"].astype(np.float32)
        self.buckets = distance_buckets(int(weights["longest"]) + 1)
        self.distances = self.distance[self.buckets]
        # Vectors of word forms, kept: row 0 is padding.
        self.known: dict[str, int] = {}
        self.count = 1
        self.vectors = np.zeros((1024, self.size), np.float32)
        self.windows = np.zeros((1024, 3, 2 * self.size), np.float32)
        self._learn([ROOT])

    @staticmethod
    def _product(weights: Mapping[str, Any], name: str) -> tuple[Floats, np.float32, Floats]:
        matrix = np.ascontiguousarray(weights[name].T.astype(np.float32))
        bias = weights.get(f"{name}_bias", np.zeros(matrix.shape[1]))
        return matrix, np.float32(weights[f"{name}_step"]), bias.astype(np.float32)

    def _learn(self, forms: Sequence[str]) -> None:
        """Work out the vectors of forms not met before."""
        rows = np.array([rows_of(form, self.clusters) for form in forms])
        x = np.zeros((len(forms), self.tables[0].shape[1]), np.float32)
        for i, (table, step) in enumerate(zip(self.tables, self.table_steps, strict=True)):
            x += table[rows[:, i]].astype(np.float32) * step
        matrix, step, bias = self.mix
        y = _whole(x, STATE_STEP, STATE_LIMIT) @ matrix
        y *= np.float32(STATE_STEP) * step
        y += bias
        size = self.size
        y = np.maximum(y[:, :size], y[:, size:])
        y = self._normalized(_whole(y, STATE_STEP, STATE_LIMIT))
        matrix, step, _ = self.window
        beside = (_whole(y, STATE_STEP, STATE_LIMIT) @ matrix) * (np.float32(STATE_STEP) * step)
        beside = beside.reshape(len(forms), 3, 2 * size)
        beside[:, 1] += self.window_bias
        end = self.count + len(forms)
        if end > len(self.vectors):
            room = max(end, 2 * len(self.vectors))
            self.vectors = np.concatenate([self.vectors, np.zeros((room - len(self.vectors), size), np.float32)])
            self.windows = np.concatenate([self.windows, np.zeros((room - len(self.windows), 3, 2 * size), np.float32)])
        self.vectors[self.count : end] = y
        self.windows[self.count : end] = beside
        self.known.update(zip(forms, range(self.count, end), strict=True))
        self.count = end

    @staticmethod
    def _normalized(whole: Floats) -> Floats:
        """Rows of whole numbers divided by the mean of their absolute values."""
        return whole * _row_scale(whole)[:, None]

    def parse(self, sentences: Sequence[Sequence[str]], batch: int = 1500) -> Iterable[tuple[Ints, Ints, Ints, Ints]]:
        """For each sentence, in order: parts of speech, features, heads (0 is the root, words from 1), relations.

        `batch` is how many words go through the network at once; it changes no result.
        """
        known = self.known
        new = dict.fromkeys(form for forms in sentences for form in forms if form not in known)
        if new:
            self._learn(list(new))
        out: list[Any] = [None] * len(sentences)
        for members in _batches([len(forms) for forms in sentences], batch):
            # The longest first: at each place in them, the sentences that reach it are the first ones.
            members.sort(key=lambda i: -len(sentences[i]))
            lengths = np.array([len(sentences[i]) + 1 for i in members])
            ids = np.zeros((int(lengths[0]) + 2, len(members)), np.int64)
            ids[1] = known[ROOT]
            for column, i in enumerate(members):
                ids[2 : 2 + len(sentences[i]), column] = [known[form] for form in sentences[i]]
            upos, feats, heads, relations, offsets = self._batch(ids, lengths)
            for column, i in enumerate(members):
                rows = offsets[1 : lengths[column]] + column
                out[i] = (upos[rows], feats[rows], heads[column, 1 : lengths[column]], relations[rows])
        return out

    def forget(self, most: int) -> None:
        """Drop the kept vectors if there are more than `most`."""
        if self.count > most:
            self.known.clear()
            self.count = 1
            self._learn([ROOT])

    def scores(self, ids: Ints, lengths: Ints) -> tuple[Floats, Floats, Ints]:
        """Arc scores (sentence, dependent, head), a row of scores for each word, and where the rows of a place begin.

        `ids` are the words of sentences (place, sentence), the root first, with an empty place before and behind;
        `lengths`, with the root, must not rise.  The rows are packed: those of all first places, of all second ones, …,
        each in the order of the sentences that are that long, so that nothing is worked out for places that are empty.
        """
        length, count = ids.shape[0] - 2, ids.shape[1]
        size, half = self.size, self.size // 2
        mask = np.arange(length)[:, None] < lengths[None, :]
        reaching = mask.sum(1)
        offsets = np.concatenate([[0], np.cumsum(reaching)])
        y = self.windows[ids[:-2][mask], 0]
        y += self.windows[ids[1:-1][mask], 1]
        y += self.windows[ids[2:][mask], 2]
        x = np.maximum(y[:, :size], y[:, size:])
        x += self.vectors[ids[1:-1][mask]]
        place, sentence = np.nonzero(mask)
        # The row of the same sentence as far from its end: read so, both directions run from first to last.
        mirror = offsets[lengths[sentence] - 1 - place] + sentence
        bounds, many = offsets.tolist(), reaching.tolist()
        steps = [
            (slice(bounds[t], bounds[t + 1]), slice(bounds[t - 1], bounds[t - 1] + many[t]), slice(many[t]))
            for t in range(1, length)
        ]
        room = np.empty((count, size), np.float32)
        for product in self.layers:
            q = self._scored(x, product)
            gate = q[:, size:]
            np.clip(gate, np.float32(0), np.float32(1), out=gate)
            z, gates, r = q[:, :size], q[:, size : 2 * size], q[:, 2 * size :]
            z -= z * gates
            states = z.copy()
            states[:, half:] = z[mirror, half:]
            gates[:, half:] = gates[mirror, half:]
            for here, before, width in steps:
                state = states[here]
                state += np.multiply(gates[here], states[before], out=room[width])
            states[:, half:] = states[mirror, half:]
            r *= states
            x += r
        out = self._scored(x, self.out)
        arc = self.arc
        np.maximum(out[:, : 2 * arc], np.float32(0), out=out[:, : 2 * arc])
        matrix, step, bias = self.biaffine
        dependent = _whole(out[:, arc : 2 * arc], *ARC_STEPS[1]) @ matrix
        dependent *= np.float32(ARC_STEPS[1][0]) * step
        dependent += bias
        heads = np.zeros((count, length, arc), np.float32)
        heads[sentence, place] = _whole(out[:, :arc], *ARC_STEPS[0])
        dependents = np.zeros((count, length, arc), np.float32)
        dependents[sentence, place] = _whole(dependent, *ARC_STEPS[2])
        arcs = dependents @ np.ascontiguousarray(heads.transpose(0, 2, 1))
        arcs *= np.float32(ARC_STEPS[0][0] * ARC_STEPS[2][0])
        arcs += self.distances[:length, :length]
        np.copyto(arcs, _MASKED, where=~mask.T[:, None, :])
        each = np.arange(length)
        arcs[:, each, each] = _MASKED
        return arcs, out, offsets

    def _scored(self, x: Floats, product: tuple[Floats, np.float32, Floats]) -> Floats:
        """A product of normalized states."""
        matrix, step, bias = product
        whole = _whole(x, STATE_STEP, STATE_LIMIT)
        y = whole @ matrix
        scale = _row_scale(whole)
        scale *= step
        y *= scale[:, None]
        y += bias
        return y

    def _batch(self, ids: Ints, lengths: Ints) -> tuple[Ints, Ints, Ints, Ints, Ints]:
        """Labels of the packed rows, heads (sentence, place), and where the rows of a place begin."""
        arcs, out, offsets = self.scores(ids, lengths)
        mask = np.arange(arcs.shape[1])[:, None] < lengths[None, :]
        heads = arcs.argmax(2)
        heads[:, 0] = 0
        heads[~mask.T] = 0
        _mend(arcs, heads, lengths)
        at = 2 * self.arc
        label = self.label
        upos = out[:, at + 2 * label : at + 2 * label + self.upos].argmax(1)
        feats = out[:, at + 2 * label + self.upos :].argmax(1)
        place, sentence = np.nonzero(mask)
        head = heads[sentence, place]
        hidden = out[offsets[head] + sentence, at : at + label]
        hidden += out[:, at + label : at + 2 * label]
        hidden += self.label_distance[self.buckets[place, head]]
        np.maximum(hidden, np.float32(0), out=hidden)
        matrix, step, bias = self.label_out
        scores = _whole(hidden, STATE_STEP, STATE_LIMIT) @ matrix
        scores *= np.float32(STATE_STEP) * step
        scores += bias
        return upos, feats, heads, scores.argmax(1), offsets


class Labels:
    """The names of what the network tells by number, in the order of its scores."""

    def __init__(self, weights: Mapping[str, Any]) -> None:
        self.upos = self._names(weights["labels_upos"])
        self.feats = self._names(weights["labels_feats"])
        # The last name is for the root, whose relation needs no score.
        self.relations = self._names([*weights["labels_relations"], "root"])

    @staticmethod
    def _names(labels: Iterable[object]) -> NDArray[np.object_]:
        return np.array([str(label) for label in labels], dtype=object)

    def named(
        self, upos: Ints, feats: Ints, heads: Ints, relations: Ints
    ) -> tuple[list[str], list[str], list[int], list[str]]:
        """The columns of a `Tree` for a sentence, from what `Network.parse` gives."""
        # Heads count from 1 there and from 0 here; that of the root becomes NO_HEAD.
        relations = np.where(heads == 0, -1, relations)
        return (
            self.upos[upos].tolist(),
            self.feats[feats].tolist(),
            (heads - 1).tolist(),
            self.relations[relations].tolist(),
        )


def _row_scale(whole: Floats) -> Floats:
    """What rows of whole numbers are multiplied by, so that the mean of their absolute values is 1."""
    total = np.abs(whole).sum(1)
    total += np.float32(1)
    scale: Floats = np.float32(whole.shape[1]) / total
    return scale


def _batches(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """Sentences of about one length put together, at most so many words at once."""
    batch: list[int] = []
    words = 0
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        words += lengths[i] + 1
        if batch and words > most:
            yield batch
            batch, words = [], lengths[i] + 1
        batch.append(i)
    if batch:
        yield batch


def _mend(arcs: Floats, heads: Ints, lengths: Ints) -> None:
    """Leave exactly one root and no cycle, at the least loss of score; greedy, and it always ends."""
    _count, length = heads.shape
    real = np.arange(length)[None, :] < lengths[:, None]
    real[:, 0] = False
    roots = (heads == 0) & real
    number = roots.sum(1)
    for b in np.nonzero(number != 1)[0]:
        end = lengths[b]
        if end < 2:
            continue
        score = arcs[b, :end, :end]
        if number[b] == 0:
            heads[b, 1 + int(np.argmax(score[1:, 0] - score[1:, :].max(1)))] = 0
        else:
            candidates = np.nonzero(roots[b])[0]
            other = score[candidates].copy()
            other[:, 0] = -np.inf
            best = int(np.argmax(score[candidates, 0] - other.max(1)))
            for j, t in enumerate(candidates):
                if j != best:
                    heads[b, t] = int(other[j].argmax())
    doublings = max(1, int(length).bit_length())
    above = heads.copy()
    for _ in range(doublings):
        above = np.take_along_axis(above, above, 1)
    for b in np.nonzero((above != 0).any(1))[0]:
        _break_cycles(arcs[b], heads[b], int(lengths[b]))


def _break_cycles(score: Floats, heads: Ints, end: int) -> None:
    """Give one word of each cycle a head that the root governs; each turn takes at least one cycle away."""
    while True:
        reached = heads[:end].copy()
        for _ in range(end.bit_length()):
            reached = reached[reached]
        tied = reached == 0
        if tied.all():
            return
        at = int(np.nonzero(~tied)[0][0])
        for _ in range(end):
            at = int(heads[at])
        cycle = [at]
        while int(heads[cycle[-1]]) != at:
            cycle.append(int(heads[cycle[-1]]))
        members = np.array(cycle)
        allowed = tied.copy()
        # The root has one word already.
        allowed[0] = not tied[1:].any()
        gain = np.where(allowed[None, :], score[members, :end], -np.inf) - score[members, heads[members]][:, None]
        word = int(gain.max(1).argmax())
        heads[members[word]] = int(gain[word].argmax())
