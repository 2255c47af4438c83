"""Titles in the text's own words: the clause as it stands, cut at whole constituents of its edges.

What is cut at the edges (the date of the event, a link word, a clause that is an event of its own) is not marked; what
is left out inside, or at the end for length, shows as "…".  If the cut is in doubt the title is the whole sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define, field

from dateline.events.attachment import words_in
from dateline.syntax import SUBJECTS, Clause, Clauses, base_relation, is_verb_among

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from dateline.model import Span

__all__ = ["LONGEST", "capitalised", "gapped_subject", "member_title", "stretch_title", "title_of"]

# In characters.
LONGEST: Final = 120
# In words: the longest phrase that is cut with the date behind it, "at some point" of "in May".
_ORPHANED: Final = 3
# A clause before the subject is cut if it is longer, another phrase there if it is much longer.
_LONG_LEAD: Final = 30
_LONG_PHRASE: Final = 60
# What stands inside and belongs to another clause is left out if it is longer.
_LONG_INSIDE: Final = 25
# A clause of no more words tells too little without its antecedent: "where I have worked".
_THIN: Final = 6
ELLIPSIS: Final = "…"

# What stands before the subject and may be cut.
_LEADING: Final = frozenset(("advcl", "obl", "advmod", "nmod", "discourse"))
# A title can do without these, however short it is.
_OPTIONAL: Final = frozenset(("advcl", "parataxis", "acl", "appos"))
_ASIDE: Final = frozenset(("parataxis", "discourse", "vocative", "list", "dislocated", "reparandum"))
_SUBJECT_HEADS: Final = frozenset(("NOUN", "PROPN", "PRON", "DET", "ADJ"))
_SMALL: Final = frozenset(("case", "punct", "advmod", "det", "mark", "fixed", "cc"))
_LINKING: Final = frozenset(("cc", "discourse"))
_DANGLING: Final = frozenset(("case", "mark", "cc", "det", "punct", "cc:preconj"))
# A cut never parts one of these from the word that it stands before.
_CLOSE: Final = frozenset(
    (
        "det",
        "case",
        "amod",
        "nummod",
        "compound",
        "aux",
        "cop",
        "mark",
        "cc",
        "nmod:poss",
        "advmod",
        "punct",
        "flat",
        "fixed",
        "nmod:desc",
    )
)
# In words: a greeting and its comma are no longer.
_GREETING: Final = 6
_OPENERS: Final = frozenset("([{“‘«\"'")
_PAIRS: Final = ("()", "[]", "“”", "‘’", '""', "«»")
_CLOSERS: Final = frozenset(")]}”’»\"'%")


@define
class _Draft:
    """Words of a title under way: `own` of the clause, `prefix` shared with another, `left_out` of other clauses."""

    own: set[int]
    left_out: set[int]
    prefix: set[int] = field(factory=set)
    keep: set[int] = field(factory=set)
    cut: bool = False


def title_of(clauses: Clauses, clause: Clause, dates: Iterable[Span], text: str) -> str:
    """The title of the event that a clause tells, "" where there is nothing to tell; `dates` are those of the event."""
    maker = _Titles(clauses, text)
    date = maker.with_small_words({i for span in dates for i in words_in(clauses, span)})
    while (earlier := clauses.merged_into(clause)) is not None:
        clause = earlier
    keep = {clause.predicate}
    plan = clauses.words_named("planned_verbs")
    if clause.relation == "adnominal" and is_verb_among(clause, plan, clauses.locale):
        # "The trip, planned for May, was called off": what came of the plan belongs to it.
        return maker.whole(clauses.above(clause) or clause)
    if clause.relation == "adverbial" and clause.first == clause.predicate and maker.is_participial(clause):
        # "Having left in May, he sold it": told with the clause that it goes with.
        above = clauses.above(clause)
        if above is None:
            return ""
        done = maker.done_before(clause, above, date)
        if done is not None:
            return maker.written(done, clause)
        if clause.marked(clauses.words_named("requiting_cases")):
            # "was accused on Monday of taking bribes in 2003": the date says of which of the two it is.
            return maker.whole(clauses.host(above))
        clause = clauses.host(above)
    if clauses.tree.heads[clause.predicate] < 0 and clause.marked(clauses.words_named("bounding_cases")):
        # "Since the start of 2014 five have been killed": no clause is below another.
        return maker.whole(clause)
    completes = clause.infinitive and not clause.own_subject and clause.relation in ("complement", "open complement")
    if completes and date:
        # "was due to sit an examination": told with the clause that it completes.
        clause = clauses.above(clause) or clause
    draft = maker.draft(clause)
    draft.keep |= keep
    # "by noon it stood a metre deep": no subject of it
    draft.prefix -= date
    if (subject := maker.lost_subject(clause, date)) is not None:
        # "was sold in May and in June was shut"
        draft.prefix |= subject
        draft.own -= date
    if not maker.words(draft.own):
        return ""
    maker.cut_lead(draft, clause, date)
    maker.cut_tail(draft, clause, date)
    maker.trim(draft, clause)
    if not maker.words(draft.own):
        return ""
    if maker.is_doubtful(draft, clause) or maker.is_no_verb(draft.own, clause):
        return maker.whole(clause)
    maker.cut_swallowed(draft.own, clause.predicate, date)
    if draft.prefix and maker.has_subject(draft.own, clause):
        draft.prefix = set()
    title = maker.from_start(draft, clause, date) or maker.written(draft, clause)
    return maker.whole(clause) if title.count("(") > title.count(")") else title


def member_title(
    clauses: Clauses, clause: Clause, members: Sequence[frozenset[int]], number: int, text: str
) -> str | None:
    """The title of one dated member of a list: "He visited … Paris" of "He visited Rome in 1990, Paris in 1995".

    `members` are the words of the dates in text order and `number` says which is meant.  None where they date no list:
    each must stand behind the predicate, with words of its own before it and no clause among them.
    """
    maker = _Titles(clauses, text)
    return maker.member(clause, members, number)


def gapped_subject(clauses: Clauses, clause: Clause, members: Sequence[frozenset[int]], number: int) -> int | None:
    """Who or what a later member of a list of dates is about: "Otto" of "Ida died in 1970 and Otto in 1974"."""
    return _Titles(clauses, "").gapped(clause, members, number)


def stretch_title(clauses: Clauses, words: Iterable[int], text: str) -> str:
    """The title that a stretch of words makes by itself."""
    maker = _Titles(clauses, text)
    kept = sorted(words)
    return maker.joined([(kept[0], kept[-1])], cut=False) if kept else ""


class _Titles:
    """Makes titles from one tree."""

    def __init__(self, clauses: Clauses, text: str) -> None:
        self.clauses = clauses
        self.tree = clauses.tree
        self.text = text

    def words(self, indices: Iterable[int]) -> list[int]:
        """The words among some tokens, in order, without punctuation."""
        return [i for i in sorted(indices) if self.tree.upos[i] != "PUNCT"]

    def size(self, indices: AbstractSet[int]) -> int:
        """How many characters a stretch from the first to the last of some words takes."""
        return self.tree.ends[max(indices)] - self.tree.starts[min(indices)] if indices else 0

    def with_small_words(self, date: set[int]) -> set[int]:
        """A date with its prepositions, articles and the like; a particle of the verb before it stays out."""
        tree = self.tree
        out = set(date)
        for i in date:
            if self.clauses.is_predicate(i):
                continue
            below = tree.subtree(i)
            if all(base_relation(tree.relations[k]) in _SMALL or k in date for k in below):
                out |= below
        first = min(date, default=0)
        if first - 1 in out and self._is_particle_before(first):
            out.discard(first - 1)
        return out

    def _is_particle_before(self, first: int) -> bool:
        """Whether what looks like the preposition of a date is of the verb: "stopped in last week"."""
        tree, named = self.tree, self.clauses.words_named
        if self._is_particle(first - 1):
            return True
        if first < 2 or tree.lower[first] not in named("deictic_words") or tree.relations[first - 1] != "case":
            return False
        return tree.upos[first - 2] == "VERB" and tree.lower[first - 1] not in named("range_words")

    def lost_subject(self, clause: Clause, date: set[int]) -> set[int] | None:
        """The subject of the clause before, where a wrong tree makes the date of a conjunct its subject."""
        tree, p = self.tree, clause.predicate
        if clause.subject not in date or p in date or tree.relations[p] != "conj":
            return None
        host = self.clauses.at(tree.heads[p]) if self.clauses.is_predicate(tree.heads[p]) else None
        found = host.subject if host is not None and host.predicate < min(date) else None
        return None if found is None else self._subject(found)

    def is_no_verb(self, own: AbstractSet[int], clause: Clause) -> bool:
        """Whether a conjunct is but a name, which a wrong tree takes for a verb: "took Holm in March and Aske"."""
        words, p = self.words(own), clause.predicate
        return words == [p] and p > 0 and self.tree.forms[p][:1].isupper() and self.tree.relations[p] == "conj"

    def has_subject(self, own: AbstractSet[int], clause: Clause) -> bool:
        """Whether the words of a conjunct begin with a subject that a wrong tree has lost: "a sally was tried"."""
        tree, p = self.tree, clause.predicate
        first = min(own, default=p)
        nominal = tree.upos[first] in ("DET", "NOUN", "PROPN", "PRON") and first < p
        return nominal and clause.relation not in ("relative", "adnominal")

    def _is_particle(self, i: int) -> bool:
        """Whether a word is the particle of the verb right before it, and no preposition of a time: "called off"."""
        tree, named = self.tree, self.clauses.words_named
        if i <= 0 or tree.upos[i - 1] != "VERB" or tree.lower[i] not in named("phrasal_particles"):
            return False
        # "let back as soon as Wednesday", but "moved back in May"
        adverb = tree.relations[i] in ("advmod", "compound:prt") and (i + 1 == len(tree) or tree.upos[i + 1] != "ADP")
        return adverb or tree.lower[i] not in named("time_prepositions")

    # -- what belongs to the clause

    def draft(self, clause: Clause) -> _Draft:
        """The words of a clause, with what it shares with another."""
        tree, p = self.tree, clause.predicate
        left_out: set[int] = set()
        own = set(tree.subtree(p))
        for k in tree.children[p]:
            relation = base_relation(tree.relations[k])
            aside = relation in _ASIDE and not self._is_what_is_said(clause, k) and not self._is_close(k)
            if aside or (relation == "conj" and (self._is_told_apart(k) or self.clauses.is_lost_subject(k))):
                left_out |= tree.subtree(k)
                # What stands between its coordinator and it is of no other clause.
                own -= set(range(self._head_of(k, p, ";," if self._goes_on_in(k) else ";"), k))
        own -= left_out
        if not clause.infinitive:
            own -= {k for k in clause.links if tree.relations[k] != "cc:preconj"}
            if clause.relation in ("complement", "adverbial", "subject"):
                own -= {k for k in clause.markers if k < p}
        if clause.first != p and not clause.own_subject:
            before = set(range(self._head_of(p, clause.first, ";,")))
            if not any(k in before for k in clause.markers if tree.heads[k] == p):
                own -= before
        own -= {k for k in tree.children[p] if tree.relations[k] in ("cc", "punct")}
        stop = self._semicolon_behind(p, own)
        own -= {i for i in own if i >= stop}
        start = min(own, default=0)
        return _Draft(own, left_out, {i for i in self._shared(clause, own) if i < start or i in own})

    def done_before(self, clause: Clause, above: Clause, date: set[int]) -> _Draft | None:
        """What somebody did for which something was done to them, with its subject: "He … killing two men".

        Of "was convicted of killing two men in 2003": the conviction was at another time.  None where it may not be so
        ("accused of"), or where another than the subject did it ("thanked them for coming").
        """
        factive = self.clauses.is_among(above.predicate, "requiting_verbs")
        if not factive or not clause.marked(self.clauses.words_named("requiting_cases")):
            return None
        if clause.subject is None or above.objects:
            return None
        draft = self.draft(clause)
        draft.prefix |= self._subject(clause.subject)
        self.cut_tail(draft, clause, date)
        self.trim(draft, clause)
        return draft if len(self.words(draft.own)) > 1 else None

    def _semicolon_behind(self, p: int, own: AbstractSet[int]) -> int:
        """Where a semicolon and a clause of its own follow, whatever the tree makes of it: "left; that day it fell"."""
        tree, end = self.tree, max(own, default=p) + 1
        pronouns = self.clauses.words_named("relative_pronouns")
        for stop in range(p + 1, end):
            if tree.forms[stop] != ";":
                continue
            q = next((i for i in range(stop + 1, end) if self.clauses.is_predicate(i)), None)
            before = range(stop + 1, q or stop)
            plain = all(tree.forms[i] != "," and tree.lower[i] not in pronouns for i in before)
            if q is not None and plain and self.clauses.at(q).finite and self.clauses.at(q).own_subject:
                return stop
        return end

    def _is_close(self, k: int) -> bool:
        """Whether no mark sets off whom a tree says is addressed: "married the painter Jens Aas"."""
        return self.tree.relations[k] == "vocative" and k > 0 and self.tree.upos[k - 1] in ("NOUN", "PROPN")

    def _goes_on_in(self, k: int) -> bool:
        """Whether no mark parts what stands before a clause from it: "left, and tools worth | 900 francs were sold"."""
        tree, phrase = self.tree, self.tree.subtree(k)
        start = k
        while start - 1 in phrase:
            start -= 1
        return tree.upos[start] != "PUNCT" and tree.upos[start - 1] != "PUNCT"

    def _head_of(self, conjunct: int, before: int, marks: str) -> int:
        """Where a conjunct begins, behind a word before it: at its coordinator, or the last of some marks."""
        tree = self.tree
        between = range(conjunct - 1, before, -1)
        coordinator = next((i for i in between if tree.heads[i] == conjunct and tree.relations[i] == "cc"), None)
        if coordinator is not None:
            return coordinator
        return next((i for mark in marks for i in between if tree.forms[i] == mark), conjunct)

    def _is_what_is_said(self, clause: Clause, k: int) -> bool:
        """Whether an aside is all that a verb of saying introduces: "said: “We won”"."""
        tree, p = self.tree, clause.predicate
        if k < p or clause.complements or not self.clauses.is_among(p, "saying_verbs"):
            return False
        first = min(i for i in tree.subtree(k) if i > p)
        return any(tree.forms[i] == ":" or self._is_opening(i) for i in range(max(p, first - 2), first + 1))

    def _is_opening(self, mark: int) -> bool:
        """Whether a word is a quotation mark that opens."""
        forms = self.tree.forms
        return forms[mark] in _OPENERS and (forms[mark] != '"' or forms[:mark].count('"') % 2 == 0)

    def is_participial(self, clause: Clause) -> bool:
        """Whether a clause has no finite verb, or one that may as well be a participle: "laws, expected next month"."""
        if not clause.finite:
            return True
        alone = not (clause.own_subject or clause.markers)
        return alone and min(self.tree.subtree(clause.predicate)) in (clause.predicate, *clause.auxiliaries)

    def _is_told_apart(self, k: int) -> bool:
        """Whether a conjunct is a clause of its own, with a verb or a subject, and not only a second verb."""
        tree, clauses = self.tree, self.clauses
        if not clauses.is_predicate(k) or clauses.merged_into(clauses.at(k)) is not None:
            return False
        joined = any(tree.relations[x] == "cc" for x in tree.children[k])
        contents = clauses.words_named("content_markers")
        if not joined and any(tree.relations[x] == "mark" and tree.lower[x] in contents for x in tree.children[k]):
            # "noticed that nobody had left": content, whatever the tree says
            return False
        return tree.upos[k] in ("VERB", "AUX") or any(
            tree.relations[x] in SUBJECTS or tree.relations[x] == "cop" for x in tree.children[k]
        )

    def _shared(self, clause: Clause, own: set[int]) -> set[int]:
        """The words of another clause that it needs: antecedent, or subject and auxiliaries of an earlier conjunct."""
        tree, p = self.tree, clause.predicate
        antecedent = clause.governor
        while antecedent >= 0 and tree.relations[antecedent] == "nmod" and tree.heads[antecedent] >= 0:
            # "teachers from a school who came": whichever noun it is, the whole phrase is there.
            if not 0 < antecedent - tree.heads[antecedent] <= _LONG_INSIDE or self._is_who(clause, antecedent):
                break
            antecedent = tree.heads[antecedent]
        if clause.relation in ("relative", "adnominal") and antecedent >= 0:
            if clause.own_subject and clause.marked(self.clauses.words_named("content_markers")):
                # "wrote to the board that nobody had left": what the noun governs has all its parts.
                own.difference_update(clause.markers)
                return set()
            head = tree.heads[antecedent]
            if clause.infinitive and clause.subject == head >= 0 and tree.relations[antecedent] == "conj":
                # "Ada and Ivo to call"
                return set(tree.subtree(head, {clause.first}))
            apart = ("cc", "conj", "punct", "case", "parataxis", "acl:relcl", "appos")
            other = {k for k in tree.children[antecedent] if tree.relations[k] in apart and k != clause.first}
            phrase = set(tree.subtree(antecedent, {clause.first, *other}))
            pronouns = self.clauses.words_named("relative_pronouns")
            if clause.relation == "relative":
                adverbs = self.clauses.words_named("relative_adverbs")
                pronoun = next((i for i in sorted(own) if tree.lower[i] in pronouns and i < p), None)
                thin = len(self.words(own)) <= _THIN
                if pronoun is not None and tree.lower[pronoun] in adverbs and clause.own_subject and not thin:
                    # "the mill, where she kept the books of the whole firm": a clause without its antecedent.
                    own.discard(pronoun)
                    return set()
            subject = clause.subject
            if clause.first == p or subject is None or subject in phrase or tree.lower[subject] in pronouns:
                return phrase
            return self._subject(subject)
        # "pleaded guilty and was to have been sentenced"
        helped = any(tree.upos[k] == "AUX" and "VerbForm=Fin" in tree.feats[k] for k in tree.children[p])
        if clause.own_subject or (clause.infinitive and not helped) or clause.subject is None or clause.subject >= p:
            return set()
        if base_relation(tree.relations[p]) == "conj":
            return self._subject(clause.subject) | set(clause.borrowed)
        return set()

    def _is_who(self, clause: Clause, antecedent: int) -> bool:
        """Whether "who" can only mean the nearer of two nouns: "the death of Ada Brook, who ran the mill"."""
        tree, above = self.tree, self.tree.heads[antecedent]
        persons = self.clauses.words_named("personal_relatives")
        pronoun = clause.subject is not None and tree.lower[clause.subject] in persons
        one = tree.upos[antecedent] == "PROPN" or self.clauses.is_person(antecedent)
        counted = self.clauses.is_among(above, "quantity_nouns")
        return pronoun and one and tree.upos[above] == "NOUN" and not (self.clauses.is_person(above) or counted)

    def _subject(self, subject: int) -> set[int]:
        tree = self.tree
        apart = [k for k in tree.children[subject] if tree.relations[k] == "acl:relcl"]
        apart += [k for k in tree.children[subject] if tree.relations[k] == "cc" and k < subject]
        return set(tree.subtree(subject, apart))

    def _segments(self, clause: Clause, members: Sequence[frozenset[int]]) -> list[list[int]] | None:
        """The words before each of some dates that it dates, None where they are no list.

        The first may have none: then either none has, or the others stand in the place of the subject.
        """
        tree, p = self.tree, clause.predicate
        if not clause.finite:
            return None
        segments: list[list[int]] = []
        counting = self.clauses.words_named("counting_adverbs")
        reached = p
        for date in members:
            if not date or min(date) <= reached:
                return None
            cuts = [i for i in range(reached + 1, min(date)) if tree.forms[i] in ",;:" or tree.relations[i] == "cc"]
            small = self._with_cases(date)
            segment = [i for i in range(max(cuts, default=reached) + 1, min(date)) if i not in small]
            if any(self.clauses.is_predicate(i) for i in segment if i > p):
                return None
            named = any(tree.upos[i] in ("NOUN", "PROPN", "ADJ", "NUM") or tree.lower[i] in counting for i in segment)
            if not named and any(tree.upos[i] not in ("ADP", "ADV", "CCONJ", "PART", "PUNCT") for i in segment):
                return None
            segments.append(segment if named else [])
            reached = max(date)
        if all(segments) or not any(segments):
            return segments
        told = all(self._top(part) is not None or tree.lower[part[-1]] in counting for part in segments[1:] if part)
        return segments if told and all(segments[1:]) and not segments[0] else None

    def _with_cases(self, date: AbstractSet[int]) -> set[int]:
        """A date with its prepositions and the like, whatever else hangs on it."""
        cases = {k for i in date for k in self.tree.children[i] if self.tree.relations[k] == "case"}
        return self.with_small_words(set(date)) | cases

    def _top(self, segment: Sequence[int]) -> int | None:
        """The noun that a stretch of words is about, None where a preposition opens it."""
        tree = self.tree
        if not segment or tree.upos[segment[0]] == "ADP":
            return None
        top = next((i for i in segment if tree.heads[i] not in segment), None)
        if top is None:
            return None
        # "a third in 1866"
        noun = tree.upos[top] == "ADJ" and any(tree.relations[k] == "det" for k in tree.children[top])
        return top if noun or tree.upos[top] in ("NOUN", "PROPN", "PRON", "NUM") else None

    def gapped(self, clause: Clause, members: Sequence[frozenset[int]], number: int) -> int | None:
        """See `gapped_subject`."""
        segments = self._segments(clause, members) if number else None
        return self._top(segments[number]) if segments and not segments[0] else None

    def member(self, clause: Clause, members: Sequence[frozenset[int]], number: int) -> str | None:
        """See `member_title`."""
        tree, p = self.tree, clause.predicate
        draft = self.draft(clause)
        own = draft.own
        segments = self._segments(clause, members)
        if not own or segments is None:
            return None
        meant = self._with_cases(members[number])
        if not segments[0]:
            # "Ida died in 1970 and Otto in 1974", "Ida came in 1970 and again in 1974"
            if number and any(segments):
                return self.whole(clause)
            first, ends = min(self._with_cases(members[0])), self.words(draft.own)[-1] in members[-1]
            draft.own = {i for i in draft.own if i < first}
            if p not in draft.own or not (ends or any(segments)):
                return None
            self.trim(draft, clause)
            return None if not draft.own or self.is_doubtful(draft, clause) else self.written(draft, clause)
        starts = [segment[0] for segment in segments]
        lead = [i for i in self.words(own) if i < starts[0]]
        part = [i for i in self.words(range(starts[number], min(members[number]))) if i not in meant]
        if not lead or not part:
            return None
        pieces = [(lead[0], lead[-1]), (part[0], part[-1])]
        if number == 0 and starts[0] == lead[-1] + 1:
            pieces = [(lead[0], part[-1])]
        if sum(tree.ends[b] - tree.starts[a] + 3 for a, b in pieces) > LONGEST:
            return None
        return self.joined(pieces, cut=False)

    # -- cuts

    def cut_lead(self, draft: _Draft, clause: Clause, date: set[int]) -> None:
        """Cut what stands before the subject: the date of the event, link words, long phrases set off by a comma."""
        tree, p, own = self.tree, clause.predicate, draft.own
        before = p
        if clause.own_subject and clause.subject is not None and clause.subject < p:
            before = min(tree.subtree(clause.subject))
        if tree.lower[0] in self.clauses.words_named("greetings"):
            # "Hello all, the boiler failed"
            comma = next((i for i in range(min(p, _GREETING)) if tree.forms[i] == ","), -1)
            if tree.upos[comma + 1] in _SUBJECT_HEADS and tree.lower[comma + 1] not in self.clauses.words_named(
                "relative_pronouns"
            ):
                own -= set(range(comma + 1))
        opening, units = self.clauses.words_named("opening_adverbs"), self.clauses.words_named("unit_time_nouns")
        for k in tree.children[p]:
            phrase = tree.subtree(k)
            relation = base_relation(tree.relations[k])
            if max(phrase) >= before or phrase & draft.keep or relation not in _LEADING:
                continue
            comma = any(tree.forms[i] in ",:;—–-" for i in range(max(phrase), min(before, max(phrase) + 3)))
            long = comma and self.size(phrase) > (_LONG_LEAD if relation == "advcl" else _LONG_PHRASE)
            link = relation == "advmod" and tree.lower[k] in opening
            # Not "Late in life she returned to it".
            link = link and (tree.upos[k + 1] != "ADP" or k + 1 in date)
            renamed = tree.lower[k] in units and set(range(min(phrase) - 3, min(phrase))) & date
            if long or link or date.issuperset(self.words(phrase)) or (comma and renamed):
                # "In 2003, his first year, he left"
                own -= phrase
        behind = max(date, default=-1) + 1
        if (
            date.isdisjoint(own)
            and behind < before
            and tree.lower[behind] in self.clauses.words_named("orphaned_adverbs")
        ):
            # "In May alone it paid nine million"
            own.discard(behind)
        first = min(own, default=0)
        if first - 1 in date and first < before and tree.lower[first] in self.clauses.words_named("range_words"):
            # "From 1939 to the end of the war he worked": one stretch, which is kept as a whole.
            own |= date & set(range(first))

    def cut_swallowed(self, own: set[int], predicate: int, date: AbstractSet[int]) -> None:
        """Cut a date that opens the clause and that a wrong tree makes a part of the subject: "9 May | sales fell"."""
        words = self.words(own)
        tree = self.tree
        opening = set(date) | self._cases_of(date)
        opening |= {i for i in words if tree.upos[i] == "ADP" and {i - 1, i + 1} <= date}
        size = next((number for number, i in enumerate(words) if i not in opening), len(words))
        run = words[:size]
        named = size > 1 and any(tree.upos[i] in ("PROPN", "NOUN") for i in run)
        # "In 2007 and 2010 Ann Ray won it"
        listed = bool(run) and run[0] - 2 in date and tree.upos[run[0] - 1] == "CCONJ"
        # "That Christmas they ate rabbit"
        subjects = [k for k in tree.children[predicate] if tree.relations[k] in SUBJECTS and k not in run]
        led = bool(run) and any(size < len(words) and min(tree.subtree(k)) == words[size] for k in subjects)
        if (
            0 < size < len(words)
            and (named or listed or led)
            and predicate not in run
            and tree.upos[words[size]] in _SUBJECT_HEADS
        ):
            own.difference_update(run)

    def _cases_of(self, words: Iterable[int]) -> set[int]:
        """The prepositions of some words."""
        return {k for i in words for k in self.tree.children[i] if self.tree.relations[k] == "case"}

    def cut_tail(self, draft: _Draft, clause: Clause, date: set[int]) -> None:
        """Cut the date of the event at the end and, of long titles, the last constituents."""
        tree, p, own = self.tree, clause.predicate, draft.own
        lists = ("orphaned_adverbs", "orphaned_phrases", "vague_time")
        orphans, phrases, vague = (self.clauses.words_named(name) for name in lists)
        self._cut_note_marks(own)
        while p not in date and (words := self.words(own)) and words[-1] in date:
            start = words[-1]
            while start - 1 in date or (start - 1 in own and tree.upos[start - 1] == "PUNCT" and start - 2 in date):
                start -= 1
            own -= {i for i in own if i >= start}
            while (words := self.words(own)) and words[-1] != p and tree.lower[words[-1]] in orphans:
                own.discard(words[-1])
            for size in range(2, _ORPHANED + 1):
                end = words[-size:]
                said = " ".join(tree.lower[i] for i in end)
                governed = tree.upos[words[-size - 1]] == "ADP" if size < len(words) else False
                if p not in end and (said in phrases or (said in vague and not governed)):
                    # "is to close no later" of "than 31 March", "fell some time" of "in May", not "lay for some time"
                    own -= set(end)
                    break
        fitting = set(own)
        while self.size(own | draft.prefix) > LONGEST and self._cut_constituent(draft, p, self.words(own)[-1]):
            pass
        if draft.cut and self.size(own | draft.prefix) < LONGEST // 2:
            # Too much is gone: cut for length alone, see `written`.
            own |= fitting
            draft.cut = False

    def _cut_constituent(self, draft: _Draft, p: int, last: int) -> bool:
        """Cut the largest constituent that ends the title and that it can do without."""
        tree, own = self.tree, draft.own
        size = self.size(own)
        best = None
        at = last
        while at != p and at >= 0:
            relation = base_relation(tree.relations[at])
            conjunct = relation == "conj" and tree.heads[at] != p
            spare = relation in ("obl", "nmod") and size > LONGEST
            if (relation in _OPTIONAL or conjunct or spare) and not tree.subtree(at) & draft.keep:
                best = at
                if relation in _OPTIONAL:
                    break
            at = tree.heads[at]
        if best is None or best < p:
            return False
        phrase = tree.subtree(best)
        phrase |= {i for i in own if i >= min(phrase)}
        if p in phrase or len(self.words(own - phrase)) < 3:
            return False
        own -= phrase
        draft.cut = True
        return True

    def trim(self, draft: _Draft, clause: Clause) -> None:
        """Take link words, punctuation, marks of notes and words whose governor was cut off the edges."""
        tree, own = self.tree, draft.own
        cut = set(tree.subtree(clause.predicate)) - own - draft.left_out
        while True:
            self._cut_note_marks(own)
            words = self.words(own)
            governed = len(words) > 1 and tree.heads[words[-1]] in cut and words[-1] != clause.predicate
            if governed and tree.upos[words[-1]] != "NUM" and not self._is_particle(words[-1]):
                # "a little after noon" without "after noon"; but "earned 5 million" of "a year earlier"
                own.discard(words[-1])
                cut.add(words[-1])
            elif words and self._is_left_alone(words, cut):
                own.discard(words[-1])
            elif words and words[0] != clause.negation and self._is_link(words[0], clause):
                own.discard(words[0])
            elif (pronoun := self._left_relative(words, clause)) is not None:
                own -= {i for i in own if i >= pronoun}
            else:
                return

    def _is_left_alone(self, words: Sequence[int], cut: AbstractSet[int]) -> bool:
        """Whether the last word belongs to what was cut off behind it, also by a wrong tree: "due by"."""
        tree, last = self.tree, words[-1]
        if self._is_particle(last):
            return False
        if tree.relations[last] in _DANGLING:
            return tree.heads[last] not in words[:-1]
        return tree.relations[last] == "fixed" and tree.upos[last] == "ADP" and last + 1 in cut

    def _left_relative(self, words: Sequence[int], clause: Clause) -> int | None:
        """The last relative pronoun behind the predicate, if the verb of its clause was left out."""
        relatives = self.clauses.words_named("opening_relatives")
        for i in reversed(words):
            if i <= clause.predicate or self.clauses.is_predicate(i):
                return None
            if self.tree.lower[i] in relatives:
                return i
        return None

    def _cut_note_marks(self, own: set[int]) -> None:
        """Take the marks of notes off both ends of some words: "[12]"."""
        kept = [i for i in sorted(own) if self.tree.forms[i] not in ",;.)"]
        while len(kept) > 3 and self._is_note_mark(kept[-3:]):
            own.difference_update(kept[-3:])
            del kept[-3:]
        while len(kept) > 3 and self._is_note_mark(kept[:3]):
            own.difference_update(kept[:3])
            del kept[:3]

    def _is_note_mark(self, three: Sequence[int]) -> bool:
        """Whether three words are the mark of a note: "[12]"."""
        opening, number, closing = (self.tree.forms[i] for i in three)
        return opening == "[" and number.isdigit() and closing == "]" and three[2] - three[0] == 2

    def _is_link(self, word: int, clause: Clause) -> bool:
        """Whether a word only links a clause to what stands before it: "and", "that", "well"."""
        relation = self.tree.relations[word]
        if relation == "mark":
            # A main clause has none: then a parser has put two clauses in one, "When she was nine they moved".
            content = self.tree.lower[word] in self.clauses.words_named("content_markers")
            apart = clause.relation != "main" and (not clause.infinitive or content)
            return apart and self.tree.heads[word] == clause.predicate
        # Not "Rather than sell it, she left".
        fixed = any(self.tree.relations[k] == "fixed" for k in self.tree.children[word])
        return relation in _LINKING and not (fixed and self.clauses.is_predicate(self.tree.heads[word]))

    def is_doubtful(self, draft: _Draft, clause: Clause) -> bool:
        """Whether the title lost its subject, a complement or a particle, or opens with a relative pronoun."""
        tree, p = self.tree, clause.predicate
        words = self.words(draft.own)
        kept = set(words) | draft.prefix
        if p not in kept or not draft.keep <= kept:
            return True
        if clause.own_subject and clause.subject not in kept:
            return True
        relative = tree.lower[words[0]] in self.clauses.words_named("opening_relatives")
        if relative and not draft.prefix and tree.forms[-1] != "?":
            return True
        if clause.relation == "main" and self._is_joined_by_adverb(clause):
            return True
        completing = (*clause.complements, *clause.objects, *clause.particles)
        orphans = self.clauses.words_named("orphaned_adverbs")
        lost = [k for k in completing if k not in kept and k > p and tree.lower[k] not in orphans]
        vague = self.clauses.words_named("vague_time")
        if not draft.cut and any(" ".join(tree.lower[k - 1 : k + 1]) not in vague for k in lost):
            # No parser knows that nobody fell "some time".
            return True
        helping = (*clause.particles, *clause.auxiliaries, *(() if clause.negation is None else (clause.negation,)))
        if any(k not in kept and k in tree.subtree(p) for k in helping):
            return True
        alone = not clause.objects and clause.relation != "main"
        if alone and tree.lower[p] in self.clauses.words_named("do_forms"):
            # "…, which he did", "… and did so": the sentence says what.
            return True
        cut = tree.subtree(p) - draft.own - draft.left_out
        if any(tree.heads[i] in cut and i != p for i in words):
            return True
        bare = not clause.finite and not clause.infinitive and not clause.own_subject and not draft.prefix
        if bare and clause.relation not in ("main", "coordinate"):
            return True
        if clause.relation in ("relative", "adnominal"):
            whole = words + self.words(draft.prefix - draft.own)
            return len(whole) <= 3 and len(words) < 3
        if not draft.prefix and clause.subject is None and len(words) < 2:
            # "Published" alone
            return True
        return draft.cut and tree.relations[words[-1]] in ("nsubj", "nsubj:pass", "cc", "aux", "cop")

    def _is_joined_by_adverb(self, clause: Clause) -> bool:
        """Whether a main clause opens as none does, so that it must be two: "In 1990, when he was ill, they left"."""
        tree, adverbs = self.tree, self.clauses.words_named("resumptive_adverbs")
        opening = (k for k in tree.children[clause.predicate] if k < clause.predicate)
        return any(tree.lower[k] in adverbs for k in opening) and tree.forms[-1] != "?"

    # -- text

    def whole(self, clause: Clause) -> str:
        """The whole sentence, or what of it round the clause has room."""
        tree = self.tree
        words = self._without_links(self.words(range(self._after_label(), len(tree))), clause)
        if not words:
            return ""
        first, last = words[0], words[-1]
        if self.size({first, last}) <= LONGEST:
            return self.joined([(first, last)], cut=False)
        stretch = self.words(tree.subtree(clause.predicate))
        if clause.relation in ("relative", "adnominal"):
            stretch = self.words(self._shared(clause, set(stretch)) | set(stretch))
        stretch = self._without_links(stretch, clause)
        first, last = stretch[0], stretch[-1]
        room, framed = LONGEST, None
        if clause.subject is not None and clause.own_subject:
            said = [k for k in clause.complements if k < clause.subject and self.clauses.is_predicate(k)]
            start = min(clause.predicate, *tree.subtree(clause.subject))
            if said and said[0] < start and self.clauses.is_among(clause.predicate, "reporting_verbs"):
                # "The mill … burnt down, an inquiry heard" begins with what is said.
                framed = (start, last)
                room -= self.size({start, last}) + 3
                clause, last = self.clauses.at(said[0]), self.words(range(start))[-1]
        p, subject = clause.predicate, clause.subject
        shared = subject is not None and subject < p and self._shares_subject(clause)
        if self.size({first, last}) <= LONGEST and not shared and framed is None:
            return self.joined([(first, last)], cut=False)
        if not shared and tree.ends[p] - tree.starts[first] <= room // 2:
            pieces = [(first, self._room(first, last, room))]
            return self.joined([*pieces, framed] if framed is not None else pieces, cut=framed is None)
        # The predicate stands far behind its subject: begin with that in short, then go on with the verb.
        verb = min([p, *(k for k in clause.auxiliaries if k < p)])
        if clause.negation is not None and verb > clause.negation > p - 4:
            verb = clause.negation
        pieces = []
        if subject is not None and subject < verb:
            pieces = [self._core(subject, verb)]
            lent = [k for k in clause.borrowed if subject < k < verb]
            pieces += [(k, k) for k in lent if tree.heads[k] == tree.heads[lent[-1]]]
        taken = sum(tree.ends[b] - tree.starts[a] + 3 for a, b in pieces)
        end = last if self.size({verb, last}) + taken <= room else self._room(verb, last, room - taken)
        pieces.append((verb, end))
        if framed is not None:
            pieces.append(framed)
            end = last
        return self.joined(_merged(pieces), cut=end < last)

    def _shares_subject(self, clause: Clause) -> bool:
        """Whether a later conjunct has its subject from the first one."""
        shares = clause.first != clause.predicate and not clause.own_subject
        return shares and clause.relation not in ("relative", "adnominal")

    def from_start(self, draft: _Draft, clause: Clause, date: AbstractSet[int]) -> str | None:
        """The sentence from its first word, for a clause whose subject the tree has lost; None if it is not short.

        "The plan … can be changed": a finite clause without a subject has words before it that name something.
        """
        tree, p = self.tree, clause.predicate
        telling = clause.finite or clause.relation == "coordinate"
        if clause.subject is not None or draft.prefix or not telling or clause.imperative:
            return None
        before = set(range(self._after_label(), self.words(draft.own)[0])) - draft.left_out - date
        if not any(tree.upos[i] in ("NOUN", "PROPN", "PRON") for i in before):
            return None
        words = self._without_links(self.words(range(self._after_label(), len(tree))), clause)
        first, last = words[0], words[-1]
        if self.size({first, last}) <= LONGEST:
            return self.joined([(first, last)], cut=False)
        if tree.ends[p] - tree.starts[first] > LONGEST * 3 // 4:
            return None
        return self.joined([(first, self._room(first, last))], cut=True)

    def _without_links(self, words: list[int], clause: Clause) -> list[int]:
        """Some words without those before the first that only link them to what stands before."""
        fillers = self.clauses.words_named("fillers")
        at = 0
        while at + 1 < len(words) and words[at] != clause.negation:
            if not self._is_link(words[at], clause) and self.tree.lower[words[at]] not in fillers:
                break
            at += 1
        return words[at:]

    def _core(self, noun: int, before: int) -> tuple[int, int]:
        """The first and last word of a noun with what is never parted from it, up to a word behind it."""
        tree = self.tree
        close = [k for k in tree.children[noun] if {tree.relations[k], base_relation(tree.relations[k])} & _CLOSE]
        phrase = {noun}.union(*(tree.subtree(k) for k in close))
        low = high = noun
        while low - 1 in phrase:
            low -= 1
        while high + 1 in phrase and high + 1 < before:
            high += 1
        return low, high

    def _after_marks(self) -> int:
        """Where the words begin behind the marks of notes that open a sentence: "[3] [4] She left", "3] She left"."""
        forms = self.tree.forms
        at = 0
        while at + 2 < len(forms) and (forms[at] in "[]" or (forms[at].isdigit() and forms[at + 1] == "]")):
            at += 1
        return at

    def _after_label(self) -> int:
        """Where the words begin after the name of a speaker: "Greta Holm: We painted the barn"."""
        forms, upos = self.tree.forms, self.tree.upos
        start = self._after_marks()
        if start:
            return start
        for i in range(1, min(5, len(forms) - 1)):
            if forms[i] == ":" and all(tag in ("PROPN", "NOUN") for tag in upos[:i]) and forms[0][:1].isupper():
                return i + 1
        return 0

    def _room(self, first: int, last: int, longest: int = LONGEST) -> int:
        """The last word before which a stretch can be cut so that it fits, leaving no word without its governor."""
        tree = self.tree
        fitting = [i for i in range(first, last + 1) if tree.ends[i] - tree.starts[first] < longest]
        if not fitting:
            return first
        end = self._fit(first, fitting[len(fitting) // 2 :])
        return fitting[-1] if end is None else end

    def written(self, draft: _Draft, clause: Clause) -> str:
        """The text of a draft, with "…" for what is left out."""
        tree = self.tree
        words = self.words(draft.own)
        first, last = words[0], words[-1]
        if last + 1 < len(tree) and tree.forms[last + 1] in _CLOSERS:
            opened = any(form in _OPENERS for form in tree.forms[first : last + 1])
            if opened or tree.forms[last + 1] == "%":
                last += 1
        pieces = list(self._pieces(draft, first, last))
        prefix = self.words(draft.prefix - draft.own)
        if prefix and prefix[-1] < first:
            between = set(self.words(range(prefix[-1] + 1, first)))
            near = clause.relation in ("relative", "adnominal") and self.size(between) <= _LONG_INSIDE
            if between and not near:
                pieces.insert(0, (prefix[0], prefix[-1]))
            else:
                pieces[0] = (prefix[0], pieces[0][1])
        if sum(tree.ends[b] - tree.starts[a] for a, b in pieces) + 3 * (len(pieces) - 1) + draft.cut > LONGEST:
            a, b = pieces[-1]
            room = LONGEST - sum(tree.ends[y] - tree.starts[x] + 3 for x, y in pieces[:-1])
            if room > LONGEST // 3:
                fitting = [i for i in range(a, b + 1) if tree.ends[i] - tree.starts[a] < room]
                end = self._fit(a, fitting)
                if end is not None and end >= clause.predicate:
                    pieces[-1] = (a, end)
                    return self.joined(pieces, cut=True)
            return self.whole(clause)
        return self.joined(pieces, cut=draft.cut)

    def _fit(self, first: int, fitting: Sequence[int]) -> int | None:
        """The last of some words that can end a stretch from `first`: no word before it waits for its governor."""
        tree = self.tree
        for end in reversed(fitting):
            open_word = any(
                tree.heads[i] > end and (base_relation(tree.relations[i]) in _CLOSE or tree.relations[i] in SUBJECTS)
                for i in range(max(first, end - 8), end + 1)
            )
            if not open_word and tree.upos[end] != "PUNCT":
                return end
        return None

    def _pieces(self, draft: _Draft, first: int, last: int) -> Iterable[tuple[int, int]]:
        """The stretches from `first` to `last` without long clauses of others inside."""
        tree = self.tree
        start = first
        i = first
        while i <= last:
            if i not in draft.left_out or tree.upos[i] == "PUNCT":
                i += 1
                continue
            end = i
            while end + 1 <= last and (
                end + 1 in draft.left_out or (tree.upos[end + 1] == "PUNCT" and end + 2 in draft.left_out)
            ):
                end += 1
            if tree.ends[end] - tree.starts[i] > _LONG_INSIDE:
                before, after = i - 1, end + 1
                while before > start and (tree.upos[before] == "PUNCT" or tree.relations[before] == "cc"):
                    before -= 1
                while after < last and tree.upos[after] == "PUNCT":
                    after += 1
                if before >= start and after <= last:
                    yield start, before
                    start = after
                    if tree.lower[after] in self.clauses.words_named("opening_relatives"):
                        # Its antecedent was left out.
                        return
            i = end + 1
        yield start, last

    def _closed(self, first: int, last: int) -> int:
        """The last word of a stretch, or the mark right behind it that closes what the stretch opens."""
        forms, said = self.tree.forms, self.text[self.tree.starts[first] : self.tree.ends[last]]
        for opening, closing in _PAIRS:
            odd = opening == closing and said.count(opening) % 2 == 1
            if (odd or said.count(opening) > said.count(closing)) and closing != "’":
                behind = last + 1 + (closing not in ")]" and forms[last + 1 : last + 2] in (["."], ["!"], ["?"]))
                if forms[behind : behind + 1] == [closing]:
                    return behind
        return last

    def _end_of_word(self, last: int) -> int:
        """The last part of what is written as one word: "is" goes on in "isn't"."""
        tree = self.tree
        while last + 1 < len(tree) and tree.starts[last + 1] == tree.ends[last]:
            if tree.upos[last + 1] in ("PUNCT", "SYM") or tree.upos[last] in ("PUNCT", "SYM"):
                break
            last += 1
        return last

    def joined(self, pieces: Sequence[tuple[int, int]], *, cut: bool) -> str:
        """The text of some stretches of words, "…" between them and, if `cut`, at the end."""
        tree = self.tree
        following = [a for a, _ in pieces[1:]] + [len(tree)]
        pieces = [(a, min(self._end_of_word(b), c - 1)) for (a, b), c in zip(pieces, following, strict=True)]
        (a, b), *rest = pieces
        if a and _opens(tree.forms[a - 1], self.text[tree.starts[a] : tree.ends[pieces[-1][1]]]):
            # What stands before the first word belongs to it: "“We knew,” she said".
            pieces = [(a - 1, b), *rest]
        a, b = pieces[-1]
        pieces[-1] = (a, self._closed(a, b))
        texts = [" ".join(self.text[tree.starts[a] : tree.ends[b]].split()) for a, b in pieces]
        title = f" {ELLIPSIS} ".join(texts)
        title = _balanced(title).strip(" ,;:—–-|*\t")
        if not title:
            return ""
        first = tree.forms[pieces[0][0]]
        if first.islower():
            title = capitalised(title)
        if len(title) + cut > LONGEST:
            # A word was one part longer than it looked.
            title, cut = " ".join(title[: LONGEST - 1].split(" ")[:-1]) or title[: LONGEST - 1], True
        return title.rstrip(" .,;:") + ELLIPSIS if cut else title


def _opens(mark: str, text: str) -> bool:
    """Whether a word is the bracket or quotation mark that a mark in the text closes."""
    for opening, closing in _PAIRS:
        if mark == opening:
            closed = text.count(closing)
            return closed % 2 == 1 if mark == closing else closed > text.count(opening)
    return False


def _merged(pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of words in text order, those that adjoin put together."""
    out: list[tuple[int, int]] = []
    for first, last in pieces:
        if out and out[-1][1] + 1 >= first:
            out[-1] = (out[-1][0], last)
        else:
            out.append((first, last))
    return out


def _balanced(title: str) -> str:
    """A title without a bracket or quotation mark at an edge whose partner is not there."""
    for opening, closing in _PAIRS:
        if opening == closing:
            odd = title.count(opening) % 2 == 1
        elif closing == "’":
            odd = title.count(opening) > title.count(closing)
        else:
            odd = title.count(opening) != title.count(closing)
        if odd and title[:1] == opening:
            title = title[1:]
        elif odd and title[-1:] == closing and closing != "’":
            title = title[:-1]
    return title


def capitalised(title: str) -> str:
    """The title with a capital first letter, unless that is not one letter that leads back: "ß", "ı"."""
    capital = title[:1].upper()
    return capital + title[1:] if capital.lower() == title[:1] else title
