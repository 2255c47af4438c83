"""The same happening told by several sources: which tellings are surely one, and where tellings contradict each other."""

from __future__ import annotations

from dateline.tellings.comparing import conflicts, retellings
from dateline.tellings.joining import same_happenings

__all__ = ["conflicts", "retellings", "same_happenings"]
