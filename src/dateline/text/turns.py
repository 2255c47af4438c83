"""Who says "I" and "we": the speakers of an interview, turn by turn, who signs a statement, whose paper it is."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dateline.model import ActorKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.locale import LocaleData
    from dateline.model import Document
    from dateline.text import Sentence
    from dateline.who import ActorMention

__all__ = ["Turn", "author_of", "body_of", "may_say_i", "may_say_we", "signature_of", "turns_of"]

# A label is short and stands at the head of its line, in a chat after the stamp of the message.
_STAMP: Final = r"(?:[\[<(]?\d[\d/.,: -]{8,20}(?: ?[APap][Mm])?[\])>]?(?: -)? )?"
_TURN: Final = re.compile(rf"[ \t>*_]{{0,8}}{_STAMP}([^\W\d_a-z][\w.'’ -]{{0,40}}?)[*_]{{0,2}}:[*_]{{0,2}}[ \t]+(?=\S)")
_WORDS: Final = re.compile(r"[^\W\d_]+")
_BREAK: Final = re.compile(r"\n[ \t]*\n")
# So many labels make a conversation; fewer are the labels of a form.
FEWEST: Final = 3
# How far into a document, in characters, it may say whose statement it is.
HEAD: Final = 600
# A line below a letter, its farewell, signature, office or enclosures, has no more words or characters; a letter has no
# more of them.
FOOTER_WORDS: Final = 6
FOOTER_LENGTH: Final = 60
FOOTER_LINES: Final = 8
# So often at least says who tells of themselves "I".
TOLD: Final = 2
_NAME: Final = re.compile(r"[\W\d_]{0,4}((?:[^\W\d_a-z][\w'’.-]{0,30}[ \t]+){0,3}[^\W\d_a-z][\w'’-]{1,30})[,.]?\Z")
# How far before its end, in characters, a letter takes its leave, and how far below it is signed.
TAIL: Final = 400
SIGNED: Final = 40


@frozen
class Turn:
    """What one speaker says in one go.

    `label` is where the line says who speaks, `content` the words; `speaker` is a mention of the speaker, perhaps
    elsewhere in the document, None for who asks the questions.
    """

    label: Span
    content: Span
    speaker: Span | None


@lru_cache(maxsize=16)
def _cues(locale: LocaleData) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    def any_of(name: str) -> str:
        forms = sorted(locale.words.get(name, ()), key=len, reverse=True)
        return "|".join(re.escape(form) for form in forms) or "(?!)"

    return (
        # "Statement of Ann Ray", "The speaker is Ann Ray"; not "who had been told by Ann Ray"
        re.compile(rf"(?:^|[.!?:]\s)\W*(?:[\w'’]+\s+){{0,3}}(?:{any_of('statement_cues')})\s+\Z", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{any_of('first_person_names')}),\s+\Z"),
        re.compile(rf"(?<!\w)(?:{any_of('interview_cues')})\s+(?:\w+\s+){{0,4}}\Z", re.IGNORECASE),
    )


def may_say_i(document: Document) -> bool:
    """False where no first person can be anybody: no quotation, no turns, no statement."""
    text = document.text
    if "“" in text or '"' in text or "«" in text:
        return True
    signed = _valediction(document) is not None or signature_of(document) is not None
    return _is_statement(document) or signed or any(_labels(text))


def _is_statement(document: Document) -> bool:
    head = document.text[:HEAD].lower()
    return any(cue in head for cue in document.locale.words.get("statement_cues", ()))


def _labels(text: str) -> Iterator[re.Match[str]]:
    """The labels of turns, read only at the head of lines that have a colon: few have, and most text has none."""
    at = text.find(":")
    while at >= 0:
        label = _TURN.match(text, text.rfind("\n", 0, at) + 1)
        if label is not None:
            yield label
        line = text.find("\n", at)
        at = text.find(":", line) if line >= 0 else -1


def may_say_we(document: Document) -> bool:
    """True if the head of the document says that a body speaks in it: a press release, the minutes of a society."""
    head = document.text[:HEAD].lower()
    return any(cue in head for cue in document.locale.words.get("body_paper_cues", ()))


def turns_of(document: Document, mentions: Sequence[ActorMention]) -> list[Turn]:
    """The turns of an interview or transcript, in text order; none in other documents."""
    text, words = document.text, document.locale.words
    questions, answers = words.get("question_labels", frozenset()), words.get("answer_labels", frozenset())
    labels = list(_labels(text))
    if len(labels) < FEWEST:
        return []
    names: dict[str, Span] = {}
    for mention in mentions:
        if mention.form == "name" and mention.kind is ActorKind.ORGANIZATION:
            # Who asks may be a paper.
            names.setdefault(mention.name.casefold(), mention.span)
        elif mention.form == "name" and mention.kind is ActorKind.PERSON:
            names.setdefault(mention.name.casefold(), mention.span)
            names.setdefault(mention.name.split()[-1].casefold(), mention.span)
            if mention.span.start < labels[0].start() and len(words_of_name := mention.name.split()) > 1:
                # "HV: How did it begin?"
                names.setdefault("".join(word[0] for word in words_of_name).casefold(), mention.span)
    found: list[tuple[re.Match[str], Span | None]] = []
    seen = Counter(" ".join(match[1].split()).casefold() for match in labels)
    spoken: set[str] = set()
    titles = {title.casefold() for kind in ("titles", "titles_m", "titles_f") for title in words.get(kind, ())}
    for match in labels:
        label = " ".join(match[1].split()).casefold()
        parts = _WORDS.findall(label)
        speaker = names.get(label) or (names.get(parts[-1]) if parts else None)
        if label in questions or label in answers:
            speaker = None
        elif speaker is None and len(parts) > 1 and parts[0] in titles:
            # "MR HOLT: When did you leave?"
            speaker = Span(*match.span(1))
        elif speaker is None:
            continue
        spoken.add(label)
        found.append((match, speaker))
    if len(found) < FEWEST or max(seen[label] for label in spoken) < 2 or len(spoken) < 2:
        return []
    asked = _interviewee(document, mentions, found[0][0].start())
    first_person = words.get("first_person_pronouns", frozenset()) | words.get("first_person_plurals", frozenset())
    out = []
    for number, (match, known) in enumerate(found):
        end = found[number + 1][0].start() if number + 1 < len(found) else len(text)
        last = number + 1 == len(found)
        end = _end_of_words(text, match.end(), end, frozenset() if last else first_person)
        while end > match.end() and text[end - 1].isspace():
            end -= 1
        answering = " ".join(match[1].split()).casefold() in answers
        if end > match.end():
            out.append(Turn(Span(*match.span(1)), Span(match.end(), end), asked if answering else known))
    return out


def _end_of_words(text: str, start: int, end: int, first_person: frozenset[str]) -> int:
    """Where the words of a turn end: with its paragraph, or with those behind it that go on with "I" and "we"."""
    while (stop := _BREAK.search(text, start, end)) is not None:
        after = _BREAK.search(text, stop.end(), end)
        paragraph = _WORDS.findall(text, stop.end(), after.start() if after else end)
        if first_person.isdisjoint(paragraph):
            return stop.start()
        start = stop.end()
    return end


def _interviewee(document: Document, mentions: Sequence[ActorMention], head: int) -> Span | None:
    """Who answers, as the head of the document says: "Ann Ray talks to …", "an interview with Ann Ray"."""
    _, _, asked = _cues(document.locale)
    agents = document.locale.words.get("agent_prepositions", frozenset())
    people = [m for m in mentions if m.span.start < head and m.form == "name" and m.kind is ActorKind.PERSON]
    for mention in people:
        if asked.search(document.text, max(0, mention.span.start - 60), mention.span.start):
            return mention.span
    for mention in people:
        before = document.text[max(0, mention.span.start - 4) : mention.span.start].lower().split()
        if not before or before[-1] not in agents:
            return mention.span
    return None


@lru_cache(maxsize=16)
def _farewells(locale: LocaleData) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(locale.words.get("valedictions", ()), key=len, reverse=True))
    return re.compile(rf"\n\W{{0,4}}(?:\w+ ){{0,3}}(?:{words or '(?!)'})\b[^\n.]{{0,40}}", re.IGNORECASE)


def signature_of(document: Document) -> Span | None:
    """The name that stands alone below a letter or a text told as "I": who wrote it; None if none does.

    A letter is known by its salutation or its farewell; below it the signature comes first, then what else may stand
    there.  A memoir has a full name.
    """
    text, words = document.text, document.locale.words
    first, footer = _footer(text)
    while footer and _is_farewell(document, footer[0]):
        first, footer = footer[0], footer[1:]
    if not footer:
        return None
    line = footer[0]
    labelled = text[line.start : line.end].partition(":")
    signs = labelled[1] and labelled[0].strip().lower() in words.get("signature_labels", frozenset())
    name = _NAME.match(labelled[2].strip() if signs else text[line.start : line.end])
    if name is None or name[1].lower() in words.get("valedictions", ()):
        return None
    greeted = any(
        head.strip().lower().startswith(tuple(f"{word} " for word in words.get("salutations", ())))
        for head in text[: 2 * HEAD].splitlines()
    )
    if not (signs or greeted or _is_farewell(document, first)):
        told = sum(map(words.get("first_person_names", frozenset()).__contains__, text.split()))
        if told < TOLD or len(name[1].split()) < 2:
            return None
    start = text.index(name[1], line.start)
    return Span(start, start + len(name[1]))


def _footer(text: str) -> tuple[Span, list[Span]]:
    """The line above the short lines that a text ends with, and these, blank ones left out."""
    lines: list[Span] = []
    end = len(text)
    while end > 0 and len(lines) < FOOTER_LINES + 1:
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end].strip() if end - start < 2 * FOOTER_LENGTH else "-" * (FOOTER_LENGTH + 1)
        if line:
            lines.append(Span(start, end))
            if len(line) > FOOTER_LENGTH or len(line.split()) > FOOTER_WORDS:
                return lines[-1], lines[-2::-1]
        end = start - 1
    return Span(0, 0), []


def _is_farewell(document: Document, line: Span) -> bool:
    """Whether a line takes leave: it ends with a comma, or is one of the usual words."""
    words = document.text[line.start : line.end].strip().lower()
    return words.endswith(",") or words.rstrip(".!") in document.locale.words.get("valedictions", ())


def _valediction(document: Document) -> re.Match[str] | None:
    """Where a letter takes its leave: "Yours ever,"."""
    text = document.text
    found = list(_farewells(document.locale).finditer(text, max(0, len(text) - TAIL)))
    return found[-1] if found else None


def _signer(document: Document, mentions: Sequence[ActorMention]) -> int | None:
    """The index of the mention of who signs a letter, right below or beside its last words."""
    farewell = _valediction(document)
    if farewell is None:
        return None
    text = document.text
    for number in range(len(mentions) - 1, -1, -1):
        mention = mentions[number]
        if mention.span.end <= farewell.start():
            break
        before = text[max(farewell.start(), text.rfind("\n", 0, mention.span.start)) : mention.span.start].strip()
        alone = not before or before.endswith(",") or mention.span.start < farewell.end()
        person = mention.form == "name" and mention.kind is ActorKind.PERSON
        if person and alone and mention.span.start - farewell.end() < SIGNED:
            return number
    return None


def author_of(document: Document, mentions: Sequence[ActorMention]) -> int | None:
    """The index of the mention of who says "I" throughout: "Witness statement of Ann Ray", "I, Ann Ray, say".

    Of a letter, a statement or a memoir it is who signs it.
    """
    signed = signature_of(document)
    if signed is not None:
        below = (n for n in range(len(mentions) - 1, -1, -1) if mentions[n].span.start < signed.end)
        number = next(below, None)
        if number is not None and mentions[number].span.end > signed.start:
            return number
    statement, first_person, _ = _cues(document.locale)
    stated = _is_statement(document)
    for number, mention in enumerate(mentions):
        start = mention.span.start
        if start > HEAD:
            break
        if mention.form != "name" or mention.kind is not ActorKind.PERSON:
            continue
        before = document.text[max(document.text.rfind("\n", 0, start) + 1, start - HEAD) : start]
        if (stated and statement.search(before)) or first_person.search(document.text, max(0, start - 6), start):
            return number
    return _signer(document, mentions)


def body_of(document: Document, mentions: Sequence[ActorMention], sentences: Sequence[Sentence]) -> int | None:
    """The index of the mention of whose paper a press release or minutes are, None unless there is but one.

    It is the one body that the headings at the head of the document name.
    """
    if not may_say_we(document):
        return None
    headings = [sentence.span for sentence in sentences if sentence.kind == "heading" and sentence.span.start < HEAD]
    found: dict[str, int] = {}
    at = 0
    for number, mention in enumerate(mentions):
        while at < len(headings) and headings[at].end <= mention.span.start:
            at += 1
        if at >= len(headings):
            break
        named = mention.form == "name" and mention.kind is ActorKind.ORGANIZATION
        if named and headings[at].contains(mention.span):
            found.setdefault(mention.name.casefold(), number)
    return next(iter(found.values())) if len(found) == 1 else None
