"""Trees put right whose verbs have lost their subjects: a name or thing that does something hangs elsewhere.

In "On Friday Ada Brook, a judge, resigned" a parser may hang her on the judge, and the judge on the verb.  Each repair
is a function of the draft of a tree.
"""

from __future__ import annotations

from typing import Final

from dateline.syntax.clauses import SUBJECTS, base_relation, is_any_of
from dateline.syntax.draft import ENDING, FINITE, NOUNS, OPENING, QUOTES, Draft
from dateline.syntax.trees import NO_HEAD

__all__ = [
    "appointed",
    "bare",
    "crossed",
    "described",
    "governors",
    "marks",
    "names",
    "relatives",
    "subjects",
]

# A name behind these is no subject.
_NO_SUBJECT_BEHIND: Final = frozenset(("ADP", "CCONJ", "DET", "PART", "VERB", "AUX", "PRON"))
_DESCRIBING: Final = frozenset(("NOUN", "PROPN", "ADJ", "DET", "PRON"))
_LONGEST_DAY: Final = 2
_LONGEST_DESCRIPTION: Final = 20
_NOMINAL_RELATIONS: Final = frozenset(("obl", "nmod", "nsubj", "obj", "iobj", "compound", "appos"))
# By these a noun stands beside another that means the same, or is joined to it.
_BESIDE: Final = ("flat", "compound", "appos", "conj", "nmod:desc")


def names(draft: Draft) -> None:
    """Make names of verbs with a capital letter that hang as nouns do: "wrote to Playfit by May"."""
    for word, upos in enumerate(draft.upos):
        if upos != "VERB" or not word or not draft.before.forms[word][0].isupper():
            continue
        below = [draft.relations[k] for k in draft.below(word)]
        nominal = base_relation(draft.relations[word]) in _NOMINAL_RELATIONS
        if not nominal or any(base_relation(relation) in ("nsubj", "aux", "obj") for relation in below):
            continue
        draft.upos = [*draft.upos]
        draft.upos[word], draft.feats[word] = "PROPN", "Number=Sing"
        draft.changed = draft.touched = True
        for k in draft.below(word):
            if draft.relations[k] == "mark":
                draft.upos[k] = "ADP"
                draft.hang(k, word, "case")


def governors(draft: Draft) -> None:
    """Let a finite verb without a subject hang on what can lend it one."""
    root = draft.before.root
    for verb, feats in enumerate(draft.feats):
        head, relation = draft.heads[verb], draft.relations[verb]
        if draft.upos[verb] != "VERB":
            continue
        if relation == "advcl" and _opens_with_that(draft, verb) and draft.is_saying(head):
            draft.hang(verb, head, "ccomp")
        elif relation.startswith("acl") and (told := _told_by(draft, head)) is not None:
            # "was told by the owner, Ada Brook, that rain came in"
            subject = next((k for k in draft.below(verb) if draft.relations[k].startswith("nsubj")), verb)
            marks = [k for k in (*draft.below(verb), *draft.below(subject)) if draft.lower[k] in draft.words.content]
            if subject < verb and len(marks) == 1 and subject != marks[0] < subject:
                draft.hang(marks[0], verb, "mark")
                draft.hang(verb, told, "ccomp")
        if "VerbForm=Fin" not in feats or draft.has_subject(verb):
            continue
        if relation == "conj" and _is_bare(draft, head) and draft.is_finite(draft.heads[head]):
            # "warned that it would sink and noted that it leaked"
            if draft.relations[head] == "ccomp" and "Tense=Past" in feats:
                draft.hang(verb, draft.heads[head], "conj")
        elif relation == "parataxis" and head == root and verb > root and draft.upos[root] in NOUNS:
            # "Ada Brook, who ran the mill, wrote …"
            below = [k for k in range(root + 1, verb) if draft.heads[k] == root and draft.upos[k] != "PUNCT"]
            if below and all(draft.relations[k] in ("acl:relcl", "appos", "flat", "nmod") for k in below):
                draft.hang(verb, NO_HEAD, "root")
                draft.hang(root, verb, "nsubj")


