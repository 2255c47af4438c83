"""Who says so: the stretches of a text that somebody other than its author answers for, read off the trees.

A *telling* is a clause whose verb is one of saying.  What it says is a clause that completes it ("said that …"), the
clause that it is set into ("…, she said") or a quote beside it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrs import define, frozen

from dateline.model import ActorKind, Span
from dateline.syntax import SUBJECTS, Clause, Clauses, base_relation, is_any_of
from dateline.syntax.lemmas import lemmas_of
from dateline.text.lines import stretches
from dateline.text.quotes import Quote, find_quotes
from dateline.text.turns import turns_of
from dateline.who import Quotation
from dateline.who.mentions import MentionIndex, antecedent, conjuncts, noun_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from dateline.locale import LocaleData
    from dateline.model import Document
    from dateline.syntax import ParsedSentence, Tree
    from dateline.text import Sentence
    from dateline.who import ActorMention

__all__ = ["find_voices"]

# Fewer words between quotation marks are a term, unless the tree has them for what is said.
_FEWEST: Final = 3
# So many persons at most speak together.
_MOST: Final = 3
# A quote that goes on with what somebody says stands so near, in characters, behind the quote before it.
_NEAR: Final = 200
# So many words at most stand between a name and its verb.
_CLOSE: Final = 4
_COMMAS: Final = (",", ")", "—", "–")
# A chain of governors is followed so far up.
_HIGHEST: Final = 16
_FOLLOWING: Final = frozenset(("advcl", "conj", "parataxis"))
# As these a parser takes a subject that it does not know for one.
_MISTAKEN: Final = ("discourse", "vocative", "dislocated", "obl:unmarked", "dep", "nmod:unmarked")


@frozen
class _Words:
    """The word lists of a locale that tell who says what."""

    saying: frozenset[str]
    speech: frozenset[str]
    quoting: frozenset[str]
    quoting_links: frozenset[str]
    hearing: frozenset[str]
    hearsay: frozenset[str]
    gerunds: frozenset[str]
    denial: frozenset[str]
    rejecting: frozenset[str]
    voicing: frozenset[str]
    unreal: frozenset[str]
    claims: frozenset[str]
    written: frozenset[str]
    claim_links: frozenset[str]
    contrasts: frozenset[str]
    conditional: frozenset[str]
    agents: frozenset[str]
    origins: frozenset[str]
    owners: frozenset[str]
    outlets: frozenset[str]
    media: frozenset[str]
    vague: frozenset[str]
    document_pronouns: frozenset[str]
    first_person: frozenset[str]
    source_phrases: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=16)
def _words_of(locale: LocaleData) -> _Words:
    def of(*names: str) -> frozenset[str]:
        return frozenset().union(*(locale.words.get(name, frozenset()) for name in names))

    return _Words(
        saying=of("saying_verbs", "reporting_verbs"),
        speech=of("saying_verbs", "reporting_verbs", "quoting_verbs", "adding_verbs"),
        quoting=of("quoting_verbs"),
        quoting_links=of("quoting_links"),
        hearing=of("hearing_verbs"),
        hearsay=of("hearsay_verbs"),
        gerunds=of("gerund_verbs"),
        denial=of("denial_verbs"),
        rejecting=of("rejecting_verbs"),
        voicing=of("voicing_verbs"),
        unreal=of("negative_implicatives", "intending_verbs", "thinking_verbs"),
        claims=of("claim_nouns"),
        written=of("written_claims", "dated_works"),
        claim_links=of("claim_links"),
        contrasts=of("contrasts"),
        conditional=of("conditional_markers"),
        agents=of("agent_markers"),
        origins=of("origin_prepositions"),
        owners=of("agent_markers", "origin_prepositions", "genitive_prepositions"),
        outlets=of("outlet_markers"),
        media=of("media_words"),
        vague=of("vague_speakers"),
        document_pronouns=of("document_pronouns"),
        first_person=of("first_person"),
        source_phrases=tuple(tuple(phrase.split()) for phrase in sorted(of("source_phrases"))),
    )


def find_voices(
    document: Document,
    parsed: Sequence[ParsedSentence],
    mentions: Sequence[ActorMention],
    sentences: Sequence[Sentence],
) -> list[Quotation]:
    """The quotations of a document, in text order of their beginnings.

    They may lie in one another: "Mair said that Pugh had told her …" gives the content of Mair's words and, within it,
    that of Pugh's.  What the author says in the first person is nobody else's.  `parsed` may lack sentences: these give
    what quotes, tables and turns of speech tell of them.
    """
    finder = _Finder(document, parsed, mentions)
    found = [*finder.quoted(), *finder.indirect()]
    for sentence in stretches(document.text, sentences):
        if sentence.source is not None:
            cell, head = sentence.source
            found.append(Quotation(sentence.span, head, (cell,)))
    for turn in turns_of(document, mentions):
        if turn.speaker is not None:
            found.append(Quotation(turn.content, turn.label, (turn.speaker,), direct=True))
    return sorted(dict.fromkeys(found), key=lambda one: (one.span.start, -one.span.end))


@frozen(eq=False)
class _Telling:
    """A clause of saying: its verb, who speaks (nobody known if empty), and the words of what it says."""

    number: int
    clauses: Clauses
    clause: Clause
    cue: Span
    speakers: tuple[Span, ...]
    contents: tuple[frozenset[int], ...]
    aside: bool


@define(eq=False)
class _Last:
    """The quote before, and whose it is."""

    sentence: int
    end: int
    cue: Span
    speakers: tuple[Span, ...]


class _Finder:
    """Reads the trees of a document, each once."""

    def __init__(self, document: Document, parsed: Sequence[ParsedSentence], mentions: Sequence[ActorMention]) -> None:
        self.words = _words_of(document.locale)
        self.locale = document.locale
        self.index = MentionIndex(mentions)
        self.parsed = [one for one in parsed if one.clauses]
        self.starts = [one.sentence.span.start for one in self.parsed]
        self.quotes = list(find_quotes(document.text))
        self.quote_starts = [quote.span.start for quote in self.quotes]
        self.tellings = [list(self._tellings(number)) for number in range(len(self.parsed))]
        # The verbs that speak each quote, by where the cue begins.
        self.spoken: dict[int, list[Span]] = {}

    def _is(self, tree: Tree, word: int, words: frozenset[str]) -> bool:
        """Whether a word is a form of one of some words, or with its particle: "pointed out"."""
        if is_any_of(tree, word, words, self.locale):
            return True
        for k in tree.children[word]:
            if tree.relations[k] == "compound:prt":
                return any(f"{lemma} {tree.lower[k]}" in words for lemma in lemmas_of(tree.lower[word], self.locale))
        return False

    # -- what is said without quotation marks

    def indirect(self) -> Iterator[Quotation]:
        """What is told in clauses, by phrases of source, and by nouns such as "claim"."""
        for number, one in enumerate(self.parsed):
            for telling in self.tellings[number]:
                yield from self._contents(telling)
            for clauses in one.clauses:
                yield from self._according(clauses)
                yield from self._claims(clauses)
                yield from self._citing(number, clauses)

    def _contents(self, telling: _Telling) -> Iterator[Quotation]:
        quoted = self.spoken.get(telling.cue.start, ())
        for words in telling.contents:
            span = _stretch(telling.clauses.tree, words)
            if span is None or any(q.start <= span.start + 2 and span.end - 2 <= q.end for q in quoted):
                continue
            if telling.speakers or telling.clause.kind == "verbal":
                yield Quotation(span, telling.cue, telling.speakers)

    def _tellings(self, number: int) -> Iterator[_Telling]:
        """The clauses of saying of a sentence whose speakers may answer for something."""
        for clauses in self.parsed[number].clauses:
            tree = clauses.tree
            for word, upos in enumerate(tree.upos):
                if upos != "VERB" or not self._is(tree, word, self.words.speech | self.words.hearing):
                    continue
                if clauses.is_predicate(word):
                    telling = self._telling(number, clauses, clauses.at(word))
                    if telling is not None:
                        yield telling

    def _telling(self, number: int, clauses: Clauses, clause: Clause) -> _Telling | None:
        if not self._is_told(clauses, clause):
            return None
        tree, p = clauses.tree, clause.predicate
        speakers = self._speakers(clauses, clause)
        if speakers is None:
            return None
        contents: list[frozenset[int]] = []
        aside = False
        if self._is(tree, p, self.words.saying) or (self._is(tree, p, self.words.hearing) and speakers):
            contents = self._told(clauses, clause)
            around = None if contents else self._set_into(clauses, clause, speakers)
            if around is not None and speakers:
                aside = True
                contents = [around]
        elif clause.passive and self._is(tree, p, self.words.hearsay):
            contents = self._told(clauses, clause)
        if not speakers and not contents:
            return None
        cue = Span(tree.starts[p], tree.ends[p])
        return _Telling(number, clauses, clause, cue, speakers, tuple(contents), aside)

    def _is_told(self, clauses: Clauses, clause: Clause) -> bool:
        """Whether a clause tells that somebody says something, rather than denies, asks for or supposes it."""
        if clause.negation is not None or clause.modality == "modal" or clause.imperative:
            return False
        if clause.marked(self.words.conditional) and clause.relation == "adverbial":
            return False
        if clause.infinitive:
            if clause.relation == "open complement" and clauses.is_predicate(clause.governor):
                above = clauses.at(clause.governor)
                purpose = self._is(clause.tree, clause.governor, self.words.speech)
                return above.negation is None and (
                    purpose or not self._is(clause.tree, clause.governor, self.words.unreal)
                )
            return clause.relation == "adverbial"
        return True

    def _told(self, clauses: Clauses, clause: Clause) -> list[frozenset[int]]:
        """The words of what a verb of saying says, before it and behind it."""
        before: set[int] = set()
        behind: set[int] = set()
        for head in self._complements(clauses, clause):
            (before if head < clause.predicate else behind).update(self._content(clauses, head))
        if not before and not behind:
            behind.update(self._linked_content(clauses, clause))
        return [frozenset(words) for words in (before, behind) if words]

    def _complements(self, clauses: Clauses, clause: Clause) -> Iterator[int]:
        """The heads of the clauses that a verb of saying has for its content."""
        tree, p = clauses.tree, clause.predicate
        feats, relations, lower = tree.feats, tree.relations, tree.lower
        for k in tree.children[p]:
            relation = relations[k]
            if relation == "ccomp" or (relation.startswith("csubj") and clause.passive):
                yield k
            elif relation == "xcomp" and "VerbForm=Ger" in feats[k]:
                # "denied taking the money"
                if self._is(tree, p, self.words.gerunds):
                    yield k
            elif relation == "xcomp" and "VerbForm=Inf" in feats[k] + _helpers(tree, k):
                # "is said to have left", "claimed to have seen it"
                content = clauses.at(k)
                if content.infinitive and (
                    (clause.passive and self._is(tree, p, self.words.hearsay))
                    or (content.perfect and not clause.passive)
                ):
                    yield k
            elif relation == "parataxis" and k > p and ":" in lower[p:k]:
                # "said: the mill is lost"
                yield k
            elif relation == "conj" and k > p and self._opens_with_link(clauses, k):
                # "said that it burned and that it was lost"
                yield k

    def _linked_content(self, clauses: Clauses, clause: Clause) -> frozenset[int]:
        """The content behind a saying by its "that", whatever a parser hangs it on: "told the Echo that it had burned"."""
        tree, p = clauses.tree, clause.predicate
        for k in range(p + 1, len(tree)):
            if clauses.is_predicate(k):
                break
            if tree.lower[k] not in self.words.claim_links or tree.relations[k] == "det":
                continue
            head = tree.heads[k]
            if head < k or not clauses.is_predicate(head):
                break
            if any(tree.relations[c] in SUBJECTS and k < c < head for c in tree.children[head]):
                return frozenset(c for c in self._content(clauses, head) if c >= k)
            break
        return frozenset()

    def _opens_with_link(self, clauses: Clauses, word: int) -> bool:
        tree = clauses.tree
        words = (k for k in sorted(tree.subtree(word)) if tree.upos[k] not in ("PUNCT", "CCONJ"))
        first = next(words)
        return tree.lower[first] in self.words.claim_links and tree.relations[first] == "mark"

    def _is_content(self, clauses: Clauses, word: int) -> bool:
        """Whether what looks like a relative clause is the content of a saying: its "that" is neither subject nor needed."""
        tree = clauses.tree
        clause = clauses.at(word)
        first = min(tree.subtree(word))
        if tree.lower[first] not in self.words.claim_links or not clause.own_subject:
            return False
        return clause.subject != first and not self._is(tree, word, self.words.voicing)

    def _content(self, clauses: Clauses, head: int) -> frozenset[int]:
        """The words of a content clause, without what only follows it: "…; she denied it", "…, but they came early"."""
        tree = clauses.tree
        without = [k for k in tree.children[head] if k > head and self._turns_away(clauses, head, k)]
        words = tree.subtree(head, without)
        stop = next((k for k in sorted(words) if k > head and tree.lower[k] == ";"), len(tree))
        if stop + 1 < len(tree) and self.words.claim_links.isdisjoint(tree.lower[stop + 1 : stop + 3]):
            words = {k for k in words if k < stop}
        return frozenset(words)

    def _turns_away(self, clauses: Clauses, head: int, word: int) -> bool:
        """Whether a clause joined to the content of a saying is no part of it."""
        tree = clauses.tree
        relation = base_relation(tree.relations[word])
        if relation not in ("conj", "parataxis") or not clauses.is_predicate(word):
            return False
        clause = clauses.at(word)
        if not clause.own_subject or self._is_linked(clauses, clause):
            return False
        contrast = any(tree.lower[k] in self.words.contrasts for k in tree.children[word])
        if self._is(tree, word, self.words.saying) and (contrast or relation == "parataxis"):
            # "…, but Ann said"
            return True
        # "told us they would come on the Friday, but they came on the Monday"
        ahead = clauses.at(head).modality if clauses.is_predicate(head) else ""
        return contrast and bool(ahead) and not clause.modality and clause.tense == "past" and not clause.perfect

    def _set_into(self, clauses: Clauses, clause: Clause, speakers: Sequence[Span]) -> frozenset[int] | None:
        """The words of the clause that a saying is set into or behind: "The mill burned, she said", "As she says, …"."""
        tree, p, governor = clauses.tree, clause.predicate, clause.governor
        if governor < 0 or clause.first != p or not (clause.finite or clause.own_subject) or not speakers:
            return None
        said_so = clause.relation == "adverbial" and clause.marked(self.words.quoting_links)
        if not said_so and (clause.relation not in ("parenthesis", "adverbial") or clause.markers):
            return None
        if any(self.index.at(clauses, k) is None for k in clause.objects):
            # "The mill burned, she wrote a letter"
            return None
        own = tree.subtree(p)
        aside = own | {k for k in range(governor + 1, p) if any(_in(tree, k, span) for span in speakers)}
        words = tree.subtree(governor, [p]) - aside
        first = min(aside)
        if said_so:
            return frozenset(words)
        before = next((tree.lower[k] for k in range(first - 1, -1, -1) if k not in own), "")
        marks = {tree.lower[k] for k in own if k < p and tree.upos[k] == "PUNCT"}
        opening = next((tree.lower[k] for k in sorted(aside) if tree.upos[k] != "PUNCT"), "")
        if before in (";", ".", ":") or marks & {";", ":"} or opening in self.words.contrasts or min(words) > p:
            return None
        if governor < p:
            # What follows is told by the author: "…, she says, though nobody saw it".
            later = [k for k in tree.children[governor] if k > p and base_relation(tree.relations[k]) in _FOLLOWING]
            words -= {k for child in later for k in tree.subtree(child)}
        return frozenset(words)

    # -- who speaks

    def _speakers(self, clauses: Clauses, clause: Clause) -> tuple[Span, ...] | None:
        """Who says what a clause of saying tells, innermost first, then the outlet; None where it is the author.

        Empty if nobody knows: "it is said that …".
        """
        tree, p = clauses.tree, clause.predicate
        quoted = self._quoted(clauses, clause)
        if quoted:
            return quoted
        if self._is(tree, p, self.words.hearing) and not self._is(tree, p, self.words.saying):
            word = self._oblique(clauses, p, self.words.origins)
            return self._who(clauses, word) if word is not None else None
        if self._is_passive(clauses, clause) and not self._is(tree, p, self.words.quoting):
            word = self._oblique(clauses, p, self.words.agents)
            speakers = self._who(clauses, word) if word is not None else ()
        else:
            speakers = self._subject(clauses, clause)
        if not speakers:
            return speakers
        outlets = [span for span in self._outlets(clauses, clause) if not any(span.overlaps(one) for one in speakers)]
        return (*speakers, *outlets[:1])

    def _is_passive(self, clauses: Clauses, clause: Clause) -> bool:
        """Whether the subject of a saying is told something, whatever a parser makes of a name before it."""
        tree, p = clauses.tree, clause.predicate
        if not clause.passive or any(tree.relations[k] == "nsubj" for k in tree.children[p]):
            return False
        participle = clause.relation == "adnominal" and not clause.auxiliaries
        # "Ada Brock confirmed by post that …"
        return not (participle and self._named_before(clauses, p, near=True))

    def _subject(self, clauses: Clauses, clause: Clause) -> tuple[Span, ...] | None:
        """Whom the subject of a saying names; None for the author, or where it has none."""
        tree, p = clauses.tree, clause.predicate
        own = [
            k for k in tree.children[p] if tree.relations[k] in SUBJECTS and not tree.relations[k].startswith("expl")
        ]
        for k in reversed(own):
            if k < p and self._speaker_at(clauses, k) is not None:
                return self._who(clauses, k)
        named = self._named_before(clauses, p) if not own or own[0] < p else None
        if own:
            word = own[0]
            apposed = self._before_apposition(clauses, word) if word < p else None
            return (named,) if named is not None else (apposed,) if apposed is not None else self._who(clauses, word)
        if named is not None and "VerbForm=Inf" not in tree.feats[p] and "VerbForm=Ger" not in tree.feats[p]:
            return (named,)
        for k in tree.children[p]:
            if k < p and tree.relations[k] in _MISTAKEN and self._speaker_at(clauses, k) is not None:
                return self._who(clauses, k)
        if clause.objects and p and tree.upos[p - 1] == "PUNCT" and clause.finite:
            # "…,” said Ada Brock", where a parser takes her for the object
            return self._who(clauses, clause.objects[0])
        return self._who(clauses, clause.subject) if clause.subject is not None else None

    def _speaker_at(self, clauses: Clauses, word: int) -> Span | None:
        """The span of the name of a person or body that a word is in, or None."""
        number = self.index.around(clauses, word)
        if number is None:
            return None
        mention = self.index.mentions[number]
        return mention.span if mention.form == "name" and mention.kind is not ActorKind.PLACE else None

    def _named_before(self, clauses: Clauses, predicate: int, *, near: bool = False) -> Span | None:
        """The name right before a verb and its auxiliaries, unless it belongs to another noun there."""
        tree = clauses.tree
        k = predicate - 1
        while k >= 0 and not near and (tree.upos[k] in ("PUNCT", "AUX", "ADV")) and predicate - k <= _CLOSE:
            if tree.lower[k] not in _COMMAS and tree.upos[k] == "PUNCT":
                return None
            k -= 1
        span = self._speaker_at(clauses, k) if k >= 0 else None
        if span is None or span.end > tree.ends[k]:
            return None
        while tree.heads[k] >= 0 and _in(tree, tree.heads[k], span):
            k = tree.heads[k]
        if base_relation(tree.relations[k]) in ("nmod", "compound", "obl", "obj", "iobj", "conj") and not near:
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
        return self._speaker_at(clauses, first - 2)

    def _named_behind(self, clauses: Clauses, phrase: Span) -> Span | None:
        """The name in commas behind a noun phrase: "her aunt, Ada Brock,"."""
        tree = clauses.tree
        after = next((k for k in range(len(tree)) if tree.starts[k] >= phrase.end), len(tree))
        if after + 1 >= len(tree) or tree.lower[after] != ",":
            return None
        span = self._speaker_at(clauses, after + 1)
        if span is None or span.start != tree.starts[after + 1]:
            return None
        behind = next((tree.lower[k] for k in range(after, len(tree)) if tree.starts[k] >= span.end), ".")
        return span if behind in (",", ".", ";", "”", '"') else None

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
            if at < p and clauses.is_predicate(at) and self._is(tree, at, self.words.quoting):
                break
        else:
            return ()
        above = clauses.at(at)
        linked = any(tree.lower[k] in self.words.quoting_links for k in tree.children[p] if k < p)
        if above.subject is None or not (linked or above.passive):
            return ()
        by = self._who(clauses, above.subject) or ()
        if above.passive:
            return (*by, *self._outlets(clauses, above))[: _MOST + 1]
        said = [k for k in above.objects if k < p]
        return (*(self._who(clauses, said[0]) or () if said else ()), *by)

    def _oblique(self, clauses: Clauses, predicate: int, cases: frozenset[str]) -> int | None:
        """The oblique noun of a clause that one of some prepositions stands before: "by the mayor"."""
        tree = clauses.tree
        for k in tree.children[predicate]:
            if base_relation(tree.relations[k]) == "obl" and _case(tree, k) & cases:
                return k
        return None

    def _who(self, clauses: Clauses, word: int) -> tuple[Span, ...] | None:
        """The spans of those whom a noun phrase names, by its head; None for the author, a number or a reader.

        It is the mention of the head, that of a name beside it, or else the phrase itself.  Empty for "some", "it".
        """
        tree = clauses.tree
        found: list[Span] = []
        for head in self._heads(clauses, antecedent(clauses, word))[:_MOST]:
            lower = tree.lower[head]
            if lower in self.words.first_person or tree.upos[head] in ("NUM", "PUNCT", "SYM"):
                return None
            number = self.index.at(clauses, head)
            mentions = self.index.mentions
            if number is None or mentions[number].form != "name":
                beside = [k for k in self.index.beside(clauses, head) if mentions[k].form == "name"]
                number = beside[0] if beside else number
            if number is not None:
                found.append(mentions[number].span)
            elif (lower in self.words.vague and lower not in self.words.document_pronouns) or (
                lower in self.words.vague and _is_expletive(tree, head)
            ):
                continue
            else:
                found.append(noun_phrase(clauses, head))
        return tuple(dict.fromkeys(found))

    def _heads(self, clauses: Clauses, word: int) -> list[int]:
        """The head of a noun phrase and its conjuncts, also where a parser takes a name apart."""
        tree = clauses.tree
        number = self.index.around(clauses, word)
        if number is None or self.index.mentions[number].form != "name":
            return conjuncts(tree, word)
        span = self.index.mentions[number].span
        while tree.heads[word] >= 0 and _in(tree, tree.heads[word], span):
            word = tree.heads[word]
        heads = [word]
        for k in range(len(tree)):
            if _in(tree, k, span):
                heads += [other for other in conjuncts(tree, k)[1:] if not _in(tree, other, span)]
        return heads

    def _outlets(self, clauses: Clauses, clause: Clause) -> Iterator[Span]:
        """The media that carry the words: "told the Echo", "quoted in an article published by the Echo"."""
        tree = clauses.tree
        quoting = clause.passive and self._is(tree, clause.predicate, self.words.quoting)
        arguments = [k for k in (*clause.objects, *clause.obliques) if k > clause.predicate]
        if clause.subject is not None:
            # "A guard quoted by the Echo said …"
            arguments += [
                k
                for k in tree.children[clause.subject]
                if tree.relations[k] == "acl" and self._is(tree, k, self.words.quoting)
            ]
        for argument in arguments:
            for word in sorted(self._own(clauses, argument)):
                number = self.index.at(clauses, word)
                if number is None:
                    continue
                mention = self.index.mentions[number]
                if mention.form != "name" or mention.kind not in (ActorKind.ORGANIZATION, ActorKind.GROUP):
                    continue
                governed = _case(tree, word) & self.words.outlets or word in clause.objects
                media = not self.words.media.isdisjoint(mention.text.lower().split())
                if governed and (media or quoting or self._is(tree, argument, self.words.quoting)):
                    yield mention.span

    def _own(self, clauses: Clauses, word: int) -> AbstractSet[int]:
        """The words of an argument, without complement clauses in it."""
        tree = clauses.tree
        return set(tree.subtree(word, [c for c in tree.children[word] if tree.relations[c] in ("ccomp", "acl:relcl")]))

    # -- "according to"

    def _according(self, clauses: Clauses) -> Iterator[Quotation]:
        """What a phrase of source covers: "according to her aunt, …", "…, in the words of the mayor"."""
        tree = clauses.tree
        for first, last in self._phrases(tree):
            word = _governed(tree, last)
            if word is None:
                continue
            word = self._heads(clauses, word)[0]
            speakers = self._who(clauses, word)
            if not speakers:
                continue
            behind = self._named_behind(clauses, speakers[-1]) if self._speaker_at(clauses, word) is None else None
            if behind is not None:
                speakers = (behind,)
            top = word
            while tree.heads[top] >= 0 and first <= tree.heads[top] <= max(word, last):
                top = tree.heads[top]
            host = tree.heads[top]
            while host >= 0 and not clauses.is_predicate(host) and tree.heads[host] >= 0:
                host = tree.heads[host]
            if host < 0:
                continue
            phrase = tree.subtree(top)
            later = [
                k
                for k in tree.children[host]
                if base_relation(tree.relations[k]) in ("conj", "parataxis") and k > max(phrase) and host < first
            ]
            words = tree.subtree(host, [top, *later])
            # The words of a name that a parser has taken apart belong to the phrase.
            names = {k for k in words if any(_in(tree, k, span) for span in speakers)}
            span = _stretch(tree, words - names - set(range(first, last + 1)))
            if span is not None:
                yield Quotation(span, Span(tree.starts[first], tree.ends[last]), speakers)

    def _phrases(self, tree: Tree) -> Iterator[tuple[int, int]]:
        """The first and last words of the phrases of source in a tree."""
        lower = tree.lower
        for phrase in self.words.source_phrases:
            size = len(phrase)
            for at in range(len(tree) - size):
                if lower[at] == phrase[0] and tuple(lower[at : at + size]) == phrase:
                    yield at, at + size - 1

    # -- "her claim that"

    def _claims(self, clauses: Clauses) -> Iterator[Quotation]:
        """What a noun says that somebody holds: "her claim that …", "his view was that …", "denied rumours that …"."""
        tree = clauses.tree
        for noun, lower in enumerate(tree.lower):
            if lower not in self.words.claims or tree.upos[noun] not in ("NOUN", "PROPN"):
                continue
            content = self._claimed(clauses, noun)
            if content is None:
                continue
            cue, speakers = self._holders(clauses, noun)
            span = _stretch(tree, content)
            if span is None or speakers is None or (not speakers and lower in self.words.written):
                # "the letter that she mailed" says nothing.
                continue
            yield Quotation(span, Span(tree.starts[cue], tree.ends[cue]), speakers)

    def _claimed(self, clauses: Clauses, noun: int) -> frozenset[int] | None:
        tree = clauses.tree
        relations = tree.relations
        for k in tree.children[noun]:
            if k < noun or relations[k] not in ("acl", "acl:relcl", "ccomp", "dep"):
                continue
            clause = clauses.at(k)
            if relations[k] == "acl:relcl":
                if tree.lower[noun] not in self.words.written and self._is_content(clauses, k):
                    return self._content(clauses, k)
            elif clause.own_subject and self._is_linked(clauses, clause):
                return self._content(clauses, k)
        head = tree.heads[noun]
        if head < 0 or base_relation(relations[noun]) != "nsubj" or not clauses.is_predicate(head):
            return None
        if relations[noun] == "nsubj:outer":
            # "Her evidence was that the mill burned": all but the noun and its verb
            around = [k for k in tree.children[head] if k == noun or (relations[k] == "cop" and k < head)]
            inner = [k for k in around if k == noun or k == around[-1] or k < noun]
            words = tree.subtree(head, inner)
            return frozenset(k for k in words if k > noun)
        for k in tree.children[head]:
            # "was" as the verb of it
            if relations[k] == "ccomp" and k > head and tree.upos[head] == "AUX":
                return self._content(clauses, k)
        return None

    def _is_linked(self, clauses: Clauses, clause: Clause) -> bool:
        """Whether "that" opens a clause, wherever a parser hangs it."""
        if clause.marked(self.words.claim_links):
            return True
        first = min(clauses.tree.subtree(clause.predicate))
        return first > 0 and clauses.tree.lower[first - 1] in self.words.claim_links

    def _holders(self, clauses: Clauses, noun: int) -> tuple[int, tuple[Span, ...] | None]:
        """The word that tells of a claim, and who holds it; None for the author."""
        tree = clauses.tree
        cue = noun
        speakers: tuple[Span, ...] | None = ()
        for k in tree.children[noun]:
            if tree.relations[k] == "nmod:poss" or (tree.relations[k] == "nmod" and _case(tree, k) & self.words.owners):
                speakers = self._who(clauses, k)
                break
        head = tree.heads[noun]
        if head < 0 or base_relation(tree.relations[noun]) not in ("obj", "obl") or not clauses.is_predicate(head):
            return cue, speakers
        above = clauses.at(head)
        if above.negation is not None:
            return cue, None
        if above.passive or above.subject is None:
            return cue, speakers
        if self._is(tree, head, self.words.denial | self.words.rejecting):
            cue = head
        if self._is(tree, head, self.words.denial) or (self._is(tree, head, self.words.voicing) and speakers == ()):
            speakers = self._who(clauses, above.subject)
        return cue, speakers

    # -- "citing"

    def _citing(self, number: int, clauses: Clauses) -> Iterator[Quotation]:
        """What is told on the word of somebody named behind it: "reported that …, citing the mayor"."""
        tree = clauses.tree
        for p in range(len(tree)):
            if tree.upos[p] != "VERB" or tree.heads[p] < 0 or not self._is(tree, p, self.words.quoting):
                continue
            clause = clauses.at(p) if clauses.is_predicate(p) else None
            if clause is None or clause.finite or clause.infinitive or clause.passive or not clause.objects:
                continue
            word = clause.objects[0]
            named = bool(self.index.of(clauses, word)) or self._is(tree, word, self.words.written | self.words.claims)
            speakers = self._who(clauses, word) if named else None
            host = clause.governor
            while host >= 0 and not clauses.is_predicate(host):
                host = tree.heads[host]
            if not speakers or host < 0:
                continue
            contents = [
                t.contents for t in self.tellings[number] if t.clauses is clauses and t.clause.predicate == host
            ]
            for words in contents[0] if contents and contents[0] else (frozenset(tree.subtree(host, [p])),):
                span = _stretch(tree, words - tree.subtree(p))
                if span is not None:
                    yield Quotation(span, Span(tree.starts[p], tree.ends[p]), speakers)

    # -- quotes

    def quoted(self) -> Iterator[Quotation]:
        """The direct quotations: quotes with a saying beside them, and those that go on with one."""
        last: _Last | None = None
        for quote in self.quotes:
            first, final = self._sentences(quote.span)
            telling = self._beside(quote, first, final)
            if telling is not None:
                last = _Last(max(final, telling.number), quote.span.end, telling.cue, telling.speakers)
            elif last is not None and self._goes_on(quote, first, last):
                last = _Last(final, quote.span.end, last.cue, last.speakers)
            else:
                continue
            self.spoken.setdefault(last.cue.start, []).append(quote.span)
            yield Quotation(quote.content, last.cue, last.speakers, direct=True)

    def _sentences(self, span: Span) -> tuple[int, int]:
        """The numbers of the parsed sentences in which a stretch begins and ends."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        return first, max(first, bisect_left(self.starts, span.end) - 1)

    def _in_quote(self, offset: int) -> bool:
        at = bisect_right(self.quote_starts, offset) - 1
        return at >= 0 and offset < self.quotes[at].span.end

    def _beside(self, quote: Quote, first: int, final: int) -> _Telling | None:
        """The telling that a quote belongs to: the nearest in its sentences, or in the one before or behind it."""
        if not self.parsed:
            return None
        start, end = quote.span.start, quote.span.end
        near: list[tuple[int, _Telling]] = []
        for number in {first, final}:
            if not (self.starts[number] < end and start < self.parsed[number].sentence.span.end):
                continue
            for telling in self.tellings[number]:
                cue = telling.cue
                if not telling.speakers or self._in_quote(cue.start):
                    continue
                before = cue.end <= start
                if first != final and number != (first if before else final):
                    continue
                if quote.words >= _FEWEST or self._is_said(telling, quote):
                    near.append((start - cue.end if before else cue.start - end, telling))
        if near:
            return min(near, key=lambda pair: pair[0])[1]
        if quote.words < _FEWEST:
            return None
        return self._leading(start, first) or self._trailing(end, final)

    def _is_said(self, telling: _Telling, quote: Quote) -> bool:
        """Whether the tree has a whole quote, be it one word, for what a telling says."""
        tree = telling.clauses.tree
        for words in telling.contents:
            span = _stretch(tree, words)
            if span is not None and quote.span.contains(span):
                return True
        return False

    def _leading(self, start: int, first: int) -> _Telling | None:
        """The telling of the sentence before a quote, if that ends in a colon: "The mayor wrote: / “…”"."""
        number = first - 1 if self.starts[first] >= start - 1 else first
        if number < 0 or self.parsed[number].sentence.span.end > start:
            return None
        tree = self.parsed[number].clauses[-1].tree
        if tree.lower[len(tree) - 1] != ":":
            return None
        spoken = [one for one in self.tellings[number] if one.speakers and not self._in_quote(one.cue.start)]
        return spoken[-1] if spoken else None

    def _trailing(self, end: int, final: int) -> _Telling | None:
        """The telling right behind a quote that ends its sentence: "“It stopped in May.” Ada Brock said."."""
        number = final + 1
        if number >= len(self.parsed) or self.starts[number] - end > 2:
            return None
        for telling in self.tellings[number]:
            clause = telling.clause
            if telling.contents or not telling.speakers or clause.governor >= 0 or clause.objects:
                continue
            if clause.own_subject and self.starts[number] <= telling.cue.start < self.starts[number] + _NEAR:
                return telling
        return None

    def _goes_on(self, quote: Quote, first: int, last: _Last) -> bool:
        """Whether a quote that opens a sentence goes on with what was said in the sentence before."""
        if quote.words < _FEWEST or not 0 <= quote.span.start - last.end < _NEAR or not self.parsed:
            return False
        opens = self.starts[first] >= quote.span.start - 1
        here, there = self.parsed[first].sentence, self.parsed[last.sentence].sentence
        return opens and first - last.sentence <= 1 and here.paragraph - there.paragraph <= 1


