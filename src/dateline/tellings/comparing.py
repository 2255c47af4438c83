"""Where sources contradict each other about one happening, and which events may be one.

Tellings are compared that have the same predicate (or another verb for the same deed) and share a named participant,
or count the same things and share words that few tellings have; so the work is near linear in their number.

| field | they differ in | surely one happening where |
|---|---|---|
| date | dates that do not overlap | it comes but once ("born"), or not soon again and they are a week apart |
| number | numbers of the same unit that exclude each other | the same time, and the titles say the same otherwise |
| place | places of which neither is in the other's name | never: one may lie in the other |
| status | one says that it did not happen | the same day, or a denial published after it of what comes but once |

A denial of which the same document says that it happened in another way ("not born in Leeds; she was born in Hull"), or
that names another place, denies only that, and one that names the place is never sure.  Tellings that a reader has made
one event are of one happening, whatever their words.

For all of them the same people with a name take part in the same roles.  Two documents are compared, and in one
document two whom it cites.  Of what recurs, and of what one document itself tells under several dates, different dates
are no conflict.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, Literal

from attrs import frozen

from dateline.interval import Granularity, Interval, Moment, Qualifier
from dateline.model import Claim, Conflict, Event, Retelling, Status
from dateline.model.checks import unique_of
from dateline.model.events import made_one
from dateline.tellings.joining import say_the_same
from dateline.tellings.told import Told
from dateline.tellings.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.model import Actor, Timeline
    from dateline.tellings.words import Words

__all__ = ["compared", "conflicts", "retellings"]

_Field = Literal["date", "number", "place", "status"]
_FIELDS: Final[tuple[_Field, ...]] = ("status", "date", "number", "place")
_KINDS: Final = frozenset({"occurrence", "planned", "aspectual"})
# What more tellings share than these tells too little, and comparing them all would take too long.
_CROWD: Final = 40
_DAY: Final = 86_400_000_000
# So many days may lie between two dates of one deed: of what does not come soon again, surely and perhaps; of anything
# else.  Of what comes but once at all, any number.
_NEAR, _FAR, _NEXT = 7, 92, 3
# A denial may be so many days younger than what it denies.
_ANSWER: Final = 31
# A happening to which sources give more dates than these is no one happening.
_DATES: Final = 4
# Two voices of one document speak of the same if they are heard so many characters apart.
_BESIDE: Final = 600
_ROLES: Final = ("agent", "patient", "recipient", "beneficiary")


@frozen(eq=False)
class _Unit:
    """A telling, where the event that has it stands in the timeline, and the number of the telling.

    `joined` is the event that a reader made of it and others, None if there is none.
    """

    told: Told
    home: int
    number: int
    joined: Event | None = None


@frozen
class _Finding:
    """Two tellings that differ in a field, or in none (""), and why they are taken for one.

    `far` is how many days lie between them, 0 where their times do not lie apart.
    """

    one: int
    other: int
    field: str
    sure: bool
    reason: str
    unit: str = ""
    far: float = 0


def conflicts(timeline: Timeline, language: str = "en") -> tuple[Conflict, ...]:
    """What `Timeline.conflicts` gives."""
    return compared(timeline, language)[0]


def retellings(timeline: Timeline, language: str = "en") -> tuple[Retelling, ...]:
    """What `Timeline.retellings` gives."""
    return compared(timeline, language)[1]


def compared(timeline: Timeline, language: str = "en") -> tuple[tuple[Conflict, ...], tuple[Retelling, ...]]:
    """The conflicts and the retellings of a timeline, for the work of one of them."""
    units = _units(timeline, words_of(language))
    found = list(_findings(units))
    kept = timeline.apart
    if kept:
        # A reader has said that these are two.
        ids = [unit.told.event.id for unit in units]
        homes = [timeline[unit.home].id for unit in units]
        found = [
            finding
            for finding in found
            if frozenset({ids[finding.one], ids[finding.other]}) not in kept
            and frozenset({homes[finding.one], homes[finding.other]}) not in kept
        ]
    return tuple(_conflicts(timeline, units, found)), tuple(_retellings(timeline, units, found))


def _conflicts(timeline: Timeline, units: Sequence[_Unit], found: Sequence[_Finding]) -> Iterator[Conflict]:
    same = {(finding.one, finding.other) for finding in found}
    made: list[tuple[tuple[int, int, bool], Conflict]] = []
    for name in _FIELDS:
        sure = [finding for finding in found if finding.field == name and finding.sure]
        told = {number for finding in sure for number in (finding.one, finding.other)}
        guessed = [
            finding
            for finding in found
            if finding.field == name and not finding.sure and not (finding.one in told and finding.other in told)
        ]
        between = {(finding.one, finding.other): finding for finding in found if finding.field == name}
        for group in (*_grouped(sure, same), *_grouped(guessed, same)):
            conflict = _conflict(timeline, units, name, group, between)
            if conflict is not None:
                made.append(((min(units[f.one].home for f in group), _FIELDS.index(name), not conflict.sure), conflict))
    yield from (conflict for _, conflict in sorted(made, key=lambda pair: pair[0]))


def _retellings(timeline: Timeline, units: Sequence[_Unit], found: Sequence[_Finding]) -> Iterator[Retelling]:
    differ = {tuple(sorted((units[f.one].home, units[f.other].home))) for f in found if f.field}
    pairs: dict[tuple[int, int], str] = {}
    for finding in found:
        one, other = sorted((units[finding.one].home, units[finding.other].home))
        # Those that contradict each other are told by their conflict.
        if not finding.field and one != other and (one, other) not in differ:
            pairs.setdefault((one, other), finding.reason)
    events = timeline.events
    yield from (Retelling((events[one], events[other]), reason) for (one, other), reason in sorted(pairs.items()))


def _units(timeline: Timeline, words: Words) -> list[_Unit]:
    """The tellings that can be compared, in the order of the timeline."""
    units: list[_Unit] = []
    for home, event in enumerate(timeline):
        for telling, joined in _told_in(event):
            if telling.kind not in _KINDS or telling.status is Status.HYPOTHETICAL or telling.trigger is None:
                continue
            told = Told(telling, words)
            if told.deed and told.documents and not told.recurs:
                units.append(_Unit(told, home, len(units), joined))
    return units


def _told_in(event: Event) -> Iterator[tuple[Event, Event | None]]:
    """What each source tells of an event, and the event that a reader made of it and others."""
    for telling in (event,) if made_one(event) else event.tellings or (event,):
        if made_one(telling):
            yield from ((one, telling) for one in telling.tellings)
        else:
            yield telling, None


# -- which are compared ------------------------------------------------------------------------------------------------


def _findings(units: Sequence[_Unit]) -> Iterator[_Finding]:
    """What is found of each two tellings that are worth a comparison, each pair once."""
    documents = {document for unit in units for document in unit.told.documents}
    cited = any(unit.told.voices for unit in units)
    if len(documents) < 2 and not cited:
        return
    known = _Known(units)
    joined = _joined(units)
    found = [
        finding
        for one, other in sorted(_candidates(units) | joined)
        for finding in (
            _told_as_one(units[one], units[other])
            if (one, other) in joined
            else _judged(units[one], units[other], known)
        )
    ]
    yield from found
    yield from _counted(units, found)


def _counted(units: Sequence[_Unit], found: Sequence[_Finding]) -> Iterator[_Finding]:
    """What documents that tell of one happening count in other numbers, though nobody is named beside the number.

    Each of them counts such things but once under the same predicate: "the lifeboats rescued 54 people".
    """
    linked: set[tuple[str, str]] = set()
    homes: dict[int, list[_Unit]] = {}
    for unit in units:
        homes.setdefault(unit.home, []).append(unit)
    pairs = [(units[finding.one], units[finding.other]) for finding in found]
    pairs += [pair for same in homes.values() for pair in combinations(same, 2)]
    for one, other in pairs:
        linked.update((a, b) for a in one.told.documents for b in other.told.documents if a != b)
    met = {(finding.one, finding.other) for finding in found}
    bare: dict[tuple[str, str], dict[str, list[_Unit]]] = {}
    for unit in units if linked else ():
        for counted in unit.told.counts.keys() - unit.told.words.measures:
            for document in unit.told.documents:
                bare.setdefault((unit.told.deed, counted), {}).setdefault(document, []).append(unit)
    for (_, counted), by_document in bare.items():
        alone = [same[0] for same in by_document.values() if len(same) == 1]
        for one, other in (
            combinations(sorted(unique_of(alone), key=lambda unit: unit.number), 2) if len(alone) <= _CROWD else ()
        ):
            mine, theirs = one.told, other.told
            near = any((a, b) in linked or (b, a) in linked for a in mine.documents for b in theirs.documents)
            if not near or (one.number, other.number) in met or mine.documents & theirs.documents:
                continue
            plain = (
                not mine.actors
                and not theirs.actors
                and mine.marks == theirs.marks
                and mine.happened
                and theirs.happened
            )
            said = Status.NEGATED not in (mine.event.status, theirs.event.status)
            times = _times(mine, theirs)
            if (
                plain
                and said
                and times not in ("apart", "hours")
                and not mine.counts[counted].agrees(theirs.counts[counted])
            ):
                reason = f"{_reason(mine, theirs, times)}; their documents share another happening"
                yield _Finding(one.number, other.number, "number", False, reason, counted)


def _candidates(units: Sequence[_Unit]) -> set[tuple[int, int]]:
    buckets: dict[object, list[int]] = {}
    for unit in units:
        told = unit.told
        for actor in told.actors:
            buckets.setdefault((told.deed, actor), []).append(unit.number)
    for unit in units:
        told = unit.told
        # Where nobody has a name, what is counted is compared: "the fire killed 12 workers".
        for counted in told.counts:
            for word in told.context:
                buckets.setdefault((told.deed, counted, word), []).append(unit.number)
            for document in told.documents if told.voices else ():
                buckets.setdefault((told.deed, counted, document), []).append(unit.number)
    pairs: set[tuple[int, int]] = set()
    for bucket in buckets.values():
        if 1 < len(bucket) <= _CROWD:
            pairs.update(combinations(bucket, 2))
        elif len(bucket) > _CROWD:
            # Many tellings of one actor: those of the same day still are compared.
            days: dict[object, list[int]] = {}
            for number in bucket:
                when = units[number].told.event.when
                if when is not None:
                    days.setdefault(when, []).append(number)
            for same in days.values():
                if len(same) <= _CROWD:
                    pairs.update(combinations(same, 2))
    return pairs


def _joined(units: Sequence[_Unit]) -> set[tuple[int, int]]:
    """The pairs of tellings that a reader has made one event."""
    groups: dict[int, list[int]] = {}
    for unit in units:
        if unit.joined is not None:
            groups.setdefault(id(unit.joined), []).append(unit.number)
    return {pair for group in groups.values() if len(group) <= _CROWD for pair in combinations(group, 2)}


class _Known:
    """What a document tells of a deed of an actor: the `dates`, and what it says to have happened on its own word."""

    def __init__(self, units: Iterable[_Unit]) -> None:
        self.dates: dict[tuple[str, str, str], set[Interval]] = {}
        self.asserted: dict[tuple[str, str, str], list[Told]] = {}
        for told in (unit.told for unit in units):
            for key in ((document, told.deed, actor) for document in told.documents for actor in told.actors):
                if told.event.when is not None:
                    self.dates.setdefault(key, set()).add(told.event.when)
                if told.event.status is Status.ASSERTED:
                    self.asserted.setdefault(key, []).append(told)

    def is_in_part(self, mine: Told, theirs: Told) -> bool:
        """Whether a denial denies only how it happened: its document says that it did, in another way.

        "She was not born in Leeds.  She was born in Hull."
        """
        denial, told = (mine, theirs) if mine.event.status is Status.NEGATED else (theirs, mine)
        return any(
            _times(other, told) != "apart" or _is_near(other, told)
            for document in denial.documents
            for actor in denial.actors & told.actors
            for other in self.asserted.get((document, denial.deed, actor), ())
        )


# -- what is found of two ----------------------------------------------------------------------------------------------


def _told_as_one(one: _Unit, other: _Unit) -> Iterator[_Finding]:
    """What two tellings differ in that a reader has made one event, in whatever words they are told."""
    mine, theirs = one.told, other.told
    if mine.documents & theirs.documents and (not mine.voices or mine.voices == theirs.voices):
        return
    assert one.joined is not None
    who = next((told.by for told in one.joined.corrections if told.what == "merged" and told.by), "a reader")
    times, counted = _times(mine, theirs), _differing(mine, theirs)
    denied = (mine.event.status is Status.NEGATED) is not (theirs.event.status is Status.NEGATED)
    far = _days_between(mine, theirs) if times == "apart" else 0
    fields = {
        "status": denied,
        "date": times in ("apart", "hours"),
        "number": bool(counted),
        "place": not _places_agree(mine, theirs),
    }
    # Where they agree, that too ties them to each other.
    for name in [name for name, differ in fields.items() if differ] or [""]:
        unit = counted if name == "number" else ""
        yield _Finding(one.number, other.number, name, True, f"{who} made them one event", unit, far)


def _judged(one: _Unit, other: _Unit, known: _Known) -> Iterator[_Finding]:
    mine, theirs = one.told, other.told
    apart = not mine.documents & theirs.documents
    # Two whom one document cites, not what it says itself.
    if not apart and (
        not mine.voices or not theirs.voices or mine.voices == theirs.voices or not _is_beside(mine, theirs)
    ):
        return
    if mine.happened is not theirs.happened or not _same_people(mine, theirs):
        return
    times = _times(mine, theirs)
    denied = (mine.event.status is Status.NEGATED) + (theirs.event.status is Status.NEGATED)
    # What somebody else does to the same thing is another deed.
    if times == "apart" and not denied and (not apart or not mine.leads & theirs.leads or not _is_near(mine, theirs)):
        return
    if apart and (not _name_the_same(mine, theirs) or mine.marks != theirs.marks):
        return
    shared = mine.actors & theirs.actors
    # A name that one of the two lacks may be another's.
    certain = bool(shared) and mine.named == theirs.named
    unit = _differing(mine, theirs)
    alike = _alike(mine, theirs)

    def found(name: str, sure: bool, counted: str = "") -> _Finding:
        far = _days_between(mine, theirs) if times == "apart" else 0
        return _Finding(one.number, other.number, name, sure and certain, _reason(mine, theirs, times), counted, far)

    if alike is None:
        # One deed of one actor on one day may be one, in whatever words.
        if apart and shared and not denied and not unit and _is_short(mine, theirs, times):
            yield found("", False)
        return
    placed = _places_agree(mine, theirs)
    if denied == 1:
        # A denial that names a place may deny no more than that.
        if not placed or known.is_in_part(mine, theirs):
            return
        if shared and times == "apart" and mine.once and _denied_on_another_day(mine, theirs):
            yield found("status", False)
        elif shared and alike and times != "apart":
            published = times == "same" or _denied_afterwards(mine, theirs)
            dated = times != "open" or (mine.once and mine.event.when != theirs.event.when)
            if published is not False and dated:
                denial = mine.event if mine.event.status is Status.NEGATED else theirs.event
                yield found("status", not denial.place and (times == "same" or (published is True and mine.once)))
        return
    if denied == 2:
        return
    if times == "hours" and apart and shared and alike is not None:
        # At another hour of the day it may be another one.
        yield found("date", alike and mine.once)
    if times == "apart":
        if alike and not unit and (placed or mine.unique):
            once = mine.once and theirs.once
            close = once or _days_between(mine, theirs) <= _NEXT
            told_as_two = any(
                len(known.dates.get((document, told.deed, actor), ())) > 1
                for told in (mine, theirs)
                for document in told.documents
                for actor in shared
            )
            same = mine.content & theirs.content or len(shared) > 1
            if close and not told_as_two and (once or same):
                yield found("date", mine.unique or (once and _days_between(mine, theirs) <= _NEAR))
                if not placed:
                    yield found("place", False)
        return
    if unit:
        # What things cost and how far they rose is told of many on a day; the toll of what has no date, of many places.
        measured = unit in mine.words.measures
        named = shared or (
            mine.capitals & theirs.capitals and alike
            if times == "open"
            else mine.capitals | theirs.capitals or _in_one_place(mine, theirs)
        )
        if mine.leads & theirs.leads or (not measured and (named if apart else alike)):
            yield found("number", times == "same" and alike and placed, unit)
        return
    if not placed:
        if (times == "same" or mine.unique) and alike and shared:
            yield found("place", False)
        return
    # Without a date, more has to be the same.
    much = times in ("same", "overlap") or (alike and len(mine.content & theirs.content) + len(shared) > 2)
    if apart and shared and much:
        yield found("", False)


def _is_near(mine: Told, theirs: Told) -> bool:
    """Whether two dates that differ may be dates of one deed."""
    return (mine.unique and theirs.unique) or _days_between(mine, theirs) <= _FAR


def _is_beside(mine: Told, theirs: Told) -> bool:
    """Whether two tellings stand close to each other in a document."""
    return any(
        one.source.id == other.source.id and abs(one.span.start - other.span.start) <= _BESIDE
        for one in mine.event.evidence
        for other in theirs.event.evidence
    )


def _is_short(mine: Told, theirs: Told, times: str) -> bool:
    """Whether two times are the same day, or overlap and are a week at most."""
    whens = [told.event.when for told in (mine, theirs)]
    return times == "same" or (
        times == "overlap"
        and all(when is not None and when.granularity.rank <= Granularity.WEEK.rank for when in whens)
    )


def _name_the_same(mine: Told, theirs: Told) -> bool:
    """Whether two titles have a name in common, and not each one that the other's quote does not have."""
    here, there = mine.capitals, theirs.capitals
    if not (
        mine.actors & theirs.actors or here & theirs.context or there & mine.context or _in_one_place(mine, theirs)
    ):
        return False
    return here <= theirs.context or there <= mine.context