def _told_by(draft: Draft, noun: int) -> int | None:
    """The verb of saying that has a noun for who says it, or to whom it is said, None if there is none."""
    for above in draft.up(noun):
        if draft.relations[noun] not in ("appos", "flat"):
            break
        noun = above
    verb = draft.heads[noun]
    argument = base_relation(draft.relations[noun]) in ("obl", "obj", "iobj")
    return verb if argument and verb >= 0 and verb < noun and draft.is_saying(verb) else None


def _opens_with_that(draft: Draft, verb: int) -> bool:
    marks = [k for k in draft.below(verb) if draft.relations[k] == "mark"]
    return len(marks) == 1 and draft.lower[marks[0]] in draft.words.content


def _is_bare(draft: Draft, verb: int) -> bool:
    """Whether a verb is an infinitive that an auxiliary helps."""
    return "VerbForm=Inf" in draft.feats[verb] and any(draft.relations[k] == "aux" for k in draft.below(verb))


def subjects(draft: Draft) -> None:
    """Give a noun right before a finite verb to it: "that a spokesman had said the line was cut".

    A parser may make it a second subject of the clause that the verb governs.
    """
    for word, relation in enumerate(draft.relations):
        head = draft.heads[word]
        if head <= word or not relation.startswith("nsubj"):
            continue
        between = range(word + 1, head)
        verb = next((k for k in between if draft.upos[k] == "VERB" and draft.governs(k, head)), head)
        if verb == head or draft.has_subject(verb) or not draft.is_close(word, verb):
            continue
        draft.hang(word, verb, "nsubj")
        for k in range(word):
            if draft.heads[k] == head and draft.relations[k] in ("mark", "det"):
                draft.hang(k, verb if draft.relations[k] == "mark" else word, draft.relations[k])


def crossed(draft: Draft) -> None:
    """Give a noun right before a finite verb to it, if it hangs on a word behind: "Colby launches a boat"."""
    for verb, upos in enumerate(draft.upos):
        told = draft.is_finite(verb) or "VerbForm" not in draft.feats[verb]
        if upos != "VERB" or not told or draft.has_subject(verb):
            continue
        noun = verb - 1
        while noun >= 0 and draft.upos[noun] in ("ADV", "AUX"):
            noun -= 1
        if (
            noun >= 0
            and draft.upos[noun] in NOUNS
            and draft.heads[noun] > verb
            and draft.governs(verb, draft.heads[noun])
        ):
            draft.hang(noun, verb, "nsubj")


def bare(draft: Draft) -> None:
    """Let a bare name right before a finite verb without a subject be that: "In 2018 Ada Brook and Tom Lund left".

    A parser may take it for a time, or the verb for an attribute of what stands behind ("Ada Brook left Leeds"), also
    with a noun whose subject stands before the verb ("From 3 May the clerk sold passports").
    """
    for verb, upos in enumerate(draft.upos):
        if upos != "VERB" or verb == 0:
            continue
        above = draft.heads[verb]
        attribute = above > verb and draft.relations[verb] == "amod" and _is_clause(draft, above)
        if draft.has_subject(verb):
            if attribute and draft.may_be_past(verb):
                _release(draft, verb, above)
            continue
        attribute = attribute and _is_object(draft, verb, above)
        last = verb - 1
        while last > 0 and draft.upos[last] in ("ADV", "AUX"):
            last -= 1
        governor, name = above if attribute else verb, last
        for higher in draft.up(last):
            if higher == governor or higher >= verb:
                break
            name = higher
        if draft.heads[name] != governor or _is_within_phrase(draft, name, last):
            continue
        subject = attribute and draft.relations[name] == "nsubj"
        if draft.upos[name] != "PROPN" and not subject and not _is_bare_noun(draft, name):
            continue
        if attribute and draft.may_be_past(verb) and draft.relations[name] in ("compound", "nmod", "nsubj"):
            draft.hang(name, verb, "nsubj")
            _release(draft, verb, above)
        elif attribute or base_relation(draft.relations[name]) != "obl":
            continue
        passive = any(draft.relations[k] == "aux:pass" for k in draft.below(verb))
        draft.hang(name, verb, "nsubj:pass" if passive else "nsubj")


