"""Attach a time by the dependency tree: to the clause that it is an adverbial of, or to the noun that it modifies."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final, Literal

from attrs import frozen

from dateline.syntax import Clauses, base_relation

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from dateline.model import Span

__all__ = ["Attachment", "attach", "is_bracketed", "word_before", "words_in"]

# Relations by which a time modifies a noun.
_MODIFYING: Final = frozenset(
    ("nmod", "amod", "compound", "nummod", "flat", "appos", "acl", "det", "dep", "goeswith", "reparandum")
)
# A parser sometimes calls the time of a clause one of these.
_LOOSE: Final = frozenset(("nmod:unmarked", "nmod:tmod", "dep", "appos", "compound", "nummod", "nmod"))
# A time without a preposition goes with the clause, whatever noun stands before it: "married Lee, a farmer, that May".
_BARE: Final = frozenset(("appos", "nmod:unmarked"))
_SMALL: Final = frozenset(("case", "advmod", "cc", "mark", "det"))
# What a time is named by, if the tree takes it apart: the day, and not "last" or "circa".
_NUMBERED: Final = frozenset(("NOUN", "PROPN", "NUM"))
_ARGUMENTS: Final = frozenset(("obj", "iobj"))
_SUBJECTS: Final = frozenset(("nsubj", "nsubj:pass", "nsubj:outer"))
_DETERMINING: Final = frozenset(("det", "nmod:poss"))
_SUBORDINATE: Final = frozenset(("advcl", "acl", "ccomp", "csubj", "xcomp"))
_CONJOINED: Final = frozenset(("conj", "parataxis"))
_INSIDE: Final = frozenset(("nmod", "flat", "compound", "conj"))
_FURTHEST: Final = 64
# What may stand between an article and its noun.
_NOMINAL: Final = frozenset(("DET", "PRON", "PART", "ADJ", "ADV", "NUM", "NOUN", "PROPN", "CCONJ"))
# In words: no noun stands farther behind a time in its phrase.
_WIDEST: Final = 4
# In words: so far behind a time stands the predicate of the clause that it opens, behind its subject.
_BEHIND: Final = 8


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
    large = [i for i in tops if relations[i] not in _SMALL]
    at = next((i for i in large if tree.upos[i] in _NUMBERED), (large or tops or [min(time)])[0])
    behind = max(time) + 1
    if behind < len(tree) and tree.lower[behind] in clauses.words_named("genitive_endings") and heads[at] >= 0:
        # "Today's session": whatever the tree says, it is the session's.
        return Attachment("attributive", heads[at])
    noun = _noun_beside(clauses, time)
    if noun is not None:
        return Attachment("attributive", noun)
    if _is_standard(clauses, time):
        return Attachment("fragment", at)
    led = _clause_led_with(clauses, time)
    led = _verb_behind(clauses, time) if led is None else led
    if led is not None:
        return Attachment("adverbial", led)
    reached = ""
    passed_on = bare = on_day = False
    noun = below = at
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
        if clauses.is_predicate(at) and not (at in time and clauses.at(at).copula is None):
            if at in time:
                return Attachment("itself", at)
            if heads[at] >= 0 and (max(time) < _opening(clauses, at) or _ends_before(clauses, at, min(time))):
                # "Came in May after he had written", "sold the boat (that she had built) in May"
                at, reached = heads[at], ""
                continue
            if passed_on and reached in _SUBJECTS and not on_day:
                return Attachment("attributive", noun)
            if not passed_on and reached in _ARGUMENTS and clauses.is_among(at, "time_filling_verbs"):
                return Attachment("filled", at)
            if reached in ("obl:unmarked", "obj") and _is_named(clauses, at, time):
                return Attachment("argument", at)
            told = tree.lower[below] in units or clauses.at(at).tense != "present"
            if reached in _SUBJECTS and told and _has_other_subject(clauses, at, below):
                # "Some time between 3 and 9 May the safe was emptied", "That Christmas they ate rabbit"
                return Attachment("adverbial", _taken_up(clauses, _in_text_order(clauses, at, time), time))
            if not passed_on and reached in _SUBJECTS and _is_shared(clauses, at):
                return Attachment("adverbial", at)
            if not passed_on and (reached in _SUBJECTS or (reached in _ARGUMENTS and _takes_time(clauses, at))):
                return Attachment("argument", at)
            return Attachment("adverbial", _taken_up(clauses, _in_text_order(clauses, at, time), time))
        if heads[at] < 0:
            return Attachment("fragment", at)
        head = heads[at]
        if _is_apart(clauses, time, at, first=reached in ("", "conj")):
            return Attachment("attributive", head)
        reached = "conj" if relations[at] == "appos" and _is_listed(clauses, at) else relations[at]
        in_time = head in time or tree.lower[head] in units or tree.upos[head] in ("NUM", "ADV", "ADP")
        fronted = _is_fronted(clauses, time, head)
        if reached == "compound" and head == max(time) + 1 and not (fronted or in_time):
            # "a night watchman"
            return Attachment("attributive", head)
        if fronted and not in_time:
            passed_on = on_day = True
        elif base_relation(reached) in _MODIFYING and not in_time:
            phrase = time if at in time else (at,)
            cases = {tree.lower[k] for i in phrase for k in tree.children[i] if relations[k] == "case"}
            names = _names_dated(clauses, head)
            nominal = reached == "nmod" and (passed_on or bool(cases & climbing)) and not _is_compared(clauses, head)
            bare = reached in _BARE and (bare or not passed_on) and not is_bracketed(clauses, at)
            bare = bare and not _is_number_of(clauses, time, at, head)
            if not passed_on:
                # "The parade on 10 May will be led by Ann": what is on a day happens.
                on_day = bool(cases & day_cases)
            loose = clauses.is_predicate(head) and reached in _LOOSE and at > head
            climbs = (nominal or bare or _has_swallowed(clauses, time)) and not names
            if not climbs and not loose:
                return Attachment("attributive", head)
            passed_on = True
            noun = head
        at, below = head, at
    return Attachment("fragment", at)


def word_before(clauses: Clauses, time: AbstractSet[int]) -> int:
    """The word before a time with its prepositions and articles, -1 if nothing stands there."""
    at = min(time, default=0) - 1
    while at >= 0 and clauses.tree.upos[at] in ("ADP", "DET"):
        at -= 1
    return at


def _clause_led_with(clauses: Clauses, time: AbstractSet[int]) -> int | None:
    """The predicate of a clause that a time opens behind its adverb or coordinator.

    "Was there when in May it burned", "died when he was four and in the autumn the family moved".
    """
    tree, at = clauses.tree, word_before(clauses, time)
    if at >= 0 and (tree.upos[at] in ("CCONJ", "SCONJ") or tree.forms[at] == ";"):
        if at + 1 == min(time) and tree.upos[at + 1] == "NUM":
            # "Despite letters of 6 May and 9 June Ada did not pay": a list of days
            return None
        return _clause_behind(clauses, time)
    if at < 0 or tree.lower[at] not in clauses.words_named("relative_adverbs"):
        return None
    head = tree.heads[at]
    return head if head > max(time) and clauses.is_predicate(head) and clauses.at(head).finite else None


def _verb_behind(clauses: Clauses, time: AbstractSet[int]) -> int | None:
    """The predicate right behind a time that counts from now, between it and its subject: "The board today met"."""
    tree, first = clauses.tree, min(time)
    if tree.lower[first] not in clauses.words_named("deictic_words") or not first:
        return None
    behind = max(time) + 1
    while behind < len(tree) and tree.upos[behind] in ("AUX", "ADV", "PART"):
        behind += 1
    if behind >= len(tree) or not clauses.is_predicate(behind):
        return None
    clause = clauses.at(behind)
    told = clause.finite and clause.tense != "present"
    subject = clause.subject if clause.own_subject and told else None
    return behind if subject is not None and first - 1 in tree.subtree(subject) else None


def _clause_behind(clauses: Clauses, time: AbstractSet[int]) -> int | None:
    """The predicate of a clause whose subject begins right behind a time, or a comma there; None if there is none."""
    tree, start = clauses.tree, max(time) + 1
    if start < len(tree) and tree.forms[start] == ",":
        start += 1
    predicate = next((i for i in range(start, min(len(tree), start + _BEHIND)) if clauses.is_predicate(i)), None)
    if predicate is None or clauses.at(predicate).infinitive:
        return None
    subjects = [k for k in tree.children[predicate] if tree.relations[k] in _SUBJECTS]
    return predicate if any(min(set(tree.subtree(k)) - time, default=-1) == start for k in subjects) else None


def _is_named(clauses: Clauses, predicate: int, time: AbstractSet[int]) -> bool:
    """Whether a bare month right behind a verb is what it is about: "they said January", "she chose May"."""
    tree, first = clauses.tree, min(time)
    return len(time) == 1 and first == predicate + 1 and tree.forms[first] in clauses.words_named("months")


def _is_shared(clauses: Clauses, predicate: int) -> bool:
    """Whether a conjunct whose subject seems to be a time has that of the clause before it.

    "Gave it up in July and a month later left"; not "left, and May saw a flood".
    """
    tree, clause = clauses.tree, clauses.at(predicate)
    head = tree.heads[predicate]
    if tree.relations[predicate] != "conj" or clause.copula is not None or clause.objects:
        return False
    return clauses.is_predicate(head) and clauses.at(head).subject is not None


def _has_other_subject(clauses: Clauses, predicate: int, noun: int) -> bool:
    """Whether a predicate has a subject beside a noun that the tree makes one."""
    tree = clauses.tree
    return any(k != noun and tree.relations[k] in _SUBJECTS for k in tree.children[predicate])


def _noun_beside(clauses: Clauses, time: AbstractSet[int]) -> int | None:
    """The noun that a time modifies by where it stands, whatever the tree says.

    It stands between an article or possessive pronoun and the noun ("the 1918 flood"), behind "of" ("the class of
    1990"), or in an apposition that no comma has closed ("Ann Ray, mayor from 1990 to 1994").
    """
    tree, first, last = clauses.tree, min(time), max(time)
    units = clauses.words_named("unit_time_nouns")
    for k in range(first - 1, -1, -1):
        noun = tree.heads[k]
        if tree.upos[k] not in _NOMINAL or noun > last + _WIDEST:
            break
        if noun > last and tree.relations[k] in _DETERMINING and tree.lower[noun] not in units:
            return None if clauses.is_predicate(noun) else noun
    at = first - 1
    while at > 0 and tree.upos[at] in ("ADP", "DET", "ADJ"):
        at -= 1
    if at < 0 or at == first - 1 or tree.upos[at] not in ("NOUN", "PROPN"):
        return None
    if tree.lower[at] in units or tree.forms[at] in clauses.words_named("months"):
        return None
    if _bounds(clauses, at):
        return at
    if clauses.is_predicate(at) or _names_dated(clauses, at):
        return None
    if tree.lower[at + 1] in clauses.words_named("genitive_prepositions"):
        return at
    top = at
    while tree.heads[top] >= 0 and base_relation(tree.relations[top]) in _INSIDE and not _is_apposed(clauses, top):
        top = tree.heads[top]
    if tree.upos[top] != "NOUN" or not (tree.relations[top] == "appos" or _is_apposed(clauses, top)):
        return None
    if _is_listed(clauses, top):
        return None
    start = min(i for i in tree.subtree(top) if tree.upos[i] != "PUNCT")
    return top if tree.forms[start - 1] == "," else None


def _has_swallowed(clauses: Clauses, time: AbstractSet[int]) -> bool:
    """Whether a wrong tree makes the noun before a time a part of it: "to the Echo last year"."""
    tree, first = clauses.tree, min(time)
    if tree.lower[first] not in clauses.words_named("deictic_words"):
        return False
    return first > 0 and tree.upos[first - 1] in ("NOUN", "PROPN") and tree.heads[first - 1] in time


def _is_made(clauses: Clauses, noun: int) -> bool:
    """Whether a clause tells of the making of a work, so that they have one time: "wrote a letter to him in May"."""
    tree, head = clauses.tree, clauses.tree.heads[noun]
    made = tree.relations[noun] in ("obj", "nsubj:pass")
    return made and clauses.is_predicate(head) and clauses.is_among(head, "making_verbs")


def _is_listed(clauses: Clauses, noun: int) -> bool:
    """Whether what a tree calls an apposition is one of a list: "the barn, the mill and the farm"."""
    tree = clauses.tree
    return any(tree.relations[k] == "conj" for k in tree.children[noun])


def _is_apposed(clauses: Clauses, noun: int) -> bool:
    """Whether what a tree calls a conjunct is an apposition: nothing coordinates it, "the Lark, a club of note"."""
    tree, first, articles = clauses.tree, clauses.tree.heads[noun], clauses.words_named("indefinite_articles")
    if tree.relations[noun] != "conj" or tree.upos[first] not in ("NOUN", "PROPN"):
        return False
    indefinite = [any(tree.lower[k] in articles for k in tree.children[i]) for i in (first, noun)]
    alone = sum(tree.relations[k] == "conj" for k in tree.children[first]) == 1
    if indefinite != [False, True] or not alone or any(tree.relations[k] == "cc" for k in tree.children[noun]):
        return False
    # Not "the roof in 1839, an organ in 1842 and, before she died, a window".
    behind = max(tree.subtree(noun)) + 1
    return behind == len(tree) or tree.upos[behind] == "PUNCT"


def _bounds(clauses: Clauses, noun: int) -> bool:
    """Whether a happening is told as the bound of another: that of "until his death in 1981"."""
    tree = clauses.tree
    if base_relation(tree.relations[noun]) != "obl" or not clauses.is_among(noun, "event_nouns", "deverbal_nouns"):
        return False
    bounding = clauses.words_named("bounding_cases")
    return any(tree.relations[k] == "case" and tree.lower[k] in bounding for k in tree.children[noun])


def _is_standard(clauses: Clauses, time: AbstractSet[int]) -> bool:
    """Whether something is measured by a time: "more than in 1990", "unlike in 1990", "compared with 1990"."""
    tree, at = clauses.tree, min(time) - 1
    amount = at - (at > 0 and tree.upos[at] == "ADP")
    while amount > 0 and at - amount < _WIDEST and tree.upos[amount] in ("NUM", "SYM", "NOUN"):
        amount -= 1
    if "NUM" in tree.upos[amount + 1 : min(time)] and tree.lower[amount] in clauses.words_named("opposing_cases"):
        # "paid nine million, against two million a year earlier"
        return True
    while at > 0 and tree.upos[at] in ("DET", "ADJ"):
        at -= 1
    if at < 0 or tree.upos[at] not in ("ADP", "SCONJ"):
        return False
    standards = clauses.words_named("standard_cases")
    if tree.lower[at] in standards - clauses.words_named("time_prepositions"):
        # Not "no later than 1990", which is a time.
        return True
    if at and tree.lower[at - 1] in standards:
        return True
    return at > 0 and tree.upos[at - 1] == "VERB" and clauses.is_among(at - 1, "comparing_verbs")


def _is_apart(clauses: Clauses, time: AbstractSet[int], at: int, *, first: bool) -> bool:
    """Whether a time is of a word that dates no clause: "the 2011 and 2017 reports", "ill since May, she resigned"."""
    tree, head = clauses.tree, clauses.tree.heads[at]
    if first and tree.upos[at] == "NUM" and any(tree.relations[k] == "det" for k in tree.children[at] if k not in time):
        # A year by itself has no article.
        return True
    aside = tree.upos[head] == "ADJ" and base_relation(tree.relations[head]) in _SUBORDINATE
    return aside and max(time) < tree.heads[head] and not clauses.is_predicate(head)


def _opening(clauses: Clauses, predicate: int) -> int:
    """The word with which a clause below another opens, -1 if that cannot be told: its marker, or a bare participle."""
    tree = clauses.tree
    base = base_relation(tree.relations[predicate])
    if base not in _SUBORDINATE:
        return -1
    clause = clauses.at(predicate)
    markers = [k for k in clause.markers if k < predicate]
    if markers:
        return markers[0]
    if clause.finite or clause.own_subject or base in ("acl", "ccomp", "csubj"):
        return -1
    return predicate


def _ends_before(clauses: Clauses, predicate: int, time: int) -> bool:
    """Whether a clause is over before a time behind it, which then is of the clause that it hangs on.

    A clause in brackets is, and a present participle that only describes what a verb of the past is done to: "issued a
    statement denying it in May".
    """
    if time < predicate:
        return False
    if is_bracketed(clauses, predicate) and not is_bracketed(clauses, time):
        return True
    tree, clause = clauses.tree, clauses.at(predicate)
    if clause.finite or clause.markers or clause.own_subject or "Tense=Past" in tree.feats[predicate]:
        return False
    describes = base_relation(tree.relations[predicate]) in ("acl", "advcl") and not clause.infinitive
    if not describes or tree.upos[predicate - 1] not in ("NOUN", "PROPN"):
        return False
    host = clauses.above(clause)
    noun = tree.heads[predicate]
    done = noun == (host.predicate if host else -1) or base_relation(tree.relations[noun]) in ("obj", "obl")
    return host is not None and done and host.finite and host.tense == "past" and host.predicate < predicate


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
        if clauses.is_among(noun, "event_nouns", "deverbal_nouns"):
            return True
        if clauses.is_among(noun, "dated_works"):
            return not _is_made(clauses, noun)
        if tree.relations[noun] != "conj" or clauses.is_predicate(tree.heads[noun]):
            return False
        noun = tree.heads[noun]
    return False


def _is_compared(clauses: Clauses, noun: int) -> bool:
    """Whether a noun names whom what is told comes after or is like: "the first since Ann Ray in 1881"."""
    tree = clauses.tree
    while tree.relations[noun] == "conj":
        noun = tree.heads[noun]
    comparing = clauses.words_named("comparing_cases")
    cased = any(tree.relations[k] == "case" and tree.lower[k] in comparing for k in tree.children[noun])
    return cased and tree.upos[noun] == "PROPN"


def _takes_time(clauses: Clauses, predicate: int) -> bool:
    """Whether a time can be the object of a verb: "spent the winter"; other verbs have none ("died that Christmas")."""
    return clauses.is_among(predicate, "time_taking_verbs")


def _is_number_of(clauses: Clauses, time: AbstractSet[int], at: int, noun: int) -> bool:
    """Whether a time is a number right beside a noun, and so a part of it: "Bill 1925", "Revue 2013"."""
    tree = clauses.tree
    comma = "," in tree.forms[min(noun, at) : max(noun, at)]
    return tree.upos[at] == "NUM" and len(time) <= 1 and not comma


def _is_fronted(clauses: Clauses, time: AbstractSet[int], noun: int) -> bool:
    """Whether a time opens a clause by itself before the noun that it seems to modify.

    "On 27 April Kerr showed me" is no "April Kerr", nor "In 2014 things improved" about "2014 things", nor "Last year
    Kerr left" about a "year Kerr".
    """
    tree, at = clauses.tree, min(time) - 1
    if noun < max(time):
        return False
    if at < 0 or tree.upos[at] in ("PUNCT", "CCONJ"):
        return len(time) > 1 and tree.lower[min(time)] in clauses.words_named("deictic_words")
    if tree.upos[at] not in ("ADP", "ADV"):
        return False
    # "On or about 14 August"
    while at >= 0 and tree.upos[at] in ("ADP", "ADV", "CCONJ") and min(time) - at < 5:
        if at == 0 or (tree.upos[at - 1] in ("PUNCT", "CCONJ") and tree.upos[at] == "ADP"):
            return True
        at -= 1
    return False


def _in_text_order(clauses: Clauses, predicate: int, time: AbstractSet[int]) -> int:
    """The conjunct of a predicate that a time behind it stands with: "came in May and left in June".

    That is the last one before it, or the next one where the time opens it: "prices rose, and in May they fell".
    """
    tree, first = clauses.tree, min(time)
    if first < predicate:
        head, behind = tree.heads[predicate], max(time) + 1
        listed = tree.relations[predicate] == "conj" and 0 <= head < first and clauses.is_predicate(head)
        closed = tree.forms[behind] == "," and behind + 1 == predicate and "," not in tree.forms[head:first]
        if listed and closed and not clauses.at(predicate).own_subject:
            # "Talks began on 8 February, broke down in March and were taken up again"
            return _last_before(clauses, head, first)
        return predicate
    above = predicate
    for _ in range(_FURTHEST):
        for k in tree.children[above]:
            if k > first and base_relation(tree.relations[k]) in _CONJOINED and clauses.is_predicate(k):
                if _opens(clauses, predicate, time, k):
                    return k
                break
        above = tree.heads[above]
        if above < 0 or above > first:
            break
    return _last_before(clauses, predicate, first)


def _taken_up(clauses: Clauses, predicate: int, time: AbstractSet[int]) -> int:
    """What a time says again, behind a clause that commas set off: "shut in May, when he died, and again in June"."""
    tree, at = clauses.tree, word_before(clauses, time)
    if at - 2 <= predicate or tree.lower[at] not in clauses.words_named("repeating_adverbs"):
        return predicate
    if tree.upos[at - 1] != "CCONJ" or tree.forms[at - 2] != ",":
        return predicate
    clause = clauses.at(predicate)
    host = clauses.above(clause) if base_relation(tree.relations[predicate]) in _SUBORDINATE else None
    set_off = host is not None and host.predicate < predicate and "," in tree.forms[host.predicate : predicate]
    return host.predicate if host is not None and set_off else predicate


def _opens(clauses: Clauses, predicate: int, time: AbstractSet[int], k: int) -> bool:
    """Whether a time stands at the head of a conjunct, behind a semicolon, or a comma and a coordinator."""
    tree, first = clauses.tree, min(time)
    clause = clauses.at(k)
    if ";" in tree.forms[predicate:first]:
        return ";" not in tree.forms[first:k]
    if not clause.own_subject or clause.subject is None or clause.subject < first:
        return False
    at = first - 1
    while at > predicate and base_relation(tree.relations[at]) in _SMALL and tree.relations[at] != "cc":
        if tree.lower[at] in clauses.words_named("relative_adverbs"):
            # "went with him when about 1373, he set out"
            return True
        at -= 1
    return at - 1 > predicate and tree.relations[at] == "cc" and tree.forms[at - 1] == ","


def _last_before(clauses: Clauses, predicate: int, time: int) -> int:
    """The last conjunct of a predicate before a time."""
    tree = clauses.tree
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
