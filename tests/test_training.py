"""The weights can be made again: a few steps on a toy treebank, and what may go into training."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

pytest.importorskip("torch", reason="training needs torch: pip install -r training/requirements.txt")

import numpy as np
import torch

import data
import evaluate
import reference
import train
from augment import KINDS, augmented
from dateline.model import Document, Span
from dateline.syntax.conllu import read_conllu
from dateline.syntax.features import ROOT, rows_of
from dateline.syntax.network import Network
from dateline.syntax.parser import LearnedParser
from dateline.text import Sentence
from dateline.who import ranking
from dateline.who.ranking import WeightedRanker
from model import Network as TrainedNetwork

if TYPE_CHECKING:
    from collections.abc import Sequence

TOY = Path(__file__).parent / "toy.conllu"
# No clusters: the package that has them is large, and the parser works without.
CLUSTERS: dict[str, np.ndarray] = {
    "cluster_keys": np.zeros(0, np.uint32),
    "cluster_numbers": np.zeros(0, np.uint16),
    "cluster_bits": np.zeros(1, np.uint32),
}
SMALL = train.Settings(
    epochs=60, embed=32, size=32, layers=1, arc=32, label=32, batch=80, rate=0.03, drop=0.0, augment=0.0, least=1
)


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> None:
    """Small products are slower on several threads, and the bytes are those of one."""
    torch.set_num_threads(1)


def trained(settings: train.Settings) -> tuple[dict[str, np.ndarray], list[float]]:
    """Weights, and the loss after each epoch."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        weights = train.train(data.load([TOY]), settings, CLUSTERS)
    return weights, [float(loss) for loss in re.findall(r"loss (\d+\.\d+)", said.getvalue())]


@pytest.fixture(scope="module")
def toy() -> tuple[dict[str, np.ndarray], list[float]]:
    return trained(SMALL)