def _release(draft: Draft, verb: int, noun: int) -> None:
    """Put a participle in the place of the noun that it hangs on, which is its object, with what stands before it."""
    name = next((k for k in draft.below(verb) if draft.relations[k] in SUBJECTS), verb)
    for k in draft.below(noun):
        if k < verb:
            relation = draft.relations[k]
            own = relation in ("det", "amod", "nmod:poss")
            kept = own or relation in ("punct", "advmod", "mark", "cc")
            draft.hang(k, name if own else verb, relation if kept else "obl")
        elif draft.relations[k] == "nmod" and "NUM" in {draft.upos[i] for i in (k, *draft.below(k))}:
            # "falsified tests between 1998 and 2002": a date is that of what was done.
            draft.hang(k, verb, "obl")
    draft.hang(verb, draft.heads[noun], draft.relations[noun])
    draft.hang(noun, verb, "obj")
    draft.feats[verb] = FINITE


def _is_clause(draft: Draft, noun: int) -> bool:
    """Whether a noun is the root or has a subject, as a predicate does."""
    return draft.heads[noun] == NO_HEAD or draft.has_subject(noun)


def _is_object(draft: Draft, verb: int, noun: int) -> bool:
    """Whether the root behind a participle may be its object: a name, or a thing with a subject or time before both.

    "Ada Brook left Leeds", "From 3 May the clerk sold passports", but "Used cars", "The clerk's sold passports".
    """
    if any(draft.relations[k] == "cop" or "'" in draft.lower[k] for k in draft.below(noun)):
        return False
    if draft.is_name(noun):
        return noun == verb + 1
    beside = all(draft.heads[k] == noun for k in range(verb + 1, noun))
    told = any(k < verb and draft.relations[k] in ("nsubj", "obl") for k in draft.below(noun))
    return draft.upos[noun] == "NOUN" and beside and told


def _is_within_phrase(draft: Draft, name: int, last: int) -> bool:
    """Whether a name has a preposition or a number, or does not reach to a word."""
    below = draft.below(name)
    if any(draft.relations[k] in ("case", "nummod", "mark") for k in below):
        return True
    return name != last and not draft.governs(name, last)


def described(draft: Draft) -> None:
    """Let a name be the subject of the verb behind what says more of it: "On Friday Ada Brook, a judge, resigned".

    A parser may hang the name on the description, on the verb as a time, or on nothing that is a clause.
    """
    forms = draft.before.forms
    for comma in range(1, len(forms) - 3):
        if forms[comma] != "," or not (draft.is_name(comma - 1) or _is_bare_noun(draft, comma - 1)):
            continue
        first, head = _name(draft, comma - 1)
        while first > 0 and first <= draft.heads[first - 1] < comma and draft.upos[first - 1] in _DESCRIBING:
            first -= 1
        if first > 0 and draft.upos[first - 1] in _NO_SUBJECT_BEHIND:
            continue
        days = (k for k in draft.below(head) if draft.relations[k] == "nummod")
        if any(len(draft.before.forms[k]) <= _LONGEST_DAY for k in days):
            continue
        close, verb = _verb_behind(draft, comma)
        if verb is not None and _takes_over(draft, range(first, close), comma, verb):
            _give_subject(draft, range(first, close), comma, head, verb)
            return


def _is_bare_noun(draft: Draft, word: int) -> bool:
    """Whether a noun with an article hangs as with a preposition and has none: "In 1985 the club, …, moved"."""
    if draft.upos[word] != "NOUN" or draft.relations[word] != "obl":
        return False
    below = {draft.relations[k] for k in draft.below(word)}
    return "det" in below and below.isdisjoint(("case", "nummod", "mark"))


def _name(draft: Draft, last: int) -> tuple[int, int]:
    """Where the name that ends at a word begins, and its head."""
    first = head = last
    while first > 0 and draft.is_name(first - 1):
        if draft.heads[head] == first - 1:
            head = first - 1
        elif not first <= draft.heads[first - 1] <= last:
            break
        first -= 1
    return first, head


