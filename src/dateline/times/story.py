"""Which year, month or day is meant where the text leaves it out: the document date and the story so far."""

from __future__ import annotations

import re
from typing import Final

from dateline.times.calendar import CLOCK, Cal, holding, last_day, move, near, same_unit, weekday, within

__all__ = [
    "AHEAD_TENSES",
    "DEADLINES",
    "HEAD",
    "LONG_AGO",
    "NEAR",
    "RANGE",
    "RANGE_ENDS",
    "SAME_SENTENCE",
    "State",
    "anchored",
    "century_of",
    "is_past_midnight",
    "on_weekday",
]

# In days: so far off a month or day is hardly meant without its year, where the other reading is so near.
FAR: Final = 290
NEAR: Final = 62
# So near to a day given in full is another of the same story.
SOON: Final = 31
# In days: what was told of longer ago is not of the time of the document.
YEAR: Final = 366
# In days: so far ahead in its year a month lies hardly, where no tense says so.
AHEAD: Final = 180
# How far, in characters, a month carries on to days of the month alone ("from 10 January through the 14th").
LENDS_MONTH: Final = 120
# How far, in characters, an entry of a log reaches from its hour.
ENTRY: Final = 160
# How many days a story goes on at a time: a day named within them is the day of the clock times that follow.
NEXT_DAYS: Final = 3
# How far, in characters, a date given in full lends its year to the dates after it.
LENDS: Final = 400
# Within so many characters the head of a document gives its own date.
HEAD: Final = 600
# How far, in characters, a year alone lends itself to the dates after it, and a range from its beginning to its end.
SAME_SENTENCE: Final = 100
RANGE: Final = 60
# So near, in characters, that hardly a sentence ends between two times; and if the first does not open its own.
SAME_CLAUSE: Final = 18
# So far apart are the ends of a range.
LINKED: Final = 6
SAME_CLAUSE_AFTER: Final = 48
# Signals of the end of a range.
RANGE_ENDS: Final = frozenset(("to", "and", "until", "range"))
# The kinds of time that a story is told by, how far it goes on at a step within a sentence, and how far before the
# time of the story a month lies that is rather the one of the next year; both in days.
STORY: Final = frozenset(("Y", "M", "D", "S", "Q", "H", "W", "WE"))
STORY_STEP: Final = 400
TURN: Final = 270
# … and so far where it is told without "had".
TURN_TOLD: Final = 200
# So many years before the document a chronicle tells of its own years.
LONG_AGO: Final = 5
# Tenses of what lies ahead: of the document, or of what the text tells ("would open").
AHEAD_TENSES: Final = frozenset(("future", "prospective", "announced", "request"))
# Parts of a day whose hours are those before midnight.
NIGHTLY: Final = frozenset(("TNI", "TEV"))
# A clock time from which on the next one of the night is that of the next day, and up to which hour it is.
EVENING: Final = "T21:00"
MORNING: Final = 5
SEASONS: Final = frozenset(("SP", "SU", "FA", "WI"))
# Signals of a time that something lasts or is due to.
DEADLINES: Final = frozenset(("until", "by", "as early as", "as soon as"))
# What is no weekday, a day of a month, a month or day of a year, and a day of a year.
NO_WEEKDAY: Final = re.compile(r"XXXX-(?!WXX)")
OF_MONTH: Final = re.compile(r"XXXX-XX-\d\d")
OF_YEAR: Final = re.compile(r"XXXX-(?!WXX|XX)")
DAY_OF_YEAR: Final = re.compile(r"XXXX-(\d\d)-(\d\d)")
# What is told to the second has been recorded, however near it is to come.
_SECONDS: Final = re.compile(r"T\d\d:\d\d:\d\d")


