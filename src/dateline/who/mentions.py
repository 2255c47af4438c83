"""Which mention of an actor a word of a tree is the head of, and which mentions are subjects of clauses."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dateline.model import ActorKind, Span
from dateline.syntax import SUBJECTS, base_relation
from dateline.who.ranking import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.syntax import Clause, Clauses, ParsedSentence, Tree
    from dateline.who import ActorMention

__all__ = [
    "Argument",
    "MentionIndex",
    "antecedent",
    "argument_of",
    "arguments_of",
    "conjuncts",
    "is_willed",
    "noun_phrase",
    "subject_starts",
]

# By these a name or description hangs on the noun that it goes with: "the mayor, Ada Brock", "mayor Ada Brock".
_BESIDE: Final = ("flat", "appos", "nmod:desc")
# What hangs on a noun without being part of its short form.
_LOOSE: Final = frozenset(("acl", "appos", "conj", "cc", "parataxis", "advcl", "discourse", "dep", "list", "vocative"))
# What a noun is in its clause, by its relation; by others, such as `conj`, it is what its governor is.
_ROLES: Final[dict[str, Role]] = {
    "nsubj": "subject",
    "csubj": "subject",
    "obj": "object",
    "iobj": "object",
    "obl": "oblique",
    "nmod": "inside",
    "compound": "inside",
    "vocative": "other",
    "dislocated": "other",
}
# So many mentions at most begin before a tree and reach into it.
_NESTED: Final = 8
_MARKS: Final = ("PUNCT", "SYM")
# In characters: a blank, or a comma and a blank, parts a name from what is said of it.
_GAPS: Final = (1, 2)


class MentionIndex:
    """The mentions of a document, found by the words of its trees.

    Which words of a tree are heads of mentions is worked out once and kept until another tree is asked for.
    """

    def __init__(self, mentions: Sequence[ActorMention]) -> None:
        self.mentions = mentions
        self.starts = [mention.span.start for mention in mentions]
        self._tree: Tree | None = None
        self._heads: dict[int, int] = {}
        self._around: dict[int, int] = {}

    def at(self, clauses: Clauses, word: int) -> int | None:
        """The index of the smallest mention whose head is a word of a tree, or None.

        The head of a mention is the word in it that hangs on a word outside: "chair" of "the chair of Colby Ltd".
        """
        if clauses.tree is not self._tree:
            self._read(clauses.tree)
        return self._heads.get(word)

    def around(self, clauses: Clauses, word: int) -> int | None:
        """The index of the smallest mention that a word of a tree stands in, head or not."""
        if clauses.tree is not self._tree:
            self._read(clauses.tree)
        return self._around.get(word)

    def heads_in(self, tree: Tree) -> Iterable[tuple[int, int]]:
        """The words of a tree that are heads of mentions, each with the number of the smallest such mention."""
        self._read(tree)
        return self._heads.items()

    def _read(self, tree: Tree) -> None:
        """Find the mentions of the words of a tree."""
        self._tree, self._heads, self._around = tree, {}, {}
        first = max(0, bisect_left(self.starts, tree.starts[0]) - _NESTED)
        for number in range(first, bisect_left(self.starts, tree.ends[-1])):
            span = self.mentions[number].span
            size = len(span)
            for word in range(bisect_left(tree.starts, span.start), bisect_right(tree.ends, span.end)):
                for found in (self._around, self._heads) if _is_head(tree, word, span) else (self._around,):
                    if word not in found or size <= len(self.mentions[found[word]].span):
                        found[word] = number
            said = _said_before(tree, self.mentions[number])
            for word in said:
                whole = Span(tree.starts[said.start], span.end)
                for found in (self._around, self._heads) if _is_head(tree, word, whole) else (self._around,):
                    found.setdefault(word, number)

    def of(self, clauses: Clauses, word: int) -> tuple[int, ...]:
        """The indices of the mentions that a noun phrase means, by its head: that of the head and of its conjuncts.

        Where one of these has no mention, those that stand beside it count: "the mayor, Ada Brock"; where it is a
        group, too: "two sons, Peter and Imre".  A relative pronoun means what its antecedent means.
        """
        found: dict[int, None] = {}
        for head in self.heads(clauses, antecedent(clauses, word)):
            number = self.at(clauses, head)
            if number is None and clauses.tree.relations[head] == "appos":
                # "Ada Brook, an engineer whom they dismissed"
                above = self.at(clauses, clauses.tree.heads[head])
                number = above if above is not None and self.mentions[above].form == "name" else None
            group = number is not None and self.mentions[number].kind is ActorKind.GROUP
            beside = self.beside(clauses, head) if number is None or group else ()
            found.update(dict.fromkeys(beside))
            if number is not None and not beside:
                found[number] = None
        return tuple(found)

    def heads(self, clauses: Clauses, word: int) -> list[int]:
        """The head of a noun phrase and its conjuncts, also where a parser takes a name apart."""
        tree = clauses.tree
        number = self.around(clauses, word)
        if number is None or self.mentions[number].form != "name":
            return conjuncts(tree, word)
        named = self._words(tree, self.mentions[number].span)
        while tree.heads[word] in named:
            word = tree.heads[word]
        joined = (other for k in named for other in conjuncts(tree, k)[1:])
        return [word, *(other for other in joined if other not in named)]

    @staticmethod
    def _words(tree: Tree, span: Span) -> range:
        return range(bisect_left(tree.starts, span.start), bisect_left(tree.starts, span.end))

    def beside(self, clauses: Clauses, word: int) -> tuple[int, ...]:
        """The mentions in apposition to a noun or flat beside it."""
        tree = clauses.tree
        heads = (k for k in tree.children[word] if tree.relations[k].startswith(_BESIDE))
        beside = (self.at(clauses, one) for k in heads for one in conjuncts(tree, k))
        return tuple(number for number in beside if number is not None)

    def within(self, span: Span) -> Iterator[int]:
        """The mentions that begin in a stretch of text and end in it."""
        for number in range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)):
            if self.mentions[number].span.end <= span.end:
                yield number


def _said_before(tree: Tree, mention: ActorMention) -> range:
    """The words right before a name that say what it is: "a surveyor" of "a surveyor, Ada Brock"."""
    if mention.description is None or mention.form != "name":
        return range(0)
    for gap in _GAPS:
        start = mention.span.start - gap - len(mention.description)
        first = bisect_left(tree.starts, start)
        end = bisect_left(tree.starts, mention.span.start - gap)
        if first < end and tree.starts[first] == start and tree.ends[end - 1] == mention.span.start - gap:
            return range(first, end) if mention.description.startswith(tree.forms[first]) else range(0)
    return range(0)


def _is_head(tree: Tree, word: int, span: Span) -> bool:
    head = tree.heads[word]
    if tree.relations[word] in ("case", "det", "punct"):
        return False
    return head < 0 or not span.start <= tree.starts[head] < span.end


def conjuncts(tree: Tree, word: int) -> list[int]:
    """A noun and those that are joined to it: "Ada Brock and Otto Reim"."""
    return [word, *(k for k in tree.children[word] if base_relation(tree.relations[k]) == "conj")]


def antecedent(clauses: Clauses, word: int) -> int:
    """The noun that a relative pronoun stands for, the word itself if it is none."""
    tree = clauses.tree
    if tree.lower[word] not in clauses.locale.words.get("relative_pronouns", frozenset()):
        return word
    at = word
    while at >= 0 and not clauses.is_predicate(at):
        at = tree.heads[at]
    while at >= 0 and base_relation(tree.relations[at]) == "conj" and clauses.is_predicate(tree.heads[at]):
        at = tree.heads[at]
    if at >= 0 and base_relation(tree.relations[at]) == "acl" and tree.heads[at] >= 0:
        return tree.heads[at]
    return word


def noun_phrase(clauses: Clauses, word: int) -> Span:
    """The stretch of text of a noun with what stands close to it: no conjuncts, appositions or clauses.

    A case mark ("by", the "'s" of an owner) is left out.
    """
    tree = clauses.tree
    loose = [
        k
        for k in tree.children[word]
        if base_relation(tree.relations[k]) in _LOOSE or tree.relations[k] == "case" or tree.upos[k] in _MARKS
    ]
    words = tree.subtree(word, loose)
    # What a wrong tree puts far away is left out: the words must stand together.
    first = last = word
    while first - 1 in words:
        first -= 1
    while last + 1 in words:
        last += 1
    return Span(tree.starts[first], tree.ends[last])


def subject_starts(parsed: Sequence[ParsedSentence], mentions: Sequence[ActorMention]) -> frozenset[int]:
    """Where the mentions begin (offsets into the text) that are subjects of clauses."""
    index = MentionIndex(mentions)
    found: set[int] = set()
    for sentence in parsed:
        for clauses in sentence.clauses:
            relations = clauses.tree.relations
            for word, relation in enumerate(relations):
                if relation in SUBJECTS and antecedent(clauses, word) == word:
                    found.update(mentions[number].span.start for number in index.of(clauses, word))
    return frozenset(found)


@frozen
class Argument:
    """What a mention is in its clause: its role, where the predicate begins (-1: none), whether that is set aside.

    Set aside are relative and other clauses that only say more of a noun.  `willed` is whether the predicate is what
    only people and bodies do, or what is done to them only; `undergoes`, whether it is the subject of another passive.
    `empty` is the "it" that means nothing ("it rained", "it is clear that").  `over` is where the predicate of the
    clause above begins (-1: none), and `link` the relation to it, as `Clause` has it.  `told_of` is where the noun
    begins of which "who" and its clause, with the mention in it, say more (-1: no such clause).
    """

    role: Role = "other"
    clause: int = -1
    aside: bool = False
    willed: bool = False
    undergoes: bool = False
    empty: bool = False
    over: int = -1
    link: str = ""
    told_of: int = -1


def arguments_of(parsed: Sequence[ParsedSentence], mentions: Sequence[ActorMention]) -> dict[int, Argument]:
    """What the mentions are in their clauses, by their numbers."""
    index = MentionIndex(mentions)
    found: dict[int, Argument] = {}
    for sentence in parsed:
        for clauses in sentence.clauses:
            for word, number in index.heads_in(clauses.tree):
                found[number] = argument_of(clauses, word)
    return found


def argument_of(clauses: Clauses, word: int) -> Argument:
    """What a noun or pronoun is in its clause."""
    tree = clauses.tree
    beside = clauses.words_named("surrounding_prepositions")
    role: Role | None = None
    at = word
    empty = base_relation(tree.relations[word]) == "expl"
    while tree.heads[at] >= 0 and not clauses.is_predicate(at):
        relation = tree.relations[at]
        own = "possessor" if relation == "nmod:poss" else _ROLES.get(base_relation(relation))
        if own == "oblique" and any(tree.lower[k] in beside for k in tree.children[at] if tree.relations[k] == "case"):
            own = "beside"
        role = role or own
        at = tree.heads[at]
    if not clauses.is_predicate(at):
        return Argument(role or "other")
    if at == word and role is None and _is_clefted(clauses, at):
        # "It was Ada Brook who left"
        role = "subject"
    aside, undergoes = base_relation(tree.relations[at]) == "acl", tree.relations[word] == "nsubj:pass"
    if undergoes or tree.relations[word] == "obl:agent":
        # "It was wound up", "was dismissed by the port"
        willed = clauses.is_among(at, "personal_objects", "body_objects")
    else:
        willed = role == "subject" and is_willed(clauses, at)
    clause = clauses.at(at)
    above = clauses.above(clause)
    return Argument(
        role or "other",
        tree.starts[at],
        over=tree.starts[above.predicate] if above is not None else -1,
        link=clause.relation,
        told_of=_told_of(clauses, clause),
        aside=aside,
        willed=willed,
        undergoes=undergoes and not willed,
        empty=empty or _is_empty(clauses, word, at),
    )


def _told_of(clauses: Clauses, clause: Clause) -> int:
    """Where the noun begins that a clause with "who" for its subject says more of, -1 if it is no such clause."""
    tree, subject = clauses.tree, clause.subject
    if clause.relation != "relative" or subject is None or not clause.own_subject:
        return -1
    noun = antecedent(clauses, subject)
    personal = tree.lower[subject] in clauses.words_named("personal_relatives")
    return tree.starts[noun] if noun != subject and personal else -1


def _is_empty(clauses: Clauses, word: int, predicate: int) -> bool:
    """Whether an "it" is the subject of a copula: it hardly ever is a body ("it is clear that she left")."""
    tree = clauses.tree
    if tree.lower[word] not in clauses.words_named("pronouns_n") or tree.relations[word] != "nsubj":
        return False
    return any(tree.relations[k] == "cop" for k in tree.children[predicate])


def _is_clefted(clauses: Clauses, predicate: int) -> bool:
    """Whether a noun is what "it was" singles out for a relative clause."""
    tree = clauses.tree
    held = any(tree.relations[k] == "acl:relcl" for k in tree.children[predicate])
    subjects = (k for k in tree.children[predicate] if tree.relations[k].startswith(("nsubj", "expl")))
    return held and any(tree.lower[k] in clauses.words_named("pronouns_n") for k in subjects)


def is_willed(clauses: Clauses, predicate: int) -> bool:
    """Whether a verb says what only people and bodies do: say, decide, sell, believe that."""
    tree = clauses.tree
    form = tree.lower[predicate]
    return (
        any(form in clauses.words_named(name) for name in ("body_verbs", "org_verbs", "speech_verbs"))
        or clauses.is_among(predicate, "saying_verbs", "thinking_verbs", "intending_verbs")
        or any(tree.relations[k] == "ccomp" for k in tree.children[predicate])
    )
