"""The text as it runs on: lines that were wrapped are joined, so that one space parts the words of a sentence.

All stages after it read this text; what they find is then told at its place in the text as it was given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from dateline.model import (
    Actor,
    Attribution,
    Document,
    Event,
    Hedge,
    Inference,
    Mention,
    Participation,
    Span,
    TemporalLink,
    Timeline,
    Timex,
)
from dateline.model.times import altered
from dateline.text.marks import Edit, marks_of
from dateline.text.replies import answered
from dateline.text.sentences import FULL, WRAPPED, breaks_off_in_date, has_any, parts_date, units_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.locale import LocaleData

__all__ = ["Running", "running"]

# What asks for a closer look, and what is looked for then.
_SIGNS: Final = (" \n", "  ", "\u00a0", "\u202f")
_ALSO: Final = ("\n", "\t")
# In prose a line end, a tab and two spaces are one; more spaces part columns, as they do in lists and tables.
_IN_PROSE: Final = re.compile(
    r"(?<=[a-z0-9])-[ \t]*\n\s*(?=[a-z0-9])|(?<!\s)[^\S\n]*+\n\s*+|(?<!\s)[ \u00a0]{2}(?!\s)|[\t\u00a0\u202f]"
)
_IN_LINES: Final = re.compile(r"(?<!\s)[^\S\n]*+\n\s*+|[\u00a0\u202f]|(?<=[a-z][.!?]) {2,3}(?=\S)")
_BETWEEN: Final = re.compile(r"(?<![ \t])[ \t]++\n")
_WORD: Final = re.compile(r"[a-z]+")
# Signs that the running text may have in place of others: double for single quotation marks, a dash for two hyphens.
_REWRITTEN: Final = frozenset("“”–")
_LONGEST_SIGN: Final = 3
_ELLIPSIS: Final = "…"


@frozen
class _Rewritten:
    """A text in which some stretches are written otherwise, and where each of the others stood."""

    text: str
    starts: tuple[int, ...]
    places: tuple[int, ...]

    @classmethod
    def by(cls, text: str, edits: Iterable[Edit]) -> _Rewritten | None:
        """The text after the edits, which are in its order; None if there are none."""
        pieces: list[str] = []
        starts, places = [0], [0]
        length = at = 0
        for start, end, instead in edits:
            pieces += text[at:start], instead
            length += start - at + len(instead)
            at = end
            starts.append(length)
            places.append(end)
        if len(starts) == 1:
            return None
        pieces.append(text[at:])
        return cls("".join(pieces), tuple(starts), tuple(places))

    def place(self, offset: int) -> int:
        """Where a character stood before."""
        at = bisect_right(self.starts, offset) - 1
        return self.places[at] + offset - self.starts[at]

    def written(self, place: int) -> int:
        """Where a character stands now; of one that is written otherwise, where that ends."""
        at = bisect_right(self.places, place) - 1
        end = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.text)
        return min(self.starts[at] + place - self.places[at], end)


@frozen(eq=False)
class Running:
    """The text of the document `given`, joined."""

    text: str
    given: Document = field(repr=False)
    _steps: tuple[_Rewritten, ...] = field(repr=False)  # the last first

    def span(self, span: Span) -> Span:
        """Where in the text as given a stretch of the running text stands."""
        start, last = span.start, max(span.start, span.end - 1)
        for step in self._steps:
            start, last = step.place(start), step.place(last)
        return Span(start, last + 1 if span.end > span.start else start)

    @property
    def document(self) -> Document:
        """The document as it runs on."""
        spans = ((self._now(span.start), self._now(span.end)) for span in answered(self.given.text))
        return evolve(self.given, text=self.text, answered=[Span(*span) for span in spans if span[0] < span[1]])

    def _now(self, offset: int) -> int:
        for step in reversed(self._steps):
            offset = step.written(offset)
        return offset

    def written(self, words: str, within: Span) -> str:
        """Words of the running text, found within a stretch of it, with their signs as the text as given writes them.

        "“Sit”, he said – twice" may be "'Sit', he said -- twice" there.
        """
        start = self.text.find(words[1:], within.start, within.end) - 1
        if start < within.start - 1:
            return words
        out = []
        for offset, sign in enumerate(words, start):
            if sign in _REWRITTEN:
                first, last = self._place(offset), self._place(offset + 1)
                given = self.given.text[first:last]
                # What follows it there may be a mark that no reader sees: "2–_6 May_".
                same = given.startswith(sign) or not 0 < len(given) <= _LONGEST_SIGN
                out.append(sign if same else given)
            else:
                out.append(sign)
        return "".join(out)

    def _place(self, offset: int) -> int:
        for step in self._steps:
            offset = step.place(offset)
        return offset

    def timexes(self, timexes: Iterable[Timex]) -> list[Timex]:
        """Timexes with their place and their words in the text as given."""
        return [
            altered(timex, span=(span := self.span(timex.span)), text=span.slice(self.given.text)) for timex in timexes
        ]

    def timeline(self, timeline: Timeline) -> Timeline:
        """A timeline with each mention at its place in the text as given."""
        return _Mover(self).timeline(timeline)


class _Mover:
    """Moves what a timeline holds; what several events share stays shared."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.mentions: dict[int, Mention] = {}
        self.actors: dict[int, Actor] = {}

    def timeline(self, timeline: Timeline) -> Timeline:
        self.timexes = dict(zip(map(id, timeline.timexes), self.running.timexes(timeline.timexes), strict=True))
        return Timeline(
            events=tuple(map(self.event, timeline.events)),
            actors=tuple(map(self.actor, timeline.actors)),
            sources=timeline.sources,
            timexes=tuple(self.timexes.values()),
            links=tuple(
                TemporalLink(
                    self.mention(link.event),
                    link.relation,
                    self.mention(link.other),
                    None if link.cue is None else self.mention(link.cue),
                )
                for link in timeline.links
            ),
            remarks=timeline.remarks,
        )

    def mention(self, mention: Mention) -> Mention:
        moved = self.mentions.get(id(mention))
        if moved is None:
            moved = self.mentions[id(mention)] = Mention.at(self.running.span(mention.span), self.running.given)
        return moved

    def actor(self, actor: Actor) -> Actor:
        moved = self.actors.get(id(actor))
        if moved is None:
            moved = self.actors[id(actor)] = evolve(
                actor,
                mentions=tuple(map(self.mention, actor.mentions)),
                inferences=tuple(Inference(self.mention(one.mention), one.reason) for one in actor.inferences),
            )
        return moved

    def timex(self, timex: Timex) -> Timex:
        moved = self.timexes.get(id(timex))
        if moved is None:
            (moved,) = self.running.timexes([timex])
            self.timexes[id(timex)] = moved
        return moved

    def title(self, event: Event) -> str:
        """A title with its signs as the text as given writes them."""
        if _REWRITTEN.isdisjoint(event.title) or not event.evidence:
            return event.title
        within = event.evidence[0].span
        return _ELLIPSIS.join(self.running.written(piece, within) for piece in event.title.split(_ELLIPSIS))

    def event(self, event: Event) -> Event:
        return evolve(
            event,
            title=self.title(event),
            participants=tuple(Participation(self.actor(part.actor), part.role) for part in event.participants),
            attributions=tuple(
                Attribution(
                    self.actor(link.source), link.cue, None if link.mention is None else self.mention(link.mention)
                )
                for link in event.attributions
            ),
            trigger=None if event.trigger is None else self.mention(event.trigger),
            evidence=tuple(map(self.mention, event.evidence)),
            timexes=tuple(map(self.timex, event.timexes)),
            hedges=tuple(Hedge(hedge.grade, self.mention(hedge.mention)) for hedge in event.hedges),
        )


