"""The API step by step: expressions, dates, a corrected document date, events, actors, questions, export and back."""

import dateline
from dateline import Interval, Source

TEXT = """\
Marta Okonjo runs the Lowland Water Trust (LWT). Okonjo said on Monday that the dam at Skerry was inspected last week.
"We shall lower the lake by 1 May," Okonjo added. She thanked the divers. The Trust bought the dam in 2011.
The dam was not inspected in 2020.
"""

print("1. what was said, and what it means")
timexes = dateline.find_timexes(TEXT, dct="2024-03-14")
for timex in timexes:
    print(f"   {timex.span.start:>3}  {timex.text:<9} {timex.type.value:<5} {timex.value:<11}", timex.interval)

print("2. the date of the document was wrong: resolve again, nothing is read twice")
for before, after in zip(timexes, dateline.resolve(timexes, dct="2025-03-14"), strict=True):
    if before.interval != after.interval:
        print(f"   {before.text:<9} {before.value} -> {after.value}")

print("3. the whole text, with its source")
source = Source(title="Skerry dam passes", publisher="Lowland Courier", published="2024-03-14")
timeline = dateline.parse(TEXT, source=source)
for event in timeline:
    print(f"   {event.when.edtf if event.when else '-':<21} {event.status.value:<9} {event.title}")

print("4. who is in it")
for actor in timeline.actors:
    print("  ", actor.kind.value, actor.name, list(actor.aliases))

print("5. questions")
print("   in 2024:   ", len(timeline.within(Interval.of(2024))))
print("   of the LWT:", [event.when.edtf for event in timeline.involving("LWT") if event.when])
print("   by Okonjo: ", len(timeline.said_by("Marta Okonjo")))

print("6. an interval is more than two dates")
spring = Interval.from_edtf("2024-21")
inspected = next(event for event in timeline.dated if "inspected last week" in event.title).when
assert inspected is not None
print("  ", inspected.edtf, "is", inspected.relation_to(spring).value, spring.edtf)

print("7. more events, or fewer")
for choice in ("dated", "main", "all"):
    chosen = dateline.parse(TEXT, source=source, events=choice)
    print(f"   {choice:<6}", len(chosen.dated), "dated,", len(chosen.undated), "without a date")

print("8. out and in again")
again = dateline.loads(dateline.dumps(timeline, "json"), "json")
print("   the same:", again == timeline)

# Prints:
# 1. what was said, and what it means
#     64  Monday    DATE  2024-03-11  2024-03-11
#    108  last week DATE  2024-W10    2024-03-04/2024-03-10
#    147  1 May     DATE  2024-05-01  2024-05-01
#    221  2011      DATE  2011        2011
#    256  2020      DATE  2020        2020
# 2. the date of the document was wrong: resolve again, nothing is read twice
#    Monday    2024-03-11 -> 2025-03-10
#    last week 2024-W10 -> 2025-W10
#    1 May     2024-05-01 -> 2025-05-01
# 3. the whole text, with its source
#    2011                  asserted  The Trust bought the dam
#    2020                  negated   The dam was not inspected
#    2024-03-04/2024-03-10 reported  The dam at Skerry was inspected
#    2024-03-11            reported  Okonjo said on Monday that the dam at Skerry was inspected last week
#    2024-05-01            planned   We shall lower the lake
#    -                     asserted  [Marta Okonjo] thanked the divers
# 4. who is in it
#    person Marta Okonjo []
#    organization Lowland Water Trust ['LWT']
#    place Skerry []
#    group divers []
# 5. questions
#    in 2024:    3
#    of the LWT: ['2011']
#    by Okonjo:  3
# 6. an interval is more than two dates
#    2024-03-11 is during 2024-21
# 7. more events, or fewer
#    dated  5 dated, 0 without a date
#    main   5 dated, 1 without a date
#    all    5 dated, 3 without a date
# 8. out and in again
#    the same: True
