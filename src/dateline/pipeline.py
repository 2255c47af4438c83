"""From text to timeline as one function over two literal tuples, RECOGNIZERS and REFINERS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from attrs import evolve, frozen

from dateline.compose import compose
from dateline.errors import ArgumentError
from dateline.interval import Moment
from dateline.locale import Locale
from dateline.model import Document, Source, Timeline, Timex
from dateline.recognize import ActorMention, Annotations, Predicate, Quotation, Recognizer, Sentence
from dateline.recognize.attributions import find_quotations
from dateline.recognize.predicates import find_predicates
from dateline.text.running import running
from dateline.text.sentences import find_sentences
from dateline.times.find import recognize_timexes
from dateline.times.heads import declare_zone, head_date, join_clock_and_day, mark_headings
from dateline.times.lives import mark_ages, mark_lives
from dateline.times.resolve import resolve, shown_order
from dateline.who.actors import find_actors

if TYPE_CHECKING:
    from datetime import date, datetime

__all__ = ["RECOGNIZERS", "REFINERS", "Refiner", "find_timexes", "parse", "parse_many"]

Refiner: TypeAlias = Callable[[Document, Sequence[Timex]], Sequence[Timex]]
Text: TypeAlias = "str | tuple[str, Source]"

CHOICES: Final[dict[str, tuple[str | None, ...]]] = {
    "order": (None, "dmy", "mdy"),
    "prefer": (None, "past", "future"),
    "week_start": ("monday", "sunday"),
    "hemisphere": ("north", "south"),
}

# Each is called with the document and all that was found before it, and yields annotations.
RECOGNIZERS: Final[tuple[Recognizer, ...]] = (
    find_sentences,
    recognize_timexes,
    find_actors,
    find_predicates,
    find_quotations,
)
# Each is called with the document and its unresolved timexes, and returns them with what the text around them says.
REFINERS: Final[tuple[Refiner, ...]] = (mark_headings, mark_lives, mark_ages, join_clock_and_day, declare_zone)


def find_timexes(
    text: str,
    *,
    dct: date | datetime | str | Moment | None = None,
    source: Source | None = None,
    language: str = "en",
    locale: Locale | None = None,
    order: str | None = None,
    prefer: Literal["past", "future"] | None = None,
    week_start: Literal["monday", "sunday"] = "monday",
    hemisphere: Literal["north", "south"] = "north",
) -> list[Timex]:
    """The temporal expressions of a text, resolved, in text order.

    The arguments are those of `parse`, which finds the same timexes.
    """
    document = _document(text, dct, source, language, locale)
    options = _Options(order, prefer, week_start, hemisphere)
    joined = running(document)
    if joined is not None:
        document = evolve(document, text=joined.text)
    document, found = _refined(document, list(recognize_timexes(document, Annotations())), options)
    timexes = _resolved(document, found, options)
    return timexes if joined is None else joined.timexes(timexes)


def parse(
    text: str,
    *,
    dct: date | datetime | str | Moment | None = None,
    source: Source | None = None,
    language: str = "en",
    locale: Locale | None = None,
    order: str | None = None,
    prefer: Literal["past", "future"] | None = None,
    week_start: Literal["monday", "sunday"] = "monday",
    hemisphere: Literal["north", "south"] = "north",
    recognizers: Sequence[Recognizer] = RECOGNIZERS,
) -> Timeline:
    """The timeline of a text: what happened, when, who was in it and who says so, with the words that prove it.

    `dct` is the document creation time, which "yesterday" counts from: a date, datetime, `Moment` or ISO string.  Where
    it is None, `source.published` is taken, else the date at the head of the text, else none: what depends on it then
    stays unresolved (`Timeline.unresolved`).  The clock of the machine is never read.

    `source` says what the text is and where it comes from; `language` is the code of a locale that ships with
    dateline, or `locale` one that you have loaded.  `order` ("dmy", "mdy") settles what 03/04/2021 is; without it the
    document's other dates decide, then the locale, and the other reading is kept in `alternatives`.
    `prefer` ("past", "future") settles a weekday, month or day of which tense says nothing; `week_start` ("monday",
    "sunday") where "last week" begins; `hemisphere` ("north", "south") which months a season has.  For chat and
    commands give a `dct` with a time of day: it is what "in two hours" counts from.
    `recognizers` replaces the built-in ones.

    Any `str` parses, in time linear in its length.  Raises `ArgumentError` for a bad argument and `LocaleError` for an
    unknown language.
    """
    document = _document(text, dct, source, language, locale)
    joined = running(document)
    if joined is not None:
        document = evolve(document, text=joined.text)
    found = Annotations()
    for recognizer in recognizers:
        _take(found, recognizer(document, found))
    options = _Options(order, prefer, week_start, hemisphere)
    document, timexes = _refined(document, _apart(found.timexes), options)
    found.timexes = _resolved(document, timexes, options)
    timeline = compose(document, found)
    return timeline if joined is None else joined.timeline(timeline)


def parse_many(
    documents: Iterable[Text],
    *,
    workers: int | None = None,
    language: str = "en",
    order: str | None = None,
) -> Iterator[Timeline]:
    """The timeline of each document, in order: texts, or pairs of a text and its `Source`.

    `workers` is the number of processes; None or 1 works in this one.  Documents are read as the timelines are asked
    for, so a stream of any length can be given.
    """
    work = partial(_parse_one, language=language, order=order)
    if workers is None or workers <= 1:
        yield from map(work, documents)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(work, documents, chunksize=8)


def _parse_one(item: Text, language: str, order: str | None) -> Timeline:
    text, source = item if isinstance(item, tuple) else (item, None)
    return parse(text, source=source, language=language, order=order)


def _document(
    text: str,
    dct: date | datetime | str | Moment | None,
    source: Source | None,
    language: str,
    locale: Locale | None,
) -> Document:
    if not isinstance(text, str):
        raise ArgumentError("text", text, "must be a str; decode bytes first")
    if source is not None and not isinstance(source, Source):
        raise ArgumentError("source", source, "must be a Source")
    if locale is None:
        locale = Locale.load(language)
    source = Source.for_text(text, source)
    if dct is not None:
        return Document(text, source, Moment.of(dct, "dct"), locale, "given")
    if source.published is not None:
        return Document(text, source, Moment.of(source.published, "source.published"), locale, "published")
    return Document(text, source, None, locale, "none")


@frozen
class _Options:
    """What the caller settles about times."""

    order: str | None
    prefer: Literal["past", "future"] | None
    week_start: Literal["monday", "sunday"]
    hemisphere: Literal["north", "south"]

    def __attrs_post_init__(self) -> None:
        for name, allowed in CHOICES.items():
            value = getattr(self, name)
            if value not in allowed:
                known = " or ".join(repr(a) for a in allowed if a)
                raise ArgumentError(name, value, f"must be {known}")


def _refined(document: Document, timexes: Sequence[Timex], options: _Options) -> tuple[Document, Sequence[Timex]]:
    """The timexes with what the layout says of them, and the document with the date that its own head gives."""
    for refiner in REFINERS:
        timexes = refiner(document, timexes)
    if document.dct is None:
        head = head_date(document, timexes, options.order or shown_order(timexes))
        if head is not None:
            document = evolve(document, dct=head, dct_from="dateline")
    return document, timexes


def _resolved(document: Document, timexes: Sequence[Timex], options: _Options) -> list[Timex]:
    found = resolve(
        timexes,
        dct=document.dct,
        order=options.order or "",
        prefer=options.prefer,
        week_start=options.week_start,
        hemisphere=options.hemisphere,
        default_order=document.locale.date_order,
        language=document.locale.code,
    )
    return [t for t in found if t.value]


def _apart(timexes: Iterable[Timex]) -> list[Timex]:
    """Timexes in text order; of those that overlap, as two recognizers may find them, the longest, then the last."""
    kept: list[Timex] = []
    for _, timex in sorted(enumerate(timexes), key=lambda p: (p[1].span.start, -p[1].span.end, -p[0])):
        if kept and timex.span.start < kept[-1].span.end:
            if len(timex.span) > len(kept[-1].span):
                kept[-1] = timex
            continue
        kept.append(timex)
    return kept


def _take(found: Annotations, annotations: Iterable[object]) -> None:
    """Sort what a recognizer yields into its kinds; all of one call is read before any of it is shown to others."""
    known = [(kind, len(kind)) for kind in (found.sentences, found.actors, found.quotations, found.predicates) if kind]
    into: dict[type, list[Any]] = {
        Sentence: found.sentences,
        Timex: found.timexes,
        ActorMention: found.actors,
        Quotation: found.quotations,
        Predicate: found.predicates,
    }
    for annotation in list(annotations):
        mine = into.get(type(annotation))
        if mine is None:
            # Of a class derived from one of ours.
            mine = next((into[one] for one in into if isinstance(annotation, one)), None)
        if mine is None:
            raise ArgumentError(
                "recognizers",
                annotation,
                "a recognizer yields Sentence, Timex, ActorMention, Quotation or Predicate objects",
            )
        mine.append(annotation)
    for kind, before in known:
        if len(kind) > before:
            # A second recognizer of a kind has its finds put among those of the first.
            kind.sort(key=_start)


def _start(annotation: Sentence | ActorMention | Quotation | Predicate) -> int:
    return annotation.span.start
