"""Timelines as a picture in PNG: that of `dateline.export.svg`, drawn by resvg.

It needs the extra `png` (`pip install 'dateline[png]'`).  Labels are set in the fonts of the machine, so that the same
timeline gives the same picture, but the same bytes only where fonts and resvg are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.errors import ArgumentError, MissingExtraError
from dateline.export import svg

if TYPE_CHECKING:
    from dateline.export.ledger import Ledger
    from dateline.model import Timeline

__all__ = ["encode"]

# In pixels: programs that show pictures refuse higher ones.
_HIGHEST = 30_000


def encode(
    timeline: Timeline,
    ledger: Ledger | None = None,
    *,
    title: str | None = None,
    width: int = 1200,
    scale: float = 2,
) -> bytes:
    """The dated events of `timeline` as a picture in PNG; `title` and `width` are those of "svg".

    `scale` is how many pixels of the picture a pixel of the width is: 2, as screens of today want it, or 1 to 8.
    Raises `MissingExtraError` without resvg-py, and `ArgumentError`, also for a timeline of which the picture would be
    higher than 30,000 pixels.
    """
    times = _scale(scale)
    drawn = svg.dumps(timeline, ledger, title=title, width=width)
    high = int(float(drawn.split('height="', 1)[1].split('"', 1)[0]) * times)
    if high > _HIGHEST:
        reason = f"the picture would be {high:,} pixels high, and {_HIGHEST:,} are the limit; take fewer events, or svg"
        raise ArgumentError("timeline", f"{len(timeline.dated)} dated events", reason)
    try:
        import resvg_py
    except ImportError:
        raise MissingExtraError("png", "resvg-py") from None
    return bytes(resvg_py.svg_to_bytes(svg_string=drawn, zoom=times, background="#fff"))


def _scale(scale: object) -> float:
    """The scale as a number; the command gives options as text."""
    try:
        number = float(scale) if isinstance(scale, int | float | str) and not isinstance(scale, bool) else 0.0
    except ValueError:
        number = 0.0
    if not 1 <= number <= 8:
        raise ArgumentError("scale", scale, "must be a number from 1 to 8")
    return number