class State:
    """What has been said so far: the document date and the times of the narrative."""

    def __init__(self, dct: Cal | None, order: str = "mdy", *, sure: bool = False, language: str = "en") -> None:
        self.dct = dct
        self.language = language
        self.ref: Cal | None = None
        self.ref_text = ""
        self.ref_end = 0
        # The last time told is one that counts from today ("last night").
        self.ref_counted = False
        # The last time told is one that nobody can fix ("two weeks ago" in an undated text): "the next day" is lost.
        self.adrift = False
        self.year_told: Cal | None = None
        self.year_end = 0
        self.year_back = False
        self.year_led = False
        self.opens: Cal | None = None
        self.opens_end = 0
        self.opens_week = False
        self.year: int | None = None
        # Where the story is: not what is only mentioned within it.
        self.story: Cal | None = None
        # The last time told is only mentioned: what counts from it is no part of the story either.
        self.aside = False
        # It opened its sentence.
        self.ref_led = False
        # A look back that opens its sentence, and what was told since of the same time.
        self.detour: Cal | None = None
        # The time is told in the past perfect; the last time told was a look back of that sort.
        self.back = False
        self.perfect = False
        self.looked_back = False
        self.day: Cal | None = None
        self.day_text = ""
        self.day_end = 0
        # The last day told whose month or week is not known ("XXXX-WXX-5"), and where it ends.
        self.open_day = ""
        self.open_end = 0
        # The document date says no day.
        self.coarse = False
        self.definite = False
        self.indefinite = False
        # The day on which was said what is quoted.
        self.quoted: Cal | None = None
        # It is the date of a paper.
        self.cited = False
        self.last_clock: Cal | None = None
        self.moved_on = False
        self.full: Cal | None = None
        self.full_end = 0
        self.position = 0
        self.quarter: Cal | None = None
        self.month: Cal | None = None
        self.month_end = 0
        self.signal: str | None = None
        self.leads = False
        self.order = order
        self.sure = sure
        self.prefer = 0
        self.sunday = False
        self.south = False
        self.heading: Cal | None = None
        self.headings = 0
        # The text has said which day it is ("today is Monday, 3 May"); that stands in `heading`.
        self.spoken = False
        self.log = False
        # The clock time told last, with its day.
        self.hour: Cal | None = None
        # The last stretch of hours that was told.
        self.shift: tuple[Cal, Cal] | None = None
        # The half of the day that a clock time said last ("am", "pm"), "" if none has.
        self.half = ""
        # A day that is only looked back to within a sentence, and where it stands: it does not move the story.
        self.looked_at: Cal | None = None
        self.looked_end = 0
        # The days that the text has given in full, by month and day.
        self.dates: dict[tuple[int, int], int] = {}
        # The text has told something by its distance from today.
        self.current = False
        # The date that stands at the head of a row or sentence without a preposition.
        self.led: Cal | None = None
        # The days of the clock times that were given with their day; 0 for one of several days.
        self.clocks: dict[str, int] = {}
        self.used = ""
        # Most of what the text tells lies years before the document: a life, a history, what somebody remembers.
        self.chronicle = False

    def is_long_ago(self, tense: str | None) -> bool:
        """True for what a chronicle tells of a year long past: "In 1926 we struck.  We went back in May"."""
        if not self.chronicle or tense in ("future", "request") or self.dct is None or self.heading is not None:
            return False
        told = self.story
        if told is None or self.ref is None or self.ref.kind not in STORY:
            return False
        return self.dct.year - max(told.year, self.ref.year) >= LONG_AGO

    @property
    def today(self) -> Cal | None:
        """What "yesterday" counts from: the document date, the day heading above of a diary, the day it is said to be.

        The headings of a log date its clock times alone, where the log has a date of its own.
        """
        if self.heading is not None and (self.dct is None or self.spoken or (self.headings > 1 and not self.log)):
            return self.heading
        return self.dct

    def anchor(self, kind: str, *, ahead: bool = False) -> Cal | None:
        if kind == "cur":
            # What is to come counts from now.
            told = (
                self.full is not None
                and not ahead
                and self.position - self.full_end <= LENDS
                and (self.dct is None or self.full.year != self.dct.year)
            )
            kind = "ref" if told or self.dct is None else "dct"
            if kind == "ref" and self.aside and self.leads and self.story is not None:
                # "He had been a prisoner in 1918.  By the end of the month …": that of the story.
                self.used = "reference"
                return self.story
        self.used = "dct" if kind == "dct" else "reference"
        if kind == "dct":
            if self.today is not self.dct:
                self.used = "reference"
            return self.today
        if self.ref is None:
            self.used = "dct"
            return self.dct
        return None if self.adrift else self.ref

    def told_by(self, base: Cal | None) -> Cal | None:
        """What a look back counts from: "will stay until 2030. She had joined four years earlier" is of no 2026."""
        if base is None or self.dct is None or base.first <= last_day(self.dct):
            return base
        day = self.day
        return day if day is not None and day.first <= self.dct.first else self.dct

    def to_the_day(self, *, same: bool) -> None:
        """Let what counts in days go on from the day that is told, where the last time is a look back from it.

        "Admitted on 29 May.  He had been well until April.  The following morning …".  But the `same` day, "that day",
        is none of another year than the time told last.
        """
        ref, day = self.ref, self.day
        if same and ref is not None and day is not None and ref.kind != "D" and ref.year != day.year:
            return
        if ref is not None and day is not None and ref.kind != "D" and last_day(ref) < day.first:
            self.ref, self.ref_text = day, self.day_text
            # What counts from the day of the story is told in it.
            self.aside = False

    def to_the_month(self) -> None:
        """The same for months: "moved in June 1952.  She had been hurt in 1940.  The following month …"."""
        ref, story = self.ref, self.story
        if ref is not None and story is not None and ref.kind == "Y" and story.kind in ("M", "D") and self.aside:
            self.ref, self.ref_text = story, story.text

    def told(
        self, value: Cal, text: str, *, leads: bool, stated: bool | None, ahead: bool = False, end: int = 0
    ) -> None:
        """Take note of a time that the text has given; one that lies `ahead` does not move the story on.

        `end` is where it stands in the text.
        `stated` is True where the text gives the year itself, None where it looks back ("two years earlier").
        """
        if stated is None and leads and value.kind in ("Y", "S", "Q", "H"):
            self.detour = value
        elif self.detour is not None:
            goes_on = stated is not True and value.kind in STORY and self.detour.first <= value.first
            short = self.story is not None and value.first < self.story.first
            self.detour = value if goes_on and short else None
        ends_aside = (
            self.aside and not leads and self.signal in RANGE_ENDS and 0 <= self.position - self.ref_end <= RANGE
        )
        apart = self.position - self.ref_end if self.ref_end else 0
        self.ref, self.ref_text, self.ref_led = value, text, leads
        self.ref_end = self.position + len(text) if stated is not None else 0
        self.adrift = False
        if self.back and self.story is not None and value.first < self.story.first:
            # "The firm had written in May": the story stays where it is.
            self.aside = self.looked_back = True
            if value.kind == "D":
                self.looked_at, self.looked_end = value.whole, end
            return
        self.looked_back = False
        if not stated and self.aside and not leads:
            # "had been a prisoner in 1918 and escaped the same year"
            if value.kind == "D":
                self.looked_at, self.looked_end = value.whole, end
            return
        if ends_aside:
            # "Tully, who sat for the county from 1788 to 1802, …": the story stays where it was.
            return
        self.aside = self.story is not None and value.kind in STORY and value.first < self.story.first
        if stated is None and self.aside and not leads:
            # "It had been tested the week before.": the next sentence goes on with the story.
            self.looked_back = True
        moves = leads or (not stated and not (self.aside and self.dct is not None)) or self._goes_on(value)
        if value.kind in STORY and stated is not None and moves:
            self.story, self.aside = value, False
            if stated and value.kind != "D" and self.dct is None:
                # "In May 1944 ... at night": no day is told any more.
                self.day = None
        if value.kind in ("Y", "M", "D", "S", "Q", "H", "W", "WE"):
            self.year = value.year
        clocked = value.clock != "" and CLOCK.fullmatch(value.clock) is not None
        if stated and clocked:
            known = self.clocks.setdefault(value.clock[:6], value.first)
            self.clocks[value.clock[:6]] = value.first if known == value.first else 0
        if value.kind == "D" and clocked and not self.perfect:
            before = self.hour
            # "the late shift, 2 pm to 10 pm": a dash or word parts them.
            beside = self.signal in RANGE_ENDS or (not self.signal and 0 < apart <= LINKED)
            ranged = before is not None and beside and same_day(before, value)
            if ranged and before is not None and before.clock < value.clock:
                self.shift = (before, value)
            self.hour = value
        dct = self.dct
        if stated and dct is not None and end <= HEAD and same_day(value, dct):
            # "Window: 29 March 22:14 to 23:50.  Status: final, 12 April": no day of its story.
            return
        if value.kind == "D" and stated is None and not leads and self.day is not None:
            # "She came on Sunday; he had left the day before.  At 9 pm …": still on Sunday.
            self.looked_at, self.looked_end = value.whole, end
        elif value.kind == "D" and self._is_looked_at(value) and not leads:
            # "since 10 p.m. on Sunday"
            self.looked_end = end
        elif value.kind == "D" and self.signal == "since" and self.day is not None and not leads:
            # "He had been on duty since 10 p.m. on Sunday.  At 7 a.m. …": still on the day of the story.
            self.looked_at, self.looked_end = value.whole, end
        elif value.kind == "D" and ahead and not stated and self.heading is not None and self.day is not None:
            # "We hired a boat for Friday.  In the afternoon he came": still on the day above.
            self.looked_at, self.looked_end = value.whole, end
        elif value.kind == "D":
            before, self.day = self.day, value.whole
            day = self.day
            self.day_text, self.day_end = text, end
            last = self.last_clock
            if clocked and not (ahead and last is not None):
                # A look back ("at midnight on Sunday") does not move the story.
                if last is None or day.first >= last.first or (leads and (stated or self.log)):
                    self.last_clock, self.moved_on = day, False
            elif last is not None and day != last and not ahead:
                # The story has gone on to another day; a day far off is only mentioned.
                on = self.moved_on and before is not None and 0 <= day.first - before.first <= NEXT_DAYS
                past = self.today is None or day.first <= self.today.first
                opened = leads and (bool(stated) or self.log) and past and day.first > last.first
                self.moved_on = on or opened or 0 < day.first - last.first <= NEXT_DAYS

    def _is_looked_at(self, value: Cal) -> bool:
        """Is it the day that was just looked back to?"""
        return (
            self.looked_at is not None and self.position - self.looked_end <= LINKED and same_day(self.looked_at, value)
        )

    def _goes_on(self, value: Cal) -> bool:
        """Is a time given within a sentence the next of the story, and not a look back or ahead?"""
        story = self.story
        if story is None:
            return True
        if story.kind == "Y" and value.kind != "Y":
            return value.first >= story.first
        if value.kind == "Y":
            return story.kind == "Y" and -1 <= value.year - story.year <= 10
        if last_day(value) < story.first:
            # "She died in July.  She had been failing since she fell in the spring": a look back.
            return False
        return story.year == value.year or value.first - story.first <= STORY_STEP


