"""Words and trees: how a text is cut, and a parser that says the same on every machine."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import pickle
import subprocess
import sys
import threading
import zipfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dateline
from dateline import Document, Span, errors
from dateline.syntax import LearnedParser, builtin_parser, weights
from dateline.syntax.features import ROOT, TABLES, UNKNOWN, rows_of
from dateline.syntax.network import Network
from dateline.syntax.parser import LONGEST
from dateline.syntax.tokens import words_of
from dateline.syntax.trees import NO_HEAD, Tree
from dateline.text import Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def words(text: str) -> list[str]:
    return [word.group() for word in words_of(text, 0, len(text))]


# -- words -----------------------------------------------------------------------------------------------------------

CUT = {
    "Ada Brook left.": "Ada|Brook|left|.",
    "the mill's gate, the trustees' vote": "the|mill|'s|gate|,|the|trustees|'|vote",
    "I've said we'll go; he'd not, she’s here": "I|'ve|said|we|'ll|go|;|he|'d|not|,|she|’s|here",
    "They didn't, won't, can't and cannot.": "They|did|n't|,|wo|n't|,|ca|n't|and|can|not|.",
    "He couldn’t, DIDN'T": "He|could|n’t|,|DID|N'T",
    "we dont, she isnt, it wouldnt": "we|do|nt|,|she|is|nt|,|it|would|nt",
    "gonna, wanna, gotta": "gon|na|,|wan|na|,|got|ta",
    "went, government, not, Vienna, Sinatra": "went|,|government|,|not|,|Vienna|,|Sinatra",
    "Mr. Lind met Dr. Ilves.": "Mr.|Lind|met|Dr.|Ilves|.",
    "at 5 p.m. on Jan. 3": "at|5|p.m.|on|Jan.|3",
    "It ended in Jan.": "It|ended|in|Jan|.",
    "bolts, nuts, etc. were lost": "bolts|,|nuts|,|etc.|were|lost",
    "the U.S. and the U.K.": "the|U.S.|and|the|U.K.",
    "J. R. Lind": "J.|R.|Lind",
    "O'Brien and D’Angelo at five o'clock": "O'Brien|and|D’Angelo|at|five|o'clock",
    "a well-known non-stop e-mail": "a|well|-|known|non-stop|e-mail",
    "10:30am, 3pm, 25kg, 5K": "10:30|am|,|3|pm|,|25kg|,|5K",
    "1,200 men, 3.5 tons, pages 1,2": "1,200|men|,|3.5|tons|,|pages|1|,|2",
    "the 1990s, the 20th, on 2012-11-09, 3/4/2012": "the|1990s|,|the|20th|,|on|2012-11-09|,|3/4/2012",
    "1990-1995 and 1914–18": "1990|-|1995|and|1914|–|18",
    "call 555-0199": "call|555-0199",
    "see https://tarn.example/a?b=1, or www.tarn.example.": "see|https://tarn.example/a?b=1|,|or|www.tarn.example|.",
    "to ada@tarn.example, with plan.pdf": "to|ada@tarn.example|,|with|plan.pdf",
    "mill.The town": "mill|.|The|town",
    "R&D of Brook & Sons": "R&D|of|Brook|&|Sons",
    "wait... no -- yes!! what?!": "wait|...|no|--|yes|!!|what|?!",
    "(see [3]) :) #mill": "(|see|[|3|]|)|:)|#mill",
    "``no,'' he said": "``|no|,|''|he|said",
    "日本 привет café": "日本|привет|café",
    "a\u00a0b\tc\nd": "a|b|c|d",
    "x\0y \ud800z": "x|\0|y|\ud800|z",
}


@pytest.mark.parametrize(("text", "cut"), CUT.items())
def test_words(text: str, cut: str) -> None:
    assert words(text) == cut.split("|")


def test_words_stand_where_they_say() -> None:
    text = "Before. Ada didn't leave. After."
    assert [(word.start(), word.end()) for word in words_of(text, 8, 25)] == [
        (8, 11),
        (12, 15),
        (15, 18),
        (19, 24),
        (24, 25),
    ]


@given(st.text() | st.text(alphabet="ab1.,:'’-/@&nt \n$#A\0\ud800é", max_size=60))
def test_every_character_is_in_a_word_but_white_space(text: str) -> None:
    held = [index for word in words_of(text, 0, len(text)) for index in range(word.start(), word.end())]
    assert held == sorted(set(held))
    assert "".join(text[index] for index in held) == "".join(text.split()) or not all(
        char.isspace() == (char.split() == []) for char in text
    )
    assert not any(char.isspace() for index, char in enumerate(text) if index in set(held))


UNITS = "x 1 1. 1,000 x' a- co- a@ a.b@ http:// http://. www. etc.~ A.~ n't a& # :- a.a \0".split(" ")


@pytest.mark.parametrize("unit", UNITS)
def test_hostile_text_is_cut_in_one_go(unit: str) -> None:
    # A pattern that tries again from every place would take hours for this.
    run = unit.replace("~", " ") * (50_000 // len(unit))
    text = f"{run}! {run}a {run}' {run}{' ' * 50_000}x"
    assert sum(map(len, words(text))) == len("".join(text.split()))


# -- features --------------------------------------------------------------------------------------------------------


@given(st.text(min_size=1))
def test_any_form_has_a_row_in_every_table(form: str) -> None:
    rows = rows_of(form, {})
    assert len(rows) == len(TABLES)
    assert all(0 < row < size for row, (_, size) in zip(rows, TABLES, strict=True))
    assert rows[0] != UNKNOWN[0]
    assert rows[1] != UNKNOWN[1]


def test_forms_that_are_written_otherwise_are_the_same() -> None:
    assert rows_of("don’t", {}) == rows_of("don't", {})
    assert rows_of("1998", {})[:2] == rows_of("2011", {})[:2]
    assert rows_of("Mill", {})[:2] == rows_of("mill", {})[:2]
    assert rows_of("Mill", {}) != rows_of("mill", {})
    assert rows_of(ROOT, {}) == [0] * len(TABLES)


# -- the network -----------------------------------------------------------------------------------------------------


def random_weights(seed: int, size: int = 16) -> dict[str, NDArray[Any]]:
    """Weights of a small network that has learnt nothing: its heads go round in circles."""
    chance = np.random.default_rng(seed)
    arc = label = upos = feats = relations = 8

    def whole(*shape: int) -> NDArray[np.int8]:
        return chance.integers(-127, 128, shape).astype(np.int8)

    out: dict[str, NDArray[Any]] = {
        "cluster_keys": np.zeros(0, np.uint32),
        "cluster_numbers": np.zeros(0, np.uint16),
        "cluster_bits": np.zeros(1, np.uint32),
        "window": whole(6 * size, size),
        "window_bias": np.zeros(2 * size, np.float32),
        "distance": chance.normal(size=17).astype(np.float32),
        "label_distance": np.zeros((17, label), np.float32),
        "layers": np.array(2),
        "longest": np.array(256),
        "upos_count": np.array(upos),
    }
    shapes = {
        "mix": (2 * size, 16),
        "layer_0": (3 * size, size),
        "layer_1": (3 * size, size),
        "out": (2 * arc + 2 * label + upos + feats, size),
        "biaffine": (arc, arc),
        "label_out": (relations, label),
    }
    for name, shape in shapes.items():
        out |= {name: whole(*shape), f"{name}_bias": chance.normal(size=shape[0]).astype(np.float32)}
    for index, (_, rows) in enumerate(TABLES):
        out[f"table_{index}"] = whole(rows, 16)
    out |= {f"{name}_step": np.array(0.004, np.float32) for name in [*out] if out[name].dtype == np.int8}
    for name, count in (("upos", upos), ("feats", feats), ("relations", relations)):
        out[f"labels_{name}"] = np.array([f"{name}{index}" for index in range(count)])
    return out


FORMS = st.text(min_size=1, max_size=8) | st.sampled_from("the mill was closed .".split())
NETWORKS = [Network(random_weights(seed)) for seed in range(3)]


def check_tree(heads: Sequence[int]) -> None:
    """One root, from which every word can be reached; heads count words from 1, and the root is 0."""
    assert sum(head == 0 for head in heads) == 1
    children: dict[int, list[int]] = {}
    for word, head in enumerate(heads, 1):
        children.setdefault(head, []).append(word)
    reached, todo = set(), [0]
    while todo:
        for child in children.get(todo.pop(), ()):
            assert child not in reached
            reached.add(child)
            todo.append(child)
    assert len(reached) == len(heads)


@given(
    st.sampled_from(NETWORKS),
    st.lists(st.lists(FORMS, min_size=1, max_size=40), max_size=8),
)
def test_any_words_give_a_tree(network: Network, sentences: list[list[str]]) -> None:
    parsed = list(network.parse(sentences))
    assert len(parsed) == len(sentences)
    for forms, (upos, feats, heads, relations) in zip(sentences, parsed, strict=True):
        assert len(forms) == len(upos) == len(feats) == len(heads) == len(relations)
        check_tree(heads.tolist())


@pytest.mark.parametrize("network", NETWORKS)
def test_the_longest_sentences_give_a_tree(network: Network) -> None:
    forms = [f"{'abc'[index % 3]}{index % 7}" for index in range(LONGEST)]
    for _, _, heads, _ in network.parse([forms, ["the"] * LONGEST, forms[:3]]):
        check_tree(heads.tolist())


SENTENCES = [
    "Ada Brook opened the mill in May 1911 , and her sister did n't close it .".split(),
    "The trustees said that the bridge , which they had built , was unsafe .".split(),
    ["No"],
    "Closed .".split(),
    ("the lock and " * 60 + "the weir were repaired .").split(),
]


@pytest.mark.parametrize("batch", [1, 30, 100, 100_000])
def test_batches_change_nothing(batch: int) -> None:
    network = Network(weights.load_weights(weights.FOLDER / "en.npz"))
    alone = [next(iter(network.parse([forms]))) for forms in SENTENCES]
    for one, other in zip(alone, network.parse(SENTENCES, batch), strict=True):
        for column, again in zip(one, other, strict=True):
            np.testing.assert_array_equal(column, again)


SCORES = """
import hashlib, json, sys
import numpy as np
from dateline.syntax import weights
from dateline.syntax.features import ROOT
from dateline.syntax.network import Network

