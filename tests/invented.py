"""Documents about invented people, made by rules: as many as wanted, the same on every run, some of them odd."""

from __future__ import annotations

import datetime as dt
import random
from typing import TypedDict

__all__ = ["Told", "documents", "long_document"]


class Told(TypedDict):
    """A document as a row of a table has it."""

    id: str
    date: str | None
    text: str | None


_FIRST = "Ada Ivo Ilse Otto Maren Jonas Petra Silas Thea Wim Nora Karel".split()
_LAST = "Brook Lind Maran Reim Voss Kettle Sandor Hale Orme Tansley Brandt Quill".split()
_PLACES = "Milby Kelden Fenwick Marlow Ostrey Thornby Harrow Linden".split()
_BODIES = ("Milby Mill Trust", "Kelden Harbour Board", "Fenwick Council", "Marlow Museum", "Linden Bank")
_MONTHS = ("January February March April May June July August September October November December").split()
_THINGS = ("the mill", "a bridge", "the school", "the ferry", "the library", "the north quay", "a hospital")
_DEEDS = ("opened", "sold", "bought", "closed", "repaired", "inspected", "rebuilt")
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def documents(number: int, seed: int = 7) -> list[Told]:
    """So many documents of about 900 characters: reports, diaries, minutes; every 40th tells of no event at all."""
    return [_document(at, random.Random(f"{seed}-{at}")) for at in range(number)]


def long_document(characters: int, seed: int = 7) -> str:
    """A report of at least so many characters."""
    dice, paragraphs, length = random.Random(seed), [], 0
    while length < characters:
        paragraphs.append(_report(dice, dt.date(2012, 11, 9)))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def _document(at: int, dice: random.Random) -> Told:
    day = dt.date(1990, 1, 1) + dt.timedelta(days=dice.randrange(12_000))
    if at % 40 == 39:
        text = "The firm makes pumps and pipes for farms. "
    else:
        text = dice.choice((_report, _report, _minutes, _diary))(dice, day)
    if at % 9 == 4:
        # Characters that UTF-8, UTF-16 and code points count differently.
        text = "🛶 Zoë’s notes. " + text
    return {"id": f"doc-{at:06}", "date": day.isoformat(), "text": text}


def _name(dice: random.Random) -> str:
    return f"{dice.choice(_FIRST)} {dice.choice(_LAST)}"


def _day(dice: random.Random) -> str:
    return f"{dice.randint(1, 28)} {dice.choice(_MONTHS)} {dice.randint(1900, 2015)}"


def _sentence(dice: random.Random) -> str:
    who, deed, thing, place = _name(dice), dice.choice(_DEEDS), dice.choice(_THINGS), dice.choice(_PLACES)
    return dice.choice(
        (
            f"{who} {deed} {thing} in {place} on {_day(dice)}.",
            f"In {dice.choice(_MONTHS)} {dice.randint(1900, 2015)}, the {dice.choice(_BODIES)} {deed} {thing}.",
            f"{who} said that {_name(dice)} had {deed} {thing} last {dice.choice(_WEEKDAYS)}.",
            f"According to the {dice.choice(_BODIES)}, {thing} was repaired yesterday.",
            f"{who} joined the {dice.choice(_BODIES)} in {dice.randint(1900, 2015)} and left it two years later.",
            f"The {dice.choice(_BODIES)} will open {thing} next spring, {who} told reporters.",
            f"{who} did not sell {thing}, although many in {place} had expected it.",
            f"Most people in {place} still remember how quiet the river was, and how long the winters were.",
            f"About {dice.randint(1900, 2000)} {who} {deed} {thing}; she wrote of it in her letters.",
        )
    )


def _report(dice: random.Random, day: dt.date) -> str:
    sentences = [_sentence(dice) for _ in range(dice.randint(9, 20))]
    return " ".join(sentences)


def _minutes(dice: random.Random, day: dt.date) -> str:
    head = f"Minutes of the {dice.choice(_BODIES)}, {day.day} {_MONTHS[day.month - 1]} {day.year}\n\n"
    items = (f"{at}. {_sentence(dice)} {_sentence(dice)}" for at in range(1, dice.randint(4, 9)))
    return head + "\n\n".join(items)


def _diary(dice: random.Random, day: dt.date) -> str:
    entries = []
    for _ in range(dice.randint(3, 7)):
        day += dt.timedelta(days=dice.randint(1, 9))
        entries.append(
            f"{day.day} {_MONTHS[day.month - 1]} {day.year}\nI met {_name(dice)} at the quay. {_sentence(dice)}"
        )
    return "\n\n".join(entries)
