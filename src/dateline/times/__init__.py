"""Times from words to calendar: found by the rules of a locale, then resolved.  All date arithmetic is here.

`find` recognizes them, `tense`, `heads` and `lives` add what the text around tells of them, `resolve` computes their
dates, and `when` says what time an event has of them.
"""

from __future__ import annotations

__all__: list[str] = []
