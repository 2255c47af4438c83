"""What a verb of saying says: the clauses that complete it, or the clause that it is set into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.syntax import SUBJECTS, base_relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.model import Span
    from dateline.syntax import Clause, Clauses, Tree
    from dateline.who.sayings import SayingWords

__all__ = ["Contents"]

# Clauses that follow a saying set into another clause are told by the author.
_FOLLOWING: Final = frozenset(("advcl", "conj", "parataxis"))
_NOMINAL: Final = ("NOUN", "PROPN", "PRON", "NUM", "DET")


class Contents:
    """Finds the words of a tree that are what somebody says."""

    def __init__(self, words: SayingWords) -> None:
        self.words = words

    def told(self, clauses: Clauses, clause: Clause) -> list[frozenset[int]]:
        """The words of what a verb of saying says, before it and behind it."""
        tree, p = clauses.tree, clause.predicate
        before: set[int] = set()
        behind: set[int] = set()
        for head in self._complements(clauses, clause):
            words = self.content(clauses, head)
            if head > p:
                # Not "cards, which" of "cards, which she said she had lost".
                behind |= {k for k in words if k > p}
                continue
            subjects = [k for k in tree.children[p] if tree.relations[k] in SUBJECTS]
            lost = [k for k in subjects if k < min(words)]
            if not lost:
                before |= words
            elif any(k > max(words) for k in subjects):
                # Of two subjects the first is that of what is said.
                before |= words.union(*(tree.subtree(k) for k in lost))
            # Else it stands between subject and verb: no content but an aside.
        if not before and not behind:
            behind |= self._linked_content(clauses, clause)
        stop = next((k for k in range(p, len(tree)) if tree.lower[k] == ";"), len(tree))
        if self.words.claim_links.isdisjoint(tree.lower[stop + 1 : stop + 3]) and not self._looks_back(clauses, stop):
            # "said that it burned; the town rebuilt it"
            behind = {k for k in behind if k < stop}
        return [frozenset(words) for words in (before, behind) if words]

    def set_into(self, clauses: Clauses, clause: Clause, speakers: Sequence[Span]) -> frozenset[int] | None:
        """The words of the clause that a saying is set into or behind: "It burned, she said", "As she says, …"."""
        tree, p, governor = clauses.tree, clause.predicate, clause.governor
        if governor < 0 or clause.first != p or not (clause.finite or clause.own_subject) or not speakers:
            return None
        said_so = clause.relation == "adverbial" and clause.marked(self.words.quoting_links)
        if not said_so and (clause.relation not in ("parenthesis", "adverbial") or clause.markers):
            return None
        own = tree.subtree(p)
        words = tree.subtree(governor, [p])
        first = min(own)
        if said_so:
            return frozenset(words)
        before = next((tree.lower[k] for k in range(first - 1, -1, -1) if k not in own), "")
        marks = {tree.lower[k] for k in own if k < p and tree.upos[k] == "PUNCT"}
        opening = next((tree.lower[k] for k in sorted(own) if tree.upos[k] != "PUNCT"), "")
        if before in (";", ".", ":") or marks & {";", ":"} or opening in self.words.contrasts or min(words) > p:
            return None
        if governor < p:
            # What follows is told by the author: "…, she says, though nobody saw it".
            later = [k for k in tree.children[governor] if k > p and base_relation(tree.relations[k]) in _FOLLOWING]
            words -= {k for child in later for k in tree.subtree(child)}
        return frozenset(words)

    def content(self, clauses: Clauses, head: int) -> frozenset[int]:
        """The words of a content clause, without what only follows it: "…; she denied it", "…, but they came early"."""
        tree = clauses.tree
        without = [k for k in tree.children[head] if k > head and self._turns_away(clauses, head, k)]
        stop = min((min(tree.subtree(k)) for k in without), default=len(tree))
        return frozenset(k for k in tree.subtree(head, without) if k < stop)

    def is_linked(self, clauses: Clauses, clause: Clause) -> bool:
        """Whether "that" opens a clause, wherever a parser hangs it."""
        if clause.marked(self.words.claim_links):
            return True
        first = min(clauses.tree.subtree(clause.predicate))
        return first > 0 and clauses.tree.lower[first - 1] in self.words.claim_links

    def opens_with_link(self, clauses: Clauses, word: int) -> bool:
        tree = clauses.tree
        words = (k for k in sorted(tree.subtree(word)) if tree.upos[k] not in ("PUNCT", "CCONJ"))
        first = next(words)
        return tree.lower[first] in self.words.claim_links and tree.relations[first] == "mark"

    def is_content(self, clauses: Clauses, word: int) -> bool:
        """Whether what looks like a relative clause is the content of a saying: its "that" has no place in it."""
        tree = clauses.tree
        clause = clauses.at(word)
        first = min(tree.subtree(word))
        if tree.lower[first] not in self.words.claim_links or not clause.own_subject:
            return False
        return clause.subject != first and not self.words.has(tree, word, self.words.voicing)

    def _complements(self, clauses: Clauses, clause: Clause) -> Iterator[int]:
        """The heads of the clauses that a verb of saying has for its content."""
        tree, p = clauses.tree, clause.predicate
        feats, relations, lower = tree.feats, tree.relations, tree.lower
        for k in tree.children[p]:
            relation = relations[k]
            if relation == "ccomp" or (relation.startswith("csubj") and clause.passive):
                first = min(tree.subtree(k))
                # not "…, she says, though nobody saw it"
                aside = clause.relation == "parenthesis" and tree.upos[first] == "SCONJ" and first > p
                if not aside or lower[first] in self.words.openers:
                    yield k
            elif relation == "xcomp" and "VerbForm=Ger" in feats[k]:
                # "denied taking the money"
                if self.words.has(tree, p, self.words.gerunds):
                    yield k
            elif relation == "xcomp" and "VerbForm=Inf" in feats[k] + _helpers(tree, k):
                # "is said to have left", "claimed to have seen it"
                content = clauses.at(k)
                if content.infinitive and (
                    (clause.passive and self.words.has(tree, p, self.words.hearsay))
                    or (content.perfect and not clause.passive)
                ):
                    yield k
            elif relation == "parataxis" and k > p and ":" in lower[p:k]:
                # "said: the mill is lost"
                yield k
            elif relation == "advcl" and k < p and self._is_bare(clauses, k):
                # "It burned in May, she said", which a parser may take for an adverbial
                yield k
            elif relation == "conj" and k > p and self.opens_with_link(clauses, k):
                # "said that it burned and that it was lost"
                yield k

    def _is_bare(self, clauses: Clauses, word: int) -> bool:
        """Whether a clause has a subject and a verb, and no word that links it to another."""
        tree = clauses.tree
        clause = clauses.at(word)
        first = min(tree.subtree(word))
        linked = clause.markers or tree.upos[first] == "SCONJ" or tree.lower[first] in self.words.openers
        return clause.finite and clause.own_subject and not linked

    def _linked_content(self, clauses: Clauses, clause: Clause) -> frozenset[int]:
        """The content behind a saying by its "that", whatever a parser hangs it on: "told the Echo that it burned"."""
        tree, p = clauses.tree, clause.predicate
        for k in range(p + 1, len(tree)):
            if clauses.is_predicate(k):
                break
            if tree.lower[k] not in self.words.claim_links or tree.relations[k] == "det":
                continue
            head = tree.heads[k]
            if head < k or not clauses.is_predicate(head):
                break
            if any(k < c < head and tree.upos[c] in _NOMINAL for c in tree.children[head]):
                return frozenset(c for c in self.content(clauses, head) if c >= k)
            break
        return frozenset()

    def _turns_away(self, clauses: Clauses, head: int, word: int) -> bool:
        """Whether a clause joined to the content of a saying is no part of it."""
        tree = clauses.tree
        relation = base_relation(tree.relations[word])
        if relation not in ("conj", "parataxis") or not clauses.is_predicate(word):
            return False
        clause = clauses.at(word)
        if not clause.own_subject or self.is_linked(clauses, clause):
            return False
        contrast = any(tree.lower[k] in self.words.contrasts for k in tree.children[word])
        if self.words.has(tree, word, self.words.saying) and (contrast or relation == "parataxis"):
            # "…, but Ann said"
            return True
        # "told us they would come on the Friday, but they came on the Monday"
        ahead = clauses.at(head).modality if clauses.is_predicate(head) else ""
        return contrast and bool(ahead) and not clause.modality and clause.tense == "past" and not clause.perfect

    def _looks_back(self, clauses: Clauses, at: int) -> bool:
        """Whether the clause behind a semicolon goes on with what somebody tells: "…; he had seen it himself"."""
        later = (k for k in range(at + 1, len(clauses.tree)) if clauses.is_predicate(k))
        clause = next((clauses.at(k) for k in later if clauses.at(k).finite), None)
        return clause is not None and clause.perfect and clause.tense == "past"


def _helpers(tree: Tree, word: int) -> str:
    """The features of the auxiliaries of a verb."""
    return "|".join(tree.feats[k] for k in tree.children[word] if base_relation(tree.relations[k]) == "aux")
