"""Is the clause around a time told as past or as future?  Read from the verb forms near it, only where asked."""

from __future__ import annotations

import functools
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dateline.locale import trie
from dateline.text.sentences import sentence_end, sentence_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.locale import LocaleData

__all__ = ["Tenses"]

WORD: Final = re.compile(r"[^\W\d_]+")
APOSTROPHED: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
PREDICATE: Final = re.compile(r" ([^\W\d_]+(?:['’][a-z])?)(?!\w)")
# A line that ends with a word and a colon: what is said or quoted may stand below.
INTRODUCED: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,20}):[ \t]*\n")
NOTE: Final = re.compile(r"[^\W\d_]{3,}")
# How many characters before and after a time its verb is looked for.
REACH: Final = 200, 160
# What comes after the time counts as so many times as far off, and so much more.
AFTER: Final = 2, 40
# In characters: so far before an infinitive stands the verb that it hangs on; and what ends a clause.
GOVERNED: Final = 60
CLAUSE: Final = re.compile(r"[.,;:!?()]")
# In characters: so far behind a semicolon or comma stands a time that opens its clause.
OPENING: Final = 16
# A text of no more characters is a message: what it asks for is a request, whatever else is said.
MESSAGE: Final = 400
# Messages of a chat, by their stamps, and in how many characters these are looked for.
CHAT: Final = re.compile(
    r"\n\[?(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d\d(?::\d\d)?\]? (?:- )?[^\n:]{1,40}: "
    r"|\d{1,2}:\d\d(?::\d\d)?\]? <[^<>\n]{1,30}> )"
)
CHATTED: Final = 2000
POSSESSIVES: Final = frozenset(("'s", "’s"))
# In words: so many stand before a time that opens no clause; and in characters, how near what is joined to it begins.
LED: Final = 2
JOINED: Final = 12
# The end of a sentence in a message, where the next one begins in small letters.
LOOSE_STOP: Final = re.compile(r"(?:(?<=\w\w\w)|(?<=\d)|(?P<short>(?<=\W\w\w)))[.!?]+\s+|[!?]+\s+")
# The lists of words that a verb form may begin with, but for participles told by their suffixes.
_FIRST: Final = (
    "tense_lookalikes",
    "outdated_markers",
    "present_auxiliaries",
    "future_governors",
    "future_markers",
    "past_markers",
)


@frozen(eq=False)
class _Verbs:
    """What a locale knows of verb forms and of the words around them."""

    forms: re.Pattern[str]
    requests: re.Pattern[str]
    arranged: re.Pattern[str]
    counting: re.Pattern[str]
    joined: re.Pattern[str]
    infinitives: frozenset[str]
    fillers: frozenset[str]
    determiners: frozenset[str]
    been: frozenset[str]
    promises: frozenset[str]
    plans: frozenset[str]
    had: frozenset[str]
    have: frozenset[str]
    now: frozenset[str]
    perfect: frozenset[str]
    imperatives: frozenset[str]
    scheduled: frozenset[str]
    reducing: frozenset[str]
    agreeing: frozenset[str]
    suffixes: tuple[str, ...]
    accompanying: frozenset[str]
    coordinators: frozenset[str]
    comparing: frozenset[str]
    belonging: frozenset[str]
    subjects: frozenset[str]
    prepositions: frozenset[str]
    past_futures: frozenset[str]
    predicates: frozenset[str]
    sayings: frozenset[str]
    speaking: frozenset[str]
    present: frozenset[str]
    closing: frozenset[str]
    tails: tuple[str, ...]


@functools.lru_cache(maxsize=16)
def _verbs_of(locale: LocaleData) -> _Verbs:
    def words(name: str) -> frozenset[str]:
        return locale.words.get(name, frozenset())

    return _Verbs(
        forms=_tense_regex(locale),
        requests=_request_regex(locale),
        arranged=_arranged_regex(locale),
        counting=_counting_regex(locale),
        joined=_joined_regex(locale),
        infinitives=words("infinitive_marks"),
        fillers=words("verb_fillers"),
        determiners=words("actor_determiners"),
        been=words("be_forms"),
        promises=words("past_promises"),
        plans=words("past_plans"),
        had=words("past_auxiliaries"),
        have=words("have_forms") - words("past_auxiliaries"),
        now=words("present_auxiliaries"),
        perfect=words("order_perfect"),
        imperatives=words("imperatives"),
        scheduled=words("scheduled_leads"),
        reducing=words("reducing_markers"),
        agreeing=words("agreeing_verbs"),
        suffixes=tuple(words("past_suffixes")),
        accompanying=words("accompanying"),
        coordinators=words("coordinators"),
        comparing=words("manner_markers"),
        belonging=words("belonging_prepositions"),
        subjects=words("clause_subjects"),
        prepositions=words("prepositions"),
        past_futures=words("past_futures"),
        predicates=words("day_predicates"),
        sayings=words("quoting_cues"),
        speaking=words("speech_verbs"),
        present=words("present_auxiliaries") | words("possible_markers"),
        closing=words("closing_words"),
        tails=tuple(sorted(words("counting_tails"))),
    )