def _same_people(mine: Told, theirs: Told) -> bool:
    """Whether no role is filled by one name here and by another there."""
    for role in _ROLES:
        here = {actor for actor, part in mine.named if part == role}
        there = {actor for actor, part in theirs.named if part == role}
        if here and there and not here & there:
            return False
    # Each names somebody of whom the other knows nothing.
    return not (mine.actors - theirs.actors and theirs.actors - mine.actors)


def _times(mine: Told, theirs: Told) -> str:
    """How two times lie: "same" (a day or less, the same), "overlap", "hours" (of one day, and they differ), "apart",
    or "open" where one is not known."""
    here, there = mine.event.when, theirs.event.when
    if here is None or there is None or (here.start is None and here.end is None):
        return "open"
    if here == there and mine.on_a_day:
        return "same"
    if here.overlaps(there):
        return "overlap"
    if mine.on_a_day and theirs.on_a_day and _day_of(here) == _day_of(there):
        return "hours"
    loose = (Qualifier.APPROXIMATE, Qualifier.BOTH, Qualifier.UNCERTAIN)
    if here.qualifier in loose or there.qualifier in loose:
        return "open"
    readings = [*mine.event.alternatives, *theirs.event.alternatives]
    if any(reading.overlaps(there) or reading.overlaps(here) for reading in readings):
        return "open"
    return "apart"


