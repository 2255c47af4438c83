"""A text in, a timeline out: the whole library in one call."""

import dateline

TEXT = """\
The bridge at Oxmoor was closed on 4 June after divers found a cracked pier. Engineers drove steel props under the arch.
Two weeks later the county council said that repairs would begin in September. The bridge had last been rebuilt in 1987.
"""

timeline = dateline.parse(TEXT, dct="2023-07-01")

# First the dated events, then those without a date; events="dated" leaves these out, events="all" gives every clause.
for event in timeline:
    when = event.when.edtf if event.when else "undated"
    says = ", ".join(link.source.name for link in event.attributions)
    print(f"{when:<10}  {event.title}", f"[{event.status.value}{f' by {says}' if says else ''}]")

# Prints:
# 1987        The bridge had last been rebuilt [asserted]
# 2023-06-04  The bridge at Oxmoor was closed on 4 June after divers found a cracked pier [asserted]
# 2023-06-18  The county council said that repairs would begin in September [reported by county council]
# 2023-09     Repairs would begin [planned by county council]
# undated     Engineers drove steel props under the arch [asserted]