def same_day(one: Cal, other: Cal) -> bool:
    """Are both the same day, whatever the hour?"""
    return one.kind == other.kind == "D" and one.first == other.first


def century_of(two: int, state: State) -> int:
    """The century of a year of two digits: the one that makes it nearest to the document date, not far after it."""
    if state.dct is None:
        base = state.year
        if base is not None:
            return base // 100 * 100 + two
        return 1900 + two if two >= 30 else 2000 + two
    year = state.dct.year // 100 * 100 + two
    return year - 100 if year > state.dct.year + 10 else year


def anchored(field: str, state: State, tense: str | None) -> Cal | None:
    """A field that says no year, or no day, under the anchors: tense decides, then what was said before."""
    if field.startswith(("T", "XXXX-XX-XXT")):
        clock = field if field.startswith("T") else field[10:]
        if state.adrift or (state.coarse and state.day is None):
            return None
        # "One morning he woke up" is not told of the day of the document.
        untold = state.is_long_ago(tense) or (state.indefinite and tense not in AHEAD_TENSES)
        day = state.day or (None if untold else state.today)
        # The lines of a log go on, whatever is planned in them.
        ahead = tense in AHEAD_TENSES and not (state.log and state.signal is None)
        if CLOCK.match(clock) and state.last_clock is not None and not state.moved_on and not ahead:
            day = state.last_clock
        if state.looked_at is not None and 0 <= state.position - state.looked_end <= SAME_CLAUSE and not state.leads:
            # "It had been merged the previous evening at 6:20 pm"
            day = state.looked_at
        known = state.clocks.get(clock[:6], 0) if state.signal is not None else 0
        if known and day is not None and abs(known - day.first) == 1:
            # "from 29 March 22:14 to 30 March 03:50 … Between 22:14 and 03:50"
            day = move(day, known - day.first, "D")
        if day is not None and (is_past_midnight(clock, day, state) or _is_next_morning(clock, day, state)):
            day = move(day, 1, "D")
        if clock == "T24:00" and tense == "past" and day is not None and day is state.today:
            # "They signed it at midnight": that at which the day of the document began.
            clock = "T00:00"
        if tense == "past" and day is not None and state.today is not None and day.first > state.today.first:
            # "Next meeting: 2 September.  The meeting closed at 9 pm.": what is over was not on a day to come.
            day = state.today
        state.used = "dct" if state.day is None and day is state.today else "reference"
        if day is None or day.kind != "D":
            return None
        ref = state.ref
        apart = state.position - state.ref_end if state.ref_end else RANGE + 1
        late = ref is not None and ref.clock in NIGHTLY and same_day(ref, day)
        late = late and apart <= (SAME_CLAUSE if state.leads else RANGE)
        hour = CLOCK.fullmatch(clock) if late else None
        if hour is not None and 4 < int(hour[1]) < 12:
            # "On the night of 3 March, at about half past eleven"
            clock = f"T{int(hour[1]) + 12}{clock[3:]}"
        elif hour is not None and int(hour[1]) < MORNING and state.ref_counted and ref and ref.clock == "TNI":
            # "Last night at 2.30 am": the small hours of that night are those of today.
            day = move(day, 1, "D")
        logged = state.log and state.last_clock is not None
        near_by = not (state.leads or logged) and 0 < state.ref_end >= state.position - SAME_SENTENCE
        if near_by and ref is not None and ref.kind not in "DHQ" and not ref.first <= day.first <= last_day(ref):
            # "Two weeks ago she was kept in overnight": on a day that is not told.  Halves may be those of a game.
            return None
        return Cal("D", day.year, day.part, day.day, clock)
    if state.coarse and ("WXX" in field or OF_MONTH.fullmatch(field)):
        ref = state.ref
        if ref is None or ref.kind not in ("D", "M") or ("WXX" in field and ref.kind == "M"):
            return None
        state.used = "reference"
        return near(ref.first, field, 1) if "WXX" in field else within(ref, field)
    if (
        state.opens is not None
        and state.today is not None
        and "T" not in field
        and (("WXX" in field) == state.opens_week and not field.startswith(("XXXX-Q", "XXXX-H")))
    ):
        # The end of a range comes after its beginning: "between May and August", "from Monday to Friday".
        state.used = "reference"
        return near(state.opens.first, field, 1)
    prospective = tense in ("prospective", "announced")
    if prospective and state.ref is not None and state.position - state.ref_end <= 2 * SAME_SENTENCE:
        # "She said in January 2021 that it would open in April": after the telling.
        told_at = state.ref
        kinds = ("D",) if "WXX" in field else ("D", "M", "S")
        if state.ref_led and OF_YEAR.match(field) and state.position - state.ref_end <= SAME_CLAUSE_AFTER:
            # "In 2022 he promised to pay in May"
            kinds = (*kinds, "Y")
        if told_at.kind in kinds and (state.today is None or told_at.first <= state.today.first):
            found, other = near(told_at.first, field, 1), near(told_at.first, field, -1)
            due = state.leads or state.signal in DEADLINES
            by_then = due and _is_far(found, told_at) and other and told_at.first - other.first < NEAR
            if not (by_then or (tense == "announced" and _is_news_of_now(found, field, state))):
                # "It came on Tuesday.  We had been promised it by February", said in March, is of that year.
                state.used = "reference"
                return found
    dated = state.ref if state.ref is state.full or (state.ref is state.led and state.full is not None) else None
    due = tense == "future" and state.signal == "by" and not state.leads
    due = due and state.position - state.ref_end <= SAME_SENTENCE
    if due and dated is not None and (state.today is None or dated.first <= state.today.first):
        # "July 2009: orders the level to be lowered by August"
        state.used = "reference"
        return near(dated.first, field, 1)
    year = state.year_told
    # "It could not be kept open beyond the following year.  On 8 May …": that does not lend itself so far.
    near_by = state.position - state.year_end <= (SAME_SENTENCE if state.year_led else SAME_CLAUSE_AFTER)
    near_by = near_by and not (state.year_back and state.leads)
    if year is not None and near_by and OF_YEAR.match(field):
        # "The following year he came on 8 May"; after a look back the next sentence goes on with the story.
        state.used = "reference"
        return within(year, field)
    if state.today is None or (
        state.is_long_ago(tense)
        and not _is_of_now(field, state)
        and not (tense == "past" and _is_weekday_of_now(field, state))
    ):
        if state.ref is None:
            return None
        state.used = "reference"
        ref = state.ref
        if state.aside and state.leads and state.story is not None and state.story.kind in ("D", "M"):
            # "He had stayed there in June.  On the 29th we went on."
            ref = state.story
        if state.back and state.story is not None and state.story.kind in ("D", "M"):
            return near(last_day(state.story), field, -1)
        if "WXX" in field or OF_MONTH.fullmatch(field):
            if ref.kind not in ("D", "W", "M") or state.adrift:
                return None
            if "WXX" in field and ref.kind == "M":
                return None
            return near(ref.first, field, 1) if "WXX" in field else within(ref, field)
        if state.story is None:
            return None
        if tense in AHEAD_TENSES and field.startswith(("easter", "nth")):
            # "To be repaired by Easter", told of a December, is the Easter after it.
            return near(ref.first, field, 1)
        if ref.kind == "M" and DAY_OF_YEAR.fullmatch(field) and int(field[5:7]) == ref.part and not state.back:
            # "They lived there until March 1938.  On the night of 12 March soldiers came."
            return within(ref, f"XXXX-XX-{field[8:10]}")
        beside = 0 < state.ref_end <= state.position <= state.ref_end + SAME_CLAUSE
        if beside and state.aside and not (state.leads or state.looked_back) and ref.kind in ("M", "D"):
            # "He was arrested in May 1920 and fined in June", told after what came later.
            return _in_story(field, ref)
        given = _given_before(field, state) if state.perfect and not state.leads else None
        if given is not None:
            # "the X-ray of 4 March", which the text has given with its year
            return given
        earlier = _of_weeks_before(field, state) if tense == "past" and not state.leads else None
        if earlier is not None:
            return earlier
        turn = TURN if state.perfect else TURN_TOLD
        return _in_detour(field, state) or _in_story(field, state.story, turn)
    given = _given_before(field, state) if tense not in AHEAD_TENSES else None
    if given is not None:
        state.used = "reference"
        return given
    full = state.full
    told = full is not None and full.year != state.today.year and state.position - state.full_end <= LENDS
    if full is not None and full.kind in ("M", "S"):
        # A month or season with its year lends it within its sentence, or to a day soon after it in a text that tells
        # nothing of today.
        soon = near(full.first, field, 1) if told and not state.current else None
        present = near(state.today.first, field, -1 if tense == "past" else 0) if soon is not None else None
        fresh = present is not None and abs(present.first - state.today.first) <= NEAR
        soon = soon if soon is not None and not fresh and soon.first - last_day(full) <= NEAR else None
        reach = 2 * SAME_SENTENCE if state.back and not _is_news(field, state) else SAME_SENTENCE
        apart = state.position - state.full_end
        alike = full.kind == "M" or field[5:] in SEASONS
        beside = alike and apart <= reach and not state.leads
        if told and apart <= SAME_SENTENCE and OF_MONTH.fullmatch(field) and not state.aside:
            # "It began in October 1998.  On the 23rd it ended."
            found = within(full, field) if full.kind == "M" and full is state.ref else None
            if found is not None:
                state.used = "reference"
                return found
        # "In the summer of 1976 the river dried up.  In August …"
        told = told and (beside or (soon is not None and (full.kind == "M" or apart <= SAME_SENTENCE)))
    if full is not None and full.first > state.today.first and tense == "past":
        told = False
    if full is not None and told and state.today.year - full.year >= LONG_AGO and _is_news(field, state):
        told = False
    if full is not None and told and tense not in AHEAD_TENSES and NO_WEEKDAY.match(field):
        # In a story told with full dates, "11 August" is the one nearest to the date just given; what lasts until then
        # comes after it.
        state.used = "reference"
        next_year = _of_year_after(full, field, state)
        if next_year is not None:
            return next_year
        month = state.month if state.position - state.month_end <= LENDS and field.startswith("XXXX-XX-") else None
        if month is not None and (found := within(month, field)) is not None and found.first <= state.today.first:
            return found
        if state.signal != "until" and not state.back and tense == "past":
            found = _in_story(field, full, TURN_TOLD)
            if found is not None and found.first <= state.today.first:
                return found
        return near(full.first, field, 1 if state.signal == "until" else -1 if state.back else 0)
    given = _near_given(field, state) if tense not in AHEAD_TENSES else None
    if given is not None:
        state.used = "reference"
        return given
    state.used = "dct"
    today = state.today.first
    direction = 1 if tense in AHEAD_TENSES else -1 if tense == "past" else state.prefer
    last = state.ref
    if not tense and last is not None and last.kind == "D" and last.first > today and not state.leads:
        # "Tomorrow is a short day, and on Friday, if all goes well, a long one"
        direction = 1 if 0 < state.position - state.ref_end <= SAME_SENTENCE else direction
    if tense == "present":
        # The day it is: none after the document, and none before the day it was.
        direction = 1 if state.spoken else -1
    if not tense and state.signal == "until" and not direction:
        # "They have no money until May"
        direction = 1
    if "WXX" in field:
        entry = state.last_clock if state.log and state.headings > 1 and tense == "past" else None
        if entry is not None and state.position - state.day_end <= ENTRY and entry.first < today - 7:
            # "10.00 – Ann Ray says that she left on Thursday": the one before the day of the entry.
            state.used = "reference"
            return near(entry.first, field, -1)
        if tense == "past" and state.signal in DEADLINES and not state.leads:
            # "It broke on Thursday.  It took us until Saturday": the one after the day told, if that is past too;
            # "Until Saturday it had been closed" looks back, as does "It had not come by Saturday".
            direction = -1 if state.signal == "by" else 1
            found = near(state.day.first, field, 1) if state.day and 0 < today - state.day.first < 7 else None
            if found is not None and found.first <= today:
                state.used = "reference"
                return found
        if state.definite and tense == "past" and state.day is not None and state.position - state.day_end <= LENDS:
            # "It burnt down on the 3rd.  On the Sunday …": the one after the day told; before it, if looked back to.
            found = near(state.day.first, field, -1 if state.perfect and not state.leads else 1)
            if found is not None and found.first <= today:
                state.used = "reference"
                return found
        if tense == "past" and state.signal == "for":
            # "We hired a boat for Friday"
            direction = 1
        if field.endswith("WE"):
            return near(today, field, direction)
        return near(today, field, direction or -1, strict=tense == "request")
    if OF_MONTH.fullmatch(field):
        if state.month is not None and state.position - state.month_end <= LENDS_MONTH:
            found = within(state.month, field)
            heading = state.heading
            if found is not None and state.perfect and found.first > today:
                # "It will run until 22 December. They had met on the 3rd": what had been is not to come.
                found = near(today, field, -1)
                state.month = Cal("M", found.year, found.part) if found is not None else None
                return found
            if found is not None and heading is not None and (heading.year, heading.part) == (found.year, found.part):
                # Under the heading of a day "on the 28th" came before it, and "will come on the 5th" after.
                if tense == "past" and found.first > today:
                    return near(today, field, -1)
                if tense == "future" and found.first < today:
                    return near(today, field, 1)
            if found is not None and tense == "future" and last_day(found) < today - NEAR // 2:
                # "It was sent on 12 April.  A reply is expected by the 14th", written in June
                return near(today, field, 1)
            return found
        month = state.story
        near_by = 0 < state.ref_end <= state.position <= state.ref_end + LENDS
        latest = near(today, field, -1)
        if tense == "past" and near_by and month is not None and month.kind == "M" and month.first < today:
            # "She died in July.  The funeral was on the 19th", written on a 19th: "today" would have been said.
            found = within(month, field)
            if found is not None and latest is not None and latest.first == today > found.first:
                state.used = "reference"
                return found
        return near(today, field, direction or -1)
    if field.startswith(("XXXX-Q", "XXXX-H")):
        to_come = direction > 0 and state.signal == "in" and not state.leads
        return near(today, field, 1 if to_come else 0 if not tense and state.signal == "in" else -1)
    if not direction:
        # Nothing says which: the one of this year, unless it is far off and another is near.
        found, other = within(Cal("Y", state.today.year), field), near(today, field, 0)
        story = _of_story(field, state) if found is not None and found.kind == "D" and found.first > today else None
        if story is not None:
            return story
        return other if found is None or not -FAR <= found.first - today <= AHEAD else found
    found, other = near(today, field, direction), near(today, field, -direction)
    if tense == "future" and state.signal in DEADLINES:
        # "It will be over by Christmas", said in January.
        return found
    recorded = tense == "past" and _SECONDS.search(field) is not None
    # "It gave them until mid-June", said in May.
    due_month = found is not None and found.kind == "M" and state.signal in DEADLINES
    due_month = due_month and (prospective or not state.leads)
    a_day = found is not None and (found.kind == "D" or due_month)
    if tense != "request" and not recorded and found is not None and other is not None and a_day:
        far, close = abs(found.first - today), abs(other.first - today)
        if far > FAR and close < NEAR:
            # A day most of a year off would have been given its year.
            return (_of_story(field, state) if tense == "past" else None) or other
    return found


