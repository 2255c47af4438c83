"""The draft of a tree while it is put right, and what its repairs ask of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dateline.syntax.clauses import PEOPLE, SUBJECTS, is_any_of
from dateline.syntax.trees import NO_HEAD, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.locale import LocaleData

__all__ = ["ENDING", "FINITE", "NOUNS", "OPENING", "QUOTES", "Draft", "Words"]

NOUNS: Final = frozenset(("NOUN", "PROPN", "PRON"))
OPENING: Final = NOUNS | {"DET", "ADJ", "NUM"}
"""With these a noun phrase begins."""
QUOTES: Final = frozenset('“”"«»„')
ENDING: Final = frozenset(";:.!?")
FINITE: Final = "Mood=Ind|Tense=Past|VerbForm=Fin"
"""The features of a verb that turns out to be one in the past tense."""


@frozen
class Words:
    """The word lists of a locale that wrong trees are known by."""

    saying: frozenset[str]
    quoting: frozenset[str]
    links: frozenset[str]
    openers: frozenset[str]
    content: frozenset[str]
    free: frozenset[str]
    perfect: frozenset[str]
    addressing: frozenset[str]
    negations: frozenset[str]
    persons: frozenset[str]
    offices: frozenset[str]
    appointing: frozenset[str]
    inverting: frozenset[str]
    people: frozenset[str]


@lru_cache(maxsize=16)
def _words_of(locale: LocaleData) -> Words:
    def of(*names: str) -> frozenset[str]:
        return frozenset().union(*(locale.words.get(name, frozenset()) for name in names))

    return Words(
        saying=of("saying_verbs", "reporting_verbs", "framing_verbs"),
        quoting=of("quoting_verbs"),
        links=of("quoting_links"),
        openers=of("interrogatives", "complementizers", "relative_pronouns"),
        content=of("content_markers"),
        free=of("content_markers", "infinitive_marks"),
        perfect=of("perfect_auxiliaries"),
        addressing=of("addressing_verbs"),
        negations=of("negative_adverbs"),
        persons=of("personal_relatives"),
        offices=of("officer_roles"),
        appointing=of("appointing_verbs"),
        inverting=of("do_forms"),
        people=of(*PEOPLE),
    )


class Draft:
    """The columns of a tree while they are changed.

    A repair is a function of a draft that hangs words elsewhere; `settle` takes back what leaves no tree.
    """

    def __init__(self, tree: Tree, locale: LocaleData) -> None:
        self.before = tree
        self.locale = locale
        self.words = _words_of(locale)
        self.lower, self.upos = tree.lower, tree.upos
        self.heads, self.relations, self.feats = list(tree.heads), list(tree.relations), list(tree.feats)
        self.changed = self.touched = False
        self.good = self.upos, [*self.heads], [*self.relations], [*self.feats]

    def settle(self) -> None:
        """Keep what a repair has changed, or take it back if the arcs are no tree any more."""
        if not self.touched:
            return
        self.touched = False
        if self._is_tree():
            self.good = self.upos, [*self.heads], [*self.relations], [*self.feats]
        else:
            self.upos, heads, relations, feats = self.good
            self.heads, self.relations, self.feats = [*heads], [*relations], [*feats]

    def tree(self) -> Tree:
        """The tree as it is now; the one before if nothing changed."""
        if not self.changed:
            return self.before
        old = self.before
        return Tree(old.forms, old.starts, old.ends, self.upos, self.feats, self.heads, self.relations)

    def up(self, word: int) -> Iterator[int]:
        """The words above a word, up to the root; each once also where a repair has made a ring."""
        for _ in self.heads:
            word = self.heads[word]
            if word == NO_HEAD:
                return
            yield word

    def _is_tree(self) -> bool:
        known = [head == NO_HEAD for head in self.heads]
        if sum(known) != 1:
            return False
        for index in range(len(known)):
            path: list[int] = []
            while not known[index]:
                if len(path) > len(known):
                    return False
                path.append(index)
                index = self.heads[index]
            for k in path:
                known[k] = True
        return True

    def hang(self, word: int, head: int, relation: str) -> None:
        """Hang a word on another, by a relation."""
        if (self.heads[word], self.relations[word]) != (head, relation):
            self.heads[word], self.relations[word] = head, relation
            self.changed = self.touched = True

    def is_finite(self, word: int) -> bool:
        """Whether a word is a finite verb, and no imperative."""
        return "VerbForm=Fin" in self.feats[word] and "Mood=Imp" not in self.feats[word]

    def is_saying(self, word: int) -> bool:
        """Whether a word is a verb of saying."""
        return self.upos[word] == "VERB" and is_any_of(self.before, word, self.words.saying, self.locale)

    def is_person(self, noun: int) -> bool:
        """Whether a common noun or pronoun stands for somebody."""
        people = self.upos[noun] == "NOUN" and is_any_of(self.before, noun, self.words.people, self.locale)
        return people or self.upos[noun] in ("PRON", "DET", "NUM")

    def governs(self, verb: int, word: int) -> bool:
        """Whether a word stands below another in the tree."""
        return verb in self.up(word)

    def has_subject(self, verb: int) -> bool:
        """Whether a subject hangs on a word."""
        return any(self.relations[k] in SUBJECTS for k in self.below(verb))

    def below(self, word: int) -> Sequence[int]:
        """The words that hang on a word."""
        if not self.changed:
            return self.before.children[word]
        return [k for k, head in enumerate(self.heads) if head == word]

    def is_close(self, noun: int, verb: int) -> bool:
        """Whether nothing but what belongs to them stands between a noun and its verb."""
        return all(self.governs(noun, k) or self.governs(verb, k) for k in range(noun + 1, verb))

    def may_be_past(self, word: int) -> bool:
        """Whether a verb may be one in the past tense: a past participle, or a form that the parser does not know."""
        return self.upos[word] == "VERB" and ("Tense=Past" in self.feats[word] or not self.feats[word])

    def is_name(self, word: int) -> bool:
        """Whether a word is a noun with a capital letter."""
        return self.upos[word] in ("PROPN", "NOUN") and self.before.forms[word][0].isupper()
