"""Make the list of given names with the sex that they tell, from the name lists of Faker (MIT); see README.md.

A name counts for a sex if at least `RATIO` times as many countries give it to that sex as to the other.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections import defaultdict
from pathlib import Path

import faker.providers.person as lists  # pyright: ignore[reportMissingImports]

RATIO = 4
TARGET = Path(__file__).parent.parent / "src" / "dateline" / "who" / "sexes" / "names.txt"
# Names as texts in Latin letters have them; shorter ones are words or initials too often.
_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿā-žșțńěʻ'’]{2,}(?:-[A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿā-ž]+)?")
_LISTS = {
    "m": ("first_names_male", "male_first_names", "first_names_romanized_male"),
    "f": ("first_names_female", "female_first_names", "first_names_romanized_female"),
}


def main() -> None:
    """Write the names, those of men on the first line and those of women on the second."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"m": set(), "f": set()})
    for module in pkgutil.iter_modules(lists.__path__):
        provider = importlib.import_module(f"{lists.__name__}.{module.name}").Provider
        for sex, attributes in _LISTS.items():
            for attribute in attributes:
                for name in getattr(provider, attribute, ()):
                    if _NAME.fullmatch(name):
                        found[name][sex].add(module.name)
    counts = {name: (len(of["m"]), len(of["f"])) for name, of in found.items()}
    men = sorted(name for name, (m, f) in counts.items() if m >= RATIO * f)
    women = sorted(name for name, (m, f) in counts.items() if f > 0 and f >= RATIO * m)
    TARGET.write_text(f"{' '.join(men)}\n{' '.join(women)}\n", encoding="utf-8")
    print(f"{len(men)} names of men, {len(women)} of women", file=sys.stderr)


if __name__ == "__main__":
    main()
