"""From text to timeline: text, times, syntax, who, events, as one function over a literal tuple, RECOGNIZERS."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypedDict, Unpack, get_args, overload

from attrs import evolve, field, frozen

from dateline.annotations import Annotations, Recognizer
from dateline.deciding import decide
from dateline.errors import ArgumentError
from dateline.events import Choice, Context, compose
from dateline.interval import Moment
from dateline.locale import available
from dateline.many import OnError, done_for_each, passed_on
from dateline.model import Decision, Document, Source, Timeline, Timex
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
    from collections.abc import Callable, Generator, Mapping

    from dateline.many import Failure

__all__ = [
    "RECOGNIZERS",
    "BatchOptions",
    "ReadOptions",
    "Reader",
    "TimeOptions",
    "find_timexes",
    "parse",
    "parse_many",
]

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


class _Manner(TypedDict, total=False):
    language: str | None
    locale: Locale | None
    order: str | None
    prefer: Literal["past", "future"] | None
    week_start: Literal["monday", "sunday"]
    hemisphere: Literal["north", "south"]
    zone: str | None


class TimeOptions(_Manner, total=False):
    """What may be said of the times of a text: the options of `find_timexes`, explained at `parse`."""

    dct: date | datetime | str | Moment | None


class BatchOptions(_Manner, total=False):
    """The options of `parse` but for `dct`, for documents each of which has a date of its own."""

    events: Choice
    parser: Parser | None
    recognizers: Sequence[Recognizer] | None
    decisions: str | os.PathLike[str] | Iterable[Decision]


def _to_decisions(given: Any) -> tuple[Decision, ...]:
    """Decisions as they are given, or from their file."""
    if isinstance(given, str | os.PathLike):
        # Only files of JSON need what reads them.
        from dateline.deciding.files import read_decisions

        return read_decisions(given)
    if not isinstance(given, Iterable):
        raise ArgumentError("decisions", given, "must be the path of a file, or decisions")
    decisions = tuple(given)
    for number, decision in enumerate(decisions):
        if not isinstance(decision, Decision):
            raise ArgumentError(f"decisions[{number}]", decision, "must be a Decision, or all of it the path of a file")
    return decisions


class ReadOptions(TimeOptions, BatchOptions, total=False):
    """What may be said of how a text is read: the options of `parse` and `parse_many`, explained at `parse`."""


@frozen(kw_only=True)
class Reader:
    """How texts are to be read, said once: what `parse` and `parse_many` take for one call, for any number of them.

        reader = Reader(language="de", zone="Europe/Berlin", events="dated")
        timeline = reader.parse(text, source=Source("Kelden Post", published="2024-03-05"))

    The arguments are those of `parse`, and are checked at once: it raises what `parse` raises for them.  `dct` is that
    of every text; the date of a single one goes into the `published` of its `Source`.  A reader is frozen and cheap to
    make, may be used by many threads, and can be pickled if `parser` and `recognizers` can.  `attrs.evolve(reader,
    order="mdy")` gives another one that differs in something.
    """

    dct: date | datetime | str | Moment | None = field(default=None, validator=lambda *given: _check_dct(given[2]))
    language: str | None = None
    locale: Locale | None = field(default=None, repr=False)
    order: str | None = None
    prefer: Literal["past", "future"] | None = None
    week_start: Literal["monday", "sunday"] = "monday"
    hemisphere: Literal["north", "south"] = "north"
    zone: str | None = None
    events: Choice = "main"
    parser: Parser | None = None
    recognizers: Sequence[Recognizer] | None = None
    decisions: tuple[Decision, ...] = field(default=(), converter=_to_decisions, repr=False)
    _times: Options = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.events not in CHOICES:
            raise ArgumentError("events", self.events, f"must be {' or '.join(map(repr, CHOICES))}")
        times = Options(self.order, self.prefer, self.week_start, self.hemisphere, self.zone)
        object.__setattr__(self, "_times", times)
        if self.locale is not None and not isinstance(self.locale, Locale):
            raise ArgumentError("locale", self.locale, "must be a Locale, such as Locale.load gives")
        if self.recognizers is not None:
            object.__setattr__(self, "recognizers", tuple(self.recognizers))
        if self.language is not None and self.locale is None:
            Locale.load(self.language)

    def find_timexes(self, text: str | Document, *, source: Source | None = None) -> list[Timex]:
        """The temporal expressions of a text, resolved, in text order: those that `parse` finds."""
        return timexes_of(self._document(text, source), self._times)

    def parse(self, text: str | Document, *, source: Source | None = None) -> Timeline:
        """The timeline of a text, as `dateline.parse` makes it."""
        return self._read(text, source)

    def _read(self, text: str | Document, source: Source | None = None, *, among_others: bool = False) -> Timeline:
        document = given = self._document(text, source)
        joined = running(document)
        if joined is not None:
            document = joined.document
        found = Annotations()
        for recognizer in RECOGNIZERS if self.recognizers is None else self.recognizers:
            _take(found, recognizer(document, found))
        document, timexes = refined(document, _apart(found.timexes), self._times)
        found.timexes = resolved(document, timexes, self._times)
        del timexes  # a long document has many
        timeline = _composed(document, found, self.parser or builtin_parser(document.locale.code), self.events)
        timeline = timeline if joined is None else joined.timeline(timeline)
        if not self.decisions:
            return timeline
        texts = {given.source.id: given.text}
        return decide(timeline, self.decisions, texts, among_others=among_others)[0]

    @overload
    def parse_many(
        self, documents: Iterable[Text], *, workers: int | None = None, on_error: Literal["raise", "skip"] = "raise"
    ) -> Generator[Timeline, None, None]: ...
    @overload
    def parse_many(
        self, documents: Iterable[Text], *, workers: int | None = None, on_error: OnError
    ) -> Generator[Timeline | Failure, None, None]: ...
    def parse_many(
        self, documents: Iterable[Text], *, workers: int | None = None, on_error: OnError = "raise"
    ) -> Generator[Any, None, None]:
        """The timelines of many documents, in order, as `dateline.parse_many` makes them."""
        if isinstance(documents, str | bytes | Document):
            raise ArgumentError("documents", documents, "must be texts, one for each document; this is one text")
        if not isinstance(documents, Iterable):
            raise ArgumentError("documents", documents, "must be an iterable of texts")
        if on_error not in get_args(OnError):
            raise ArgumentError("on_error", on_error, f"must be {' or '.join(map(repr, get_args(OnError)))}")
        return passed_on(done_for_each(self._parsed, documents, workers), on_error)

    def _parsed(self, item: Text) -> Timeline:
        if isinstance(item, tuple):
            if len(item) != 2:
                raise ArgumentError("documents", item, "must be texts, pairs of a text and its Source, or Documents")
            return self._read(item[0], item[1], among_others=True)
        return self._read(item, among_others=True)

    def _document(self, text: str | Document, source: Source | None) -> Document:
        return _document(text, self.dct, source, self.language, self.locale)


def _check_dct(dct: date | datetime | str | Moment | None) -> None:
    if dct is not None:
        Moment.of(dct, "dct")


def find_timexes(text: str | Document, *, source: Source | None = None, **options: Unpack[TimeOptions]) -> list[Timex]:
    """The temporal expressions of a text, resolved, in text order.

    The arguments are those of `parse`, which finds the same timexes.
    """
    return _reader("find_timexes", TimeOptions, options).find_timexes(text, source=source)


def parse(text: str | Document, *, source: Source | None = None, **options: Unpack[ReadOptions]) -> Timeline:
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
    `recognizers` replaces the built-in ones, `dateline.pipeline.RECOGNIZERS`.
    `decisions` are a reader's, made of an earlier reading (`Timeline.correct` and others): a sequence of `Decision`, or
    the path of a file of them.  They are applied to what was read; those that cannot be are in `Timeline.lapsed`, each
    with its reason, and those about other documents are left alone.  Where its document is not this one, but this one
    alone has its words, it was renamed: the decision is applied, and `lapsed` says so.  `parse_many`, which does not
    see the other documents, does not take one for another; for that unite the timelines and `decide`.

    Any `str` parses, in time linear in its length.  Where no event came of it, `Timeline.remarks` says why.  Raises
    `ArgumentError` for a bad argument and `LocaleError` for an unknown language.
    """
    return _reader("parse", ReadOptions, options).parse(text, source=source)


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


