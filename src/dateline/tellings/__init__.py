"""The same happening told by several sources: which tellings are surely one, and where they contradict each other."""

from __future__ import annotations

from dateline.tellings.comparing import compared, conflicts, retellings
from dateline.tellings.joining import same_happenings

__all__ = ["compared", "conflicts", "retellings", "same_happenings"]
