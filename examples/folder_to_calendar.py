"""A folder of texts to one calendar, with a report of what the calendar could not hold."""

import tempfile
from pathlib import Path

import dateline
from dateline import Source, Timeline

LETTERS = {
    "1911-04-02.txt": "Yesterday Edith Farrow opened the reading room at Calder. The king will visit on 6 May.",
    "1911-05-07.txt": "The king came yesterday. In 44 BC nobody had a reading room.",
    "1911-06-01.txt": "Edith Farrow resigned last week. Samuel Pike will succeed her in the autumn.",
}

with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    for file, text in LETTERS.items():
        (folder / file).write_text(text, encoding="utf-8")

    timeline = Timeline()
    for path in sorted(folder.glob("*.txt")):
        source = Source(title=path.name, publisher="Calder letters", published=path.stem)
        timeline |= dateline.parse(path.read_text(encoding="utf-8"), source=source)

    report = dateline.write(timeline, folder / "calder.ics")
    calendar = (folder / "calder.ics").read_text(encoding="utf-8")

for line in calendar.splitlines():
    if line.startswith(("SUMMARY", "DTSTART", "DTEND")):
        print(line)
print(len(report.losses), "not in the calendar:")
for loss in report.losses:
    print(" ", loss.field, "-", loss.reason)

# Prints:
# SUMMARY:Edith Farrow opened the reading room at Calder
# DTSTART;VALUE=DATE:19110401
# SUMMARY:The king will visit
# DTSTART;VALUE=DATE:19110506
# SUMMARY:The king came
# DTSTART;VALUE=DATE:19110506
# SUMMARY:Edith Farrow resigned
# DTSTART;VALUE=DATE:19110522
# DTEND;VALUE=DATE:19110529
# SUMMARY:Samuel Pike will succeed her (autumn 1911)
# DTSTART;VALUE=DATE:19110901
# 7 not in the calendar:
#   event - -0043 lies outside the years 1 to 9999 of a calendar
#   end - the entry stands on the first day of 1911-23
#   timexes - a calendar has no place for the temporal expressions of the text
#   actors - a calendar has no place for aliases, descriptions and mentions of actors, and what tells them apart
#   actors - a calendar has no place for actors who neither take part in anything nor say it
#   evidence - quotes stand in the description of the entry, without their offsets
#   sources - of its sources a calendar has the names and the first address only
