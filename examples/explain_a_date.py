"""Why an event has the date it has: the quote, the rule, the anchor, other readings."""

import dateline

TEXT = "Omar Reyes took over the theatre on 3 May 2021. The following autumn he sold it. The sale was 04/05/2022."

for event in dateline.parse(TEXT, dct="2022-11-30"):
    print(event.explain())
    print()

# Prints:
# 2021-05-03: Omar Reyes took over the theatre
#   granularity: day
#   quote: “Omar Reyes took over the theatre on 3 May 2021.” (document, 0–47)
#   happening named by: “took” (11–15)
#   time: “3 May 2021” (36–46) is the DATE 2021-05-03, with no need of an anchor.
#     Rule “day month year” read it as 2021-05-03, which means 2021-05-03.
#   agent: Omar Reyes
#   status: asserted, the document states it as fact
#
# 2021-23: [Omar Reyes] sold it
#   granularity: season
#   quote: “The following autumn he sold it.” (document, 48–80)
#   happening named by: “sold” (72–76)
#   time: “The following autumn” (48–68) is the DATE 2021-FA, counted from the time before, 2021-05-03 (“3 May 2021”).
#     Rule “the following season” read it as ref next XXXX-FA, which means 2021-23.
#   agent: Omar Reyes
#     “he” is taken for Omar Reyes: whom the text is about, by far
#   status: asserted, the document states it as fact
#
# 2022-05-04?: The sale was 04/05/2022
#   granularity: day
#   quote: “The sale was 04/05/2022.” (document, 81–105)
#   happening named by: “04/05/2022” (94–104)
#   time: “04/05/2022” (94–104) is the DATE 2022-05-04, with no need of an anchor.
#     Rule “numeric date” read it as num 04 05 2022, which means 2022-05-04? or 2022-04-05.
#   other readings: 2022-04-05
#   status: asserted, the document states it as fact
#
