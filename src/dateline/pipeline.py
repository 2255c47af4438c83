"""From text to timeline as one function over a literal tuple, RECOGNIZERS."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from attrs import evolve

from dateline.compose import compose
from dateline.errors import ArgumentError
from dateline.interval import Moment
from dateline.model import Document, Source, Timeline, Timex
from dateline.recognize import ActorMention, Annotations, Predicate, Quotation, Recognizer, Sentence
from dateline.recognize.attributions import find_quotations
from dateline.recognize.predicates import find_predicates
from dateline.text.running import running
from dateline.text.sentences import find_sentences
from dateline.times.extend import Locale
from dateline.times.find import recognize_timexes
from dateline.times.timexes import Options, refined, resolved, timexes_of
from dateline.who.actors import find_actors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

__all__ = ["RECOGNIZERS", "find_timexes", "parse", "parse_many"]

Text: TypeAlias = "str | tuple[str, Source]"

# Each is called with the document and all that was found before it, and yields annotations.
RECOGNIZERS: Final[tuple[Recognizer, ...]] = (
    find_sentences,
    recognize_timexes,
    find_actors,
    find_predicates,
    find_quotations,
)


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
    return timexes_of(document, Options(order, prefer, week_start, hemisphere))


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
    options = Options(order, prefer, week_start, hemisphere)
    document, timexes = refined(document, _apart(found.timexes), options)
    found.timexes = resolved(document, timexes, options)
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
