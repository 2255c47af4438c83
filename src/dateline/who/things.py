"""Whether "it" and "they" mean somebody or things: the things that a text speaks of, weighed against its bodies.

Most "it" mean a thing or nothing at all, so a body must stand out to be meant: as who does what only bodies do, or as
the subject that the text goes on with.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dateline.model import ActorKind
from dateline.who.mentions import Argument, MentionIndex, argument_of
from dateline.who.ranking import Stand, are_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.model import Span
    from dateline.syntax import ParsedSentence
    from dateline.who import ActorMention
    from dateline.who.ranking import Salience

__all__ = ["LEAD", "Thing", "standing_out", "things_of"]

# By so much, in tenths, a body must stand out before each thing and each other body.
LEAD: Final = 10
_ROLES: Final[dict[Salience, int]] = {"subject": 30, "object": 15, "possessor": 10, "aside": 10, "oblique": 5}
_SEXLESS: Final = (ActorKind.ORGANIZATION, ActorKind.GROUP)
_SAME_SENTENCE: Final = 10
_PARALLEL: Final = 10
_OWN_SUBJECT: Final = 20
_CHAINED: Final = 15
_WILLED: Final = 30
_PEOPLE: Final = 10
_UNDERGONE: Final = 20


@frozen
class Thing:
    """The thing or happening, or several of them, that a noun names at an offset, and what it is in its clause."""

    start: int
    plural: bool
    argument: Argument


def things_of(
    parsed: Sequence[ParsedSentence], mentions: Sequence[ActorMention], times: Sequence[Span] = ()
) -> list[Thing]:
    """The things in the sentences with an "it" or "they" and in the sentence before each, in text order.

    `times` are the spans of the times, in text order: their nouns are no things.
    """
    starts = [one.sentence.span.start for one in parsed]
    pronouns = (one for one in mentions if one.form == "pronoun" and one.kind in _SEXLESS)
    last = {bisect_right(starts, one.span.start) - 1 for one in pronouns}
    needed = {number for at in last for number in (at - 1, at) if number >= 0}
    index = MentionIndex(mentions)
    time_starts = [span.start for span in times]
    found: list[Thing] = []
    for number in sorted(needed):
        for clauses in parsed[number].clauses:
            tree = clauses.tree
            for word, upos in enumerate(tree.upos):
                if upos not in ("NOUN", "PROPN"):
                    continue
                at = bisect_right(time_starts, tree.starts[word]) - 1
                if at >= 0 and times[at].end > tree.starts[word]:
                    continue
                argument = argument_of(clauses, word)
                if argument.role in _ROLES and not _is_actor(index, mentions, index.around(clauses, word)):
                    found.append(Thing(tree.starts[word], "Number=Plur" in tree.feats[word], argument))
    return found


def _is_actor(index: MentionIndex, mentions: Sequence[ActorMention], number: int | None) -> bool:
    return number is not None and mentions[number].kind is not ActorKind.PLACE


def standing_out(
    here: Stand,
    argument: Argument,
    bodies: Sequence[tuple[Stand, bool, object]],
    things: Iterable[Stand],
    *,
    plural: bool,
) -> int | None:
    """The number of the body that "it" means, or of the group that "they" means; None if none stands out.

    `here` is where the pronoun stands and `argument` what it is in its clause.  Of each body it is told where it was
    mentioned last, and whether by such a pronoun; of each thing where it stands.
    """
    best, lead = None, 0
    willed = argument.willed
    # What is done is mostly done to things: "The board made an offer. It was accepted".
    done = _UNDERGONE * argument.undergoes
    scores = [
        _score(here, last) + _CHAINED * chained + _WILLED * willed - done * (not plural)
        if not are_apart(here, last)
        else -LEAD
        for last, chained, _ in bodies
    ]
    rivals = [
        _score(here, stand) - _WILLED * willed + done - _PEOPLE * plural
        for stand in things
        if not are_apart(here, stand)
    ]
    for number, score in enumerate(scores):
        ahead = score - max([0, *rivals, *scores[:number], *scores[number + 1 :]])
        if ahead > lead:
            best, lead = number, ahead
    return best if lead >= LEAD else None


def _score(here: Stand, last: Stand) -> int:
    score = _ROLES.get(last.salience, 0)
    if here.sentence == last.sentence:
        score += _SAME_SENTENCE
    if here.role == last.role:
        score += _PARALLEL
    if here.role == "possessor" and last.role == "subject" and last.clause == here.clause >= 0:
        # "Colby Ltd closed its mill"
        score += _OWN_SUBJECT
    return score
