"""Who says so: the stretches of a text that somebody other than its author answers for, read off the trees.

A *telling* is a clause whose verb is one of saying.  What it says is a clause that completes it ("said that …"), the
clause that it is set into ("…, she said") or a quote beside it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dateline.model import Span
from dateline.syntax import Clause, Clauses, base_relation
from dateline.text.lines import stretches
from dateline.text.quotes import Quote, find_quotes
from dateline.text.replies import replies_of
from dateline.text.turns import turns_of
from dateline.who import Quotation
from dateline.who.contents import Contents
from dateline.who.mentions import MentionIndex
from dateline.who.sayings import cases_of, in_span, saying_words, stretch
from dateline.who.speakers import Speakers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.model import Document
    from dateline.syntax import ParsedSentence, Tree
    from dateline.text import Sentence
    from dateline.who import ActorMention

__all__ = ["find_voices"]

# Fewer words between quotation marks are a term, unless the tree has them for what is said.
_FEWEST: Final = 3
# A quote that goes on with what somebody says stands so near, in characters, behind the quote before it.
_NEAR: Final = 200
# So many tellings at most are looked at on each side of a quote.
_SIDE: Final = 8


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
    turns = turns_of(document, mentions)
    found += (Quotation(turn.content, turn.label, (turn.speaker,), direct=True) for turn in turns if turn.speaker)
    for reply in replies_of(document):
        # Whose name stands last before "wrote:", wherever the trees put it.
        writers = [mentions[number] for number in finder.index.within(reply.head)]
        named = [writer.span for writer in writers if writer.form == "name" and writer.span.end <= reply.cue.start]
        if named:
            found.append(Quotation(reply.span, reply.cue, (named[-1],), direct=True))
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


@frozen
class _Last:
    """The quote before, and whose it is."""

    sentence: int
    end: int
    cue: Span
    speakers: tuple[Span, ...]


class _Finder:
    """Reads the trees of a document, each once."""

    def __init__(self, document: Document, parsed: Sequence[ParsedSentence], mentions: Sequence[ActorMention]) -> None:
        self.words = saying_words(document.locale)
        self.index = MentionIndex(mentions)
        self.contents = Contents(self.words)
        self.speakers = Speakers(self.words, self.index, self.contents)
        self.parsed = [one for one in parsed if one.clauses]
        self.starts = [one.sentence.span.start for one in self.parsed]
        self.quotes = list(find_quotes(document.text))
        self.quote_starts = [quote.span.start for quote in self.quotes]
        told = [telling for number in range(len(self.parsed)) for telling in self._tellings(number)]
        self.tellings = {(telling.clauses, telling.clause.predicate): telling for telling in told}
        # Those that a quote can belong to: they stand in no quote themselves, and somebody speaks.
        self.outside = [one for one in told if one.speakers and self._quote_at(one.cue.start) is None]
        self.outside_starts = [one.cue.start for one in self.outside]
        # The verbs that speak each quote, by where the cue begins.
        self.spoken: dict[int, list[Span]] = {}

    # -- what is said without quotation marks

    def indirect(self) -> Iterator[Quotation]:
        """What is told in clauses, by phrases of source, and by nouns such as "claim"."""
        for telling in self.tellings.values():
            yield from self._contents(telling)
        for one in self.parsed:
            for clauses in one.clauses:
                yield from self._according(clauses)
                yield from self._claims(clauses)
                yield from self._citing(clauses)

    def _contents(self, telling: _Telling) -> Iterator[Quotation]:
        quoted = self.spoken.get(telling.cue.start, ())
        for words in telling.contents:
            tree = telling.clauses.tree
            span = stretch(tree, words)
            tops = [tree.starts[k] for k in words if tree.heads[k] not in words]
            # What is a quote for the most part, its verb within, is told as that.
            told = (q for q in quoted if any(q.start <= top < q.end for top in tops))
            if span is None or any(2 * _overlap(span, quote) > len(span) for quote in told):
                continue
            within = self._quote_at(telling.cue.start)
            if within is not None and within.content.start <= span.start < within.content.end < span.end:
                # Nobody quoted tells of what stands behind the quote.
                span = Span(span.start, within.content.end)
            yield Quotation(span, telling.cue, telling.speakers)

    def _tellings(self, number: int) -> Iterator[_Telling]:
        """The clauses of saying of a sentence whose speakers may answer for something."""
        for clauses in self.parsed[number].clauses:
            tree = clauses.tree
            for word, upos in enumerate(tree.upos):
                if upos != "VERB" or not self.words.has(tree, word, self.words.speech | self.words.hearing):
                    continue
                if clauses.is_predicate(word):
                    telling = self._telling(number, clauses, clauses.at(word))
                    if telling is not None:
                        yield telling

    def _telling(self, number: int, clauses: Clauses, clause: Clause) -> _Telling | None:
        if not self._is_told(clauses, clause):
            return None
        tree, p = clauses.tree, clause.predicate
        speakers = self.speakers.of_clause(clauses, clause)
        if speakers is None:
            return None
        speakers = self._document_before(number, clauses, clause) or speakers
        contents: list[frozenset[int]] = []
        if self.words.has(tree, p, self.words.saying | self.words.hearing):
            contents = self.contents.told(clauses, clause)
            around = None if contents else self.contents.set_into(clauses, clause, speakers)
            contents = contents if around is None else [around]
        elif clause.passive and self.words.has(tree, p, self.words.hearsay):
            contents = self.contents.told(clauses, clause)
        if not speakers and not contents:
            return None
        cue = Span(tree.starts[p], tree.ends[p])
        return _Telling(number, clauses, clause, cue, speakers, tuple(contents))

    def _document_before(self, number: int, clauses: Clauses, clause: Clause) -> tuple[Span, ...]:
        """The report, the letter that "It says" goes on from: the subject of the sentence before."""
        tree, word = clauses.tree, clause.subject
        if word is None or tree.lower[word] not in self.words.document_pronouns or number == 0 or clause.governor >= 0:
            return ()
        before = self.parsed[number - 1].clauses[-1]
        main = before.at(before.tree.root) if before.is_predicate(before.tree.root) else None
        if main is None or main.subject is None or not self.words.has(before.tree, main.subject, self.words.written):
            return ()
        return self.speakers.named(before, main.subject) or ()

    def _is_told(self, clauses: Clauses, clause: Clause) -> bool:
        """Whether a clause tells that somebody says something, rather than denies, asks for or supposes it."""
        if clause.negation is not None or clause.modality == "modal":
            return False
        if clause.imperative and clause.tree.lower[clause.predicate] in self.words.saying | self.words.hearing:
            # "Note that …"; "Heard from Ada that …" is no order, whatever a parser says
            return False
        if clause.marked(self.words.conditional) and clause.relation == "adverbial":
            return False
        if clause.infinitive:
            if clause.relation == "open complement" and clauses.is_predicate(clause.governor):
                above = clauses.at(clause.governor)
                purpose = self.words.has(clause.tree, clause.governor, self.words.speech)
                return above.negation is None and (
                    purpose or not self.words.has(clause.tree, clause.governor, self.words.unreal)
                )
            return clause.relation == "adverbial"
        return True

    # -- "according to"

    def _according(self, clauses: Clauses) -> Iterator[Quotation]:
        """What a phrase of source covers: "according to her aunt, …", "…, in the words of the mayor"."""
        tree = clauses.tree
        for first, last in self._phrases(tree):
            word = _governed(tree, last)
            if word is None:
                continue
            word = self.index.heads(clauses, word)[0]
            speakers = self.speakers.named(clauses, word)
            if not speakers:
                continue
            behind = self.speakers.name_behind(clauses, speakers[-1])
            if behind is not None and self.speakers.name_at(clauses, word) is None:
                speakers = (behind,)
            top = word
            while tree.heads[top] >= 0 and first <= tree.heads[top] <= max(word, last):
                top = tree.heads[top]
            host = tree.heads[top]
            while host >= 0 and not clauses.is_predicate(host) and tree.heads[host] >= 0:
                host = tree.heads[host]
            if host < 0:
                continue
            host = clauses.host(clauses.at(host)).predicate if clauses.is_predicate(host) else host
            words = set(tree.subtree(host, [top]))
            if host < first and (first == 0 or tree.lower[first - 1] == ";"):
                # It opens its clause, whatever a parser hangs it on.
                comma = next((k for k in range(last + 1, len(tree)) if tree.lower[k] == ","), len(tree))
                stop = next((k for k in range(comma, len(tree)) if tree.lower[k] == ";"), len(tree))
                words = set(range(comma, stop))
            elif host < first and first and tree.lower[first - 1] == "," and self._ends(clauses, word):
                # "…, according to the mayor." is of all that stands before it.
                start = max((k + 1 for k in range(first) if tree.lower[k] == ";"), default=0)
                words = set(range(start, first))
            elif host < first:
                words = {k for k in words if k < first}
            # The words of a name that a parser has taken apart belong to the phrase.
            names = {k for k in words if any(in_span(tree, k, span) for span in speakers)}
            span = stretch(tree, words - names - set(range(first, last + 1)))
            if span is not None:
                yield Quotation(span, Span(tree.starts[first], tree.ends[last]), speakers)

    def _ends(self, clauses: Clauses, word: int) -> bool:
        """Whether a noun, with the clauses that say more of it, ends its sentence."""
        tree = clauses.tree
        rest = range(max(tree.subtree(word)) + 1, len(tree))
        return all(tree.upos[k] == "PUNCT" and tree.lower[k] != ";" for k in rest)

    def _phrases(self, tree: Tree) -> Iterator[tuple[int, int]]:
        """The first and last words of the phrases of source in a tree."""
        lower = tree.lower
        for phrase in self.words.source_phrases:
            size = len(phrase)
            for at in range(len(tree) - size):
                if lower[at] == phrase[0] and tuple(lower[at : at + size]) == phrase:
                    yield at, at + size - 1

    # -- "her claim that", "citing the mayor"

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
            span = stretch(tree, content)
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
                if self.contents.is_content(clauses, k) and (
                    tree.lower[noun] not in self.words.written or self.contents.opens_with_link(clauses, k)
                ):
                    return self.contents.content(clauses, k)
            elif clause.own_subject and self.contents.is_linked(clauses, clause):
                return self.contents.content(clauses, k)
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
                return self.contents.content(clauses, k)
        return None

    def _holders(self, clauses: Clauses, noun: int) -> tuple[int, tuple[Span, ...] | None]:
        """The word that tells of a claim, and who holds it; None for the author."""
        tree = clauses.tree
        cue = noun
        speakers: tuple[Span, ...] | None = ()
        for k in tree.children[noun]:
            owner = tree.relations[k] == "nmod" and cases_of(tree, k) & self.words.owners
            if owner or tree.relations[k] == "nmod:poss":
                speakers = self.speakers.named(clauses, k)
                break
        head = tree.heads[noun]
        if head < 0 or base_relation(tree.relations[noun]) not in ("obj", "obl") or not clauses.is_predicate(head):
            return cue, speakers
        above = clauses.at(head)
        if above.negation is not None:
            return cue, None
        if above.passive or above.subject is None:
            return cue, speakers
        if self.words.has(tree, head, self.words.denial | self.words.rejecting):
            cue = head
        voiced = speakers == () and self.words.has(tree, head, self.words.voicing)
        if voiced or self.words.has(tree, head, self.words.denial):
            speakers = self.speakers.named(clauses, above.subject)
        return cue, speakers

    def _citing(self, clauses: Clauses) -> Iterator[Quotation]:
        """What is told on the word of somebody named behind it: "reported that …, citing the mayor"."""
        tree = clauses.tree
        for p in range(len(tree)):
            if tree.upos[p] != "VERB" or tree.heads[p] < 0 or not self.words.has(tree, p, self.words.quoting):
                continue
            clause = clauses.at(p) if clauses.is_predicate(p) else None
            if clause is None or clause.finite or clause.infinitive or clause.passive or not clause.objects:
                continue
            word = clause.objects[0]
            documents = self.words.written | self.words.claims
            named = self.index.of(clauses, word) or self.words.has(tree, word, documents)
            speakers = self.speakers.named(clauses, word) if named else None
            host = clause.governor
            while host >= 0 and not clauses.is_predicate(host):
                host = tree.heads[host]
            if not speakers or host < 0:
                continue
            telling = self.tellings.get((clauses, host))
            contents = telling.contents if telling is not None else ()
            for words in contents or (frozenset(tree.subtree(host, [p])),):
                span = stretch(tree, words - tree.subtree(p))
                if span is not None:
                    yield Quotation(span, Span(tree.starts[p], tree.ends[p]), speakers)

    # -- quotes

    def quoted(self) -> Iterator[Quotation]:
        """The direct quotations: quotes with a saying beside them, and those that go on with one."""
        last: _Last | None = None
        opened: list[Span] = []
        for quote in self.quotes:
            first, final = self._sentences(quote.span)
            telling = self._beside(quote, first, final)
            if telling is not None:
                last = _Last(max(final, telling.number), quote.span.end, telling.cue, telling.speakers)
            elif last is not None and self._goes_on(quote, first, last):
                last = _Last(final, quote.span.end, last.cue, last.speakers)
            else:
                # A speech that goes on in the next paragraph is of who speaks there.
                opened = [] if quote.closed else [*opened, quote.content]
                if self._is_sentence(quote, first, final):
                    # Nobody says who says it.
                    yield Quotation(quote.content, Span(quote.span.start, quote.content.start), (), direct=True)
                continue
            self.spoken.setdefault(last.cue.start, []).append(quote.span)
            yield from (Quotation(one, last.cue, last.speakers, direct=True) for one in (*opened, quote.content))
            opened = []

    def _sentences(self, span: Span) -> tuple[int, int]:
        """The numbers of the parsed sentences in which a stretch begins and ends."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        return first, max(first, bisect_left(self.starts, span.end) - 1)

    def _is_sentence(self, quote: Quote, first: int, final: int) -> bool:
        """Whether a quote begins and ends with a sentence, so that it is no term."""
        if quote.words < _FEWEST or not self.parsed:
            return False
        opening, ending = self.parsed[first].sentence.span, self.parsed[final].sentence.span
        return abs(opening.start - quote.span.start) <= 1 and abs(ending.end - quote.span.end) <= 1

    def _quote_at(self, offset: int) -> Quote | None:
        at = bisect_right(self.quote_starts, offset) - 1
        return self.quotes[at] if at >= 0 and offset < self.quotes[at].span.end else None

    def _beside(self, quote: Quote, first: int, final: int) -> _Telling | None:
        """The telling that a quote belongs to: the nearest in its sentences, or in the one before or behind it."""
        if not self.parsed:
            return None
        start, end = quote.span.start, quote.span.end
        at = bisect_left(self.outside_starts, start)
        near: list[tuple[int, _Telling]] = []
        for telling in self.outside[max(0, at - _SIDE) : at + _SIDE]:
            cue = telling.cue
            before = cue.end <= start
            if telling.number != (first if before else final) or not self._reaches(telling.number, quote):
                continue
            if quote.words >= _FEWEST or self._is_said(telling, quote):
                near.append((start - cue.end if before else cue.start - end, telling))
        if near:
            return min(near, key=lambda pair: pair[0])[1]
        if quote.words < _FEWEST:
            return None
        return self._leading(start, first) or self._trailing(end, final)

    def _reaches(self, number: int, quote: Quote) -> bool:
        """Whether a quote has a part in a sentence."""
        span = self.parsed[number].sentence.span
        return span.start < quote.span.end and quote.span.start < span.end

    def _is_said(self, telling: _Telling, quote: Quote) -> bool:
        """Whether the tree has a whole quote, be it one word, for what a telling says."""
        tree = telling.clauses.tree
        for words in telling.contents:
            span = stretch(tree, words)
            if span is not None and quote.span.contains(span):
                return True
        return False

    def _leading(self, start: int, first: int) -> _Telling | None:
        """The telling of what stands before a quote, if that ends in a colon: "The mayor wrote: / “…”"."""
        number = first - 1 if self.starts[first] >= start - 1 else first
        if number < 0:
            return None
        clauses = self.parsed[number].clauses[-1]
        last = bisect_left(clauses.tree.starts, start) - 1
        if last < 0 or clauses.tree.lower[last] != ":":
            return None
        at = bisect_left(self.outside_starts, start) - 1
        if at >= 0 and self.outside[at].number == number:
            return self.outside[at]
        return self._described(number, clauses)

    def _described(self, number: int, clauses: Clauses) -> _Telling | None:
        """What stands for a telling where no verb does: whom a sentence describes, as in "The mayor was blunt: “…”"."""
        tree = clauses.tree
        clause = clauses.at(tree.root) if clauses.is_predicate(tree.root) else None
        if clause is None or clause.copula is None or clause.subject is None or not clause.own_subject:
            return None
        speakers = self.speakers.named(clauses, clause.subject) if self.index.of(clauses, clause.subject) else ()
        cue = Span(tree.starts[tree.root], tree.ends[tree.root])
        return _Telling(number, clauses, clause, cue, speakers, ()) if speakers else None

    def _trailing(self, end: int, final: int) -> _Telling | None:
        """The telling right behind a quote that ends its sentence: "“It stopped in May.” Ada Brock said."."""
        number = final + 1
        if number >= len(self.parsed) or self.starts[number] - end > 2:
            return None
        at = bisect_left(self.outside_starts, self.starts[number])
        for telling in self.outside[at : at + _SIDE]:
            clause = telling.clause
            if telling.number != number or clause.governor >= 0 or clause.objects:
                continue
            if telling.contents and not self.words.has(telling.clauses.tree, clause.predicate, self.words.adding):
                continue
            if clause.own_subject and telling.cue.start < self.starts[number] + _NEAR:
                return telling
        return None

    def _goes_on(self, quote: Quote, first: int, last: _Last) -> bool:
        """Whether a quote that opens a sentence goes on with what was said in the sentence before."""
        if quote.words < _FEWEST or not 0 <= quote.span.start - last.end < _NEAR or not self.parsed:
            return False
        opens = self.starts[first] >= quote.span.start - 1
        here, there = self.parsed[first].sentence, self.parsed[last.sentence].sentence
        return opens and first - last.sentence <= 1 and here.paragraph - there.paragraph <= 1


def _overlap(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _governed(tree: Tree, last: int) -> int | None:
    """The noun behind a phrase of source, by the last word of that: "Brock" for the "to" of "according to Brock"."""
    relation, head = tree.relations[last], tree.heads[last]
    if relation == "fixed" and head >= 0:
        last, relation, head = head, tree.relations[head], tree.heads[head]
    if relation == "case" and head > last:
        return head
    return next((k for k in tree.children[last] if k > last and tree.upos[k] in ("NOUN", "PROPN", "PRON")), None)
