"""Attach a time by the dependency tree: to the clause that it is an adverbial of, or to the noun that it modifies."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final, Literal

from attrs import frozen

from dateline.syntax import Clauses, base_relation

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from dateline.model import Span

__all__ = ["Attachment", "attach", "is_bracketed", "words_in"]

# Relations by which a time modifies a noun.
_MODIFYING: Final = frozenset(
    ("nmod", "amod", "compound", "nummod", "flat", "appos", "acl", "det", "dep", "goeswith", "reparandum")
)
# A parser sometimes calls the time of a clause one of these.
_LOOSE: Final = frozenset(("nmod:unmarked", "nmod:tmod", "dep", "appos", "compound", "nummod", "nmod"))
# A time without a preposition goes with the clause, whatever noun stands before it: "married Lee, a farmer, that May".
_BARE: Final = frozenset(("appos", "nmod:unmarked"))
_SMALL: Final = frozenset(("case", "advmod", "cc", "mark", "det"))
_ARGUMENTS: Final = frozenset(("obj", "iobj"))
_SUBJECTS: Final = frozenset(("nsubj", "nsubj:pass", "nsubj:outer"))
_FURTHEST: Final = 64


@frozen
class Attachment:
    """What a time hangs on.

    "adverbial": `word` is the predicate whose clause it dates.
    "filled": it is the verb that says how the time was spent.
    "attributive": it is the noun that the time modifies.
    "argument": it is the predicate of which the time is an object or subject.
    "itself": the time is the predicate.
    "fragment": there is none.
    """

    kind: Literal["adverbial", "filled", "attributive", "argument", "itself", "fragment"]
    word: int


def words_in(clauses: Clauses, span: Span) -> frozenset[int]:
    """The words of a tree that overlap a stretch of text."""
    tree = clauses.tree
    return frozenset(range(bisect_right(tree.ends, span.start), bisect_left(tree.starts, span.end)))


def attach(clauses: Clauses, time: AbstractSet[int]) -> Attachment:
    """What the words of a time hang on, climbing over time nouns, conjuncts and small words.

    Parsers hang "in 1990" on the noun before it more often than annotators do: a noun that names no happening and no
    dated work passes it on to what it hangs on itself.
    """
    tree = clauses.tree
    relations, heads = tree.relations, tree.heads
    units = clauses.words_named("unit_time_nouns")
    climbing, day_cases = clauses.words_named("climbing_cases"), clauses.words_named("day_cases")
    tops = [i for i in sorted(time) if heads[i] not in time and tree.upos[i] != "PUNCT"]
    at = next((i for i in tops if relations[i] not in _SMALL), tops[0] if tops else min(time))
    behind = max(time) + 1
    if behind < len(tree) and tree.lower[behind] in clauses.words_named("genitive_endings") and heads[at] >= 0:
        # "Today's session": whatever the tree says, it is the session's.
        return Attachment("attributive", heads[at])
    reached = ""
    passed_on = bare = on_day = False
    noun = at
    for _ in range(_FURTHEST):
        if relations[at] == "acl" and tree.lower[at] in clauses.words_named("dating_participles"):
            paper = _top_noun(clauses, heads[at])
            if relations[paper] in _ARGUMENTS:
                # "found a letter dated 3 April 1910"
                return Attachment("attributive", heads[at])
            if relations[paper] == "obl" and paper < heads[paper]:
                # "In a letter dated 3 April 1910 he warned them"
                at, passed_on = paper, True
                continue
        if clauses.is_predicate(at):
            if at in time:
                return Attachment("itself", at)
            if passed_on and reached in _SUBJECTS and not on_day:
                return Attachment("attributive", noun)
            if not passed_on and reached in _ARGUMENTS and clauses.is_among(at, "time_filling_verbs"):
                return Attachment("filled", at)
            if not passed_on and (reached in _SUBJECTS or (reached in _ARGUMENTS and _takes_time(clauses, at))):
                return Attachment("argument", at)
            return Attachment("adverbial", _last_before(clauses, at, min(time)))
        if heads[at] < 0:
            return Attachment("fragment", at)
        head, reached = heads[at], relations[at]
        in_time = head in time or tree.lower[head] in units or tree.upos[head] in ("NUM", "ADV", "ADP")
        if base_relation(reached) in _MODIFYING and not in_time:
            cases = {tree.lower[k] for k in tree.children[at] if relations[k] == "case"}
            names = _names_dated(clauses, head)
            nominal = reached == "nmod" and (passed_on or bool(cases & climbing))
            bare = reached in _BARE and (bare or not passed_on) and not is_bracketed(clauses, at)
            bare = bare and not _is_number_of(clauses, time, at, head)
            if not passed_on:
                # "The parade on 10 May will be led by Ann": what is on a day happens.
                on_day = bool(cases & day_cases)
            loose = clauses.is_predicate(head) and reached in _LOOSE and at > head
            climbs = (nominal or bare or _is_fronted(clauses, time, head)) and not names
            if not climbs and not loose:
                return Attachment("attributive", head)
            passed_on = True
            noun = head
        at = head
    return Attachment("fragment", at)


def _top_noun(clauses: Clauses, noun: int) -> int:
    """The noun that a noun modifies in the end: "letter" for the office in "a letter from the office"."""
    tree = clauses.tree
    for _ in range(_FURTHEST):
        if tree.relations[noun] != "nmod":
            break
        noun = tree.heads[noun]
    return noun


def _names_dated(clauses: Clauses, noun: int) -> bool:
    """Whether a noun names what has a time of its own, or is coordinate with one that does.

    "The death of his aunt in 1846 and his uncle in 1848" leaves out the second death.
    """
    tree = clauses.tree
    for _ in range(_FURTHEST):
        if clauses.is_among(noun, "event_nouns", "deverbal_nouns", "dated_works"):
            return True
        if tree.relations[noun] != "conj" or clauses.is_predicate(tree.heads[noun]):
            return False
        noun = tree.heads[noun]
    return False


def _takes_time(clauses: Clauses, predicate: int) -> bool:
    """Whether a time can be the object of a verb: "spent the winter"; other verbs have none ("died that Christmas")."""
    return clauses.is_among(predicate, "time_taking_verbs")


def _is_number_of(clauses: Clauses, time: AbstractSet[int], at: int, noun: int) -> bool:
    """Whether a time is a number right beside a noun, and so a part of it: "Bill 1925", "Revue 2013"."""
    tree = clauses.tree
    comma = "," in tree.forms[min(noun, at) : max(noun, at)]
    return tree.upos[at] == "NUM" and len(time) <= 1 and not comma


def _is_fronted(clauses: Clauses, time: AbstractSet[int], noun: int) -> bool:
    """Whether a time opens a clause with its own preposition before the noun that it seems to modify.

    "On 27 April Kerr showed me" is no "April Kerr", nor "In 2014 things improved" about "2014 things".
    """
    tree, at = clauses.tree, min(time) - 1
    if noun < max(time) or at < 0 or tree.upos[at] not in ("ADP", "ADV"):
        return False
    # "On or about 14 August"
    while at >= 0 and tree.upos[at] in ("ADP", "ADV", "CCONJ") and min(time) - at < 5:
        if at == 0 or (tree.upos[at - 1] in ("PUNCT", "CCONJ") and tree.upos[at] == "ADP"):
            return True
        at -= 1
    return False


def _last_before(clauses: Clauses, predicate: int, time: int) -> int:
    """The last conjunct of a predicate that stands before a time behind it: "came in May and left in June".

    Behind a semicolon a time belongs to the clause that it opens: "prices rose; in May they fell".
    """
    tree = clauses.tree
    if time < predicate:
        return predicate
    link = time - 1
    while link > predicate and tree.upos[link] in ("ADP", "DET", "ADJ", "ADV"):
        link -= 1
    if tree.relations[link] == "cc" and tree.heads[link] > time and clauses.is_predicate(tree.heads[link]):
        # "He fell in June, and in July they fled"
        return tree.heads[link]
    if ";" in tree.forms[predicate:time]:
        for k in tree.children[predicate]:
            if k > time and base_relation(tree.relations[k]) in ("conj", "parataxis") and clauses.is_predicate(k):
                return k
    for k in reversed(tree.children[predicate]):
        if predicate < k < time and base_relation(tree.relations[k]) == "conj" and clauses.is_predicate(k):
            return _last_before(clauses, k, time)
    return predicate


def is_bracketed(clauses: Clauses, word: int) -> bool:
    """Whether a word stands between brackets."""
    forms = clauses.tree.forms
    depth = 0
    for form in forms[:word]:
        depth += (form in "([") - (form in ")]" and depth > 0)
    return depth > 0 and any(form in ")]" for form in forms[word:])
