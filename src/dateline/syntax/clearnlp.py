"""The relations of spaCy's English models (ClearNLP, after Stanford Dependencies) turned into Universal Dependencies.

Where the two differ, Universal Dependencies put the word of content above the word of function: a noun governs its
preposition, a predicate noun or adjective governs "be".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from dateline.syntax.trees import NO_HEAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["CLEARNLP", "Words", "universal"]

# Relations that tell that a pipeline speaks ClearNLP.
CLEARNLP: Final = frozenset("dobj pobj nsubjpass auxpass".split())

# What is only called otherwise.
_NAMES: Final[Mapping[str, str]] = {
    "ROOT": "root",
    "acomp": "xcomp",
    "agent": "obl:agent",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "pcomp": "advcl",
    "pobj": "obl",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
}
# What depends on the governor: the relation below a noun or the like, and that below any other word.
_BY_GOVERNOR: Final[Mapping[str, tuple[str, str]]] = {
    "npadvmod": ("nmod:unmarked", "obl:unmarked"),
    "prep": ("nmod", "obl"),
    "prep of a clause": ("acl", "advcl"),
}
_NOMINALS: Final = frozenset("NOUN PROPN PRON NUM DET SYM X".split())
_VERBS: Final = frozenset(("VERB", "AUX"))
# The relations of a preposition, and what it has for an object.
_PREPOSITIONS: Final = frozenset("prep agent dative".split())
_OBJECTS: Final = ("pobj", "pcomp")
# What a noun or a clause is to the word that governed its preposition; it takes any other relation over.
_OF_NOUN: Final[Mapping[str, str]] = {"prep": "prep", "agent": "obl:agent", "dative": "obl"}
_OF_CLAUSE: Final[Mapping[str, str]] = {"prep": "prep of a clause", "agent": "prep of a clause", "dative": "advcl"}

_BE: Final = frozenset("be is am are was were been being 's 're 'm ’s ’re ’m".split())
_HELPERS: Final = frozenset(("aux", "auxpass"))
# What "be" predicates, best first: "is the chairman", "is rich", "is here" or "in the mill", "is that it rained".
_PREDICATES: Final = (("attr",), ("acomp",), ("advmod", "obl"), ("ccomp",))
_PLACES: Final = frozenset("here there where away abroad back down off on in out over up home ashore aboard".split())
_OUTER: Final[Mapping[str, str]] = {"nsubj": "nsubj:outer", "csubj": "csubj:outer"}
_PASSIVE: Final[Mapping[str, str]] = {"nsubj": "nsubjpass", "csubj": "csubjpass"}
_BETWEEN: Final = frozenset(("cc", "punct"))


@frozen
class Words:
    """The words of a sentence in columns, as in `Tree`; `forms` are in lower case."""

    forms: Sequence[str]
    upos: Sequence[str]
    feats: Sequence[str]
    heads: Sequence[int]
    relations: Sequence[str]


def universal(words: Words) -> Words:
    """The same words with the heads and relations of Universal Dependencies, and its names of moods."""
    graph = _Graph(words, list(words.heads), list(words.relations))
    downwards = list(graph.downwards())
    for index in reversed(downwards):
        graph.lower_preposition(index)
    for index in reversed(downwards):
        graph.lower_be(index)
    graph.flatten_coordination(list(graph.downwards()))
    relations = [graph.name(index) for index in range(len(graph.heads))]
    graph.relations[:] = relations
    feats = [graph.features(index) for index in range(len(relations))]
    return evolve(words, feats=feats, heads=graph.heads, relations=relations)


@frozen(eq=False)
class _Graph:
    """A tree that is being changed."""

    words: Words
    heads: list[int]
    relations: list[str]
    children: list[list[int]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        children: list[list[int]] = [[] for _ in self.heads]
        for index, head in enumerate(self.heads):
            if head >= 0:
                children[head].append(index)
        object.__setattr__(self, "children", children)

    def downwards(self) -> Iterator[int]:
        """The words, each after its governor."""
        todo = [index for index, head in enumerate(self.heads) if head < 0]
        for index in todo:
            yield index
            todo += self.children[index]

    def below(self, index: int, relations: Iterable[str]) -> int | None:
        """The first word below another that has one of some relations, the first of these first."""
        children = self.children[index]
        return next((child for wanted in relations for child in children if self.relations[child] == wanted), None)

    def swap(self, upper: int, lower: int, relation: str, relation_of_upper: str) -> None:
        """Let a word below another take its place, and all that hangs on it, and govern it."""
        head = self.heads[upper]
        self.heads[lower], self.relations[lower] = head, relation
        if head >= 0:
            siblings = self.children[head]
            siblings[siblings.index(upper)] = lower
        for child in self.children[upper]:
            if child != lower:
                self.heads[child] = lower
                self.children[lower].append(child)
        self.heads[upper], self.relations[upper] = lower, relation_of_upper
        self.children[lower].append(upper)
        self.children[upper] = []
        self.children[lower].sort()

    # -- prepositions

    def lower_preposition(self, index: int) -> None:
        """Let the object of a preposition govern it: "in" < "May" instead of "May" < "in"."""
        lower = self.below(index, _OBJECTS)
        if lower is None:
            return
        relation, head = self.relations[index], self.heads[index]
        is_clause = self.relations[lower] == "pcomp" and self.words.upos[lower] in _VERBS
        taken = (_OF_CLAUSE if is_clause else _OF_NOUN).get(relation, relation)
        if (
            head >= 0
            and relation in (*_PREPOSITIONS, "conj")
            and self.relations[head] in _PREPOSITIONS
            and self.below(head, _OBJECTS) is None
        ):
            # "out of the mill", "in and around the mill": the object is that of both prepositions.
            taken = "pcomp" if is_clause else "pobj"
        elif taken in _BY_GOVERNOR:
            taken = self.by_governor(taken, head)
        self.swap(index, lower, taken, "mark" if is_clause else "case")

    def by_governor(self, relation: str, head: int) -> str:
        """One of the two relations that a word may have, by what governs it."""
        nominal, other = _BY_GOVERNOR[relation]
        return nominal if head >= 0 and self.words.upos[head] in _NOMINALS else other

    # -- "be"

    def lower_be(self, index: int) -> None:
        """Let what is predicated govern "be"."""
        if self.words.forms[index] not in _BE or self.relations[index] in _HELPERS:
            return
        if self.words.upos[index] not in _VERBS:
            return
        if self.below(index, ("expl",)) is not None:
            # "There was a fire": the fire is the subject.
            subject = self.below(index, ("attr",))
            if subject is not None and self.below(index, ("nsubj",)) is None:
                self.relations[subject] = "nsubj"
            return
        predicate = self.predicate(index)
        if predicate is None:
            return
        relation = self.relations[predicate]
        # "The mill was closed", where the tagger has a verb and the parser an adjective, is a passive.
        is_passive = relation == "acomp" and self.words.upos[predicate] == "VERB"
        subjects = _OUTER if relation == "ccomp" else _PASSIVE if is_passive else {}
        for child in self.children[index]:
            self.relations[child] = subjects.get(self.relations[child], self.relations[child])
        self.swap(index, predicate, self.relations[index], "auxpass" if is_passive else "cop")

    def predicate(self, index: int) -> int | None:
        """What is predicated by a form of "be"."""
        for relations in _PREDICATES:
            for child in self.children[index]:
                if self.relations[child] in relations and self.may_be_predicate(child, index):
                    return child
            if relations == ("acomp",) and self.below(index, ("xcomp",)) is not None:
                # "The plan is to open the mill in May."
                return None
        return None

    def may_be_predicate(self, index: int, be: int) -> bool:
        """True but for prepositional phrases before "be", clauses without a subject, and adverbs not of place."""
        relation = self.relations[index]
        if relation == "obl":
            return index > be
        if relation == "ccomp":
            return index > be and self.below(be, _OUTER) is not None
        return relation != "advmod" or self.words.forms[index] in _PLACES

    # -- coordination

    def flatten_coordination(self, downwards: Sequence[int]) -> None:
        """Hang all conjuncts on the first, and conjunctions and commas on the conjunct that follows them."""
        conjuncts = {
            index: [child for child in self.children[index] if self.relations[child] == "conj"] for index in downwards
        }
        for index in downwards:
            following = conjuncts[index]
            for child in self.children[index] if following else ():
                if self.relations[child] in _BETWEEN and child > index:
                    self.heads[child] = next((conjunct for conjunct in following if conjunct > child), index)
            if self.relations[index] == "conj" and self.relations[self.heads[index]] == "conj":
                self.heads[index] = self.heads[self.heads[index]]

    # -- names

    def name(self, index: int) -> str:
        """What a relation is called in Universal Dependencies."""
        relation, upos = self.relations[index], self.words.upos[index]
        if self.heads[index] == NO_HEAD:
            return "root"
        if relation == "aux" and upos == "PART":
            return "mark"
        if relation == "prep":
            # No object: "the house he lived in", "they came in".
            return "obl" if upos == "ADP" else "advmod"
        if relation == "pcomp" and upos == "ADP":
            # "because of the rain"
            return "case"
        if relation in _BY_GOVERNOR:
            return self.by_governor(relation, self.heads[index])
        return _NAMES.get(relation, relation)

    def features(self, index: int) -> str:
        """The features of a word, with the mood of finite verbs and of what is told to be done."""
        feats, upos = self.words.feats[index], self.words.upos[index]
        if upos not in _VERBS:
            return feats
        found = {name: value for name, _, value in (part.partition("=") for part in feats.split("|") if part)}
        if "Mood" in found:
            return feats
        if found.get("VerbForm") == "Fin" and "Tense" in found:
            found["Mood"] = "Ind"
        elif found.get("VerbForm") == "Inf" and self.is_told(index):
            found |= {"Mood": "Imp", "VerbForm": "Fin"}
        return "|".join(f"{name}={found[name]}" for name in sorted(found))

    def is_told(self, index: int) -> bool:
        """True for a bare verb above all others that has no subject: "Open the gate!"."""
        if self.relations[index] != "root":
            return False
        return not any(
            self.relations[child].partition(":")[0] in ("nsubj", "csubj", "expl", "aux", "mark")
            for child in self.children[index]
        )
