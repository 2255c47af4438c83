"""A recognizer of one's own: calendar weeks as engineers write them ("19w12")."""

import re
from collections.abc import Iterator

import dateline
from dateline import Document, Span, Timex, TimexType
from dateline.annotations import Annotations
from dateline.pipeline import RECOGNIZERS

WEEK = re.compile(r"\b(\d\d)w(\d\d)\b")


def recognize_weeks(document: Document, found: Annotations) -> Iterator[Timex]:
    """Calendar weeks, said as a TIMEX3 value: nothing in them hangs on the date of the document."""
    for match in WEEK.finditer(document.text):
        value = f"20{match[1]}-W{match[2]}"
        yield Timex(Span(*match.span()), match[0], TimexType.DATE, value, expression=value, rule="engineer's week")


TEXT = "Ruth Amsel delivered the turbine in 19w12. It was first switched on in 20w03."

for event in dateline.parse(TEXT, recognizers=(*RECOGNIZERS, recognize_weeks)):
    print(event.when.edtf if event.when else "undated", event.title)

# Prints:
# 2019-03-18/2019-03-24 Ruth Amsel delivered the turbine
# 2020-01-13/2020-01-19 It was first switched on