def _is_far(found: Cal | None, day: Cal) -> bool:
    """True for a day or month that lies most of a year behind a day: it would have been given its year."""
    return found is not None and found.first - day.first > FAR


def _of_year_after(full: Cal, field: str, state: State) -> Cal | None:
    """A day of the year that was told after a date in full, if that is the next: "On 26 December 2010 … in 2011 …".

    So is one behind a day of it: "Approved on 30 April 2013 … it was put off to 25 March.  It failed on 16 May".
    """
    ref = state.ref
    if ref is None or ref.year != full.year + 1 or state.perfect:
        return None
    if ref.kind != "D" and (ref.kind != "Y" or state.ref_end <= state.full_end):
        return None
    if ref.kind == "D" and state.story is not ref:
        return None
    found = within(Cal("Y", ref.year), field) if state.position - state.ref_end <= LENDS else None
    return found if found is not None and state.today is not None and found.first <= state.today.first else None


def is_past_midnight(clock: str, day: Cal, state: State) -> bool:
    """True for an hour of the night told after one before midnight: "At 23:50 he left.  At 00:10 he was seen"."""
    last = state.hour
    # "The order came at 23:20.  Most had gone by 1 a.m.": no look back.
    by = state.signal == "by"
    if last is None or last.clock < EVENING or (state.perfect and not by) or not same_day(last, day):
        return False
    hour = CLOCK.fullmatch(clock) if by or state.signal not in ("since", *DEADLINES) else None
    return hour is not None and int(hour[1]) < MORNING


