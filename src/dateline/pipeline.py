"""From text to timeline: text, times, syntax, who, events, as one function over a literal tuple, RECOGNIZERS."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from attrs import evolve

from dateline.annotations import Annotations
from dateline.errors import ArgumentError
from dateline.events import Choice, Context, compose
from dateline.interval import Moment
from dateline.locale import available
from dateline.model import Document, Source, Timeline, Timex
from dateline.syntax import ParsedSentence, Parser, builtin_parser, parsed_sentences
from dateline.syntax.gate import may_be_past
from dateline.text import Sentence
from dateline.text.hedges import find_hedges
from dateline.text.running import running
from dateline.text.sentences import find_sentences
from dateline.text.turns import turns_of
from dateline.times.extend import Locale
from dateline.times.find import recognize_timexes
from dateline.times.lines import Line, lines_of, without_labels
from dateline.times.resolve import unit_of
from dateline.times.timexes import Options, refined, resolved, timexes_of
from dateline.who import ActorMention, Quotation
from dateline.who.actors import find_actors
from dateline.who.coreference import link
from dateline.who.mentions import MentionIndex, arguments_of, subject_starts
from dateline.who.things import things_of
from dateline.who.tree_names import with_trees
from dateline.who.voices import find_voices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from dateline.annotations import Recognizer

__all__ = ["RECOGNIZERS", "find_timexes", "parse", "parse_many"]

Text: TypeAlias = "str | Document | tuple[str, Source]"

# Each is called with the document and all that was found before it, and yields annotations.
RECOGNIZERS: Final[tuple[Recognizer, ...]] = (
    find_sentences,
    recognize_timexes,
    find_actors,
)
CHOICES: Final[tuple[Choice, ...]] = ("dated", "main", "all")
# The clauses of a document of so many sentences are kept from one stage to the next; those of a longer one are not.
KEPT: Final = 1_000


def find_timexes(
    text: str | Document,
    *,
    dct: date | datetime | str | Moment | None = None,
    source: Source | None = None,
    language: str | None = None,
    locale: Locale | None = None,
    order: str | None = None,
    prefer: Literal["past", "future"] | None = None,
    week_start: Literal["monday", "sunday"] = "monday",
    hemisphere: Literal["north", "south"] = "north",
    zone: str | None = None,
) -> list[Timex]:
    """The temporal expressions of a text, resolved, in text order.

    The arguments are those of `parse`, which finds the same timexes.
    """
    document = _document(text, dct, source, language, locale)
    return timexes_of(document, Options(order, prefer, week_start, hemisphere, zone))


def parse(
    text: str | Document,
    *,
    dct: date | datetime | str | Moment | None = None,
    source: Source | None = None,
    language: str | None = None,
    locale: Locale | None = None,
    order: str | None = None,
    prefer: Literal["past", "future"] | None = None,
    week_start: Literal["monday", "sunday"] = "monday",
    hemisphere: Literal["north", "south"] = "north",
    zone: str | None = None,
    events: Choice = "main",
    parser: Parser | None = None,
    recognizers: Sequence[Recognizer] = RECOGNIZERS,
) -> Timeline:
    """The timeline of a text: what happened, when, who was in it and who says so, with the words that prove it.

    `dct` is the document creation time, which "yesterday" counts from: a date, datetime, `Moment` or ISO string.  Where
    it is None, `source.published` is taken, else the date at the head of the text, else none: what depends on it then
    stays unresolved (`Timeline.unresolved`).  The clock of the machine is never read.

    `text` may be a `Document` that `dateline.open` has read off a file: its source, date and language are taken unless
    others are given.
    `source` says what the text is and where it comes from; `language` is the code of a locale that ships with dateline
    ("en", if nothing says another), or `locale` one that you have loaded.
    `order` ("dmy", "mdy") settles what 03/04/2021 is; without it the document's other dates decide, then the locale,
    and the other reading is kept in `alternatives`.
    `prefer` ("past", "future") settles a weekday, month or day of which tense says nothing; `week_start` ("monday",
    "sunday") where "last week" begins; `hemisphere` ("north", "south") which months a season has.
    `zone` ("Europe/London", "+02:00", "Z") is that of the clock times that name none, where the text declares none.
    For chat and commands give a `dct` with a time of day: it is what "in two hours" counts from.
    `events` says which clauses become events: "dated" those that have a time; "main", the default, also those without
    one that a reader would put on a timeline, past and real or denied in a main clause, with a named or described actor
    or a thing to which something was done; "all" every clause, for those who annotate.  A question tells nothing of
    what it asks.  What layout tells (rows, notes, entries of a diary) is always there.
    `parser` makes the trees that clauses are read from, in place of the built-in one: see `dateline.syntax.Parser`.
    A language that has no parser gets the sentences that have a time as its events.
    `recognizers` replaces the built-in ones.

    Any `str` parses, in time linear in its length.  Where no event came of it, `Timeline.remarks` says why.  Raises
    `ArgumentError` for a bad argument and `LocaleError` for an unknown language.
    """
    if events not in CHOICES:
        raise ArgumentError("events", events, f"must be {' or '.join(map(repr, CHOICES))}")
    document = _document(text, dct, source, language, locale)
    joined = running(document)
    if joined is not None:
        document = joined.document
    found = Annotations()
    for recognizer in recognizers:
        _take(found, recognizer(document, found))
    options = Options(order, prefer, week_start, hemisphere, zone)
    document, timexes = refined(document, _apart(found.timexes), options)
    found.timexes = resolved(document, timexes, options)
    del timexes  # a long document has many
    timeline = _composed(document, found, parser or builtin_parser(document.locale.code), events)
    return timeline if joined is None else joined.timeline(timeline)


def _composed(document: Document, found: Annotations, parser: Parser | None, events: Choice) -> Timeline:
    """The timeline of what was found in a document: its lines are parsed, those in it are linked, its clauses told."""
    labels = [turn.label for turn in turns_of(document, found.actors)]
    lines = without_labels(lines_of(document, found.sentences, found.timexes), labels)
    needed = [line for line in lines if parser is not None and _may_tell(document, line, events)]
    made: Sequence[ParsedSentence] = []
    if parser is not None and needed:
        prose = [evolve(line.sentence, span=line.span) for line in needed]
        indefinite = document.locale.words.get("indefinite", frozenset())
        # Not "a night" of "a night watchman".
        surely = [timex.span for timex in found.timexes if timex.text.split(None, 1)[0].lower() not in indefinite]
        made = parsed_sentences(document, prose, parser, surely)
    of_line = {id(line): sentence for line, sentence in zip(needed, made, strict=True)}
    parsed = [of_line.get(id(line)) for line in lines]
    found.actors = with_trees(document, made, found.actors, found.timexes)
    voices = find_voices(document, made, found.actors, found.sentences)
    _forget(made)
    quotations = sorted((*found.quotations, *voices), key=lambda q: q.span.start)
    subjects = subject_starts(made, found.actors)
    things = things_of(made, found.actors, [timex.span for timex in found.timexes])
    arguments = arguments_of(made, found.actors)
    _forget(made)
    actors, links = link(
        document,
        found.sentences,
        found.actors,
        quotations,
        subjects,
        timexes=found.timexes,
        things=things,
        arguments=arguments,
    )
    del things, arguments
    context = Context(
        document=document,
        dct=document.dct,
        who=lambda index: links.get(index, ()),
        mentions=found.actors,
        quotations=quotations,
        timexes=found.timexes,
        index=MentionIndex(found.actors),
        hedges=tuple(find_hedges(document)),
    )
    return compose(context, lines, parsed, actors, events, able=parser is not None)


def _forget(made: Sequence[ParsedSentence]) -> None:
    """Drop the clauses that were read in a long document; they are read again where they are asked for."""
    if len(made) <= KEPT:
        return
    for sentence in made:
        for clauses in sentence.clauses:
            clauses.forget()


def _may_tell(document: Document, line: Line, events: Choice) -> bool:
    """Whether a line can hold a clause that becomes an event: one with a time or, but for "dated", of the past."""
    span = line.span
    if line.kind in ("header", "date") or span.start >= span.end:
        return False
    if line.times or line.given is not None or events == "all":
        return True
    return events == "main" and may_be_past(document.text, span, document.locale)


def parse_many(
    documents: Iterable[Text],
    *,
    workers: int | None = None,
    language: str | None = None,
    order: str | None = None,
    events: Choice = "main",
    zone: str | None = None,
) -> Iterator[Timeline]:
    """The timeline of each document, in order: texts, pairs of a text and its `Source`, or what `dateline.open` gives.

    `workers` is the number of processes; None or 1 works in this one.  Documents are read as the timelines are asked
    for, so a stream of any length can be given.  The other arguments are those of `parse`.
    """
    if isinstance(documents, str | Document):
        raise ArgumentError("documents", documents, "must be texts, one for each document; this is one text")
    work = partial(_parse_one, language=language, order=order, events=events, zone=zone)
    if workers is None or workers <= 1:
        yield from map(work, documents)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(work, documents, chunksize=8)


def _parse_one(item: Text, language: str | None, order: str | None, events: Choice, zone: str | None) -> Timeline:
    text, source = item if isinstance(item, tuple) else (item, None)
    return parse(text, source=source, language=language, order=order, events=events, zone=zone)


def _document(
    text: str | Document,
    dct: date | datetime | str | Moment | None,
    source: Source | None,
    language: str | None,
    locale: Locale | None,
) -> Document:
    if source is not None and not isinstance(source, Source):
        raise ArgumentError("source", source, "must be a Source")
    remarks: tuple[str, ...] = ()
    if isinstance(text, Document):
        opened, text = text, text.text
        remarks = opened.remarks
        if dct is None and source is None:
            dct = opened.dct
        if source is None:
            source = opened.source
        elif not source.pages:
            source = evolve(source, pages=opened.source.pages)
        if language is None and locale is None and opened.language is not None:
            language = _known_code(opened.language)
    if not isinstance(text, str):
        raise ArgumentError("text", text, "must be a str; decode bytes first, or read a file with dateline.open")
    if locale is None:
        locale = Locale.load("en" if language is None else language)
    source = Source.for_text(text, source)
    if dct is not None:
        return Document(text, source, Moment.of(dct, "dct"), locale, "given", unit_of(dct), remarks=remarks)
    if source.published is not None:
        published = Moment.of(source.published, "source.published")
        return Document(text, source, published, locale, "published", remarks=remarks)
    return Document(text, source, None, locale, "none", remarks=remarks)


def _known_code(tag: str) -> str:
    """The code of the locale for a tag such as "en-GB": the longest beginning of it that there is (RFC 4647, 3.4)."""
    known = {code.lower(): code for code in available()}
    parts = tag.replace("_", "-").split("-")
    shorter = ("-".join(parts[:size]).lower() for size in range(len(parts), 0, -1))
    return next((known[code] for code in shorter if code in known), tag)


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
    known = [(kind, len(kind)) for kind in (found.sentences, found.actors, found.quotations) if kind]
    into: dict[type, list[Any]] = {
        Sentence: found.sentences,
        Timex: found.timexes,
        ActorMention: found.actors,
        Quotation: found.quotations,
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
                "a recognizer yields Sentence, Timex, ActorMention or Quotation objects",
            )
        mine.append(annotation)
    for kind, before in known:
        if len(kind) > before:
            # A second recognizer of a kind has its finds put among those of the first.
            kind.sort(key=_start)


def _start(annotation: Sentence | ActorMention | Quotation) -> int:
    return annotation.span.start
