"""Makes the words for dates of other languages (`src/dateline/locales/dates/xx.toml`) from CLDR.

    python training/date_words.py [LANGUAGE ...]

CLDR, as the package babel has it, knows the names of months, weekdays and eras and how a day, a month and a range of
days are written; `training/dates/xx.toml` has the phrases around them ("since", "some time in"), which a speaker of the
language writes.  Both together are the file that ships; nothing of babel is needed to read it.  English is by hand.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from pathlib import Path
from typing import Any

from babel import Locale

PHRASES = Path(__file__).parent / "dates"
TARGET = Path(__file__).parent.parent / "src/dateline/locales/dates"
# What the fields of a pattern of CLDR are here (UTS #35, Date Field Symbol Table); text in quotes stands as it is.
FIELD = re.compile(r"'([^']*)'|(d+)|([ML]+)|(y+)|(G+)")


def pattern(of: str, second: bool = False) -> str:
    """A pattern of CLDR as a template of ours; `second` for what stands behind the stroke of a range."""

    def slot(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[1]
        name = "d" if found[2] else "m" if found[3] else "y" if found[4] else "era"
        return f"{{{name}2}}" if second else f"{{{name}}}"

    return FIELD.sub(slot, of)


def tidy(template: str) -> str:
    """With plain spaces, one at a time: CLDR has thin ones around the strokes of ranges."""
    return " ".join(template.split())


def ranged(parts: tuple[str, ...], shared: str) -> str:
    """A range of CLDR, such as ("d.–", "d. MMMM y"): what both ends share is told of the first."""
    first, last = parts
    told = tidy(pattern(first) + pattern(last, second=True))
    for field in shared:
        told = told.replace(f"{{{field}2}}", f"{{{field}}}")
    return told


def words_of(language: str) -> dict[str, Any]:
    """All that is known of a language: CLDR first, then the phrases written by hand."""
    cldr = Locale.parse(language)
    # Ranges are told with whole names of months, as single days are.
    ranges, month_range = cldr.interval_formats["yMMMd"], cldr.interval_formats["yMMMM"]["M"]
    day = tidy(pattern(cldr.date_formats["long"].pattern))
    bce = cldr.eras["abbreviated"][0]
    made: dict[str, Any] = {
        "name": cldr.get_display_name("en"),
        "months": [cldr.months["format"]["wide"][number] for number in range(1, 13)],
        "months_short": [cldr.months["format"]["abbreviated"][number] for number in range(1, 13)],
        "weekdays": [cldr.days["format"]["wide"][number] for number in range(7)],
        "thousands": cldr.number_symbols["latn"]["group"],
        "year": {"ce": "{n}", "bce": f"{{n}} {bce}"},
        "unit": {
            "day": day,
            "month": tidy(pattern(str(cldr.datetime_skeletons["yMMMM"]))),
            "quarter": [f"{cldr.quarters['format']['wide'][number]} {{y}}" for number in range(1, 5)],
            "year": "{y}",
            "clock": "{day}, {time}",
            "zone": "{time} UTC{offset}",
        },
        "range": {
            "days": ranged(ranges["d"], "my"),
            "days_of_months": ranged(ranges["M"], ""),
            "months": ranged(month_range, "y"),
            "years": "{y}–{y2}",
            "clock": "{day}, {time}–{time2}",
            "any": "{start} – {end}",
        },
    }
    by_hand = tomllib.loads((PHRASES / f"{language}.toml").read_text(encoding="utf-8"))
    for name, table in by_hand.items():
        made[name] = {**made.get(name, {}), **table}
    return made


def spelled(value: Any) -> str:
    """A value as TOML has it."""
    if isinstance(value, list):
        return f"[{', '.join(map(spelled, value))}]"
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def toml(words: dict[str, Any]) -> str:
    """The words as a file."""
    lines = ["# Made by training/date_words.py from CLDR and training/dates: correct it there."]
    lines += [f"{name} = {spelled(value)}" for name, value in words.items() if not isinstance(value, dict)]
    for name, table in words.items():
        if isinstance(table, dict):
            lines += ["", f"[{name}]", *(f"{key} = {spelled(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Make the file of each language that has phrases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE")
    options = parser.parse_args()
    for language in options.languages or sorted(path.stem for path in PHRASES.glob("*.toml")):
        target = TARGET / f"{language}.toml"
        target.write_text(toml(words_of(language)), encoding="utf-8")
        print(target)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