def _is_next_morning(clock: str, day: Cal, state: State) -> bool:
    """True for a morning that opens a sentence after a night: "On the evening of 22 June … At dawn he crossed".

    So is an hour of the night that is not right beside it: "Up the line at dusk; back by 2 a.m.".
    """
    last, apart = state.ref, state.position - state.ref_end if state.ref_end else 0
    if last is None or state.perfect or last.clock not in NIGHTLY or not same_day(last, day):
        return False
    hour = CLOCK.fullmatch(clock)
    if hour is not None:
        return SAME_CLAUSE < apart <= LENDS and int(hour[1]) < MORNING
    return clock == "TMO" and state.leads and 0 < apart <= LENDS


def _is_of_now(field: str, state: State) -> bool:
    """True for a day of the last weeks, said after a mere year: "died in 2011.  The funeral was held on 22 March"."""
    ref, today = state.ref, state.today
    if state.leads or ref is None or ref.kind != "Y" or today is None or not DAY_OF_YEAR.fullmatch(field):
        return False
    found = near(today.first, field, -1)
    return found is not None and today.first - found.first <= NEAR and state.position - state.ref_end > SAME_CLAUSE


def _is_news(field: str, state: State) -> bool:
    """True for a day or month right before a document that tells of its own time: that of now is nearer at hand."""
    latest = near(state.today.first, field, -1) if state.today is not None else None
    if latest is None or state.today is None or state.chronicle or not state.current:
        return False
    return 0 <= state.today.first - last_day(latest) <= NEAR


def _is_news_of_now(found: Cal | None, field: str, state: State) -> bool:
    """True for what is announced, where the time told last is of years ago and no date of the announcement.

    "It was repaired in March 1954.  Ada Brook said that it would reopen on 12 June": in the year of the document,
    unless it comes, as `found`, soon after what is told, and later for the document.
    """
    ref, today = state.ref, state.today
    if ref is None or today is None or found is None or state.chronicle or last_day(ref) >= today.first - YEAR:
        return False
    present = near(today.first, field, 1)
    gap = found.first - last_day(ref)
    return gap > NEAR or state.current or (present is not None and present.first - today.first < gap)


def _is_weekday_of_now(field: str, state: State) -> bool:
    """True for a weekday alone where no day is told: "Ada Brook, who won in 1962 and 1964, died on Monday"."""
    alone = "WXX" in field and not (state.definite or state.indefinite or state.perfect)
    return alone and state.ref is not None and state.ref.kind not in ("D", "W", "M")


def _of_story(field: str, state: State) -> Cal | None:
    """A day in the story of years ago that was last given its year: nearer to hand than one that is still to come."""
    full = state.full
    if full is None or state.today is None or full.year >= state.today.year:
        return None
    state.used = "reference"
    return near(full.first, field, 0)


def _given_before(field: str, state: State) -> Cal | None:
    """The day that the text has given in full before, unless one of the present is nearer at hand."""
    found = DAY_OF_YEAR.fullmatch(field)
    year = state.dates.get((int(found[1]), int(found[2])), 0) if found is not None else 0
    if not year:
        return None
    today = state.today
    present = near(today.first, field, 0) if today is not None else None
    if today is not None and present is not None and abs(present.first - today.first) <= NEAR:
        return None
    return within(Cal("Y", year), field)