def _day_of(when: Interval) -> tuple[int, int, int] | None:
    return None if when.start is None else (when.start.year, when.start.month, when.start.day)


def _days_between(mine: Told, theirs: Told) -> float:
    here, there = mine.event.when, theirs.event.when
    assert here is not None
    assert there is not None
    if here.start is None or here.end is None or there.start is None or there.end is None:
        return float("inf")
    return max(here.start.instant - there.end.instant, there.start.instant - here.end.instant) / _DAY + 1


def _differing(mine: Told, theirs: Told) -> str:
    """The unit of which two tellings give numbers that exclude each other; "" if there is none."""
    for unit, count in mine.counts.items():
        against = theirs.counts.get(unit)
        if against is not None and not count.agrees(against):
            return unit
    return ""


def _alike(mine: Told, theirs: Told) -> bool | None:
    """True if two titles say the same but for numbers and place, False if half of one, None if other things."""
    if say_the_same(mine, theirs, mine.words, loosely=True):
        return True
    here, there = mine.content, theirs.content
    if here <= there or there <= here:
        return bool(here and there) and mine.named == theirs.named
    return False if 2 * len(here & there) >= min(len(here), len(there)) else None


def _places_agree(mine: Told, theirs: Told) -> bool:
    here, there = mine.event.place, theirs.event.place
    return not here or not there or here.casefold() in there.casefold() or there.casefold() in here.casefold()


