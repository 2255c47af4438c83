"""Trees put right by the times of the text: no time is part of a name, and no name is part of a time.

Times are found before trees are made, and surely.  A parser that does not know them takes "On Monday Ada Brook left"
for somebody called Monday Ada Brook, and "In the summer of 1990 Ada Brook left" for a summer of Ada Brook.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from attrs import evolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model import Span
    from dateline.syntax.trees import Tree

__all__ = ["freed"]

# By these a word hangs within a name or another noun phrase.
_WITHIN: Final = ("compound", "flat", "nummod", "amod", "nmod", "appos", "obl", "det")
_NOUNS: Final = ("NOUN", "PROPN", "PRON")
_COUNTING: Final = ("NUM", "SYM")
_SMALL: Final = ("ADP", "ADV")
_VERBAL: Final = ("VERB", "AUX")
_CLOSING: Final = ("”", "»", "’")
_DASHES: Final = frozenset(("–", "—", "-", "--"))


def freed(tree: Tree, times: Sequence[Span]) -> Tree:
    """A tree in which times and the names beside them are apart.

    A time that opens a clause hangs on its verb, and the subject behind it as well; a noun before a time keeps its own
    place.  `times` are the spans of the times of the document, in text order.  The tree comes back as it is where
    nothing was wrong with it.
    """
    for span in times[bisect_left(times, tree.starts[0], key=_start) :] if times else ():
        if span.start >= tree.ends[-1]:
            break
        words = range(bisect_right(tree.ends, span.start), bisect_left(tree.starts, span.end))
        if words:
            tree = _gathered(tree, words)
            tree = _freed_at_head(tree, words) if _opens(tree, words) else _freed_behind(tree, words)
            tree = _kept_in_clause(tree, words)
            tree = _freed_subject(tree, words)
            tree = _no_second_subject(tree, words)
    return tree


def _start(span: Span) -> int:
    return span.start


def _opens(tree: Tree, words: range) -> bool:
    """Whether a time opens a clause: with its preposition, or of several words, at the head of it or behind a mark."""
    at = words.start - 1
    while at >= 0 and (tree.upos[at] == "ADP" or (tree.upos[at] == "ADV" and tree.heads[at] > at + 1)):
        # "in May", "early in May", but not "where last May"
        at -= 1
    alone = at == words.start - 1 and len(words) == 1
    return not alone and (at < 0 or (tree.upos[at] in ("PUNCT", "CCONJ") and not _ends_title(tree, at)))


def _ends_title(tree: Tree, at: int) -> bool:
    """Whether a mark closes what is quoted within a phrase: "opened “The Mill” on Monday", not "“Sit,” on Monday"."""
    straight = tree.forms[at] == '"' and tree.forms[:at].count('"') % 2 == 1
    return (straight or tree.forms[at] in _CLOSING) and at > 0 and tree.upos[at - 1] != "PUNCT"


def _gathered(tree: Tree, words: range) -> Tree:
    """The tree with a day in its date, if a number before it had the day: "sold it for $2 million on 3 May 2021"."""
    outer = [k for k in words if tree.heads[k] not in words]
    top = next((k for k in outer if tree.heads[k] >= 0 and tree.upos[tree.heads[k]] in _VERBAL), None)
    if len(outer) < 2 or top is None:
        return tree
    heads, relations = list(tree.heads), list(tree.relations)
    for k in outer:
        above = tree.heads[k]
        counted = 0 <= above < words.start and tree.upos[above] in _COUNTING
        if k != top and tree.upos[k] == "NUM" and counted and "CCONJ" not in tree.upos[above : words.start]:
            heads[k], relations[k] = top, "nummod"
    return evolve(tree, heads=heads, relations=relations) if heads != tree.heads and _is_tree(heads) else tree


def _freed_at_head(tree: Tree, words: range) -> Tree:
    """The tree with a time on the verb behind it, if it hung in a name or a name in it."""
    heads, behind = tree.heads, words.stop
    if behind >= len(tree) or tree.upos[behind] == "PUNCT":
        return tree
    holder = next((h for i in words if _is_name(tree, h := heads[i], i) and h >= behind), None)
    inner = [
        k
        for i in words
        for k in tree.children[i]
        if k >= behind and _is_name(tree, k, k) and _has_no_case(tree, k, behind)
    ]
    verb = _verb(tree, holder if holder is not None else inner[0] if inner else -1, words)
    if verb is None:
        return tree
    has_subject = any(tree.relations[k].startswith(("nsubj", "csubj", "expl")) for k in tree.children[verb])
    changed = {k: (verb, "dep" if has_subject or k > verb else "nsubj") for k in inner[:1]}
    return _moved(tree, words, verb, changed)


def _freed_behind(tree: Tree, words: range) -> Tree:
    """The tree with a noun before a time in its place, if it was made a part of the time: "to the Echo last May"."""
    noun, top = words.start - 1, _top(tree, words)
    if noun < 0 or len(words) < 2 or tree.upos[noun] not in ("NOUN", "PROPN") or tree.heads[noun] not in words:
        return tree
    verb = _verb(tree, tree.heads[top], words, behind=False)
    if verb is None or tree.relations[noun] not in ("compound", "amod", "det"):
        return tree
    changed = {noun: (tree.heads[top], tree.relations[top])}
    changed |= {k: (noun, tree.relations[k]) for i in words for k in tree.children[i] if k < noun}
    return _moved(tree, words, verb, changed)


def _kept_in_clause(tree: Tree, words: range) -> Tree:
    """The tree with a time on the verb before it, if it hung on one of another clause: "left in May; he stayed".

    A dash, too, begins one, where a subject stands behind it and no other dash: "left in May – he came in June".  So
    does a link right behind the time: "left on Monday after a court had heard him".
    """
    head = tree.heads[_top(tree, words)]
    if head < words.stop:
        return tree
    between = tree.forms[words.stop : head]
    above = tree.heads[head]
    if 0 <= above < words.start and tree.upos[above] in _VERBAL and _links(tree, words.stop, head):
        return _moved(tree, words, above, {words.stop: (head, "mark")})
    if ";" not in between:
        dashed = between[:1] and between[0] in _DASHES and _DASHES.isdisjoint(between[1:])
        own = any(k > words.stop and tree.relations[k].startswith(("nsubj", "expl")) for k in tree.children[head])
        if not dashed or not own or _opens(tree, words):
            return tree
    before = range(words.start - 1, -1, -1)
    verb = next((i for i in before if tree.upos[i] == "VERB" or tree.forms[i] == ";"), -1)
    return tree if verb < 0 or tree.forms[verb] == ";" else _moved(tree, words, verb, {})


def _links(tree: Tree, word: int, verb: int) -> bool:
    """Whether a word links the clause of a verb behind it to another; its subject, too, may be given the link."""
    below = tree.heads[word]
    if tree.relations[word] == "mark":
        return below == verb
    return tree.relations[word] == "case" and tree.heads[below] == verb and tree.relations[below].startswith("nsubj")


def _freed_subject(tree: Tree, words: range) -> Tree:
    """The tree with a noun behind a time on the verb, if a participle before the time had it for its object.

    "By a letter dated 3 May Ada Brook demanded it": the date ends what is said of the letter.
    """
    dated = words.start - 1
    if (
        dated < 0
        or tree.upos[dated] != "VERB"
        or not tree.relations[dated].startswith("acl")
        or words.stop >= len(tree)
    ):
        return tree
    holder = next((h for i in words if (h := tree.heads[i]) >= words.stop and tree.upos[h] in _NOUNS), None)
    below = (k for k in tree.children[dated] if k >= words.stop and tree.upos[k] in _NOUNS)
    noun = holder if holder is not None else next(below, None)
    verb = _verb(tree, tree.heads[dated], words)
    if noun is None or verb is None or verb < noun:
        return tree
    if any(tree.relations[k].startswith(("nsubj", "csubj")) for k in tree.children[verb]):
        return tree
    return _moved(tree, words, dated, {noun: (verb, "nsubj")})


def _no_second_subject(tree: Tree, words: range) -> Tree:
    """The tree with a time on the verb right before it, if it was made a second subject of the verb behind it.

    "The boats we saw yesterday are new": yesterday is not new, nor is it what we saw.
    """
    top, verb = _top(tree, words), words.start - 1
    if verb < 0 or tree.upos[verb] != "VERB":
        return tree
    clausal = tree.relations[verb] == "csubj"
    filled = clausal and tree.heads[top] == verb and tree.relations[top] == "obj"
    holder = tree.heads[verb] if filled else tree.heads[top]
    if holder < words.stop or not (filled or tree.relations[top].startswith("nsubj")):
        return tree
    noun = next((k for k in tree.children[holder] if k < verb and tree.relations[k].startswith("nsubj")), None)
    if noun is None:
        return tree
    relative = clausal and tree.heads[verb] == holder
    return _moved(tree, words, verb, {verb: (noun, "acl:relcl")} if relative else {})


def _moved(tree: Tree, words: range, verb: int, changed: dict[int, tuple[int, str]]) -> Tree:
    """The tree with a time on a verb and some words in other places; as it was if that would be no tree."""
    heads, relations = list(tree.heads), list(tree.relations)
    before, top = words.start, _top(tree, words)
    while before and before - 1 not in changed and tree.upos[before - 1] in _SMALL and heads[before - 1] >= before:
        before -= 1
    phrase = range(before, words.stop)
    for i in phrase:
        if i != top and heads[i] not in phrase:
            heads[i], relations[i] = top, "case" if tree.upos[i] == "ADP" else "nmod"
    heads[top], relations[top] = verb, "obl" if before < words.start else "obl:unmarked"
    for k, (head, relation) in changed.items():
        heads[k], relations[k] = head, relation
    return evolve(tree, heads=heads, relations=relations) if _is_tree(heads) else tree


def _top(tree: Tree, words: range) -> int:
    return next((i for i in words if tree.upos[i] in ("NOUN", "PROPN")), words[-1])


def _is_name(tree: Tree, noun: int, hanging: int) -> bool:
    """Whether a word is a noun, in which, or in whose place, another hangs as words of one phrase do."""
    return noun >= 0 and tree.upos[noun] in _NOUNS and tree.relations[hanging].startswith(_WITHIN)


def _has_no_case(tree: Tree, noun: int, behind: int) -> bool:
    return all(tree.relations[k] != "case" or k < behind for k in tree.children[noun])


def _verb(tree: Tree, at: int, words: range, *, behind: bool = True) -> int | None:
    """The nearest verb above a word that is not in a time, and stands behind it or before it; None if there is none."""
    for _ in range(len(tree)):
        if at < 0:
            return None
        if tree.upos[at] in _VERBAL and at not in words:
            return at if (at >= words.stop) is behind else None
        at = tree.heads[at]
    return None


def _is_tree(heads: Sequence[int]) -> bool:
    """Whether there is one root, and every word is below it."""
    if sum(head < 0 for head in heads) != 1:
        return False
    above = [head if head >= 0 else index for index, head in enumerate(heads)]
    for _ in range(len(heads).bit_length()):
        above = [above[head] for head in above]
    return len(set(above)) == 1
