"""The time algebra: moments and stretches of the proleptic Gregorian calendar, in and out of EDTF and TIMEX3."""

from dateline.interval.moment import Moment
from dateline.interval.stretch import Interval, Relation
from dateline.interval.units import Granularity, Qualifier, civil, month_days, ordinal

__all__ = ["Granularity", "Interval", "Moment", "Qualifier", "Relation", "civil", "month_days", "ordinal"]
