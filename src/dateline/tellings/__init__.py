"""The same happening told by several sources: which tellings are surely one, and where tellings contradict each other."""

from __future__ import annotations

from dateline.tellings.joining import same_happenings

__all__ = ["same_happenings"]