def _in_one_place(mine: Told, theirs: Told) -> bool:
    return bool(mine.event.place and theirs.event.place) and _places_agree(mine, theirs)


def _denied_afterwards(mine: Told, theirs: Told) -> bool | None:
    """Whether what denies a happening was published after it; None if that is not known."""
    denial, told = (mine, theirs) if mine.event.status is Status.NEGATED else (theirs, mine)
    when = told.event.when
    published = [quote.source.published for quote in denial.event.evidence if quote.source.published is not None]
    if when is None or when.start is None or not published or denial.event.when is not None:
        return None
    return Moment.of(max(published, key=str)).instant >= when.start.instant


def _denied_on_another_day(mine: Told, theirs: Told) -> bool:
    """Whether the date of a denial lies shortly after what it denies: it may be that of the denial itself."""
    denial, told = (mine, theirs) if mine.event.status is Status.NEGATED else (theirs, mine)
    here, there = denial.event.when, told.event.when
    if here is None or there is None or here.start is None or there.start is None or not denial.voices:
        return False
    return 0 < here.start.instant - there.start.instant <= _ANSWER * _DAY


def _reason(mine: Told, theirs: Told, times: str) -> str:
    """Why two tellings are taken for one happening, in plain words."""
    here, there = mine.event, theirs.event
    verbs = dict.fromkeys(event.trigger.text for event in (here, there) if event.trigger is not None)
    told = " or ".join(f"“{verb}”" for verb in verbs)
    shared = mine.actors & theirs.actors
    names = list(dict.fromkeys(_called(mine, theirs, p.actor) for p in here.participants if p.actor.id in shared))[:3]
    common = sorted(mine.content & theirs.content)
    whom = f" and name {', '.join(names)}" if names else ""
    if times == "apart" and not (mine.on_a_day and theirs.on_a_day):
        when = "at times that do not overlap"
    elif times == "apart":
        days = round(_days_between(mine, theirs))
        when = f"{days} {'day' if days == 1 else 'days'} apart"
    else:
        when = {
            "same": "on the same day",
            "hours": "on the same day at other hours",
            "overlap": "at times that overlap",
            "open": "one of them without a sure date",
        }[times]
    more = ", and have words in common" if common and not whom else ""
    return f"both say {told}{whom}, {when}{more}"


