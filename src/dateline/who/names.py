"""What a run of capitalized words is: a person, an organization, a place, an office, or no actor at all."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from attrs import frozen

from dateline.text.spelling import Spelling, rewritten, spelling_of

if TYPE_CHECKING:
    from dateline.locale import LocaleData

__all__ = ["Gender", "Lexicon", "Piece", "lexicon", "pieces", "sexes"]

Gender = Literal["m", "f", "n"] | None

# Endings of common nouns that no surname has: "Logistics", "Bearings", "Association".
_NOUN = re.compile(r".{3,}(?:ings|ics|tions?|ments|ware|works|tech|corp|ology|ship|ities|ists|ers)\Z")
# The lists of words that may stand before "of" or "for" in the name of a body.
_BODY_LISTS: Final = ("org_heads", "org_of_heads", "event_heads", "office_of_heads")
_INITIAL = re.compile(r"[^\W\d_]\.?\Z")
_CAMEL = re.compile(r"[a-z]+[A-Z]|.*\d")


@functools.lru_cache(maxsize=1)
def sexes() -> dict[str, Gender]:
    """The sex that a given name tells, for the names of many countries; of a name that both bear it has none.

    The locales have fewer, by which persons are known; these say no more than what sort of person somebody is.
    """
    men, women = (Path(__file__).with_name("sexes") / "names.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, Gender] = dict.fromkeys(men.split(), "m")
    found.update(dict.fromkeys(women.split(), "f"))
    return found


class Lexicon(dict[str, frozenset[str]]):
    """The word lists of a locale by name (a list it lacks is empty), and what is derived from them.

    A dict, because the lists are looked up for every capital letter of a text.
    """

    __slots__ = (
        "bodies",
        "calendar",
        "codes",
        "given",
        "noted",
        "openers",
        "places",
        "preterites",
        "singular",
        "spelling",
        "title_gender",
        "title_words",
        "titles",
        "verbs",
    )

    titles: frozenset[str]
    title_words: frozenset[str]
    title_gender: dict[str, Gender]
    given: dict[str, Gender]
    places: frozenset[str]
    codes: dict[str, int]
    bodies: dict[str, str]  # the plurals of bodies: "companies"
    singular: dict[str, str]
    verbs: frozenset[str]
    preterites: frozenset[str]
    spelling: Spelling
    calendar: frozenset[str]
    openers: frozenset[str]  # what another name of somebody may stand behind
    noted: frozenset[str]  # all that is looked at of a sentence besides words with a capital

    def __missing__(self, name: str) -> frozenset[str]:
        return frozenset()


# What a lower-case word may begin or head.
PRONOUN: Final = 1
ROLE: Final = 2
ROLES: Final = 3
ORGANIZATION: Final = 4
COUPLE: Final = 5
FAMILY: Final = 6


@frozen
class Piece:
    """A part `[start, end)` of a run that is one actor; `names` is where the name begins after titles."""

    start: int
    names: int
    end: int
    kind: Literal["person", "organization", "place", "office", "other", "unknown"]
    gender: Gender = None
    sure: bool = True


@functools.lru_cache(maxsize=32)
def lexicon(locale: LocaleData) -> Lexicon:
    """The lexicon of a locale, built once."""
    lex = Lexicon(locale.words)
    lex.spelling = spelling = spelling_of(locale)
    get = lex.__getitem__
    gender: dict[str, Gender] = {}
    gender.update((name, "m") for name in get("given_m"))
    for name in get("given_f"):
        gender[name] = None if name in gender else "f"
    for name in get("given_either"):
        gender[name] = None
    title_gender: dict[str, Gender] = {}
    title_gender.update((title, "m") for title in get("titles_m"))
    title_gender.update((title, "f") for title in get("titles_f"))
    titles = get("titles") | get("titles_m") | get("titles_f")
    codes: dict[str, int] = {}
    singular: dict[str, str] = {}
    for word in get("generic_orgs"):
        codes[word] = ORGANIZATION
    for word in get("appositive_orgs"):
        codes.setdefault(word, ORGANIZATION)
    for word in get("group_nouns"):
        codes[word] = ROLES
    for word in get("roles") | get("roles_m") | get("roles_f") | get("kin"):
        codes[word] = ROLE
        form = rewritten(word, spelling.plurals)
        codes.setdefault(form, ROLES)
        singular[form] = word
    for word in get("couple_nouns"):
        codes[word] = COUPLE
    for word in get("family_nouns"):
        codes[word] = FAMILY
    for word in get("pronouns"):
        codes[word] = PRONOUN
    lex.titles = titles
    lex.title_words = titles | get("title_modifiers")
    lex.title_gender = title_gender
    lex.given = gender
    lex.places = get("places")
    lex.codes = codes
    lex.bodies = {rewritten(word, spelling.plurals): word for word in get("generic_orgs")}
    lex.singular = singular
    past = frozenset(locale.tables.get("irregular_past", {}))
    # "drew" stands before no noun it belongs to, as "lost" may.
    lex.preterites = get("speech_verbs") | (past - frozenset(locale.tables.get("irregular_participle", {})))
    lex.calendar = get("months") | get("weekdays")
    lex.openers = get("renaming_verbs") | get("founding_verbs") | get("becoming_verbs") | get("name_changers") | {"("}
    lex.noted = lex.openers | codes.keys()
    wanting = {rewritten(verb, spelling.third_person) for verb in get("volition_verbs")} - get("plurals_like_verbs")
    lex.verbs = past | get("speech_verbs") | get("org_verbs") | get("person_verbs") | wanting
    return lex


def pieces(run: tuple[str, ...], lex: Lexicon, common: frozenset[str], the: bool) -> tuple[Piece, ...]:
    """The actors in a run of words that starts with a capital, left to right; none if it names no actor.

    `common` is the lower-case words of the document: what is written small elsewhere is hardly a surname.  `the` tells
    that a definite article stands before.
    """
    size = len(run)
    bare = [word.rstrip(".") if len(word) > 2 else word for word in run]
    whole = " ".join(run)
    if whole in lex.places:
        return (Piece(0, 0, size, "place", "n"),)
    if whole in lex["known_orgs"]:
        return (Piece(0, 0, size, "organization", "n"),)
    if whole.isupper() and size == 1 and len(whole) > 3:
        if whole.title() in lex["not_actors"] or whole.lower() in lex["ordinary"]:
            return ()
        if whole.lower() in lex.verbs or (len(whole) > 5 and whole.endswith("ED")):
            # "The motion is GRANTED."
            return ()
        if whole.title() in lex.places:
            return (Piece(0, 0, size, "place", "n"),)
    elif whole.isupper() and size > 1:
        # Written large throughout: a name only if it is one in its usual letters.
        titled = tuple(in_usual_letters(word, lex) for word in run)
        if titled != run:
            known = pieces(titled, lex, frozenset(), the)
            return tuple(piece for piece in known if piece.kind in ("place", "organization", "person") and piece.sure)
    if whole in lex["not_actors"] or whole in lex["holidays"]:
        return ()
    if whole in lex["demonyms"]:
        return ()
    last = bare[-1]
    first = bare[0]
    if size > 1 and first in lex["ship_prefixes"] and bare[1] not in lex.titles:
        return (Piece(0, 0, size, "other"),)
    if not lex["office_prepositions"].isdisjoint(run):
        return _with_of(run, bare, lex, common, the)
    if size == 2 and len(last) == 1 and lex.codes.get(first.lower()) in (ROLE, ORGANIZATION):
        # "Patient A", "Company B"
        body = lex.codes[first.lower()] == ORGANIZATION
        return (Piece(0, 0, 2, "organization" if body else "person", "n" if body else None),)
    given = first in lex.given and size > 1
    if size > 1 and (last in lex["org_suffixes"] or run[-1] in lex["org_suffixes"]):
        return (Piece(0, 0, size, "organization", "n"),)
    if size > 1 and first in lex["not_actor_starts"]:
        return ()
    weak = size == 2 and first in lex["address_titles"]
    surname = weak or (given and last in lex["surname_heads"] and size == 2)
    if size > 1 and last in lex["not_actor_heads"] and not surname:
        return ()
    weak = weak or (last in lex["surname_heads"] and (first in lex.given or first in lex.titles) and size <= 3)
    # "St Hilda's Church"
    weak = weak and size > 1 and not bare[-2].endswith(lex.spelling.genitives)
    if size > 1 and last in lex["org_heads"] and not weak:
        if first in lex.titles and first not in lex["title_modifiers"] and size == 2:
            return (Piece(0, 0, size, "office", lex.title_gender.get(first)),)
        return (Piece(0, 0, size, "organization", "n"),)
    if size > 1 and last in lex["place_heads"] and not weak:
        return (Piece(0, 0, size, "place", "n"),)
    return _people(run, bare, lex, common, the)


def in_usual_letters(word: str, lex: Lexicon) -> str:
    """A word of a heading written large as it is written in a sentence."""
    if word.lower() in lex["function_words"]:
        return word.lower()
    return word if len(word) < 3 and word.title() not in lex.titles else word.title()


def _with_of(
    run: tuple[str, ...], bare: list[str], lex: Lexicon, common: frozenset[str], the: bool
) -> tuple[Piece, ...]:
    """ "Ministry of Defence", "Duke of Wellington", "Secretary of State Hillary Clinton"."""
    size = len(run)
    cut = next(i for i, word in enumerate(run) if word in lex["office_prepositions"])
    if any(word in lex["not_actor_heads"] for word in bare[:cut]) and bare[cut - 1] not in lex["org_of_heads"]:
        return ()
    head = bare[cut - 1]
    if head in lex["office_of_heads"] or (head in lex.titles and bare[0] in lex.title_words):
        for start in range(cut + 2, size):
            if bare[start] in lex.given or (bare[start] in lex.titles and start + 1 < size):
                names = start
                while names < size - 1 and bare[names] in lex.titles:
                    names += 1
                return (Piece(0, names, size, "person", _gender(bare[:names], bare[names:], lex)),)
        return (Piece(0, 0, size, "office", next((g for w in bare if (g := lex.title_gender.get(w))), None)),)
    if cut > 1 and bare[0] in lex.titles and bare[0] in lex["noble_titles"]:
        names = 1
        while names < cut - 1 and bare[names] in lex.titles:
            names += 1
        return (Piece(0, names, size, "person", _gender(bare[:names], bare[names:], lex)),)
    if head in lex["place_heads"] or head in lex["place_starts"] or head in lex["place_of_heads"]:
        return (Piece(0, 0, size, "place", "n"),)
    if run[cut] in lex["genitive_prepositions"] and not any(head in lex[kind] for kind in _BODY_LISTS):
        # "Ulrich of Sand"
        names = 1 if cut > 1 and bare[0] in lex.titles else 0
        return (Piece(0, names, size, "person", _gender(bare[:names], bare[names:], lex)),)
    return (Piece(0, 0, size, "organization", "n"),)


def _people(
    run: tuple[str, ...], bare: list[str], lex: Lexicon, common: frozenset[str], the: bool
) -> tuple[Piece, ...]:
    size = len(run)
    start = _title_at(bare, lex)
    if start is not None:
        first = start
        while first < size and bare[first] in lex.title_words:
            first += 1
        if first == size > start + 1 and bare[size - 2] in lex["address_titles"]:
            # "Ms Field"
            first -= 1
        lead = pieces(run[:start], lex, common, the) if start else ()
        if first == size:
            if size == 1 and bare[0] not in lex["offices"]:
                return ()
            if " ".join(run) not in lex["offices"] and bare[-1] not in lex.titles:
                return ()
            return (*lead, Piece(start if lead else 0, start if lead else 0, size, "office", _gender(bare, [], lex)))
        if bare[first] in lex["demonyms"] and size - first == 1:
            return lead
        if size - first <= 4 or _name_like(bare[first:], lex):
            return (*lead, Piece(start, first, size, "person", _gender(bare[start:first], bare[first:], lex)))
    at = 0
    # "Ukrainian Ivan Petrov"; "Swiss Re" keeps its first word.
    while at < size - 1 and bare[at] in lex["demonyms"] and bare[at + 1] in lex.given:
        at += 1
    names = bare[at:]
    gender = lex.given.get(names[0])
    kind = _kind(run[at:], names, lex, common, the)
    if kind is None:
        # "Airbus Toulouse", "South Korea Kim": what is known in front may stand alone.
        return ()
    if kind == "person":
        return (Piece(at, at, size, "person", gender, _name_like(names, lex)),)
    return (Piece(at, at, size, kind, "n" if kind in ("organization", "place") else None, kind != "unknown"),)


def _title_at(bare: list[str], lex: Lexicon) -> int | None:
    """Where the titles of a run begin, if it has any: at its head or after what the office belongs to."""
    for number, word in enumerate(bare):
        if word not in lex.titles:
            continue
        if number and (bare[number - 1] in lex.given or _INITIAL.match(bare[number - 1])):
            # "Stephen King", "John Major": a surname.
            continue
        if number and number == len(bare) - 1 and word in lex["surname_heads"]:
            continue
        start = number
        while start and bare[start - 1] in lex["title_modifiers"]:
            start -= 1
        return start
    return None


def _name_like(names: list[str], lex: Lexicon) -> bool:
    """True if the words have the make of a personal name by themselves."""
    if not names:
        return False
    if names[0] in lex.given or (len(names) > 1 and _INITIAL.match(names[0])):
        return True
    if names[0] in lex["surnames_asian"] and 2 <= len(names) <= 3:
        return True
    if names[-1] in lex["name_suffixes"]:
        return True
    return any(word in lex["name_particles"] or _INITIAL.match(word) for word in names[1:-1])


def _gender(titles: list[str], names: list[str], lex: Lexicon) -> Gender:
    """The sex that titles tell, else the given name: a name alone behind a title is a surname."""
    for word in titles:
        if gender := lex.title_gender.get(word):
            return gender
    return lex.given.get(names[0]) if len(names) > 1 else None


def _kind(
    run: tuple[str, ...], names: list[str], lex: Lexicon, common: frozenset[str], the: bool
) -> Literal["person", "organization", "place", "unknown"] | None:
    size = len(names)
    last = names[-1]
    if any(_CAMEL.match(word) for word in names):
        # "Airbus A380", "iPod": what a firm makes.
        return None
    if "&" in run:
        return "organization"
    if size > 1:
        if names[0] in lex["place_starts"] and (
            " ".join(run[1:]) in lex.places or names[0] in lex["sure_place_starts"]
        ):
            return "place"
        if " ".join(run[:-1]) in lex.places and last in lex.places:
            return "place"
        if _name_like(names, lex) and not the:
            return "person"
        if last in lex["outlets"] or (names[0] in lex["outlet_starts"] and size <= 3):
            return "organization"
        if last.isupper() and len(last) > 1 and last not in lex["name_suffixes"]:
            return "organization" if names[0] not in common else None
        if " ".join(run[:-1]) in lex["known_orgs"] or names[0] in lex["known_orgs"]:
            return None if last.lower() in common or the else "organization"
        if " ".join(run[:-1]) in lex.places or names[0] in lex.places:
            return "organization" if not the else None
        lowered = [word.lower() for word in names]
        plain = sum(1 for word in lowered if word in common or word in lex["ordinary"])
        if the:
            return None
        if _NOUN.match(lowered[-1]) or lowered[-1] in common or lowered[-1] in lex["ordinary"]:
            return "organization" if plain < size else None
        if plain and lowered[0] not in common:
            return "person"
        if plain:
            return None
        return "person" if size <= 3 else None
    if last in lex["languages"] or last in lex["demonyms"]:
        return None
    if last.isupper() and len(last) > 1:
        known = last.rstrip("s") in lex["not_orgs"] or run[-1].replace(".", "") in lex["not_orgs"]
        return "organization" if not known and len(last) <= 7 else None
    if last in lex.given and not the:
        return "person"
    return "unknown"
