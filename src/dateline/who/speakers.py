"""Who speaks: whom the subject, the agent or the source of a clause of saying names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.model import ActorKind, Span
from dateline.syntax import SUBJECTS, base_relation
from dateline.who.mentions import MentionIndex, antecedent, noun_phrase
from dateline.who.sayings import SayingWords, cases_of, in_span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from dateline.syntax import Clause, Clauses, Tree
    from dateline.who.contents import Contents

__all__ = ["Speakers"]

# So many persons at most speak together.
_MOST: Final = 3
# A chain of governors is followed so far up.
_HIGHEST: Final = 16
# So many words at most stand between a name and its verb.
_CLOSE: Final = 4
# A name that hangs on another noun or verb by one of these is no subject.
_BELONGING: Final = ("nmod", "nmod:poss", "compound", "obl", "obl:agent", "obj", "iobj", "conj")
_COMMAS: Final = (",", ")", "—", "–")
_NOMINAL: Final = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X")


class Speakers:
    """Finds the spans of those who speak: mentions of actors where there are any, else noun phrases."""

    def __init__(self, words: SayingWords, index: MentionIndex, contents: Contents) -> None:
        self.words = words
        self.index = index
        self.contents = contents

    def of_clause(self, clauses: Clauses, clause: Clause) -> tuple[Span, ...] | None:
        """Who says what a clause of saying tells, innermost first, then the outlet; None where it is the author.

        Empty if nobody knows: "it is said that …".
        """
        tree, p = clauses.tree, clause.predicate
        quoted = self._quoted(clauses, clause)
        if quoted:
            return quoted
        if self.words.has(tree, p, self.words.hearing):
            word = self._oblique(clauses, p, self.words.origins)
            if word is None and not clause.passive and clause.subject is not None:
                # "the inquiry heard that …"
                listens = self.words.has(tree, clause.subject, self.words.finding_sources)
                word = clause.subject if listens else None
            return self.named(clauses, word) if word is not None else None
        if self.words.has(tree, p, self.words.finding) and not self._finds(clauses, clause):
            return None
        if self._is_passive(clauses, clause) and not self.words.has(tree, p, self.words.quoting):
            word = self._oblique(clauses, p, self.words.agents)
            speakers = self.named(clauses, word) if word is not None else ()
        else:
            speakers = self._subject(clauses, clause)
        if not speakers:
            return speakers
        outlets = [span for span in self._outlets(clauses, clause) if not any(span.overlaps(one) for one in speakers)]
        return (*speakers, *outlets[:1])

    def named(self, clauses: Clauses, word: int) -> tuple[Span, ...] | None:
        """The spans of those whom a noun phrase names, by its head; None for the author, a number or a reader.

        It is the mention of the head, that of a name beside it, or else the phrase itself.  Empty for "some", "it".
        """
        tree = clauses.tree
        found: list[Span] = []
        heads = self.index.heads(clauses, antecedent(clauses, word))
        for head in [heads[0], *(k for k in heads[1:] if tree.upos[k] in _NOMINAL)][:_MOST]:
            lower = tree.lower[head]
            if lower in self.words.first_person or tree.upos[head] in ("NUM", "PUNCT", "SYM"):
                return None
            number = self.index.at(clauses, head)
            mentions = self.index.mentions
            if number is None or mentions[number].form != "name":
                beside = [k for k in self.index.beside(clauses, head) if mentions[k].form == "name"]
                if beside:
                    found += (mentions[k].span for k in beside[:_MOST])
                    continue
            if number is not None:
                found.append(mentions[number].span)
            elif (lower in self.words.vague and lower not in self.words.document_pronouns) or (
                lower in self.words.vague and _is_expletive(tree, head)
            ):
                continue
            else:
                found.append(noun_phrase(clauses, head))
                found += self._publisher(clauses, head)
        return tuple(dict.fromkeys(found))

    def name_at(self, clauses: Clauses, word: int) -> Span | None:
        """The span of the name of a person or body that a word is in, or None."""
        number = self.index.around(clauses, word)
        if number is None:
            return None
        mention = self.index.mentions[number]
        return mention.span if mention.form == "name" and mention.kind is not ActorKind.PLACE else None

    def name_behind(self, clauses: Clauses, phrase: Span) -> Span | None:
        """The name in commas behind a noun phrase: "her aunt, Ada Brock,"."""
        tree = clauses.tree
        after = next((k for k in range(len(tree)) if tree.starts[k] >= phrase.end), len(tree))
        if after + 1 >= len(tree) or tree.lower[after] != ",":
            return None
        span = self.name_at(clauses, after + 1)
        if span is None or span.start != tree.starts[after + 1]:
            return None
        behind = next((tree.lower[k] for k in range(after, len(tree)) if tree.starts[k] >= span.end), ".")
        return span if behind in (",", ".", ";", "”", '"') else None

    def _finds(self, clauses: Clauses, clause: Clause) -> bool:
        """Whether what is found is what somebody says: "the inquiry found that", but not "a test found that"."""
        word = clause.subject
        if word is None or clause.passive:
            return clause.passive
        known = self.words.finding_sources | self.words.written
        if self.words.has(clauses.tree, word, known):
            return True
        found = [self.index.mentions[number] for number in self.index.of(clauses, word)]
        if self.words.has(clauses.tree, clause.predicate, self.words.discovering):
            # "Ada Brock found that the lamp was broken" tells what she saw.
            found = [m for m in found if m.kind is not ActorKind.PERSON or known & set(m.text.lower().split())]
        return bool(found)

    def _is_passive(self, clauses: Clauses, clause: Clause) -> bool:
        """Whether the subject of a saying is told something, whatever a parser takes a verb without auxiliary for."""
        tree, p = clauses.tree, clause.predicate
        if not clause.passive or any(tree.relations[k] == "nsubj" for k in tree.children[p]):
            return False
        # "asked not to be named, confirmed": a comma lends nothing
        lent = () if p and tree.lower[p - 1] == "," else clause.borrowed
        helpers = (*clause.auxiliaries, *lent)
        if any(tree.relations[k] == "aux:pass" and self.index.around(clauses, k) is None for k in helpers):
            return True
        if clause.own_subject:
            return False
        # "Ada Brock confirmed by post that …", but "Ada Brock, said to have left, …"
        hearsay = any(tree.relations[k] == "xcomp" for k in tree.children[p])
        return hearsay or not (
            self._name_before(clauses, p, near=True) or any(True for _ in self.contents.told(clauses, clause))
        )

    def _subject(self, clauses: Clauses, clause: Clause) -> tuple[Span, ...] | None:
        """Whom the subject of a saying names; None for the author, or where it has none."""
        tree, p = clauses.tree, clause.predicate
        own = [
            k for k in tree.children[p] if tree.relations[k] in SUBJECTS and not tree.relations[k].startswith("expl")
        ]
        inverted = p > 0 and tree.upos[p - 1] == "PUNCT" and tree.lower[p - 1] not in (";", ":", "(")
        behind = [k for k in own if k > p] if inverted else []
        if behind:
            # "…,” said the mayor": what stands before belongs to what is said.
            return self.named(clauses, behind[0])
        for k in reversed(own):
            if k < p and self._is_free(clauses, k):
                return self.named(clauses, k)
        named = self._name_before(clauses, p) if not own or own[0] < p else None
        alone = inverted and not own and named is None
        if alone and not any(max(words) > p for words in self.contents.told(clauses, clause)):
            # "…,” said Ada Brock", whatever a parser takes her for
            span = self._name_after(clauses, p)
            if span is not None:
                return (span,)
            if clause.objects and clause.finite:
                return self.named(clauses, clause.objects[0])
        if own:
            word = own[0]
            apposed = self._before_apposition(clauses, word) if word < p else None
            return (named,) if named is not None else (apposed,) if apposed is not None else self.named(clauses, word)
        if named is not None and "VerbForm=Inf" not in tree.feats[p] and "VerbForm=Ger" not in tree.feats[p]:
            return (named,)
        for k in tree.children[p]:
            if k < p and self._is_free(clauses, k):
                # taken for something else by the parser
                return self.named(clauses, k)
        return self.named(clauses, clause.subject) if clause.subject is not None else None

    def _is_free(self, clauses: Clauses, word: int) -> bool:
        """Whether a word is in a name that no preposition stands before."""
        tree = clauses.tree
        span = self.name_at(clauses, word)
        return span is not None and not any(cases_of(tree, k) for k in range(len(tree)) if in_span(tree, k, span))

    def _name_after(self, clauses: Clauses, predicate: int) -> Span | None:
        """The mention right behind a verb: "…, said Ada Brock"."""
        tree = clauses.tree
        if predicate + 1 >= len(tree) or "VerbForm=Ger" in tree.feats[predicate]:
            return None
        number = self.index.around(clauses, predicate + 1)
        span = self.index.mentions[number].span if number is not None else None
        return span if span is not None and span.start == tree.starts[predicate + 1] else None

    def _name_before(self, clauses: Clauses, predicate: int, *, near: bool = False) -> Span | None:
        """The name right before a verb and its auxiliaries, unless it belongs to another noun there."""
        tree = clauses.tree
        k = predicate - 1
        while k >= 0 and not near and (tree.upos[k] in ("PUNCT", "AUX", "ADV")) and predicate - k <= _CLOSE:
            if tree.lower[k] not in _COMMAS and tree.upos[k] == "PUNCT":
                return None
            k -= 1
        span = self.name_at(clauses, k) if k >= 0 else None
        if span is None or span.end > tree.ends[k]:
            return None
        while tree.heads[k] >= 0 and in_span(tree, tree.heads[k], span):
            k = tree.heads[k]
        if not near and (tree.relations[k] in _BELONGING or not self._is_free(clauses, k)):
            return None
        return span

    def _before_apposition(self, clauses: Clauses, word: int) -> Span | None:
        """The name that a subject in commas is an apposition to: "Brock, a clerk, told"."""
        tree = clauses.tree
        phrase = noun_phrase(clauses, word)
        first = next(k for k in range(len(tree)) if tree.starts[k] >= phrase.start)
        after = next((k for k in range(word, len(tree)) if tree.starts[k] >= phrase.end), len(tree))
        if first < 2 or tree.lower[first - 1] != "," or after >= len(tree) or tree.lower[after] != ",":
            return None
        return self.name_at(clauses, first - 2)

    def _quoted(self, clauses: Clauses, clause: Clause) -> tuple[Span, ...]:
        """Who is quoted, and by whom: "The Echo quoted a clerk as saying", "She was quoted by the Echo as saying"."""
        tree, p = clauses.tree, clause.predicate
        if clause.finite:
            return ()
        at = p
        for _ in range(_HIGHEST):
            at = tree.heads[at]
            if at < 0:
                return ()
            if at < p and clauses.is_predicate(at) and self.words.has(tree, at, self.words.quoting):
                break
        else:
            return ()
        above = clauses.at(at)
        linked = any(tree.lower[k] in self.words.quoting_links for k in tree.children[p] if k < p)
        if not (linked or above.passive):
            return ()
        by = (self.named(clauses, above.subject) or ()) if above.subject is not None else ()
        if above.passive:
            return (*by, *self._outlets(clauses, above))[: _MOST + 1]
        said = [k for k in above.objects if k < p]
        return (*(self.named(clauses, said[0]) or () if said else ()), *by)

    def _publisher(self, clauses: Clauses, word: int) -> Iterator[Span]:
        """Who a document comes from: "figures that the Forum published", "an article published by the Echo"."""
        tree = clauses.tree
        for k in tree.children[word]:
            if base_relation(tree.relations[k]) != "acl" or not clauses.is_predicate(k):
                continue
            clause = clauses.at(k)
            by = self._oblique(clauses, k, self.words.agents) if clause.passive else clause.subject
            span = self.name_at(clauses, by) if by is not None and by != word else None
            if span is not None:
                yield span

    def _oblique(self, clauses: Clauses, predicate: int, cases: frozenset[str]) -> int | None:
        """The oblique noun of a clause that one of some prepositions stands before: "by the mayor"."""
        tree = clauses.tree
        for k in tree.children[predicate]:
            if base_relation(tree.relations[k]) == "obl" and cases_of(tree, k) & cases:
                return k
        return None

    def _outlets(self, clauses: Clauses, clause: Clause) -> Iterator[Span]:
        """The media that carry the words: "told the Echo", "quoted in an article published by the Echo"."""
        tree = clauses.tree
        quoting = clause.passive and self.words.has(tree, clause.predicate, self.words.quoting)
        arguments = [k for k in (*clause.objects, *clause.obliques) if k > clause.predicate]
        if clause.subject is not None:
            # "A guard quoted by the Echo said …"
            arguments += [
                k
                for k in tree.children[clause.subject]
                if tree.relations[k] == "acl" and self.words.has(tree, k, self.words.quoting)
            ]
        for argument in arguments:
            for word in sorted(self._own(clauses, argument)):
                number = self.index.at(clauses, word)
                mention = self.index.mentions[number] if number is not None else None
                if mention is None or mention.form != "name":
                    # "told the Echo": by its capital, as no common noun is written
                    if tree.lower[word] in self.words.media and tree.forms[word] != tree.lower[word]:
                        yield noun_phrase(clauses, word)
                    continue
                if mention.kind not in (ActorKind.ORGANIZATION, ActorKind.GROUP):
                    continue
                governed = cases_of(tree, word) & self.words.outlets or word in clause.objects
                media = not self.words.media.isdisjoint(mention.text.lower().split())
                if governed and (media or quoting or self.words.has(tree, argument, self.words.quoting)):
                    yield mention.span

    def _own(self, clauses: Clauses, word: int) -> AbstractSet[int]:
        """The words of an argument, without complement clauses in it."""
        tree = clauses.tree
        return set(tree.subtree(word, [c for c in tree.children[word] if tree.relations[c] in ("ccomp", "acl:relcl")]))


def _is_expletive(tree: Tree, word: int) -> bool:
    relation = tree.relations[word]
    return relation.startswith("expl") or relation not in SUBJECTS