def _called(mine: Told, theirs: Told, actor: Actor) -> str:
    """The name of an actor that both tellings have, or one of them: a reader may have given another."""
    texts = [" ".join((told.event.title, *(quote.text for quote in told.event.evidence))) for told in (mine, theirs)]
    written = [sum(name in text for text in texts) for name in actor.names]
    return actor.names[written.index(max(written))]


# -- what is made of it ------------------------------------------------------------------------------------------------


def _grouped(findings: Sequence[_Finding], same: set[tuple[int, int]]) -> list[list[_Finding]]:
    """The findings of one field by the happenings that they are about, in order.

    `same` are the pairs of tellings that are taken for one.  Each two tellings of a group are among them, so that no
    chain of likenesses leads from one happening to another.
    """
    members: list[list[int]] = []
    groups: list[list[_Finding]] = []
    at: dict[int, list[int]] = {}
    for finding in findings:
        pair = (finding.one, finding.other)
        # Those that one of the two is in already
        for number in dict.fromkeys(at.get(finding.one, []) + at.get(finding.other, [])):
            new = [one for one in pair if one not in members[number]]
            if groups[number][0].unit == finding.unit and all(
                (min(one, known), max(one, known)) in same for one in new for known in members[number]
            ):
                break
        else:
            number = len(groups)
            members.append([])
            groups.append([])
            new = list(pair)
        members[number] += new
        groups[number].append(finding)
        for one in new:
            at.setdefault(one, []).append(number)
    return groups