@overload
def parse_many(
    documents: Iterable[Text],
    *,
    workers: int | None = None,
    on_error: Literal["raise", "skip"] = "raise",
    **options: Unpack[ReadOptions],
) -> Generator[Timeline, None, None]: ...
@overload
def parse_many(
    documents: Iterable[Text], *, workers: int | None = None, on_error: OnError, **options: Unpack[ReadOptions]
) -> Generator[Timeline | Failure, None, None]: ...
def parse_many(
    documents: Iterable[Text],
    *,
    workers: int | None = None,
    on_error: OnError = "raise",
    **options: Unpack[ReadOptions],
) -> Generator[Any, None, None]:
    """The timeline of each document, in order: texts, pairs of a text and its `Source`, or what `dateline.open` gives.

    Documents are read as timelines are asked for, so a stream of any length can be given.  `workers` is the number of
    processes; None or 1 works in this one and reads nothing ahead.  With more, up to 32 documents a process are read
    ahead, and four million characters a process.  The other arguments are those of `parse`, for all documents.

    `on_error` says what becomes of a document that raises: "raise", the default, ends the stream with its error, which
    has a note of the document; "skip" leaves it out; "return" gives a `Failure` in its place, with its number, source
    and error.  A process that is lost (killed, out of memory) is an error like others, a `WorkerError` of the document
    that it was at; no other document is lost with it.

    What is given is a generator: to close it, or Ctrl-C, ends its processes at once.  Processes import the script that
    runs, so a script calls this under `if __name__ == "__main__":`.

    Raises `ArgumentError` for what is no iterable of documents, and what `parse` raises for a bad argument, at once;
    `WorkerError` where no process can begin.
    """
    reader = _reader("parse_many", ReadOptions, options)
    return reader.parse_many(documents, workers=workers, on_error=on_error)


def _reader(function: str, known: type, options: Mapping[str, Any]) -> Reader:
    """The reader of a function's options; `TypeError`, as Python raises it, for one that there is not."""
    names = known.__annotations__
    for name in options:
        if name not in names:
            raise TypeError(f"{function}() got an unexpected keyword argument {name!r}; options are {', '.join(names)}")
    return Reader(**options)


def _spell_out(function: Callable[..., Any], options: type) -> None:
    """Show the options of a function in its signature, for `help` and the documentation, as `Reader` has them."""
    signature = inspect.signature(function)
    own = [one for one in signature.parameters.values() if one.kind is not one.VAR_KEYWORD]
    known = inspect.signature(Reader).parameters.values()
    spelled = [one for one in known if one.name in options.__annotations__]
    function.__signature__ = signature.replace(parameters=[*own, *spelled])  # type: ignore[attr-defined]


_spell_out(find_timexes, TimeOptions)
_spell_out(parse, ReadOptions)
_spell_out(parse_many, ReadOptions)


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