@pytest.fixture(scope="module")
def weights_file(toy: tuple[dict[str, np.ndarray], list[float]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("weights") / "toy.npz"
    assert "sha256" in train.save(toy[0], path)
    return path


# -- training --------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_loss_falls(toy: tuple[dict[str, np.ndarray], list[float]]) -> None:
    losses = toy[1]
    assert len(losses) == SMALL.epochs
    assert losses[-1] < losses[0] / 5


@pytest.mark.slow
def test_what_was_learnt_is_parsed_right(weights_file: Path) -> None:
    text, gold = evaluate.gold_trees(read_conllu(TOY.read_text("utf-8").split("\n")))
    sentences = [Sentence(Span(tree.starts[0], tree.ends[-1])) for tree in gold]
    told = list(LearnedParser(weights_file)(Document(text), sentences))
    for tree, right in zip(told, gold, strict=True):
        assert tree.forms == right.forms
        assert tree.upos == right.upos
        assert tree.heads == right.heads
        assert tree.relations == right.relations
        feats = [data.kept_features(upos, feats) for upos, feats in zip(right.upos, right.feats, strict=True)]
        assert tree.feats == feats


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    short = evolve(SMALL, epochs=2, augment=0.5, drop=0.2)
    files = []
    for name, settings in (("a", short), ("b", short), ("c", evolve(short, seed=2))):
        path = tmp_path / f"{name}.npz"
        train.save(trained(settings)[0], path)
        files.append(path.read_bytes())
    assert files[0] == files[1] != files[2]


def test_the_parser_sees_what_training_saw() -> None:
    """The trained network and the one that ships give the same scores, but for the order of sums."""
    sentences = data.load([TOY])[:5]
    labels = train.Labels(*data.labels_of(sentences, 1))
    sizes = {"upos": len(labels.upos), "feats": len(labels.feats), "rels": len(labels.relations)}
    torch.manual_seed(3)
    net = TrainedNetwork(embed=16, size=32, layers=2, arc=16, label=16, **sizes).eval()
    with torch.no_grad():
        for name, values in net.state_dict().items():
            if name.startswith("tables."):
                # All else is rounded in training as it is when the weights are used.
                whole, step = train.whole_numbers(values)
                values.copy_(torch.from_numpy(whole.astype(np.float32) * step))
    settings = evolve(SMALL, layers=2, size=32)
    network = Network(train.exported(net.state_dict(), labels, settings, CLUSTERS))
    for sentence in sentences:
        forms = list(sentence.forms)
        rows = torch.tensor([[rows_of(form, {})] for form in (ROOT, *forms)])
        with torch.no_grad():
            scores, _, _, upos, feats = net(rows, torch.ones(len(rows), 1, 1))
        network.parse([forms])
        ids = np.array([0, *(network.known[form] for form in (ROOT, *forms)), 0])[:, None]
        arcs, out, _ = network.scores(ids, np.array([len(rows)]))
        np.testing.assert_allclose(arcs, scores.numpy(), atol=0.02, rtol=0.02)
        tags = torch.cat([upos, feats], 2)[:, 0].numpy()
        np.testing.assert_allclose(out[:, -tags.shape[1] :], tags, atol=0.02, rtol=0.02)


# -- what is trained on ----------------------------------------------------------------------------------------------


GUM = """# newdoc id = GUM_{name}
# licence = {licence}
1\tRain\t_\tNOUN\t_\tNumber=Sing\t2\tnsubj\t_\t_
2\tfell\t_\tVERB\t_\tTense=Past|VerbForm=Fin\t0\troot\t_\t_

"""


def names(*, kept_out: bool) -> list[str]:
    """Three names of documents that are kept out of training, or are not."""
    return [name for name in map(str, range(40)) if data.is_held_out(f"GUM_{name}") is kept_out][:3]


@pytest.mark.parametrize(
    ("licence", "document", "used"),
    [
        ("CC BY 4.0", "GUM_court_tarn", True),
        ("CC BY-SA 3.0", "GUM_bio_brook", True),
        ("public domain", "GUM_speech_lind", True),
        ("CC BY-NC-SA 4.0", "GUM_letter_ilves", False),
        ("CC BY-NC-SA 3.0", "GUM_fiction_mill", False),
        ("CC BY", "GUM_conversation_ferry", False),
    ],
)
def test_licences_decide_what_may_be_used(licence: str, document: str, used: bool) -> None:
    assert data.may_be_used(document, licence) is used


def test_some_documents_are_never_trained_on(tmp_path: Path) -> None:
    path = tmp_path / "gum.conllu"
    free, kept = names(kept_out=False), names(kept_out=True)
    documents = [(name, "CC BY 4.0") for name in free[:2] + kept] + [(free[2], "CC BY-NC-SA 4.0")]
    path.write_text("".join(GUM.format(name=name, licence=licence) for name, licence in documents), encoding="utf-8")
    assert len(data.load([path])) == 2
    assert len(data.load([path], held_out=True)) == 3


def test_contractions_are_learnt_as_they_are_written() -> None:
    sentences = list(read_conllu(TOY.read_text("utf-8").split("\n")))
    written = {form for sentence in sentences for form in data.as_written(sentence)}
    assert {"did", "n't", "can", "not"} <= written
    spelt_out = evolve(sentences[0], forms=["I", "am", "here"], surfaces=[(0, 1, "Im")])
    assert data.as_written(spelt_out) == ["I", "m", "here"]


def test_rare_subtypes_count_as_their_relation() -> None:
    sentences = data.load([TOY])
    _, _, relations = data.labels_of(sentences, 1)
    assert "nmod:poss" in relations
    _, _, relations = data.labels_of(sentences, 10)
    assert "nmod:poss" not in relations
    assert "nmod" in relations


def is_tree(heads: Sequence[int]) -> bool:
    """True if one word is the root, and governs all others."""
    for start in range(len(heads)):
        at, steps = start, 0
        while at >= 0 and steps <= len(heads):
            at, steps = heads[at], steps + 1
        if steps > len(heads):
            return False
    return sum(head < 0 for head in heads) == 1


@pytest.mark.parametrize("seed", range(6))
def test_copies_are_trees_too(seed: int) -> None:
    sentences = data.load([TOY])
    copies = list(augmented(sentences, 1.0, seed))
    assert len(copies) > len(sentences) / 2
    known = {tuple(sentence.forms) for sentence in sentences}
    assert any(tuple(copy.forms) not in known for copy in copies)
    assert len(KINDS) > 3
    for copy in copies:
        assert len(copy.forms) == len(copy.upos) == len(copy.feats) == len(copy.heads) == len(copy.relations)
        assert is_tree(copy.heads)


# -- evaluation ------------------------------------------------------------------------------------------------------


def test_what_is_all_right_is_scored_so() -> None:
    _, gold = evaluate.gold_trees(read_conllu(TOY.read_text("utf-8").split("\n")))
    counts = evaluate.scored(gold, gold)
    assert {name: count.f1 for name, count in counts.items()} == dict.fromkeys(evaluate.WHAT, 1.0)
    assert counts["(verb, nsubj:pass)"] == evaluate.Count(3, 3, 3)
    assert counts["negation"].there == 4


def test_mistakes_count_where_they_are_made() -> None:
    text = (
        "1\tAda\t_\tPROPN\t_\t_\t3\t{subject}\t_\t_\n"
        "2\tBrook\t_\tPROPN\t_\t_\t1\tflat\t_\t_\n"
        "3\tleft\t_\t{tag}\t_\tTense=Past|VerbForm=Fin\t0\troot\t_\t_\n\n"
    )

    def tree(**parts: Any) -> Any:
        _, (one,) = evaluate.gold_trees(
            read_conllu(text.format(**{"subject": "nsubj", "tag": "VERB"} | parts).split("\n"))
        )
        return one

    counts = evaluate.compared(tree(), tree(subject="obj"))
    assert counts["UAS"] == evaluate.Count(3, 3, 3)
    assert counts["LAS"] == evaluate.Count(2, 3, 3)
    assert counts["(verb, nsubj)"] == evaluate.Count(0, 0, 1)
    assert counts["(verb, obj)"] == evaluate.Count(0, 1, 0)
    assert counts["clause exact"] == evaluate.Count(1, 1, 1)
    counts = evaluate.compared(tree(), tree(tag="NOUN"))
    assert counts["UPOS"] == evaluate.Count(2, 3, 3)
    assert counts["finite verb"] == evaluate.Count(0, 0, 1)


def test_a_subject_is_found_by_any_part_of_its_name() -> None:
    lines = (
        "1\tAda\t_\tPROPN\t_\t_\t{}\t{}\t_\t_\n"
        "2\tBrook\t_\tPROPN\t_\t_\t{}\t{}\t_\t_\n"
        "3\tleft\t_\tVERB\t_\t_\t0\troot\t_\t_\n"
    )
    trees = []
    for columns in ((3, "nsubj", 1, "flat"), (2, "compound", 3, "nsubj")):
        trees += evaluate.gold_trees(read_conllu(lines.format(*columns).split("\n")))[1]
    assert evaluate.compared(*trees)["(verb, nsubj)"] == evaluate.Count(1, 1, 1)


def test_words_cut_otherwise_are_wrong_but_verbs_are_found() -> None:
    gold = (
        "1-2\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
        "1\tdid\t_\tAUX\t_\t_\t3\taux\t_\t_\n"
        "2\tn't\t_\tPART\t_\t_\t3\tadvmod\t_\t_\n"
    )
    told = "1\tdidn't\t_\tAUX\t_\t_\t2\taux\t_\t_\n"
    (one,) = evaluate.gold_trees(read_conllu(f"{gold}3\tleave\t_\tVERB\t_\t_\t0\troot\t_\t_\n".split("\n")))[1]
    (other,) = evaluate.gold_trees(read_conllu(f"{told}2\tleave\t_\tVERB\t_\t_\t0\troot\t_\t_\n".split("\n")))[1]
    counts = evaluate.compared(one, other)
    assert counts["UAS"] == evaluate.Count(1, 2, 3)
    assert counts["negation"] == evaluate.Count(0, 0, 1)


def test_the_command_prints_a_table(weights_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evaluate.main(["--weights", str(weights_file), "--spacy", "", "--speed", str(TOY)])
    said = capsys.readouterr().out
    for name in evaluate.WHAT:
        assert f"| {name} | 100.0 (100.0 / 100.0) | 100.0 (100.0 / 100.0) |" in said
    assert "million characters a second" in said


def test_the_readme_tells_the_command_and_the_versions() -> None:
    folder = Path(evaluate.__file__).parent
    readme = (folder / "README.md").read_text("utf-8")
    assert "training/train.py" in readme
    assert "training/evaluate.py" in readme
    assert re.findall(r"^(\S+?)==", (folder / "requirements.txt").read_text("utf-8"), re.MULTILINE)


CHAINS = """\
# newdoc id = toy_who
# newpar
# text = Ada Brook met Ivo Lind.
1\tAda\t_\tPROPN\t_\t_\t3\tnsubj\t_\tEntity=(1-person
2\tBrook\t_\tPROPN\t_\t_\t1\tflat\t_\tEntity=1)
3\tmet\t_\tVERB\t_\tVerbForm=Fin\t0\troot\t_\t_
4\tIvo\t_\tPROPN\t_\t_\t3\tobj\t_\tEntity=(2-person
5\tLind\t_\tPROPN\t_\t_\t4\tflat\t_\tEntity=2)|SpaceAfter=No
6\t.\t_\tPUNCT\t_\t_\t3\tpunct\t_\t_

# text = She lost her hat.
1\tShe\t_\tPRON\t_\t_\t2\tnsubj\t_\tEntity=(1-person)
2\tlost\t_\tVERB\t_\tVerbForm=Fin\t0\troot\t_\t_
3\ther\t_\tPRON\t_\t_\t4\tnmod:poss\t_\tEntity=(3-object(1-person)
4\that\t_\tNOUN\t_\t_\t2\tobj\t_\tEntity=3)|SpaceAfter=No
5\t.\t_\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""


def test_weights_of_pronouns_are_learnt_from_chains(tmp_path: Path) -> None:
    path = tmp_path / "chains.conllu"
    path.write_text(CHAINS, encoding="utf-8")
    (document,) = reference.chained(path, held_out=False)
    assert document.text == "Ada Brook met Ivo Lind. She lost her hat."
    told = {document.text[start:end]: chain for start, end, _, chain in document.mentions}
    assert told == {"Ada Brook": 1, "Ivo Lind": 2, "She": 1, "her": 1, "her hat": 3}
    cases = reference.cases_of(document).cases
    assert [case.right for case in cases] == [0, 0]
    weights = reference.learnt(cases, decay=0.1)
    assert all(WeightedRanker(weights, 1)(0, [], case.features) for case in cases)


def test_the_command_writes_weights_that_dateline_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "chains.conllu", tmp_path / "xx.toml"
    path.write_text(CHAINS, encoding="utf-8")
    reference.main([str(path), "--out", str(out), "--margin", "10"])
    assert "2 pronouns: right 100.0%" in capsys.readouterr().out
    monkeypatch.setattr(ranking, "_FOLDER", tmp_path)
    ranker = ranking.ranker_of("xx")
    assert ranker is not None
    assert ranker.margin == 10