def _verb_behind(draft: Draft, comma: int) -> tuple[int, int | None]:
    """The comma that closes a description, and the verb right behind it; None if a clause stands between."""
    forms, clause = draft.before.forms, draft.lower[comma + 1] in draft.words.openers
    for close in range(comma + 1, min(comma + _LONGEST_DESCRIPTION, len(forms) - 1)):
        if forms[close] in ENDING or forms[close] in QUOTES:
            break
        if forms[close] != ",":
            if draft.is_finite(close) and draft.upos[close] in ("VERB", "AUX") and not clause:
                break
            continue
        at = close + 1
        while at < len(forms) - 1 and draft.upos[at] == "ADV":
            at += 1
        after = draft.upos[at + 1] if at + 1 < len(forms) else ""
        if draft.lower[at] in draft.words.inverting and after not in ("VERB", "ADV", "PART"):
            break  # "only then did the firm pay"
        if draft.is_finite(at) or (draft.may_be_past(at) and after in OPENING):  # "left Leeds"
            return close, draft.heads[at] if draft.upos[at] == "AUX" and draft.heads[at] > at else at
    return comma, None


def _takes_over(draft: Draft, name: range, comma: int, verb: int) -> bool:
    """Whether a verb behind a name with its description has no subject but one of these, and heads their clause."""
    subjects = [k for k in draft.below(verb) if draft.relations[k] in SUBJECTS]
    if any(k not in name for k in subjects):
        return False
    head = draft.heads[verb]
    if _bare_root(draft, comma, name.stop) is not None:
        return True
    return head not in name and (draft.is_finite(verb) or bool(subjects) or head == NO_HEAD)


def _bare_root(draft: Draft, comma: int, stop: int) -> int | None:
    """The root of the sentence, if it is in a description behind a comma, or before it and no predicate."""
    root = next((k for k in range(stop) if draft.heads[k] == NO_HEAD), None)
    if root is not None and root < comma and (draft.upos[root] in ("VERB", "AUX") or draft.has_subject(root)):
        return None
    return root


def _give_subject(draft: Draft, name: range, comma: int, head: int, verb: int) -> None:
    """Hang a name on its verb, what says more of it on the name, and what stands around them on the verb.

    `name` is the words of the name and of what says more of it, up to the comma that closes that.
    """
    passive = any(draft.relations[k] == "aux:pass" for k in draft.below(verb))
    if (root := _bare_root(draft, comma, name.stop)) is not None:
        behind = [k for k in range(name.stop + 1, len(draft.heads)) if draft.heads[k] < name.stop and k != verb]
        above = draft.heads[verb]
        if above > verb and above in behind:
            draft.hang(above, verb, "obj" if draft.upos[above] in NOUNS else draft.relations[above])
        for k in behind:
            if k != above:
                draft.hang(k, verb, draft.relations[k])
        draft.hang(verb, NO_HEAD, "root")
        if root < name.start:
            draft.hang(root, verb, "advmod" if draft.upos[root] == "ADV" else "obl")
        if not any(base_relation(draft.relations[k]) == "aux" for k in draft.below(verb)):
            draft.feats[verb] = FINITE
    inside = range(comma + 1, name.stop)
    for k in inside:
        if draft.heads[k] not in inside and draft.upos[k] != "PUNCT":
            if draft.upos[comma + 1] == "ADP":
                draft.hang(k, verb, "obl")  # "Ada Brook, by a letter of 3 May, demanded"
            elif draft.lower[comma + 1] in draft.words.openers:
                draft.hang(k, head, "acl:relcl")
            elif draft.upos[k] in ("VERB", "AUX"):
                draft.hang(k, head, "acl")
            else:
                draft.hang(k, head, "appos" if draft.upos[k] in NOUNS else "nmod")
    for k in range(name.start):
        within = draft.heads[k] == head and draft.relations[k] in ("det", "amod", "compound", "nmod:desc")
        if draft.heads[k] in name and not within:
            draft.hang(k, verb, draft.relations[k])
    if draft.is_name(head):
        draft.upos = ["PROPN" if k == head else upos for k, upos in enumerate(draft.upos)]
    draft.hang(head, verb, "nsubj:pass" if passive else "nsubj")


