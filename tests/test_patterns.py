"""No regular expression backtracks: what a pattern tries from one place grows with the text, no faster."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import TYPE_CHECKING

import pytest
from steps import steps

import dateline

if TYPE_CHECKING:
    from collections.abc import Iterator

BUDGET = 50_000
PUMPS = """
    a A 1 . , - ( [ " “ ” ‘ ’ ' ’s “a “a” (a) [1] A. a-a Aa aA 1/ 1: 1, J. a: | |a| > - #
    <a> \t | * ** _ = http:// a@ a.a é ¹ … – — ; ? !
""".split()
PUMPS += [
    " ",
    "\n",
    "\t",
    "\r\n",
    "a ",
    "Aa ",
    "the ",
    "of ",
    "and ",
    "Aa, ",
    "a, ",
    "1 ",
    "3 May ",
    "“a ",
    "- a\n",
    "a\n",
    "a | ",
]


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns that modules keep, also in tuples, lists and tables."""
    for module in pkgutil.walk_packages(dateline.__path__, "dateline."):
        if module.name == "dateline.__main__":
            continue
        for name, value in sorted(vars(importlib.import_module(module.name)).items()):
            for number, one in enumerate(inside(value)):
                yield f"{module.name.removeprefix('dateline.')}.{name}.{number}", one


def inside(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from inside(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from inside(one)


PATTERNS = dict(patterns())


@pytest.mark.slow
@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_backtracks(name: str) -> None:
    pattern = PATTERNS[name]
    for pump in PUMPS:
        for tail in ("", "!"):
            small, large = (
                max(steps(pattern, text[start:], "match", BUDGET) for start in range(min(len(pump), 3)))
                for text in ((pump * 80)[:size] + tail for size in (40, 80))
            )
            assert large < BUDGET, (pump, tail)
            # Twice the text, twice the steps.
            assert large <= small * 2.5 + 200, (pump, tail, small, large)


def test_patterns_are_found() -> None:
    assert len(PATTERNS) > 50
