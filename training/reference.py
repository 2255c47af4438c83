"""Make the weights by which "he" and "she" are tied to persons; README.md has the command that made those that ship.

The documents are treebank files of GUM with coreference in column MISC, and the texts in `coreference/`, in our own
words, where "{1:Ada Brook}" and "{1:her}" mean the same person.  Text is read as dateline reads it, and each candidate
that dateline finds for a pronoun is right if a mention of it is of the chain that the pronoun has there.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from attrs import define, evolve, field, frozen

from data import as_written, is_held_out, may_be_used, read_treebank
from dateline import pipeline
from dateline.annotations import Annotations
from dateline.syntax import builtin_parser, parsed_sentences
from dateline.times.lines import lines_of
from dateline.times.timexes import Options, refined, resolved
from dateline.who.coreference import link
from dateline.who.mentions import arguments_of, subject_starts
from dateline.who.ranking import NOBODY, ONE, WeightedRanker
from dateline.who.things import things_of
from dateline.who.voices import find_voices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.syntax.conllu import ConlluSentence
    from dateline.who import ActorMention

# "(7-person-new-…" opens a mention of chain 7, "7)" closes it; "(7-person-new-…)" does both.
_BRACKET = re.compile(r"\((\d+)-[^()]*\)?|(\d+)\)")


# "{1:" opens a mention of person 1 in a text of our own; a brace closes the last one.
_MARK = re.compile(r"\{(\d+):|\}")
_SMALL = frozenset(("of", "from", "at", "in", "for", "on", "to"))
TEXTS = Path(__file__).with_name("coreference")


@frozen
class Chained:
    """A document with its chains: for each mention its stretch of text, where its head begins, and its chain."""

    name: str
    text: str
    mentions: tuple[tuple[int, int, int, int], ...]  # start, end, start of the head, chain


@define
class Case:
    """A pronoun to learn from: the features of each candidate, and which is right (-1: none of them)."""

    features: Sequence[Sequence[str]]
    right: int


@define
class Recorder:
    """Stands in for a ranker: notes what there was to choose from, and chooses what is right."""

    chain_of: dict[int, int]  # number of a mention -> chain
    cases: list[Case] = field(factory=list)
    margin: int = 0

    def __call__(
        self, pronoun: int, mentions: Sequence[Sequence[int]], features: Sequence[Sequence[str]], /
    ) -> tuple[int, int] | None:
        chain = self.chain_of.get(pronoun)
        if chain is None or not features:
            return None
        right = [n for n, ours in enumerate(mentions) if any(self.chain_of.get(m) == chain for m in ours)]
        self.cases.append(Case(features, right[0] if right else -1))
        return (right[0], 0) if right else None


def chained(path: Path, *, held_out: bool) -> Iterator[Chained]:
    """The documents of a file that may be learnt from; with `held_out` those kept for measuring instead."""
    documents: dict[str, list[ConlluSentence]] = {}
    for document, licence, sentence in read_treebank(path):
        if is_held_out(document) is held_out and (held_out or may_be_used(document, licence)):
            documents.setdefault(document, []).append(sentence)
    for name, sentences in documents.items():
        yield read_document(name, sentences)


def marked(folder: Path, *, held_out: bool) -> Iterator[Chained]:
    """The texts of a folder that may be learnt from; with `held_out` those kept for measuring instead."""
    for path in sorted(folder.glob("*.txt")):
        if is_held_out(path.stem) is held_out:
            yield read_marked(path.stem, path.read_text(encoding="utf-8"))


def read_marked(name: str, content: str) -> Chained:
    """A text with its marks taken out, and the mentions that these tell."""
    text = ""
    place = 0
    opened: list[tuple[int, int]] = []
    found: list[tuple[int, int, int, int]] = []
    for mark in _MARK.finditer(content):
        text += content[place : mark.start()]
        place = mark.end()
        if mark[1]:
            opened.append((int(mark[1]), len(text)))
        else:
            person, start = opened.pop()
            # The head is the last word before "of" and the like.
            words = list(re.finditer(r"\S+", text[start:]))
            small = next((n for n, word in enumerate(words) if n and word[0] in _SMALL), len(words))
            found.append((start, len(text), start + words[small - 1].start(), person))
    return Chained(name, text + content[place:], tuple(sorted(found)))


def read_document(name: str, sentences: Iterable[ConlluSentence]) -> Chained:
    """The text of a document, paragraphs apart, and the mentions of its chains."""
    text = ""
    found: list[tuple[int, int, int, int]] = []
    for sentence in sentences:
        text += "" if not text else "\n\n" if "newpar" in sentence.comments else " "
        place = len(text)
        text += sentence.comments["text"]
        starts: list[int] = []
        ends: list[int] = []
        for form in as_written(sentence):
            at = text.find(form, place)
            place = place if at < 0 else at
            starts.append(place)
            place += len(form)
            ends.append(place)
        opened: list[tuple[int, int]] = []
        for index, misc in enumerate(sentence.misc):
            entity = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
            for match in _BRACKET.finditer(entity):
                if match[1]:
                    opened.append((int(match[1]), index))
                if match[1] and not match[0].endswith(")"):
                    continue
                chain = match[1] or match[2]
                where = next((n for n in range(len(opened) - 1, -1, -1) if str(opened[n][0]) == chain), None)
                if where is not None:
                    number, first = opened.pop(where)
                    inside = range(first, index + 1)
                    head = next((k for k in inside if sentence.heads[k] not in inside), first)
                    found.append((starts[first], ends[index], starts[head], number))
    return Chained(name, text, tuple(found))


def chains_of(document: Chained, mentions: Sequence[ActorMention]) -> dict[int, int]:
    """The chain of each mention that dateline finds: that of the mention of the treebank that covers most of it."""
    found: dict[int, int] = {}
    for number, mention in enumerate(mentions):
        start, end = mention.span.start, mention.span.end
        best = 0.0
        for first, last, head, chain in document.mentions:
            if start <= head < end:
                shared = (min(end, last) - max(start, first)) / (max(end, last) - min(start, first))
                if shared > best:
                    best, found[number] = shared, chain
    return found


def cases_of(document: Chained) -> Recorder:
    """What there is to learn from a document, read as `dateline.parse` reads it."""
    read = pipeline._document(document.text, None, None, "en", None)
    found = Annotations()
    for recognizer in pipeline.RECOGNIZERS:
        pipeline._take(found, recognizer(read, found))
    read, timexes = refined(read, pipeline._apart(found.timexes), Options())
    found.timexes = resolved(read, timexes, Options())
    lines = lines_of(read, found.sentences, found.timexes)
    needed = [line for line in lines if pipeline._may_tell(read, line, "main")]
    parser = builtin_parser("en")
    assert parser is not None
    made = parsed_sentences(read, [evolve(line.sentence, span=line.span) for line in needed], parser)
    voices = find_voices(read, made, found.actors, found.sentences)
    recorder = Recorder(chains_of(document, found.actors))
    link(
        read,
        found.sentences,
        found.actors,
        sorted(voices, key=lambda q: q.span.start),
        subject_starts(made, found.actors),
        timexes=found.timexes,
        things=things_of(made, found.actors, [timex.span for timex in found.timexes]),
        arguments=arguments_of(made, found.actors),
        ranker=recorder,
    )
    return recorder


# What is thought of features before any case is seen, since some are rare in the treebank: who is the subject goes on,
# who is far down in the sentence hardly does (Grosz, Joshi and Weinstein 1995).
PRIOR = {
    "last subject": 0.5,
    "best subject": 0.5,
    "both subjects": 0.5,
    "last oblique": -0.5,
    "last beside": -0.7,
    "last aside": -0.7,
    "last inside": -1.0,
    "last other": -0.5,
    "last possessor": -0.3,
    "topic": 0.5,
    "known from quotations only": -1.0,
    "sex unknown, of another known": -1.0,
}


def learnt(cases: Sequence[Case], decay: float) -> dict[str, int]:
    """The weights in hundredths: softmax over the candidates and nobody, held to `PRIOR` by a penalty on squares."""
    names = sorted({name for case in cases for names in case.features for name in names} | {NOBODY, ONE})
    number = {name: n for n, name in enumerate(names)}
    prior = torch.tensor([PRIOR.get(name, 0.0) for name in names], dtype=torch.float64)
    weights = prior.clone().requires_grad_()
    rows: list[list[int]] = []
    ends: list[int] = []
    right: list[int] = []
    for case in cases:
        right.append(len(rows) + (case.right if case.right >= 0 else len(case.features)))
        rows += [[number[name] for name in names] for names in case.features]
        rows.append([number[NOBODY], *([number[ONE]] if len(case.features) == 1 else [])])
        ends.append(len(rows))
    place = torch.tensor([n for n, row in enumerate(rows) for _ in row])
    name_of = torch.tensor([name for row in rows for name in row])
    sizes = [end - start for start, end in zip([0, *ends[:-1]], ends, strict=True)]
    group = torch.tensor([n for n, size in enumerate(sizes) for _ in range(size)])
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scores = torch.zeros(len(rows), dtype=torch.float64).index_add(0, place, weights[name_of])
        total = torch.zeros(len(ends), dtype=torch.float64).index_add(0, group, scores.exp()).log()
        value = (total - scores[torch.tensor(right)]).sum() + decay * ((weights - prior) ** 2).sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    whole = [round(100 * weight) for weight in weights.tolist()]
    return {name: weight for name, weight in zip(names, whole, strict=True) if weight}


def written(weights: dict[str, int], margin: int) -> str:
    """The weights as the file that dateline reads."""
    rows = "".join(f'"{name}" = {weight}\n' for name, weight in sorted(weights.items()))
    return f"# Made by training/reference.py: hundredths of a logit.\nmargin = {margin}\n\n[weights]\n{rows}"


def share(cases: Sequence[Case], ranker: WeightedRanker) -> str:
    """How many pronouns are right, wrong and left alone, of those whom the treebank ties to a chain."""
    found = [(ranker(0, [], case.features), case.right) for case in cases]
    sure = [(choice, wanted) for choice, wanted in found if choice is not None and choice[1] >= ranker.margin]
    right = sum(choice[0] == wanted for choice, wanted in sure)
    alone = len(found) - len(sure)
    total = max(1, len(found))
    return (
        f"{len(found)} pronouns: right {right / total:.1%}, wrong {(len(found) - right - alone) / total:.1%}, "
        f"left alone {alone / total:.1%}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("treebank", type=Path, help="CoNLL-U with coreference in MISC, as GUM has it; may be gzip'ed")
    parser.add_argument("--out", type=Path, required=True, help="the file of weights to write (TOML)")
    parser.add_argument("--margin", type=int, default=60, help="by how much the best must lead, in hundredths (60)")
    parser.add_argument("--decay", type=float, default=1.0, help="how strongly weights are held to the prior (1)")
    options = parser.parse_args(arguments)
    cases = [case for document in chained(options.treebank, held_out=False) for case in cases_of(document).cases]
    own = [case for document in marked(TEXTS, held_out=False) for case in cases_of(document).cases]
    if not cases:
        parser.error(f"{options.treebank} has no pronoun to learn from: is there coreference in column MISC?")
    weights = learnt([*cases, *own], options.decay)
    options.out.write_text(written(weights, options.margin), encoding="utf-8")
    ranker = WeightedRanker(weights, options.margin)
    kept = [case for document in chained(options.treebank, held_out=True) for case in cases_of(document).cases]
    kept_own = [case for document in marked(TEXTS, held_out=True) for case in cases_of(document).cases]
    print("learnt from:", share(cases, ranker), "of our own:", share(own, ranker), sep="\n  ")
    print("kept out:", share(kept, ranker), "of our own:", share(kept_own, ranker), sep="\n  ")


if __name__ == "__main__":
    main()