def _near_given(field: str, state: State) -> Cal | None:
    """A day soon before or after one of an earlier year that the text gives in full, if that of the present is far off.

    "Reid was killed on 17 November 2021.  …  On the 8th of November the ramp had been seen to shake."
    """
    today, ref = state.today, state.ref
    if today is None or ref is None or not DAY_OF_YEAR.fullmatch(field):
        return None
    if ref.kind == "Y" and state.position - state.ref_end <= LENDS:
        # "2023: claim issued (14 February)"
        return None
    # What a diary tells may lie after its last heading.
    latest = near(today.first, field, -1 if today is state.dct else 0)
    if latest is None or abs(today.first - latest.first) <= NEAR or abs(latest.first - ref.first) <= NEAR:
        return None
    best: Cal | None = None
    least = SOON
    # Of a history that spans years only the last that was given.
    recent = max((year for year in state.dates.values() if year < today.year), default=0)
    for (month, day), year in state.dates.items():
        if not year or year != recent:
            continue
        told = Cal("D", year, month, day).first
        found = near(told, field, 0)
        if found is None or found.first > today.first:
            continue
        apart = max(found.first - told, told - last_day(found), 0)
        if apart <= least:
            best, least = found, apart
    return best


def _of_weeks_before(field: str, state: State) -> Cal | None:
    """The day of a paper, of the weeks before the day told, where that of its year lies most of a year ahead.

    "The board met on 9 January 2024 and approved the minutes of 12 December."
    """
    story = state.story
    if story is None or story.kind != "D" or not state.cited or not DAY_OF_YEAR.fullmatch(field):
        return None
    found, before = within(Cal("Y", story.year), field), near(story.first, field, -1)
    if found is None or before is None or found.first - story.first < FAR or story.first - before.first > NEAR:
        return None
    return before