def running(document: Document) -> Running | None:
    """The text of a document as it runs on; None where it does so as it is."""
    text = document.text
    steps: list[_Rewritten] = []
    if (edits := marks_of(text)) and (bare := _Rewritten.by(text, edits)) is not None:
        steps.append(bare)
        text = bare.text
    if any(sign in text for sign in _SIGNS) or _may_be_wrapped(text):
        signs = [sign for sign in (*_ALSO, *_SIGNS) if sign in text]
        joined = _Rewritten.by(text, _edits(evolve(document, text=text), signs))
        if joined is not None:
            steps.append(joined)
    return Running(steps[-1].text, document, tuple(reversed(steps))) if steps else None


def _may_be_wrapped(text: str) -> bool:
    """True if somewhere several lines stand together of which none is longer than people wrap them."""
    if "\n" not in text:
        return False
    blocks = (block.strip("\n") for block in text.split("\n\n"))
    return any(max(map(len, block.split("\n"))) <= WRAPPED for block in blocks if "\n" in block)


def _edits(document: Document, signs: Sequence[str]) -> Iterator[Edit]:
    """What is written otherwise where any of the `signs` is."""
    text = document.text
    before = 0
    for start, end, kind, _, _ in units_of(document, signs):
        if start - before > 1:
            for found in _BETWEEN.finditer(text, before, start):
                yield *found.span(), "\n"
        before = end
        if not has_any(text, start, end, signs):
            continue
        for found in (_IN_PROSE if kind == "prose" else _IN_LINES).finditer(text, start, end):
            if found[0][0] == "-":
                # "manage-\nment", unless the parts are never written in one: "well-\nknown"
                yield *found.span(), "" if _joined(text, *found.span()) in document.small_words else "-"
            elif found[0] != " " and not _is_row(text, *found.span(), document.locale):
                yield *found.span(), " "
    for found in _BETWEEN.finditer(text, before):
        yield *found.span(), "\n"


def _is_row(text: str, start: int, end: int, locale: LocaleData) -> bool:
    """True if a line begins as the row of a table does and goes on from no sentence: "1997  Repairs"."""
    if "\n" not in text[start:end]:
        return False
    if text[end].isdigit():
        if parts_date(text, start, end, locale):
            # "in March / 1911"
            return False
        stopped = text[start - 1] in ".!?:;)" and not breaks_off_in_date(text, start, locale)
        return stopped or text.find("\n", max(0, start - FULL), start) >= 0
    return text[end].islower() and text[start - 1] in ".!?" and text.find("   ", end, end + FULL // 2) > 0


def _joined(text: str, start: int, end: int) -> str:
    """The word that two parts give."""
    low = start
    while low > max(0, start - 30) and "a" <= text[low - 1] <= "z":
        low -= 1
    rest = _WORD.match(text, end, end + 30)
    return text[low:start] + (rest[0] if rest is not None else "")
