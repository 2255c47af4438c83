"""Trees put right whose sayings are tangled with what they say.

A *frame* is a saying set beside what it says: "…, a court heard on Friday", "…, recalls Ada Brook, …", "As Ada Brook
put it, …".  Its words stand together between two marks, so a wrong tree is known by an arc that crosses these.  Each
repair is a function of the draft of a tree.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dateline.syntax.clauses import SUBJECTS, base_relation, is_any_of
from dateline.syntax.draft import ENDING, FINITE, NOUNS, OPENING, QUOTES, Draft
from dateline.syntax.trees import NO_HEAD

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["colons", "coordinates", "frames", "quoted", "semicolons", "verbs"]

# These part a frame from what it says; others part sentences.
_PARTING: Final = frozenset(',“”"«»„‘’—–-()')
_NOMINAL: Final = NOUNS | {"DET", "ADJ", "NUM", "ADP", "PART", "CCONJ", "SYM", "X"}
_PARTICIPLE: Final = frozenset(("VerbForm=Ger", "Tense=Pres|VerbForm=Part"))
_PRESENT: Final = "Mood=Ind|Tense=Pres|VerbForm=Fin"
# A speaker with an apposition is so many phrases between commas.
_APPOSED: Final = 2
_ARGUMENTS: Final = frozenset(("nsubj", "obj", "iobj"))
_COMPLEMENTS: Final = frozenset(("ccomp", "xcomp", "advcl"))


def semicolons(draft: Draft) -> None:
    """Let what stands between semicolons hang together: "The mill closed; two storms, in May and June, took the roof".

    One word of it hangs on another part in a tree that is right, and what is no more than a clause beside the other is
    none of its complements.  Where several do and one is a verb, the verb governs the others.
    """
    if ";" not in draft.before.forms[1:-1]:
        return
    forms, size = draft.before.forms, len(draft.upos)
    stops = [-1, *(k for k in range(size) if forms[k] == ";"), size]
    for before, behind in pairwise(stops):
        part = range(before + 1, behind)
        tops = [k for k in part if draft.heads[k] not in part and draft.upos[k] != "PUNCT"]
        verb = next((k for k in tops if _is_predicate(draft, k) and not _is_marked(draft, k)), None)
        if verb is None:
            continue
        if len(tops) > 1:
            _gather(draft, verb, tops)
        if 0 <= draft.heads[verb] < part.start and draft.relations[verb] in _COMPLEMENTS and draft.has_subject(verb):
            # "He said that it was old; it had stood for years" goes on with what he said.
            perfect = (k for k in draft.below(verb) if draft.lower[k] in draft.words.perfect)
            looks_back = any("Tense=Past" in draft.feats[k] for k in perfect)
            if not looks_back:
                draft.hang(verb, draft.heads[verb], "parataxis")


def _gather(draft: Draft, verb: int, tops: Sequence[int]) -> None:
    """Let a verb govern the other words of its part that hung on words of others."""
    if any(draft.heads[k] == NO_HEAD for k in tops):
        draft.hang(verb, NO_HEAD, "root")
    subject = draft.has_subject(verb)
    for k in tops:
        if k == verb:
            continue
        known = "parataxis" if draft.relations[k] == "root" else draft.relations[k]
        if known in ("mark", "case"):
            # It goes with what it stands before.
            draft.hang(k, next((top for top in tops if top > k), verb), known)
            continue
        case = any(draft.relations[i] == "case" for i in draft.below(k))
        if k < verb and draft.upos[k] in NOUNS and not case and not subject:
            draft.hang(k, verb, "nsubj")
            subject = True
        elif k > verb and draft.is_saying(verb) and _is_predicate(draft, k):
            draft.hang(k, verb, "ccomp")
        else:
            draft.hang(k, verb, "obl" if case else known)


def coordinates(draft: Draft) -> None:
    """Part a clause from the one behind it: "The mill burned, and the mayor, Ada Brook, said that it was old".

    A parser may make the first what is said, and the mayor a part of it.
    """
    for verb in range(len(draft.upos)):
        if not draft.is_saying(verb) or not draft.is_finite(verb):
            continue
        said = [k for k in draft.below(verb) if draft.relations[k] == "ccomp"]
        if len(said) < 2 or not said[0] < verb < said[-1]:
            continue
        clause = said[0]
        subject = next((k for k in draft.below(verb) if draft.relations[k] in SUBJECTS), None)
        joined = (k for k in range(clause, verb) if draft.relations[k] == "conj" and draft.governs(clause, k))
        noun = next((k for k in ((subject,) if subject is not None else joined) if k < verb and _opens(draft, k)), None)
        if noun is None:
            continue
        link = next(k for k in draft.below(noun) if draft.relations[k] == "cc")
        draft.hang(clause, draft.heads[verb], draft.relations[verb])
        draft.hang(verb, clause, "conj")
        draft.hang(noun, verb, "nsubj")
        draft.hang(link, verb, "cc")


def _opens(draft: Draft, noun: int) -> bool:
    """Whether a noun comes first behind a comma and "and"."""
    link = next((k for k in draft.below(noun) if draft.relations[k] == "cc"), 0)
    return draft.upos[noun] in NOUNS and link > 0 and draft.before.forms[link - 1] == ","


def quoted(draft: Draft) -> None:
    """Hang "saying" on the verb that quotes: "was cited in an article published this morning saying, …"."""
    for auxiliary, relation in enumerate(draft.relations):
        above = draft.heads[auxiliary]
        if relation != "aux:pass" or not is_any_of(draft.before, above, draft.words.quoting, draft.locale):
            continue
        for word in range(above + 1, len(draft.upos)):
            if draft.before.forms[word] in QUOTES:
                break
            if not draft.is_saying(word) or draft.feats[word] not in _PARTICIPLE:
                continue
            if draft.relations[word] == "acl" and draft.governs(above, word) and not draft.has_subject(word):
                for k in [k for k in draft.below(word) if k < word and base_relation(draft.relations[k]) == "obl"]:
                    draft.hang(k, above, draft.relations[k])
                draft.hang(word, above, "advcl")
            break


def colons(draft: Draft) -> None:
    """Let what stands before a colon and a quotation govern it: "The next day she wrote to him: “…”".

    A parser may take that for a relative clause ("the day she wrote"), and hang the day on a verb of the quotation.
    """
    forms = draft.before.forms
    colon = next((k for k in range(2, len(forms) - 2) if forms[k] == ":" and forms[k + 1] in QUOTES), 0)
    out = [k for k in range(colon) if draft.heads[k] > colon and draft.upos[k] != "PUNCT"]
    verbs = [k for k in range(1, colon) if draft.is_saying(k) and draft.has_subject(k)] if out else []
    if not verbs or not set(out).isdisjoint(verbs[:-1]):
        return
    verb, top = verbs[-1], draft.before.root
    if top < colon or draft.heads[top] != NO_HEAD:
        return
    for k in out:
        draft.hang(k, verb, draft.relations[k])
    draft.hang(verb, NO_HEAD, "root")
    draft.hang(top, verb, "ccomp")
    if not any(base_relation(draft.relations[k]) == "aux" for k in draft.below(verb)):
        draft.feats[verb] = FINITE
        for k in draft.below(verb):
            if draft.relations[k] == "nsubj:pass":
                draft.hang(k, verb, "nsubj")


def verbs(draft: Draft) -> None:
    """Make a saying of what looks like a noun that governs all: "Her diary records that the frost began"."""
    noun = draft.before.root
    if draft.upos[noun] != "NOUN" or not is_any_of(draft.before, noun, draft.words.saying, draft.locale):
        return
    below = draft.below(noun)
    clause = next((k for k in below if k > noun and draft.relations[k] == "acl:relcl"), None)
    subject = next((k for k in below if k == noun - 1 and draft.relations[k] in ("compound", "nsubj")), None)
    if clause is None or subject is None or draft.lower[noun + 1] not in draft.words.content:
        return
    draft.upos = ["VERB" if k == noun else upos for k, upos in enumerate(draft.upos)]
    draft.feats[noun] = _PRESENT
    draft.hang(clause, noun, "ccomp")
    draft.hang(noun + 1, clause, "mark")
    draft.hang(subject, noun, "nsubj")
    for k in below:
        if k < subject:
            draft.hang(k, subject, draft.relations[k])


def frames(draft: Draft) -> None:
    """Let each frame hang together, beside what it says."""
    if "PUNCT" not in draft.upos[:-1]:
        return
    for verb in range(len(draft.upos)):
        if draft.is_saying(verb) and (draft.is_finite(verb) or draft.may_be_past(verb)):
            _frame(draft, verb)


def _frame(draft: Draft, verb: int) -> None:
    upos, lower = draft.upos, draft.lower
    start, stop = verb, verb + 1
    while start and upos[start - 1] != "PUNCT":
        start -= 1
    while stop < len(upos) and upos[stop] != "PUNCT":
        stop += 1
    start = _apposed(draft, start) if start == verb else start
    linked = lower[start] in draft.words.links
    forms = draft.before.forms
    if (forms[start - 1] not in _PARTING) if start else not linked:
        return
    if stop + 1 < len(forms) and forms[stop] not in _PARTING:
        return
    frame = range(start, stop)
    for k in frame:
        if lower[k] in draft.words.openers | draft.words.negations and not (linked and k == start):
            return
        if k > verb and upos[k] in ("VERB", "AUX", "SCONJ"):
            return
    joined = draft.relations[verb] == "conj" and upos[verb - 1] != "PUNCT"
    if upos[stop - 1] == "CCONJ" or draft.relations[verb] == "acl:relcl" or joined:
        return
    ahead = [k for k in range(start + linked, verb) if upos[k] not in ("ADV", "PUNCT")]
    spoken_to = is_any_of(draft.before, verb, draft.words.addressing, draft.locale)
    while ahead and upos[ahead[-1]] == "AUX" and (spoken_to or draft.relations[ahead[-1]] != "aux:pass"):
        ahead.pop()
    if ahead:
        phrase = ahead
        fits = upos[phrase[0]] in OPENING and all(upos[k] in _NOMINAL for k in phrase)
        fits = (
            fits
            and (upos[phrase[-1]] != "PRON" or len(phrase) == 1)
            and (spoken_to or not _takes_object(draft, frame, verb))
        )
    else:
        phrase = _phrase(draft, verb + 1, stop)
        named = bool(phrase) and upos[phrase[0]] == "PROPN"
        fits = bool(phrase) and (named or any(draft.relations[k] == "nsubj" for k in phrase))
    if not fits:
        return
    speaker = next((k for k in phrase if draft.heads[k] not in phrase and upos[k] in NOUNS), None)
    if speaker is None:
        return
    first = next((k + 1 for k in range(start - 1, -1, -1) if forms[k] in ENDING), 0)
    last = next((k for k in range(stop, len(forms)) if forms[k] in ENDING), len(forms))
    before, after = range(first, start), range(stop, last)
    contents = (before, (*before, *after)) if start else (after,)
    if QUOTES & set(forms[stop : stop + 2]) and not QUOTES & set(forms[first:start]):
        # "In court, she said, “…”" is set into nothing.
        contents = contents[:1]
    for content in contents:
        words = [k for k in content if upos[k] != "PUNCT"]
        head = _head(draft, words, frame)
        if head is not None and not _is_linked_behind(draft, head, frame):
            behind = next((k for k in after if upos[k] != "PUNCT"), None)
            trailing = content is before and (behind is None or _describes(draft, behind, verb, speaker))
            relation = "advcl" if linked else "ccomp" if trailing else "parataxis"
            _set_apart(draft, frame, verb, speaker, words, head, relation)
            return


def _apposed(draft: Draft, verb: int) -> int:
    """Where a frame begins whose speaker has an apposition: "…, her brother, Ivo Brook, said"; else the verb.

    Before it stands a clause: "the mayor, Ada Brook, said" is no frame.
    """
    parts: list[range] = []
    end = verb - 1
    while end > 0 and draft.before.forms[end] == "," and len(parts) < _APPOSED:
        start = end
        while start and draft.upos[start - 1] != "PUNCT":
            start -= 1
        part = range(start, end)
        if not part or any(draft.upos[k] not in _NOMINAL - {"ADP"} for k in part) or draft.upos[start] not in OPENING:
            break
        parts.append(part)
        end = start - 1
    heads = [_head_noun(draft, part) for part in parts]
    if len(parts) < _APPOSED or None in heads:
        return verb
    before = range(end - 1, -1, -1)
    clause = next((k for k in before if draft.upos[k] == "PUNCT" or _is_predicate(draft, k)), -1)
    if clause < 0 or draft.upos[clause] == "PUNCT" or draft.before.forms[end] != ",":
        return verb
    second, first = heads
    if first is not None and second is not None:
        draft.hang(second, first, "appos")
        if draft.governs(second, first):
            draft.hang(first, verb, "nsubj")
    return parts[-1].start


def _head_noun(draft: Draft, part: range) -> int | None:
    """The noun of a stretch that hangs on a word outside it."""
    return next((k for k in part if draft.heads[k] not in part and draft.upos[k] in NOUNS), None)


def _describes(draft: Draft, first: int, verb: int, speaker: int) -> bool:
    """Whether what begins behind a frame says who speaks: "…, said Ada Brook, who runs the mill"."""
    if draft.lower[first] not in draft.words.openers or speaker < verb:
        return False
    clause = draft.heads[first]
    if draft.heads[clause] in (verb, speaker):
        draft.hang(clause, speaker, "acl:relcl")
    return True


def _takes_object(draft: Draft, frame: range, verb: int) -> bool:
    """Whether a saying has a thing for its object, and so says no more: "accepted the findings"."""
    below = (k for k in draft.below(verb) if verb < k < frame.stop and draft.relations[k] == "obj")
    return any(draft.has_subject(verb) or draft.upos[k] != "PROPN" for k in below)


def _is_linked_behind(draft: Draft, head: int, frame: range) -> bool:
    """Whether a clause behind a frame opens with "that" or "and", so that the frame is not set into it."""
    links = (k for k in draft.below(head) if frame.stop <= k < head)
    return any(draft.relations[k] == "cc" or draft.lower[k] in draft.words.content for k in links)


def _phrase(draft: Draft, first: int, stop: int) -> list[int]:
    """The noun phrase that begins at a word, without a preposition behind it."""
    found = []
    for k in range(first, stop):
        if draft.upos[k] not in _NOMINAL - {"ADP"}:
            break
        found.append(k)
    return found


def _head(draft: Draft, words: Sequence[int], frame: range) -> int | None:
    """The finite verb of some words that is in no clause below another; None if they have none."""
    inside = set(words)
    tops = [k for k in words if draft.heads[k] not in inside]
    for k in tops:
        if _is_predicate(draft, k) and not _is_marked(draft, k):
            return k
    for k in (k for k in tops if draft.heads[k] in frame and draft.upos[k] in NOUNS):
        for verb in inside:
            # "The mill burnt down, Ada Brook warned", read as a burnt mill
            if verb > k == draft.heads[verb] and draft.relations[verb] == "acl" and draft.may_be_past(verb):
                return verb
    return None


def _is_predicate(draft: Draft, word: int) -> bool:
    """Whether a word is the predicate of a clause with a subject and a finite verb."""
    if draft.upos[word] in ("VERB", "AUX") and draft.is_finite(word):
        return True
    if not draft.feats[word] and draft.upos[word] == "VERB" and draft.has_subject(word):
        return True
    below = draft.below(word)
    return any(draft.is_finite(k) or draft.lower[k] in draft.words.perfect for k in below if draft.upos[k] == "AUX")


def _is_marked(draft: Draft, word: int) -> bool:
    """Whether a word links the clause of a predicate to another."""
    below = [k for k in draft.below(word) if draft.lower[k] not in draft.words.free]
    linking = any(draft.relations[k] == "mark" or draft.lower[k] in draft.words.openers for k in below)
    return linking or draft.relations[word].startswith("acl")


def _set_apart(draft: Draft, frame: range, verb: int, speaker: int, words: list[int], head: int, relation: str) -> None:
    """Hang a frame and what it says together: by `ccomp` the content on the verb, else the verb on the content."""
    inside = set(words)
    outer = [k for k in words if k != head and draft.heads[k] not in inside]
    top, below = (verb, head) if relation == "ccomp" else (head, verb)
    above, tie = draft.heads[verb], draft.relations[verb]
    for higher in draft.up(verb):
        above = higher
        if higher not in inside and higher not in frame:
            break
        above, tie = draft.heads[higher], draft.relations[higher]
    if above == NO_HEAD or draft.governs(below, top):
        apart = above != NO_HEAD and any(draft.before.forms[k] in ENDING for k in range(above, words[0]))
        draft.hang(top, above, "parataxis" if apart else tie)
        for k in range(words[0]) if apart else ():
            if draft.heads[k] == top and draft.upos[k] != "PUNCT":
                # "denied that: the note, he said, had come"
                draft.hang(k, above, "obj")
    draft.hang(below, top, relation)
    passive = any(draft.relations[k] == "aux:pass" for k in draft.below(verb))
    draft.hang(speaker, verb, "nsubj:pass" if passive else "nsubj")
    for k in frame:
        if k not in (verb, speaker) and draft.heads[k] not in frame:
            draft.hang(k, verb, draft.relations[k])
    for k in range(frame.stop, len(draft.heads)) if relation == "parataxis" else ():
        kind = base_relation(draft.relations[k])
        if draft.heads[k] in frame and (kind == "obl" or (kind == "conj" and draft.has_subject(k))):
            # "had been buried, she thought, in 1905, but nobody knew"
            draft.hang(k, head, draft.relations[k])
    subject = draft.has_subject(head)
    for k in outer:
        known = draft.relations[k]
        if base_relation(known) in _ARGUMENTS:
            known = "obl" if subject or k > head else "nsubj"
            subject = True
        draft.hang(k, head, "parataxis" if known == "root" else known)
    for k in (verb, head):
        alone = not any(draft.upos[w] == "AUX" for w in draft.below(k))
        if alone and draft.may_be_past(k) and not draft.is_finite(k):
            draft.feats[k] = FINITE
            draft.changed = draft.touched = True
