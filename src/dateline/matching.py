"""How alike two names are: what may be one actor under two spellings, for a person to decide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

__all__ = ["candidates", "likeness"]

_T = TypeVar("_T", bound=Hashable)

# A word that so many names share ("Kim", "Bank") says too little, and comparing them all would take too long.
CROWD: Final = 40
# No name is longer; what stands behind is not compared.
LONGEST: Final = 200

_WORDS: Final = re.compile(r"[^\W_]+")
# Letters that transliterations write for one another.
_SOUNDS: Final = str.maketrans({"y": "i", "j": "i", "c": "k", "q": "k", "w": "v", "z": "s"})
_VOWELS: Final = frozenset("aeiouh")


def likeness(one: str, other: str, *, person: bool) -> str:
    """Why two names may be one: "word order", "spelling", "initials", "acronym", "short form", or "" if not.

    Letters are compared without accents and case.  Names that differ in a number ("Unit 7", "Unit 9") are not alike.
    """
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs:
        return ""
    if sorted(mine) == sorted(theirs):
        return "word order" if mine != theirs else "spelling"
    if not person:
        for letters, whole in ((one, other), (other, one)):
            if (acronym := _acronym(letters)) and acronym in _initials(whole):
                return "acronym"
    if len(mine) == len(theirs):
        if all(map(_same_word, mine, theirs)) and (len(mine) > 1 or min(len(mine[0]), len(theirs[0])) > 3):
            return "spelling"
        if person and len(mine) > 1 and mine[-1] == theirs[-1] and _initials_fit(mine[:-1], theirs[:-1]):
            return "initials"
        if person and len(mine) > 1 and mine[-1] == theirs[-1] and _shortened(mine[:-1], theirs[:-1]):
            return "short form"
        return ""
    short, long = sorted((mine, theirs), key=len)
    if len(short) == 1:
        if short[0] == long[0] or (person and short[0] == long[-1]):
            return "short form" if len(short[0]) > 2 else ""
        return ""
    if person:
        # A middle name that only one of the two gives.
        return "short form" if short[-1] == long[-1] and _initials_fit(short[:1], long[:1]) else ""
    return "short form" if long[: len(short)] == short else ""


def candidates(names: Mapping[_T, Sequence[str]]) -> Iterator[tuple[_T, _T]]:
    """The pairs worth a comparison, each once, in the order of `names`; linear in the number of names."""
    found: dict[str, list[_T]] = {}
    for owner, forms in names.items():
        for key in {key: None for form in forms for key in _keys(form)}:
            found.setdefault(key, []).append(owner)
    place = {owner: number for number, owner in enumerate(names)}
    pairs = {
        (one, other)
        for owners in found.values()
        if 1 < len(owners) <= CROWD
        for number, one in enumerate(owners)
        for other in owners[number + 1 :]
    }
    yield from sorted(pairs, key=lambda pair: (place[pair[0]], place[pair[1]]))


def _keys(name: str) -> Iterator[str]:
    for word in _words(name):
        yield _skeleton(word)
        if len(word) > 5:
            # Two spellings that differ in one consonant still share a half.
            yield f"{word[:3]}…"
            yield f"…{word[-3:]}"
    if acronym := _acronym(name):
        yield f"{acronym}."
    for initials in _initials(name):
        yield f"{initials}."


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name[:LONGEST]).casefold()
    return _WORDS.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))


def _acronym(name: str) -> str:
    letters = name.replace(".", "")
    return letters.lower() if 2 <= len(letters) <= 7 and letters.isalpha() and letters.isupper() else ""


def _initials(name: str) -> frozenset[str]:
    words = [word for word in _WORDS.findall(name[:LONGEST]) if not word.isdigit()]
    if len(words) < 2:
        return frozenset()
    every, large = "".join(word[0] for word in words), "".join(word[0] for word in words if word[0].isupper())
    return frozenset(letters.lower() for letters in (every, large) if len(letters) > 1)


def _skeleton(word: str) -> str:
    """What stays of a word in most transliterations: its first letter and its consonants, doubled ones once."""
    sounds = word.replace("ph", "f").replace("kh", "h").translate(_SOUNDS)
    kept = [sounds[0]] if sounds else []
    for letter in sounds[1:]:
        if letter not in _VOWELS and letter != kept[-1]:
            kept.append(letter)
    return "".join(kept)


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if any(letter.isdigit() for letter in one + other):
        return False
    length = min(len(one), len(other))
    apart = _distance(one, other, 2)
    if _skeleton(one) == _skeleton(other):
        return apart <= (2 if length > 7 else 1)
    return apart == 1 and length > 5


def _distance(one: str, other: str, most: int) -> int:
    """How many letters must be changed, added, left out or swapped with the next; `most` + 1 if more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    earlier: list[int] = []
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, against in enumerate(other, start=1):
            steps = min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                steps = min(steps, earlier[column - 2] + 1)
            now.append(steps)
        if min(now) > most:
            return most + 1
        earlier, before = before, now
    return before[-1]


def _initials_fit(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """True if each given name is the other or its initial, and one of them is an initial or they are the same."""
    return all(
        one == other or (one[0] == other[0] and 1 in (len(one), len(other)))
        for one, other in zip(mine, theirs, strict=True)
    )


def _shortened(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """True if each given name is the other or its beginning: "Pete" and "Peter"."""
    return all(one.startswith(other) or other.startswith(one) for one, other in zip(mine, theirs, strict=True)) and all(
        len(name) > 2 for name in (*mine, *theirs)
    )
