"""Decisions in a file of their own, to be applied to new readings: JSON to be read, compared and edited by hand.

The shape is that of `decisions.schema.json` beside this module (JSON Schema 2020-12).
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.errors import ArgumentError, DocumentError, ReadError
from dateline.export import replace_file
from dateline.export.decision_shape import shape_of
from dateline.export.json import exact
from dateline.export.json_text import JsonText
from dateline.model import Decision, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["DECISIONS_VERSION", "dump_decisions", "load_decisions", "read_decisions", "write_decisions"]

DECISIONS_VERSION = 1
"""The version of files of decisions."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def write_decisions(decisions: Timeline | Iterable[Decision], path: str | os.PathLike[str]) -> None:
    """Write decisions to a file, each an object and in their order; the same decisions give the same bytes.

    Of a `Timeline` they are its `decisions`, then those that could not be applied to it (`Timeline.lapsed`), since they
    may fit another reading.  The file is replaced in one step.  Raises `ArgumentError` for what is no decision, and
    `OSError` if the file cannot be written.
    """
    text = dump_decisions(_decisions_of(decisions))
    replace_file(Path(os.fspath(path)), [text.encode("utf-8")])


def _decisions_of(given: Timeline | Iterable[Decision]) -> tuple[Decision, ...]:
    if isinstance(given, Timeline):
        return tuple(dict.fromkeys((*given.decisions, *(lapsed.decision for lapsed in given.lapsed))))
    decisions = tuple(given)
    for number, decision in enumerate(decisions):
        if not isinstance(decision, Decision):
            raise ArgumentError(f"decisions[{number}]", decision, "must be a Decision, or all of it a Timeline")
    return decisions


def dump_decisions(decisions: Iterable[Decision]) -> str:
    """Decisions as the text of such a file."""
    shape = {
        "decisions_version": DECISIONS_VERSION,
        "decisions": [shape_of(decision, exact) for decision in decisions],
    }
    text = json.dumps(shape, ensure_ascii=False, indent=2)
    # Half a character has no UTF-8; JSON can spell it.
    return _SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", text) + "\n"


def read_decisions(path: str | os.PathLike[str]) -> tuple[Decision, ...]:
    """The decisions in a file that `write_decisions` or a page has written, or somebody by hand.

    Raises `DocumentError` if the file cannot be read as text in UTF-8, and `ReadError` with the place of what is no
    JSON, or no decision: a name that is not known is refused, since it may be one misspelt.
    """
    file = Path(os.fspath(path))
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DocumentError(file, error.strerror or str(error)) from None
    except UnicodeDecodeError as error:
        raise DocumentError(file, f"byte {error.start} is not UTF-8") from None
    try:
        return load_decisions(text)
    except ReadError as error:
        raise ReadError(error.format, f"{file}, {error.where}", error.reason) from error


def load_decisions(text: str) -> tuple[Decision, ...]:
    """The decisions in the text of such a file; errors are those of `read_decisions`."""
    from dateline.export.json_shape import read_decision

    source = JsonText((text,))
    found = source.value()
    if source.next():
        source.fail("Extra data")
    if not isinstance(found, dict):
        raise ReadError("json", "$", "must be an object with decisions_version and decisions")
    _check_version(found)
    for name in found:
        if name not in ("$schema", "decisions_version", "decisions"):
            raise ReadError("json", f"$.{name}", "is no part of a file of decisions")
    items = found.get("decisions")
    if not isinstance(items, list):
        reason = "must be an array" if "decisions" in found else "is missing"
        raise ReadError(
            "json", "$.decisions", f"{reason}, not null" if items is None and found.keys() >= {"decisions"} else reason
        )
    return tuple(read_decision(f"$.decisions[{number}]", item) for number, item in enumerate(items))


def _check_version(found: dict[str, Any]) -> None:
    version = found.get("decisions_version")
    if type(version) is int and version == DECISIONS_VERSION:
        return
    where, reads = "$.decisions_version", f"this release of dateline reads {DECISIONS_VERSION}"
    if version is None:
        hint = "; this is a timeline, which holds its decisions itself" if "schema_version" in found else ""
        raise ReadError("json", where, f"is missing; {reads}{hint}")
    newer = type(version) is int and version > DECISIONS_VERSION
    raise ReadError(
        "json", where, f"{json.dumps(version)[:40]} is {'newer than it knows' if newer else 'not known'}; {reads}"
    )