class Tenses:
    """Is the clause around a timex told as past or as future?  Read from the nearest verb form, only where asked."""

    def __init__(self, text: str, low: str, locale: LocaleData) -> None:
        self.text, self.low, self.locale = text, low, locale
        self.verbs = _verbs_of(locale)

    @functools.cached_property
    def message(self) -> bool:
        """Is the text a message, or a chat of several?"""
        # The line end before it comes first: the search passes from one to the next.
        return len(self.low) <= MESSAGE or len(CHAT.findall("\n" + self.text[:CHATTED])) > 1

    def _is_note(self) -> bool:
        """Does the text say anything beside its times?"""
        known = self.locale.left
        return any(word not in known for word in NOTE.findall(self.low))

    def _is_adjective(self, start: int, begin: int) -> bool:
        """Is a participle part of a noun phrase ("the delayed report", "a still unspecified date")?"""
        words = self.low[max(begin, start - 30) : start].split()
        if words and words[-1] in self.verbs.fillers:
            words.pop()
        return bool(words) and words[-1] in self.verbs.determiners

    def _is_reduced(self, start: int, begin: int) -> bool:
        """Is a participle all that there is of a clause ("if not agreed", "as agreed", "unless stated")?"""
        words = self.low[max(begin, start - 20) : start].split()
        while words and words[-1] in self.verbs.fillers:
            words.pop()
        return bool(words) and words[-1] in self.verbs.reducing

    def _was_ahead(self, verb: re.Match[str], begin: int) -> bool:
        """Did it lie ahead when it was told of: "would open", "was due to open", "promised to open"?"""
        before = self.low[max(begin, verb.start() - 24) : verb.start()].split()[-2:]
        if verb[0].split(None, 1)[0] in self.verbs.plans:
            return self.verbs.have.isdisjoint(before)
        return not self.verbs.had.isdisjoint(before)

    def is_told(self, start: int) -> bool:
        """Is the future before a time that of a story ("promised that it would be mended by the end of the month")?"""
        words = WORD.findall(self.low, max(0, start - REACH[0] // 2), start)
        return not self.verbs.past_futures.isdisjoint(words)

    def _is_announced(self, begin: int, start: int, end: int) -> bool:
        """Does the sentence of a time tell of somebody saying something?"""
        words = (*WORD.findall(self.low, begin, start), *WORD.findall(self.low, end, self._end(end)))
        return not self.verbs.speaking.isdisjoint(words)

    def is_to_last(self, tail: str) -> bool:
        """Does an infinitive stand before a word that gives its end: "a survey to last until", not "was to last"?"""
        words = tail.split()[-4:]
        return len(words) > 2 and words[-3] in self.verbs.infinitives and not self.verbs.had & set(words[:-3])

    def counts(self, start: int) -> bool:
        """Does a length here tell when something will be: "will leave in two months", not "the first in a year"?"""
        return self.verbs.counting.search(self.low, max(0, start - REACH[0] // 2), start) is not None

    def is_from_now(self, end: int) -> bool:
        """Do the words behind a length say that it counts from now: "in ten days' time"?"""
        return self.low.startswith(self.verbs.tails, end)

    def is_spoken_of(self, end: int) -> bool:
        """Is a day what is spoken of in the present: "Thursday is no good"?"""
        word = PREDICATE.match(self.low, end)
        return word is not None and word[1] in self.verbs.predicates

    def _is_agreed(self, verb: re.Match[str], end: int) -> bool:
        """Does a time before a verb tell when it was agreed, not what: "on Tuesday (the board) agreed to sell"?"""
        words = verb[0].split(None, 2)
        if verb.start() < end:
            return False
        if words[words[0] in self.verbs.been and len(words) > 1] in self.verbs.agreeing:
            return True
        before = self.low[max(end, verb.start() - 24) : verb.start()].split()
        past = words[0].endswith(self.verbs.suffixes)
        return past and not (before and before[-1] in self.verbs.been)

    def _is_asked_for(self, future: re.Match[str], told: re.Match[str] | None) -> bool:
        """Does an infinitive hang on what was said or done: "asked for the seals to be changed by June"?"""
        if told is None or future[0].split(None, 1)[0] not in self.verbs.infinitives:
            return False
        between = self.low[told.end() : future.start()]
        return len(between) <= GOVERNED and CLAUSE.search(between) is None

    def _is_numbered(self, word: re.Match[str]) -> bool:
        """Does a number stand right behind a word, as behind that of a month?"""
        return self.low[word.end() : word.end() + 2].strip().isdigit()

    def _shares(self, future: re.Match[str], verb: re.Match[str]) -> bool:
        """Does a participle share the auxiliaries of a future before it ("will be cut in May and stopped in June")?"""
        words = self.low[max(future.end(), verb.start() - 24) : verb.start()].split()
        if not self.verbs.accompanying.isdisjoint(words[-3:]):
            # "will close two pits, with pumping stopped in May"
            return True
        while words and words[-1] in self.verbs.fillers:
            # "will begin in May and be done by June"
            words.pop()
        words = words[-2:]
        if not words:
            # "will stay shut until October"
            return True
        if words[-1] not in self.verbs.coordinators:
            return False
        return len(words) == 1 or words[-2][-1] not in ",;:."

    def _is_told_by_the_way(self, place: int) -> bool:
        """Does "as I" stand before a verb ("on the 15th, as I told you")?  That says nothing of a time before it."""
        if self.low[place - 1 : place] != " ":
            return False
        words = self.low[max(0, place - JOINED) : place].rsplit(None, 2)[-2:]
        return len(words) == 2 and words[0] in self.verbs.comparing and words[1] in self.verbs.subjects

    def _end(self, end: int) -> int:
        """Where the sentence of a time ends."""
        stop = sentence_end(self.text, end, self.locale, REACH)
        loose = next(self._loose_stops(end, stop), None) if self.message else None
        return stop if loose is None else loose.start()

    def _loose_stops(self, start: int, end: int) -> Iterator[re.Match[str]]:
        """The ends of sentences before small letters: "talk about it. doors at 7"."""
        for stop in LOOSE_STOP.finditer(self.low, start, end):
            if stop["short"] is None or self.low[stop.start() - 2 : stop.start()] in self.verbs.closing:
                yield stop

    def _end_of_clause(self, begin: int, start: int, end: int) -> int:
        """Where the sentence of a time ends, or a clause that goes on behind it: "Exam on Friday and I sleep"."""
        stop = self._end(end)
        if self.low[end : end + 1] != " " or len(self.low[begin:start].split()) < LED:
            # "On Monday and he left"
            return stop
        joined = self.verbs.joined.search(self.low, end, min(stop, end + JOINED))
        return stop if joined is None else joined.start()

    def _is_present(self, words: list[str]) -> bool:
        """Is what stands before a time a clause of the present ("was to come, but they have no room until May")?"""
        if self.verbs.coordinators.isdisjoint(words):
            return False
        opened = next((i for i, word in enumerate(words) if word in self.verbs.coordinators), None)
        told = words[opened + 1 : opened + 4] if opened is not None else []
        # Not "and 7 am".
        told = [word for before, word in pairwise(["", *told]) if not before[-1:].isdigit()]
        return not (self.verbs.have | self.verbs.now).isdisjoint(told)

    def _opening(self, begin: int, start: int, end: int) -> int:
        """Where the clause begins that a time opens, within its sentence from `begin`.

        "By the 9th they had crossed; on the 12th they came back", "They had lost two men, and on the 12th they came".
        """
        low = self.low
        low_end = max(begin, start - OPENING)
        parted = low.rfind("; ", low_end, start)
        if parted >= 0:
            return parted + 2
        parted = low.rfind(", ", low_end, start)
        if parted < 0 or low[end : end + 1] in ",.;:!?)":
            return begin
        words = low[parted + 2 : start].split()
        if not words or len(words) > 2 or words[0] not in self.verbs.coordinators:
            return begin
        behind = WORD.match(low, end + 1)
        if behind is None or behind[0] in self.verbs.prepositions:
            # "On Monday, and on Friday for those who asked"
            return begin
        told = self.verbs.forms.search(low, end, sentence_end(self.text, end, self.locale, REACH))
        return begin if told is None else parted + 2

    def at(self, start: int, end: int, *, due: bool = False, told_to: int = 0) -> str | None:
        """The tense for the words from `start` to `end`.

        It is "past", "past perfect" (a look back: "had left in May"), "future", "prospective" (lay ahead of what is
        told: "would open"), "announced" (somebody says so in a sentence that does not tell when), "request" (what is
        asked for lies ahead) or None.  `due` says that the time is a deadline: "promised it by May" looks ahead.
        `told_to` is where the time before this one ends.
        """
        text, low, known = self.text, self.low, self.verbs
        begin = sentence_start(text, start, end, self.locale, REACH)
        # "On 3 May Ann Ray wrote:\n> I can come on Friday"
        lines = INTRODUCED.finditer(text, begin, start)
        begin = max((line.end() for line in lines if line[1].lower() in known.sayings), default=begin)
        if self.message:
            # "we were in Tarn. back on the 20th"
            begin = max((stop.end() for stop in self._loose_stops(begin, start)), default=begin)
        begin = self._opening(begin, start, end)
        best: tuple[int, str] | None = None
        nearest: re.Match[str] | None = None
        earlier: re.Match[str] | None = None
        told: re.Match[str] | None = None
        asked = False
        for behind in (False, True):
            if behind and best is not None and best[0] <= AFTER[1]:
                # No verb after the time can be as near.
                break
            stretch = (end, self._end_of_clause(begin, start, end)) if behind else (begin, start)
            for verb in known.forms.finditer(low, *stretch):
                kind = verb.lastgroup
                if kind == "skip" or kind == "now":
                    continue
                place = verb.start()
                if text[place].isupper() and (low[begin:place].strip() or self._is_numbered(verb)):
                    # A month or a name ("3 May", "May 3", "Will").
                    continue
                if kind == "suffixed" and self._is_adjective(place, begin):
                    continue
                if (kind == "suffixed" or kind == "past") and self._is_reduced(place, begin):
                    continue
                # What stands before counts as nearer than what comes after.
                distance = AFTER[0] * (place - end) + AFTER[1] if behind else start - verb.end()
                if behind and self._is_told_by_the_way(place):
                    continue
                if behind and best is not None and distance >= best[0]:
                    break
                ahead = kind == "future" and not self._is_agreed(verb, end)
                ahead = ahead or (earlier is not None and self._shares(earlier, verb))
                earlier = verb if kind == "future" else earlier if ahead else None
                if best is None or distance < best[0]:
                    best, nearest = (distance, "future" if ahead else "past"), earlier if ahead else verb
                    asked = ahead and kind == "future" and self._is_asked_for(verb, told)
                told = None if ahead else verb
        # A request ("Move the meeting to the 8th") looks ahead.
        first = WORD.search(low, begin, start)
        asks = first is not None and first[0] in self.verbs.imperatives
        if self.message:
            stop = self._end(end)
            asks = asks or self.verbs.requests.search(low, begin, stop) is not None
            asks = asks or self.verbs.arranged.search(low, begin, stop) is not None
        elif first is not None and self.verbs.requests.match(low, first.start()) is not None:
            # "Could you let us have two by Friday?"
            asks = True
        elif best is not None and best[1] == "past":
            asks = False
        if asks:
            return "request"
        if best is None and " ".join(low[max(begin, start - 16) : start].split()[-2:]) in self.verbs.scheduled:
            return "future"
        # Nor "those of 9 March".
        before = low[max(begin, start - JOINED) : start].split()[-1:]
        owning = low[end : end + 2] in POSSESSIVES or not known.belonging.isdisjoint(before)
        if best is None and not owning and not known.present.isdisjoint(APOSTROPHED.findall(low, begin, start)):
            # "The exam is in the hall on the 28th", "I can come on the 28th", but "is a premium over Thursday's price"
            return "future"
        if best is None and len(low) <= MESSAGE and self._is_note():
            # A note without a verb ("dentist on the 21st") is made for what lies ahead; a date alone is no note.
            return "future"
        if (
            best is not None
            and best[1] == "future"
            and nearest is not None
            and (asked or self._was_ahead(nearest, begin))
        ):
            said = not asked and told_to <= begin and self._is_announced(begin, start, end)
            return "announced" if said else "prospective"
        if due and nearest is not None and nearest.end() <= start and nearest[0] in self.verbs.promises:
            return "prospective"
        if best is not None and best[1] == "past" and nearest is not None and nearest.end() <= start:
            if self._is_present(low[nearest.end() : start].split()):
                return None
            before = low[max(begin, nearest.start() - 24) : nearest.start()].split()[-2:]
            if nearest[0] in self.verbs.perfect:
                # "Had not yet come in May", but "had an operation in May".
                word = WORD.match(low, nearest.end() + 1)
                alone = word is not None and (word[0] in self.verbs.determiners or word[0] in self.verbs.infinitives)
                return "past" if alone else "past perfect"
            if not self.verbs.perfect.isdisjoint(before):
                return "past perfect"
        return best[1] if best else None


@functools.lru_cache(maxsize=16)
def _request_regex(locale: LocaleData) -> re.Pattern[str]:
    phrases = sorted(locale.words.get("requests", ()))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)" if phrases else r"(?!)")


@functools.lru_cache(maxsize=16)
def _arranged_regex(locale: LocaleData) -> re.Pattern[str]:
    """What somebody says to have arranged: "I'm seeing the surveyor on 3 May"."""
    leads, endings = (trie(locale.words.get(name, ())) for name in ("arranging_leads", "gerund_suffixes"))
    return re.compile(rf"(?<!\w)(?:{leads})\s[^\W\d_]{{2,}}(?:{endings})(?!\w)")


@functools.lru_cache(maxsize=16)
def _joined_regex(locale: LocaleData) -> re.Pattern[str]:
    """What joins a clause with its own subject: "and I"."""
    coordinators, subjects = (trie(locale.words.get(name, ())) for name in ("coordinators", "clause_subjects"))
    return re.compile(rf"\s(?:{coordinators})\s(?:{subjects})(?!\w)")


@functools.lru_cache(maxsize=16)
def _counting_regex(locale: LocaleData) -> re.Pattern[str]:
    futures, leads = (trie(locale.words.get(name, ())) for name in ("counting_futures", "counting_prepositions"))
    return re.compile(rf"(?<!\w)(?:{futures})(?!\w)[^,;:.!?]{{0,60}}\s(?:{leads})\s+\Z")


@functools.lru_cache(maxsize=16)
def _tense_regex(locale: LocaleData) -> re.Pattern[str]:
    def forms(name: str) -> str:
        return trie(locale.words.get(name, ()))

    word = r"[^\W\d_]"
    fillers = rf"(?:\s+(?:{forms('verb_fillers')}|{word}+(?:{forms('adverb_suffixes')}))(?!\w))*"
    future = rf"(?:{forms('future_markers')})(?!\w){fillers}(?:\s+{word}+)?"
    no_verb = rf"(?!(?:{forms('actor_determiners')})(?!\w))"
    led = rf"(?:{forms('future_governors')}){fillers}:?\s+(?:{forms('infinitive_marks')}){fillers}\s+{no_verb}{word}+"
    gone = rf"(?:{forms('outdated_markers')})(?!\w)(?:\s+(?:{forms('infinitive_marks')})\s+{word}+)?"
    past, suffixed = forms("past_markers"), rf"{word}{{2,}}(?:{forms('past_suffixes')})"
    now = rf"(?:{forms('present_auxiliaries')}){fillers}\s+(?:{past}|{suffixed})"
    # Most words begin none of these: one look at each settles that.  The empty groups tell which it is.
    first = trie({form for name in _FIRST for form in locale.words.get(name, ())})
    ending = "|".join(rf"(?<={re.escape(suffix)})" for suffix in locale.words.get("past_suffixes", ())) or "(?!)"
    return re.compile(
        rf"(?<!\w)(?=(?:{first})(?!\w)|\w++(?:{ending}))"
        rf"(?:(?:{forms('tense_lookalikes')})(?P<skip>)|{gone}(?P<gone>)"
        rf"|(?:(?:{forms('present_auxiliaries')}){fillers}\s+)?(?:{led}|{future})(?P<future>)|{now}(?P<now>)"
        rf"|(?:{past})(?P<past>)|{suffixed}(?P<suffixed>))(?!\w)"
    )
