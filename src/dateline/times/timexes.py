"""From a document to its resolved timexes: recognized by rules, told what the layout says of them, then resolved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal, TypeAlias

from attrs import evolve, frozen

from dateline.errors import ArgumentError
from dateline.interval.zones import zone_named
from dateline.model import Document, Timex
from dateline.text.running import running
from dateline.times.find import read_timexes
from dateline.times.heads import declare_zone, default_zone, head_date, mark_headings, nest_headings
from dateline.times.letters import anchor_letters
from dateline.times.lives import mark_ages, mark_background, mark_cited, mark_happenings, mark_lives
from dateline.times.present import mark_present
from dateline.times.quoted import anchor_quotations
from dateline.times.ranges import join_clock_and_day, join_days, join_distances
from dateline.times.resolve import resolve, shown_order
from dateline.times.years import settle_years

__all__ = ["REFINERS", "Options", "Refiner", "refined", "resolved", "timexes_of"]

Refiner: TypeAlias = Callable[[Document, Sequence[Timex]], Sequence[Timex]]

# Each is called with the document and its unresolved timexes, and returns them with what the text around them says.
REFINERS: Final[tuple[Refiner, ...]] = (
    mark_headings,
    nest_headings,
    mark_lives,
    mark_background,
    mark_ages,
    mark_happenings,
    join_days,
    join_distances,
    join_clock_and_day,
    mark_present,
    anchor_quotations,
    anchor_letters,
    settle_years,
    mark_cited,
    declare_zone,
)

CHOICES: Final[dict[str, tuple[str | None, ...]]] = {
    "order": (None, "dmy", "mdy"),
    "prefer": (None, "past", "future"),
    "week_start": ("monday", "sunday"),
    "hemisphere": ("north", "south"),
}


@frozen
class Options:
    """What the caller settles about times; see `dateline.parse`.

    Raises `ArgumentError` for what is no choice.
    """

    order: str | None = None
    prefer: Literal["past", "future"] | None = None
    week_start: Literal["monday", "sunday"] = "monday"
    hemisphere: Literal["north", "south"] = "north"
    zone: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.zone is not None:
            if not isinstance(self.zone, str):
                raise ArgumentError("zone", self.zone, "must be a str or None")
            zone_named(self.zone)
        for name, allowed in CHOICES.items():
            value = getattr(self, name)
            if value not in allowed:
                known = " or ".join(repr(a) for a in allowed if a)
                raise ArgumentError(name, value, f"must be {known}")


def timexes_of(document: Document, options: Options) -> list[Timex]:
    """The temporal expressions of a document, resolved, in text order, at their places in the text as given."""
    joined = running(document)
    if joined is not None:
        document = joined.document
    document, found = refined(document, read_timexes(document), options)
    timexes = resolved(document, found, options)
    return timexes if joined is None else joined.timexes(timexes)


def refined(document: Document, timexes: Sequence[Timex], options: Options) -> tuple[Document, Sequence[Timex]]:
    """The timexes with what the layout says of them, and the document with the date that its own head gives."""
    for refiner in REFINERS:
        timexes = refiner(document, timexes)
    if options.zone is not None:
        timexes = default_zone(timexes, options.zone)
    if document.dct is None:
        head = head_date(document, timexes, options.order or shown_order(timexes))
        if head is not None:
            document = evolve(document, dct=head, dct_from="dateline")
    return document, timexes


def resolved(document: Document, timexes: Sequence[Timex], options: Options) -> list[Timex]:
    """The refined timexes with their values, those left out that have none."""
    found = resolve(
        timexes,
        dct=document.dct,
        order=options.order or "",
        prefer=options.prefer,
        week_start=options.week_start,
        hemisphere=options.hemisphere,
        default_order=document.locale.date_order,
        dct_unit=document.dct_unit,
        language=document.locale.code,
    )
    return [t for t in found if t.value]