network = Network(weights.load_weights(weights.FOLDER / "en.npz"))
sentences = sorted(json.load(sys.stdin), key=len, reverse=True)
list(network.parse(sentences))
lengths = np.array([len(forms) + 1 for forms in sentences])
ids = np.zeros((lengths.max() + 2, len(sentences)), np.int64)
for column, forms in enumerate(sentences):
    ids[1 : len(forms) + 2, column] = [network.known[form] for form in (ROOT, *forms)]
arcs, out, _ = network.scores(ids, lengths)
print(hashlib.sha256(arcs.tobytes() + out.tobytes()).hexdigest())
"""


def scores_under(**environment: str) -> str:
    """The digest of all scores, to the last bit, under other settings of the library of matrix products."""
    done = subprocess.run(
        [sys.executable, "-c", SCORES],
        input=json.dumps(SENTENCES),
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    # A processor that lacks what a kernel needs kills the program.
    if done.returncode < 0:
        pytest.skip(f"this processor cannot run {environment}")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def scores() -> str:
    return scores_under(OPENBLAS_NUM_THREADS="1")


@pytest.mark.parametrize("kernel", ["Prescott", "Nehalem", "Sandybridge", "Haswell", "SkylakeX"])
def test_kernels_of_processors_change_no_bit(kernel: str, scores: str) -> None:
    assert scores_under(OPENBLAS_CORETYPE=kernel, OPENBLAS_NUM_THREADS="1") == scores


@pytest.mark.parametrize("threads", ["2", "4"])
def test_threads_change_no_bit(threads: str, scores: str) -> None:
    assert scores_under(OPENBLAS_NUM_THREADS=threads) == scores


# -- the parser ------------------------------------------------------------------------------------------------------

TEXT = (
    "Ada Brook opened the mill in May 1911. Her sister didn't close it, although the trustees had said that they "
    "would. The bridge, which Ivo Lind had built, was sold in 1920 by the town."
)


@pytest.fixture(scope="module")
def parser() -> LearnedParser:
    found = builtin_parser("en")
    assert found is not None
    return found


def one_sentence(text: str) -> list[Sentence]:
    return [Sentence(Span(0, len(text)))]


def trees_of(parser: LearnedParser, text: str, sentences: Sequence[Sentence] | None = None) -> list[Tree]:
    return list(parser(Document(text), one_sentence(text) if sentences is None else sentences))


def columns_of(trees: Sequence[Tree]) -> list[tuple[object, ...]]:
    return [tuple(token.__getstate__() for token in tree) for tree in trees]


def test_a_tree_says_who_did_what(parser: LearnedParser) -> None:
    (tree,) = trees_of(parser, "The clerk did not open the mill in May 1911.")
    opened = tree.tokens[tree.root]
    assert (opened.form, opened.upos, opened.relation, opened.head) == ("open", "VERB", "root", NO_HEAD)
    below = {tree.forms[child]: tree.relations[child] for child in tree.children[tree.root]}
    assert {"not": "advmod", "did": "aux", "mill": "obj", "May": "obl", "clerk": "nsubj"}.items() <= below.items()
    assert [tree.forms[index] for index in sorted(tree.subtree(tree.forms.index("mill")))] == ["the", "mill"]
    assert [tree.forms[index] for index in tree.ancestors(tree.forms.index("1911"))][-1] == "open"


def test_trees_stand_where_their_words_do(parser: LearnedParser) -> None:
    trees = trees_of(parser, TEXT, [Sentence(Span(39, 114)), Sentence(Span(115, len(TEXT)))])
    assert len(trees) == 2
    for tree in trees:
        assert all(TEXT[start:end] == form for form, start, end in zip(tree.forms, tree.starts, tree.ends, strict=True))
    assert trees[0].starts[0] == 39
    assert trees[1].ends[-1] == len(TEXT)


@given(st.text(max_size=300) | st.text(alphabet="Ada mill was, .\n'’1", max_size=300))
def test_any_text_gives_trees(text: str) -> None:
    parser = builtin_parser("en")
    assert parser is not None
    trees = trees_of(parser, text)
    assert [form for tree in trees for form in tree.forms] == words(text)
    for tree in trees:
        check_tree([head + 1 for head in tree.heads])
        assert tree.relations[tree.root] == "root"


@pytest.mark.parametrize(
    "text",
    [
        "the lock and the weir " * 400,
        "Ada, Ivo, " * 1000,
        "word" * 3000 + " end",
        "." * 5000,
        "a " * 5000,
        "“" * 2000,
        "\0 \ud800 " * 1000,
        "1911 " * 2000,
        "(" * 1500 + "Ada left" + ")" * 1500,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_long_sentences_are_cut_and_nothing_is_lost(parser: LearnedParser, text: str) -> None:
    trees = trees_of(parser, text)
    assert [form for tree in trees for form in tree.forms] == words(text)
    for tree in trees:
        assert 0 < len(tree) <= LONGEST
        check_tree([head + 1 for head in tree.heads])


def test_long_sentences_are_cut_at_marks(parser: LearnedParser) -> None:
    trees = trees_of(parser, "the lock, the weir, " * 200)
    assert all(tree.forms[-1] == "," for tree in trees[:-1])


def test_a_sentence_without_a_word_has_no_tree(parser: LearnedParser) -> None:
    assert trees_of(parser, " \n ") == []
    assert trees_of(parser, "") == []
    assert trees_of(parser, TEXT, []) == []


def test_company_changes_nothing(parser: LearnedParser) -> None:
    """A sentence gets the same tree alone and among a thousand others."""
    many = TEXT + " The ferry sank." * 3000
    sentences = [Sentence(Span(0, 38)), *(Sentence(Span(183 + 16 * n, 198 + 16 * n)) for n in range(3000))]
    found = trees_of(parser, many, sentences)
    assert columns_of(found[:1]) == columns_of(trees_of(parser, TEXT, sentences[:1]))
    assert {tuple(tree.relations) for tree in found[1:]} == {tuple(found[1].relations)}


def test_threads_take_turns(parser: LearnedParser) -> None:
    expected = columns_of(trees_of(parser, TEXT))
    found: list[list[tuple[object, ...]]] = []

    def work() -> None:
        found.extend(columns_of(trees_of(parser, TEXT)) for _ in range(5))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 20


def digest_of(parser: LearnedParser) -> str:
    return hashlib.sha256(repr(columns_of(trees_of(parser, TEXT))).encode()).hexdigest()


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system cannot fork")
def test_a_forked_process_says_the_same(parser: LearnedParser) -> None:
    expected = digest_of(parser)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as pool:
        assert pool.submit(digest_of, parser).result(timeout=60) == expected


def test_a_parser_can_be_pickled(parser: LearnedParser) -> None:
    assert digest_of(pickle.loads(pickle.dumps(parser))) == digest_of(parser)


# -- loading ---------------------------------------------------------------------------------------------------------


def loaded_after(code: str) -> set[str]:
    script = f"import dateline\n{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_numpy_is_loaded_when_the_first_clause_is_parsed() -> None:
    text = "'Ada Brook opened the mill on 3 March 2019.'"
    heavy = {"numpy", "threadpoolctl"}
    assert not heavy & loaded_after("")
    assert not heavy & loaded_after(f"dateline.find_timexes({text})")
    assert not heavy & loaded_after("from dateline.syntax import builtin_parser; dateline.parse('')")
    assert heavy <= loaded_after(f"dateline.parse({text})")


def test_languages_without_weights_have_no_parser() -> None:
    assert builtin_parser("xx") is None
    assert weights.has_weights("en")


def test_missing_weights_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(errors.WeightsError, match=r"none\.npz, is not there; install dateline again") as caught:
        trees_of(LearnedParser(tmp_path / "none.npz"), TEXT)
    assert caught.value.path == tmp_path / "none.npz"
    monkeypatch.setattr("dateline.syntax.parser.FOLDER", tmp_path)
    builtin_parser.cache_clear()
    try:
        with pytest.raises(errors.WeightsError, match="is not there"):
            dateline.parse("Ada Brook opened the mill on 3 March 2019.")
        assert dateline.find_timexes("Ada Brook opened the mill on 3 March 2019.")
    finally:
        builtin_parser.cache_clear()


def use(path: Path) -> None:
    """Parse with the weights of a file."""
    weights.load_weights.cache_clear()
    trees_of(LearnedParser(path), TEXT)


def packed(path: Path, **changed: NDArray[Any]) -> Path:
    np.savez_compressed(path, **(random_weights(1) | changed))  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"no weights", b"\x93NUMPY\x01\x00v\x00{'descr': '<f4'}", b"\x80\x04."],
    ids=["empty", "zip", "text", "array", "pickle"],
)
def test_files_of_another_kind_are_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "en.npz"
    path.write_bytes(content)
    with pytest.raises(errors.WeightsError, match=r"en\.npz"):
        use(path)
    with pytest.raises(errors.WeightsError, match="cannot be read"):
        use(tmp_path)


def test_weights_that_do_not_fit_are_told(tmp_path: Path) -> None:
    use(packed(tmp_path / "whole.npz"))
    for number, (name, value) in enumerate(
        {
            "out": np.zeros((3, 16), np.int8),
            "mix": np.zeros((2, 3, 4), np.int8),
            "layers": np.array(9),
            "upos_count": np.array("many"),
            "label_distance": np.zeros((1, 1), np.float32),
            "cluster_keys": np.zeros(3, np.uint32),
            "table_3": np.array([{}], object),
        }.items()
    ):
        with pytest.raises(errors.WeightsError):
            use(packed(tmp_path / f"{number}.npz", **{name: value}))
    some = {name: value for name, value in random_weights(1).items() if name != "labels_upos"}
    np.savez_compressed(tmp_path / "some.npz", **some)  # type: ignore[arg-type]
    with pytest.raises(errors.WeightsError, match="has no labels_upos"):
        use(tmp_path / "some.npz")


@pytest.mark.parametrize("part", range(12))
def test_damaged_files_are_told(part: int, tmp_path: Path) -> None:
    whole = packed(tmp_path / "whole.npz").read_bytes()
    path = tmp_path / "damaged.npz"
    at = len(whole) * part // 12
    path.write_bytes(whole[:at] + bytes(byte ^ 0x55 for byte in whole[at : at + 64]) + whole[at + 64 :])
    with pytest.raises(errors.WeightsError):
        use(path)
    path.write_bytes(whole[:at])
    with pytest.raises(errors.WeightsError):
        use(path)


def test_the_card_has_the_figures_of_the_weights_that_ship() -> None:
    card = (Path(__file__).parent.parent / "docs" / "explanation" / "parser.md").read_text("utf-8")
    digest = hashlib.sha256((weights.FOLDER / "en.npz").read_bytes()).hexdigest()
    assert digest in card, "measure the weights with training/evaluate.py, and write figures and digest into the card"


def test_the_weights_that_ship_are_small_and_have_their_notice() -> None:
    path = weights.FOLDER / "en.npz"
    assert path.stat().st_size <= 4_000_000
    notice = (weights.FOLDER / "NOTICE").read_text("utf-8")
    for said in ("en.npz", "CC BY-SA 4.0", "English Web Treebank", "GUM"):
        assert said in notice
    with zipfile.ZipFile(path) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
