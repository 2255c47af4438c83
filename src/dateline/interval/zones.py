"""Time zones by name ("Europe/London") or offset ("+02:00"), as the tz database that Python finds has them."""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateline.errors import ArgumentError

if TYPE_CHECKING:
    from dateline.interval.moment import Moment

__all__ = ["in_zone", "zone_named"]

_OFFSET: Final = re.compile(r"([+-])(\d\d):([0-5]\d)")


@lru_cache(maxsize=64)
def zone_named(name: str) -> tzinfo:
    """The zone that a name of the tz database, an offset from UTC ("+02:00") or "Z" stands for.

    Raises `ArgumentError` for what is none of these.
    """
    if name in ("Z", "UTC"):
        return UTC
    found = _OFFSET.fullmatch(name)
    if found is not None and int(found[2]) < 24:
        size = timedelta(hours=int(found[2]), minutes=int(found[3]))
        return timezone(-size if found[1] == "-" else size)
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, ZoneInfoNotFoundError):
        raise ArgumentError(
            "zone", name, 'must be a zone of the tz database ("Europe/London"), an offset ("+02:00") or "Z"'
        ) from None


def in_zone(moment: Moment, name: str) -> Moment:
    """The same clock time in a zone; as it is if it has an offset already, or lies outside the years 1 to 9999.

    Raises `ArgumentError` for an unknown zone.
    """
    zone = zone_named(name)
    if moment.offset is not None or not MINYEAR <= moment.year <= MAXYEAR:
        return moment
    return type(moment).of(moment.datetime().replace(tzinfo=zone))