def _in_detour(field: str, state: State) -> Cal | None:
    """A time within a look back: "In the autumn of the previous year he had fled … on 2 October.  In the winter …"."""
    detour, story = state.detour, state.story
    if detour is None or story is None or (state.leads and detour.kind in ("Y", "H")):
        return None
    found = within(Cal("Y", detour.year), field)
    if found is not None and last_day(found) < detour.first:
        found = within(Cal("Y", detour.year + 1), field)
    if found is None or found.first >= story.first or (state.leads and found.first - last_day(detour) > TURN):
        return None
    return found


def _in_story(field: str, story: Cal, turn: int = TURN) -> Cal | None:
    """A month, season or day of a month in a story without a document date: in the year that the story has reached."""
    found = within(Cal("Y", story.year), field)
    if found is not None and found.kind == story.kind == "S" and turn == TURN_TOLD:
        # "He came in the autumn of 1887 and left in the spring"
        turn = 0
    if found is not None and story.kind != "Y" and story.first - last_day(found) > turn:
        # "He came on 8 December 1941.  In January ..."
        return within(Cal("Y", story.year + 1), field)
    return found


def on_weekday(base: Cal | None, field: str, day: str, today: Cal | None) -> Cal | None:
    """The reading of a date that falls on the weekday given with it.

    That is the one that would be taken without the weekday, else the one nearest to the document date within a year of
    it, else the nearest to what would be taken.
    """
    number = int(day[-1])
    if base is None or base.kind != "D" or weekday(base.first) == number:
        return base
    unit = same_unit(field)
    around = [(today, (0, -1, 1))] if today is not None else []
    for start, steps in (*around, (base, (-1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6))):
        for step in steps:
            found = within(move(holding(start.first, unit), step, unit), field)
            if found is not None and weekday(found.first) == number:
                return found
    return base