def appointed(draft: Draft) -> None:
    """Let "her" be the object of who "appointed her managing director", and no owner of a director."""
    for word in range(1, len(draft.upos) - 1):
        verb, office = word - 1, draft.heads[word]
        if draft.relations[word] != "nmod:poss" or office < word or draft.heads[office] != verb:
            continue
        if draft.lower[office] in draft.words.offices and is_any_of(
            draft.before, verb, draft.words.appointing, draft.locale
        ):
            draft.hang(word, verb, "obj")
            draft.hang(office, verb, "xcomp")


def relatives(draft: Draft) -> None:
    """Hang a clause with "who" on the noun right before it: a verb is nobody who does something."""
    for k, lower in enumerate(draft.lower):
        if lower not in draft.words.persons or k < 2 or draft.before.forms[k] != lower:
            continue
        clause = draft.heads[k]
        noun = k - 1 - (draft.lower[k - 1] == ",")
        apart = noun < k - 1 and draft.relations[clause] == "ccomp" and not draft.is_saying(draft.heads[clause])
        held = clause > k and (apart or draft.relations[clause] in ("advcl:relcl", "acl:relcl"))
        if held and draft.upos[draft.heads[clause]] == "NOUN" and not draft.is_person(draft.heads[clause]):
            draft.hang(clause, _person_before(draft, noun, draft.heads[clause]), "acl:relcl")
        elif held and draft.upos[draft.heads[clause]] == "PROPN" and noun == k - 1:
            # A name alone takes no clause that says which is meant: "the man from Leeds who left".
            above = _person_before(draft, noun, NO_HEAD)
            if above != NO_HEAD and draft.upos[above] != "PROPN":
                draft.hang(clause, above, "acl:relcl")
        if not held or draft.upos[draft.heads[clause]] != "VERB" or draft.upos[noun] not in ("NOUN", "PROPN"):
            continue
        for above in draft.up(noun):
            if draft.relations[noun] not in ("flat", "compound"):
                break
            noun = above
        if noun < k:
            draft.hang(clause, noun, "acl:relcl")


def _person_before(draft: Draft, noun: int, otherwise: int) -> int:
    """Whom "who" means behind a noun: the nearest that is somebody, described rather than only named.

    What stands beside a noun (a name, an apposition, what it is joined to) is taken with it; then comes the noun
    that they say more of.  A name counts only below the noun that the clause hangs on.
    """
    named, below = otherwise, True
    while noun >= 0 and draft.upos[noun] in NOUNS:
        beside = [noun]
        while draft.relations[beside[-1]].startswith(_BESIDE) and (below or beside[-1] == otherwise):
            above = draft.heads[beside[-1]]
            if above > noun or draft.upos[above] not in NOUNS or above in beside:
                break
            beside.append(above)
        below &= otherwise not in beside
        if otherwise != beside[0]:
            people = [k for k in beside if draft.is_person(k)]
            names = [k for k in beside if draft.upos[k] == "PROPN"] if below else []
            if people:
                return max(people[-1:] + names[-1:], key=beside.index)
            named = names[-1] if names and named == otherwise else named
        if base_relation(draft.relations[beside[-1]]) != "nmod":
            break
        if otherwise in beside and named != otherwise:
            break
        noun = draft.heads[beside[-1]] if draft.heads[beside[-1]] < noun else NO_HEAD
    return named


def marks(draft: Draft) -> None:
    """Let a subordinating conjunction mark the clause of the noun behind it: "after Otto Reim warned her"."""
    for word, upos in enumerate(draft.upos):
        noun = draft.heads[word]
        if upos != "SCONJ" or noun < word or draft.upos[noun] not in NOUNS or draft.has_subject(noun):
            continue
        verb = next((k for k in range(noun + 1, len(draft.upos)) if draft.upos[k] in ("VERB", "PUNCT")), None)
        own = draft.heads[noun] if draft.relations[noun].startswith("nsubj") else None
        if own is not None and own > noun and draft.upos[own] == "VERB":
            verb = own
        elif verb is None or not draft.is_finite(verb) or draft.has_subject(verb) or not draft.is_close(noun, verb):
            continue
        if draft.governs(noun, verb) or verb == NO_HEAD:
            continue
        draft.hang(noun, verb, "nsubj")
        draft.hang(word, verb, "mark")
        if base_relation(draft.relations[verb]) == "parataxis":
            draft.hang(verb, draft.heads[verb], "advcl")
