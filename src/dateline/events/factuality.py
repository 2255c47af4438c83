"""Whether a clause says that its event happened: its own polarity and modality, then what it is embedded in.

The grades follow FactBank (Saurí and Pustejovsky 2009) as far as `Status` tells them apart.  What a governor does to
the clause that it embeds is a table, `EMBEDDINGS`; the words are in the locale.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from attrs import evolve, frozen

from dateline.model import Status
from dateline.syntax import Clause, Clauses, is_verb_among

__all__ = [
    "EMBEDDINGS",
    "HAPPENED",
    "Embedding",
    "Factuality",
    "Saying",
    "factuality_of",
    "factuality_of_noun",
    "speaks",
]

Relations: TypeAlias = frozenset[str]
_CONTENT: Final = frozenset(("complement", "open complement", "subject", "adnominal", "adverbial"))
_CONDITIONAL: Final = frozenset(("main", "adverbial", "complement", "parenthesis", "subject", "adnominal"))
_CLAUSAL: Final = frozenset(("complement", "subject", "adnominal", "adverbial"))
HAPPENED: Final = (Status.ASSERTED, Status.REPORTED)
# A chain of embeddings is followed so far up.
_DEEPEST: Final = 16


@frozen
class Embedding:
    """What a governor makes of the clause that it embeds.

    `words` names a word list of the locale; `relations` are those by which the clause hangs on one of these words;
    `form` is "infinitive", "finite" or "any"; `governor` whether that is itself negated.  `status` is what the embedded
    clause becomes if it was only asserted; with `always` whatever it was.
    """

    words: str
    form: Literal["infinitive", "finite", "any"]
    governor: Literal["positive", "negated", "any"]
    status: Status
    relations: Relations = _CONTENT
    always: bool = False


# The first line that fits decides.
EMBEDDINGS: Final = (
    # "failed to lock", "was unable to come"; "did not fail to come" came.
    Embedding("negative_implicatives", "infinitive", "positive", Status.NEGATED, always=True),
    Embedding("negative_implicatives", "infinitive", "negated", Status.ASSERTED),
    # "avoided selling the mill"
    Embedding("averting_verbs", "any", "positive", Status.NEGATED, always=True),
    # "denied that the mill burned", "it is false that it burned"
    Embedding("contradicting_verbs", "finite", "positive", Status.NEGATED, always=True),
    Embedding("contradicting_words", "finite", "positive", Status.NEGATED, _CLAUSAL, always=True),
    # "it is not true that it burned"
    Embedding("affirming_words", "finite", "negated", Status.NEGATED, _CLAUSAL, always=True),
    # "doubts that it burned", "pretended that"
    Embedding("disbelieving_verbs", "finite", "positive", Status.HYPOTHETICAL, always=True),
    Embedding("unsure_words", "any", "any", Status.HYPOTHETICAL, always=True),
    # "did not notice that it burned": it did.  "does not believe that it burned": nobody says so.
    Embedding("factive_verbs", "finite", "negated", Status.ASSERTED),
    # "is not true that it burned"
    Embedding("confirming_words", "finite", "negated", Status.NEGATED, _CLAUSAL, always=True),
    Embedding("", "any", "negated", Status.HYPOTHETICAL, always=True),
    # "said that it burned" is dealt with as a saying; "agreed to sell", "was asked to widen"
    Embedding("intending_verbs", "infinitive", "any", Status.PLANNED),
    # "is said to have left", "is believed to live there"
    Embedding("alleging_verbs", "infinitive", "any", Status.REPORTED),
    Embedding("hearsay_verbs", "infinitive", "any", Status.HYPOTHETICAL),
    Embedding("thinking_verbs", "infinitive", "any", Status.PLANNED),
    Embedding("saying_verbs", "finite", "any", Status.REPORTED),
    Embedding("thinking_verbs", "finite", "any", Status.HYPOTHETICAL),
)


@frozen
class Saying:
    """A verb of saying that a clause is the content of: `speaker` and `cue` are words of the tree."""

    speaker: int | None
    cue: int


@frozen
class Factuality:
    """The status of a clause, and who says so, innermost first."""

    status: Status
    sayings: tuple[Saying, ...] = ()


def speaks(clauses: Clauses, clause: Clause) -> bool:
    """Whether the predicate of a clause is a verb of saying."""
    return clause.kind == "verbal" and clauses.is_among(clause.predicate, "saying_verbs")


def factuality_of(clauses: Clauses, clause: Clause, *, dated: bool = False) -> Factuality:
    """The status that the sentence gives to a clause; `dated` clauses under "before" did happen.

    What stands in another sentence, a quotation or the date of the document is not looked at here.
    """
    reader = _Reader(clauses)
    status = reader.own(clause)
    if clause.relation == "adverbial":
        if status is Status.ASSERTED and not dated and clause.marked(reader.forestalling):
            # "locked the shed before anything happened": it may have been prevented.
            status = Status.HYPOTHETICAL
        if clause.marked(reader.excluding) and not clause.finite:
            status = Status.NEGATED
    sayings: list[Saying] = []
    at, said = clause, False
    for _ in range(_DEEPEST):
        if at.relation == "relative" and at.own_subject and at.marked(reader.introducing):
            # "The report that she left" is no relative clause, whatever the tree says: nothing is missing in it.
            at = evolve(at, relation="adnominal")
        sayings += reader.parenthetic(at)
        unmarked = at.inverted and at.relation == "adverbial"
        if unmarked or (at.relation in _CONDITIONAL and at.marked(reader.conditional)):
            # "If the barn burned", "the question whether it burned", "had the barn burned"
            status = Status.HYPOTHETICAL
        if at.relation == "relative" and status in HAPPENED and reader.is_denied(at.governor):
            # "no evidence that she left", read as evidence that she left somewhere
            status = Status.HYPOTHETICAL
        if at.governor < 0 or at.relation in ("relative", "main", "coordinate", "parenthesis"):
            break
        question = at.relation == "complement" and clauses.is_question(at) and not at.marked(reader.conditional)
        if not question:
            # "They will remember who told the truth": a question is told as the clause above is.
            below = status
            status = reader.embedded(status, at, clause, sayings)
            if said and status is Status.NEGATED and below is not Status.NEGATED:
                # "refused to say that it burned": the saying is denied, and what it says is open.
                status = Status.HYPOTHETICAL
        said = said or at.relation == "complement"
        above = clauses.at(at.governor) if clauses.is_predicate(at.governor) else None
        if above is None:
            status = reader.introduced(status, at)
            break
        at = above
    if reader.opens_condition(clause):
        status = Status.HYPOTHETICAL
    if status is Status.PLANNED and reader.is_called_off(clauses.host(clause)):
        # "was due to open in May but was cancelled"
        status = Status.NEGATED
    if sayings and status is Status.ASSERTED:
        status = Status.REPORTED
    return Factuality(status, tuple(dict.fromkeys(sayings)))


def factuality_of_noun(clauses: Clauses, noun: int) -> Factuality:
    """The status that the sentence gives to a happening that a noun names: "the strike of May 1984".

    What does not happen to it, or because of it, leaves it as it was: "The strike did not hurt the mill".
    """
    tree, around = clauses.tree, clauses.around(noun)
    if around is None:
        return Factuality(Status.ASSERTED)
    fact = factuality_of(clauses, around, dated=True)
    first = noun
    while tree.relations[first] == "conj" and tree.heads[first] != around.predicate:
        # "no gains or losses"
        first = tree.heads[first]
    is_object = tree.heads[first] == around.predicate and tree.relations[first] in ("obj", "nsubj:pass")
    if is_object and is_verb_among(around, clauses.words_named("averting_verbs"), clauses.locale):
        # "avoided a strike in 1984"
        return evolve(fact, status=Status.HYPOTHETICAL if around.negation is not None else Status.NEGATED)
    if fact.status is not Status.NEGATED or around.negation is None:
        return fact
    if first == around.subject and is_verb_among(around, clauses.words_named("happening_verbs"), clauses.locale):
        # "The festival of 2020 never took place."
        return fact
    denied = around.negation == first or around.negation in tree.children[first]
    known = not is_object or _Reader(clauses).is_known(first)
    return evolve(fact, status=Status.ASSERTED if known and not denied else Status.HYPOTHETICAL)


class _Reader:
    """What the words of a clause and of its governor say of it, by the word lists of the locale."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.conditional = self.clauses.words_named("conditional_markers")
        self.forestalling = self.clauses.words_named("forestalling_markers")
        self.excluding = self.clauses.words_named("excluding_markers")
        self.introducing = self.clauses.words_named("content_markers")

    def own(self, clause: Clause) -> Status:
        """The status by the words of the clause alone."""
        if clause.negation is not None:
            return Status.NEGATED
        if clause.modality == "modal":
            return Status.ASSERTED if self._is_habit(clause) else Status.HYPOTHETICAL
        if clause.modality == "future" or (clause.infinitive and clause.copula is not None and clause.own_subject):
            return Status.PLANNED
        if clause.infinitive and clause.relation in ("main", "coordinate"):
            # "The bank to cut jobs": a headline.
            return Status.PLANNED
        if self._is_due(clause):
            return Status.PLANNED
        if clause.imperative:
            return Status.HYPOTHETICAL
        if clause.relation == "complement" and clause.own_subject and self._is_bare(clause):
            # "ordered that the mill be closed"
            return Status.PLANNED
        if clause.copula is not None and self.clauses.is_among(clause.predicate, "planned_adjectives"):
            # "was due in March"
            return Status.PLANNED
        if clause.passive and self._is_planned(clause):
            return Status.PLANNED
        return Status.ASSERTED

    def _is_due(self, clause: Clause) -> bool:
        """Whether a plan stands right before an infinitive: "was due to open", which parsers read as "due to"."""
        tree, p = clause.tree, clause.predicate
        if p < 2 or "VerbForm=Inf" not in tree.feats[p] or tree.lower[p - 1] not in self.clauses.words.infinitive_marks:
            return False
        return tree.heads[p - 2] == p and tree.lower[p - 2] in self.clauses.words_named("planned_adjectives")

    def parenthetic(self, clause: Clause) -> list[Saying]:
        """The sayings set beside a clause: "The mill burned, she said"."""
        tree, found = clause.tree, []
        for child in tree.children[clause.first]:
            if tree.relations[child] != "parataxis" or not self.clauses.is_among(child, "saying_verbs"):
                continue
            said = self.clauses.at(child)
            if clause.first < child < clause.predicate and clause.own_subject:
                # "It burned, she said, but the firm paid."
                continue
            complete = [k for k in (*said.complements, *said.objects) if k > child]
            first = min(tree.subtree(child))
            # "The landlord serves notice; the tenant replies": two things told.
            apart = first > 0 and tree.forms[first - 1] in (";", ":", ".")
            if not complete and not apart and said.subject is not None and said.own_subject:
                found.append(Saying(said.subject, child))
        return found

    def embedded(self, status: Status, clause: Clause, own: Clause, sayings: list[Saying]) -> Status:
        """The status that the governor of a clause leaves it; a saying is added to `sayings`."""
        clauses, tree, governor = self.clauses, clause.tree, clause.governor
        above = clauses.at(governor) if clauses.is_predicate(governor) else None
        negated = above is not None and above.negation is not None
        parted = clause.marked(clauses.words_named("source_markers"))
        if parted and clauses.is_among(governor, "preventing_verbs"):
            # "kept the water from rising"
            return status if negated else Status.NEGATED
        excess = clauses.words_named("excess_adverbs")
        if clause.infinitive and any(tree.lower[k] in excess and k < clause.first for k in tree.children[governor]):
            # "too tired to climb"
            return Status.NEGATED
        if status is Status.ASSERTED and above is not None and self._is_heard(clause, above):
            return Status.REPORTED
        if clause.relation == "adverbial":
            # A purpose: "stopped to rest".
            status = Status.PLANNED if clause.infinitive and status is Status.ASSERTED else status
            return self._unless_cancelled(status, clause)
        content = clause.marked(self.introducing)
        if clause.relation == "adnominal" and not clause.infinitive and not content:
            # "a bridge built in 1920"; "the trip, planned for May, was called off"
            if negated and not self.is_known(governor):
                # "by no means finished", which parsers read as "no means"
                return Status.NEGATED
            return self._unless_cancelled(status, clause)
        if clause.relation == "adnominal" and clause.infinitive and self._is_counted(governor):
            # "the fourth couple to leave"
            return status
        for line in EMBEDDINGS:
            if not self._fits(line, clause, governor, negated):
                continue
            if line.words == "saying_verbs":
                if above is not None:
                    sayings.append(Saying(above.subject, governor))
                    if status is Status.HYPOTHETICAL and self._is_future_in_past(own):
                        # "said that he would resign"
                        status = Status.PLANNED
                elif content and status is Status.ASSERTED:
                    # "the claim that it burned": somebody says so, nobody knows who.
                    status = Status.REPORTED
                break
            if status is Status.ASSERTED or line.always:
                status = line.status
            if status is Status.PLANNED and clause.infinitive and clause.perfect:
                # "is expected to have sold"
                status = Status.HYPOTHETICAL
            break
        if status is Status.ASSERTED and clause.infinitive and clause.relation == "adnominal":
            status = Status.PLANNED
        if clause.perfect and clause.infinitive and tree.lower[governor] in clauses.words.modal_auxiliaries:
            # "ought to have been finished"
            status = Status.HYPOTHETICAL
        if above is not None and above.modality == "modal" and status is Status.ASSERTED:
            status = Status.HYPOTHETICAL
        return status

    def is_denied(self, noun: int) -> bool:
        """Whether a noun has a negative determiner: "no evidence"."""
        tree, negative = self.clauses.tree, self.clauses.words.negative_determiners
        return any(tree.relations[k] == "det" and tree.lower[k] in negative for k in tree.children[noun])

    def _is_heard(self, clause: Clause, above: Clause) -> bool:
        """Whether a clause is what a rumour or the like has for its content: "Rumour had it that it burned"."""
        content = clause.relation == "complement" or (
            clause.relation == "adverbial" and clause.marked(self.introducing)
        )
        return content and above.subject is not None and self.clauses.is_among(above.subject, "hearsay_nouns")

    def introduced(self, status: Status, clause: Clause) -> Status:
        """The status that the verb above leaves to what a noun introduces: "no proof that it burned"."""
        around = self.clauses.above(clause)
        if around is None or clause.relation != "adnominal":
            return status
        if not clause.infinitive and not clause.marked(self.introducing):
            return status
        if around.negation is not None:
            if self.clauses.is_among(clause.governor, "disbelieving_verbs"):
                # "no doubt that it burned"
                return self.own(clause)
            return Status.HYPOTHETICAL if status in HAPPENED else status
        denied = clause.governor in around.objects and self.clauses.is_among(around.predicate, "contradicting_verbs")
        # "rejected the claim that it burned"
        return Status.NEGATED if denied else status

    def _unless_cancelled(self, status: Status, clause: Clause) -> Status:
        """The status of what hangs on a noun: a plan whose noun is called off is none any more."""
        around = self.clauses.above(clause)
        if status is not Status.PLANNED or around is None or around.subject != clause.governor:
            return status
        off = is_verb_among(around, self.clauses.words_named("cancel_verbs"), self.clauses.locale)
        return Status.NEGATED if off else status

    def is_known(self, noun: int) -> bool:
        """Whether a noun has a definite article or the like."""
        tree, definite = self.clauses.tree, self.clauses.words_named("definite_determiners")
        return any(tree.lower[k] in definite for k in tree.children[noun])

    def _is_bare(self, clause: Clause) -> bool:
        """Whether the verb behind a "that", or the word that helps it, is an infinitive without "to"."""
        verb = next(iter(clause.auxiliaries), clause.predicate)
        bare = not clause.infinitive and "VerbForm=Inf" in clause.tree.feats[verb]
        return bare and clause.marked(self.introducing)

    def _is_planned(self, clause: Clause) -> bool:
        """Whether something was planned: "is fixed for May", "was promised for May"; not "was promised in May"."""
        tree, named = clause.tree, self.clauses.words_named
        if is_verb_among(clause, named("planned_verbs"), self.clauses.locale):
            return True
        cases = named("fixing_prepositions")
        fixed = any(tree.lower[c] in cases for k in clause.obliques for c in tree.children[k])
        return fixed and is_verb_among(clause, named("proposing_verbs"), self.clauses.locale)

    def is_called_off(self, plan: Clause) -> bool:
        """Whether what follows a plan says that nothing came of it: "was due in May but was cancelled, never came"."""
        tree, clauses = self.clauses.tree, self.clauses
        if self.own(plan) is not Status.PLANNED:
            # "promised to come but did not": he did promise.
            return False
        for k in tree.children[plan.first]:
            if k < plan.predicate or tree.relations[k] not in ("conj", "parataxis") or not clauses.is_predicate(k):
                continue
            later = clauses.at(k)
            if later.borrowed or later.modality or not later.finite:
                continue
            if later.own_subject and (later.subject is None or tree.upos[later.subject] != "PRON"):
                continue
            if is_verb_among(later, clauses.words_named("cancel_verbs"), clauses.locale):
                return True
            past = plan.tense == later.tense == "past" and later.negation is not None
            if past and not clauses.is_among(k, "saying_verbs", "opinion_verbs"):
                return True
        return False

    def opens_condition(self, clause: Clause) -> bool:
        """Whether a sentence opens with a condition without "if", and a clause stands in that.

        Parsers seldom see it, so the words count: "Had" and the like first, and then, behind a comma or not, what would
        have been.
        """
        tree = clause.tree
        first = next((k for k, upos in enumerate(tree.upos) if upos != "PUNCT"), 0)
        if tree.lower[first] not in self.clauses.words_named("inverting_auxiliaries") or tree.forms[-1] == "?":
            return False
        modals = self.clauses.words_named("future_in_past_auxiliaries")
        modal = next((k for k in range(first + 1, len(tree)) if tree.lower[k] in modals), 0)
        comma = next((k for k in range(first, modal) if tree.forms[k] == ","), modal)
        return first <= clause.predicate < comma

    def _is_habit(self, clause: Clause) -> bool:
        """Whether a modal verb tells of a habit: "would often sleep there"."""
        tree, named = clause.tree, self.clauses.words_named
        if clause.perfect or clause.relation == "complement":
            return False
        often = named("habitual_adverbs")
        return any(tree.lower[k] in named("future_in_past_auxiliaries") for k in clause.auxiliaries) and any(
            tree.lower[k] in often for k in tree.children[clause.predicate]
        )

    def _is_counted(self, noun: int) -> bool:
        """Whether a noun has an ordinal or the like beside it: "the last to leave", "the only one to leave"."""
        tree, named = self.clauses.tree, self.clauses.words_named
        counting = named("counting_words") | named("counting_adjectives")
        return tree.lower[noun] in counting or any(tree.lower[k] in counting for k in tree.children[noun])

    def _fits(self, line: Embedding, clause: Clause, governor: int, negated: bool) -> bool:
        if clause.relation not in line.relations:
            return False
        if line.form != "any" and (line.form == "infinitive") is not clause.infinitive:
            return False
        if line.governor != "any" and (line.governor == "negated") is not negated:
            return False
        return not line.words or self.clauses.is_among(governor, line.words)

    def _is_future_in_past(self, clause: Clause) -> bool:
        future = self.clauses.words_named("future_in_past_auxiliaries")
        # Not "would have resigned": he did not.
        verbs = (*clause.auxiliaries, clause.predicate)
        return not clause.perfect and any(clause.tree.lower[k] in future for k in verbs)
