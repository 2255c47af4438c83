"""Why an event has the date it has: the quote, the rule, the anchor, other readings."""

import dateline

TEXT = "Omar Reyes took over the theatre on 3 May 2021. The following autumn he sold it. The sale was 04/05/2022."

for event in dateline.parse(TEXT, dct="2022-11-30"):
    print(event.explain())
    print()

# Prints:
