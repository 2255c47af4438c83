"""Free text to a timeline: what happened, when, who was in it, and who says so."""

from __future__ import annotations

from dateline.pipeline import find_timexes

__all__ = ["find_timexes"]
