"""What is told of a deed in the frames that deny it, plan it, doubt it, report it: the same in all of them."""

from __future__ import annotations

import itertools

import pytest

import dateline

pytestmark = pytest.mark.slow

SUBJECTS = ("Ada Brook", "The council", "Two officers", "The mayor of Leith", "Otto Reim", "A farmer from Colby")
# Infinitive, past tense and participle, gerund.
DEEDS = (
    ("sell the mill", "sold the mill", "selling the mill"),
    ("leave the country", "left the country", "leaving the country"),
    ("open a shop in Leeds", "opened a shop in Leeds", "opening a shop in Leeds"),
    ("sign the treaty", "signed the treaty", "signing the treaty"),
    ("pay the rent", "paid the rent", "paying the rent"),
    ("resign", "resigned", "resigning"),
    ("visit the prisoner", "visited the prisoner", "visiting the prisoner"),
    ("close the bridge", "closed the bridge", "closing the bridge"),
)
PAST = (("on 3 May 1990", "1990-05-03"), ("in June 1991", "1991-06"), ("in 1992", "1992"))
AHEAD = (("on 3 May 2030", "2030-05-03"), ("in June 2031", "2031-06"), ("in 2032", "2032"))
# A frame, the statuses that are right, and the times. {S} and {s} are the subject, {b} the infinitive, {p} the past.
FRAMES = [
    ("{S} did not {b} {t}.", "negated", PAST),
    ("{S} failed to {b} {t}.", "negated", PAST),
    ("{S} refused to {b} {t}.", "negated asserted", PAST),
    ("{S} forgot to {b} {t}.", "negated", PAST),
    ("{S} was unable to {b} {t}.", "negated", PAST),
    ("{S} could not {b} {t}.", "negated", PAST),
    ("{S} almost {p} {t}.", "negated", PAST),
    ("{S} no longer {p} {t}.", "negated", PAST),
    ("Nobody {p} {t}.", "negated", PAST),
    ("Neither Ida Holm nor {s} {p} {t}.", "negated", PAST),
    ("It is not true that {s} {p} {t}.", "negated", PAST),
    ("Ida Holm denied that {s} {p} {t}.", "negated", PAST),
    ("Ida Holm fled without {g} {t}.", "negated", PAST),
    ("Instead of {g} {t}, Ida Holm fled.", "negated", PAST),
    ("{S} will {b} {t}.", "planned", AHEAD),
    ("{S} will not {b} {t}.", "negated planned", AHEAD),
    ("{S} was to {b} {t}.", "planned", PAST),
    ("{S} was due to {b} {t}.", "planned", PAST),
    ("{S} planned to {b} {t}.", "planned", PAST),
    ("{S} hopes to {b} {t}.", "planned hypothetical", AHEAD),
    ("{S} promised to {b} {t}.", "planned", AHEAD),
    ("Ida Holm asked {s} to {b} {t}.", "planned", AHEAD),
    ("{S} may have {p} {t}.", "hypothetical", PAST),
    ("{S} would have {p} {t} if it had rained.", "hypothetical", PAST),
    ("If {s} {p} {t}, the police were wrong.", "hypothetical", PAST),
    ("Unless {s} {p} {t}, it was a mistake.", "hypothetical", PAST),
    ("Ida Holm believes that {s} {p} {t}.", "hypothetical", PAST),
    ("{S} is said to have {p} {t}.", "reported hypothetical", PAST),
    ("Ida Holm said that {s} {p} {t}.", "reported", PAST),
    ("According to Ida Holm, {s} {p} {t}.", "reported", PAST),
    ("Rumour had it that {s} {p} {t}.", "reported", PAST),
    ("{S} allegedly {p} {t}.", "reported", PAST),
    ("{S} managed to {b} {t}.", "asserted", PAST),
    ("{S} did {b} {t}.", "asserted", PAST),
    ("Only {s} {p} {t}.", "asserted", PAST),
    ("It was {t} that {s} {p}.", "asserted", PAST),
    ("As soon as {s} had {p} {t}, Ida Holm fled.", "asserted", PAST),
]


def in_frame(frame: str, subject: str, deed: tuple[str, str, str], time: str) -> str:
    small = subject if subject in ("Ada Brook", "Otto Reim") else subject[0].lower() + subject[1:]
    return frame.format(S=subject, s=small, b=deed[0], p=deed[1], g=deed[2], t=time)


@pytest.mark.parametrize(("frame", "statuses", "times"), FRAMES, ids=[frame for frame, _, _ in FRAMES])
def test_what_a_frame_says(frame: str, statuses: str, times: tuple[tuple[str, str], ...]) -> None:
    """One event, its date, and the status of the frame: in 95 of 100, since trees are wrong at times."""
    wrong = []
    number = 0
    for subject, deed in itertools.product(SUBJECTS, DEEDS):
        time, date = times[number % len(times)]
        number += 1
        text = in_frame(frame, subject, deed, time)
        told = [
            (event.when.edtf, event.status.value)
            for event in dateline.parse(text, dct="2022-10-19").dated
            if event.when
        ]
        if len(told) != 1 or told[0][0] != date or told[0][1] not in statuses.split():
            wrong.append((text, told))
    assert len(wrong) <= 0.05 * number, wrong


@pytest.mark.parametrize("time", [time for time, _ in PAST])
def test_a_question_tells_nothing(time: str) -> None:
    told = []
    for subject, deed in itertools.product(SUBJECTS, DEEDS):
        text = in_frame("Did {s} {b} {t}?", subject, deed, time)
        told += [(text, event.title) for event in dateline.parse(text, dct="2022-10-19").dated]
    assert len(told) <= 2, told