def _stretch(tree: Tree, words: Iterable[int]) -> Span | None:
    """From the first of some words to the last, without marks at the edges; None if nothing is left."""
    kept = [k for k in words if tree.upos[k] != "PUNCT"]
    return Span(tree.starts[min(kept)], tree.ends[max(kept)]) if kept else None


def _in(tree: Tree, word: int, span: Span) -> bool:
    return span.start <= tree.starts[word] and tree.ends[word] <= span.end


def _case(tree: Tree, word: int) -> frozenset[str]:
    """The prepositions of a noun."""
    return frozenset(tree.lower[k] for k in tree.children[word] if tree.relations[k] == "case")


def _governed(tree: Tree, last: int) -> int | None:
    """The noun that a phrase of source stands before, by its last word: "Brock" for the "to" of "according to Brock"."""
    relation, head = tree.relations[last], tree.heads[last]
    if relation == "fixed" and head >= 0:
        last, relation, head = head, tree.relations[head], tree.heads[head]
    if relation == "case" and head > last:
        return head
    return next((k for k in tree.children[last] if k > last and tree.upos[k] in ("NOUN", "PROPN", "PRON")), None)


def _helpers(tree: Tree, word: int) -> str:
    """The features of the auxiliaries of a verb."""
    return "|".join(tree.feats[k] for k in tree.children[word] if base_relation(tree.relations[k]) == "aux")


def _is_expletive(tree: Tree, word: int) -> bool:
    relation = tree.relations[word]
    return relation.startswith("expl") or relation not in SUBJECTS