def _conflict(
    timeline: Timeline,
    units: Sequence[_Unit],
    name: _Field,
    group: Sequence[_Finding],
    between: Mapping[tuple[int, int], _Finding],
) -> Conflict | None:
    """The conflict of a group; `between` is what is found in the field, by the two tellings that it is found of."""
    numbers = sorted({number for finding in group for number in (finding.one, finding.other)})
    claims = [claim for number in numbers for claim in _claims(timeline, units[number], name, group[0].unit)]
    values = {claim.value for claim in claims}
    if len(values) < 2 or (name == "date" and len(values) > _DATES):
        return None
    homes = sorted({units[number].home for number in numbers})
    # A chain of near dates is no surer than its ends, and these say how far it reaches.
    every = [between[pair] for pair in combinations(numbers, 2) if pair in between]
    widest = max(every, key=lambda finding: finding.far)
    return Conflict(
        name,
        tuple(timeline.events[home] for home in homes),
        tuple(claims),
        all(finding.sure for finding in every),
        widest.reason,
    )


def _claims(timeline: Timeline, unit: _Unit, name: _Field, counted: str) -> Iterator[Claim]:
    """What a telling says in a field, once for each document that it stands in."""
    event, home = unit.told.event, timeline.events[unit.home]
    voice = event.attributions[0].source.name if event.attributions else ""
    value = _value(unit.told, name, counted)
    reader = _reader(event, name, value)
    seen: set[str] = set()
    for quote in event.evidence:
        if quote.source.id not in seen:
            seen.add(quote.source.id)
            yield Claim(value, home, quote, quote.source, voice, reader)


def _reader(event: Event, name: _Field, value: str) -> str:
    """Who gave a value in place of what was read, "" if it is in the words of the source."""
    what = "title" if name == "number" else name
    told = next((one for one in event.corrections if one.what == what), None)
    # In a title, other words may have been put right than the number.
    if told is None or (name == "number" and value.casefold() in (told.was or "").casefold()):
        return ""
    return told.by or "a reader"


def _value(told: Told, name: _Field, counted: str) -> str:
    event = told.event
    if name == "date":
        return event.human()
    if name == "number":
        shown = told.shown(told.counts[counted])
        # What opens the sentence has a capital for that alone.
        return shown[:1].lower() + shown[1:] if told.counts[counted].first == 0 else shown
    if name == "place":
        return event.place or ""
    if event.status is not Status.NEGATED:
        return "that it happened"
    return f"that it did not happen in that place ({event.place})" if event.place else "that it did not happen"
