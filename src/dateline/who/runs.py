"""The words of a sentence as tokens, and which of its capitalized ones make one name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import Factory, define

from dateline.text.turns import may_say_i, may_say_we, signature_of
from dateline.who.names import PRONOUN, ROLES, Gender, Lexicon, Piece, in_usual_letters, lexicon

if TYPE_CHECKING:
    from dateline.annotations import Annotations
    from dateline.model import Document
    from dateline.text import Sentence

__all__ = ["APOSTROPHES", "BREAKS", "QUOTES", "Found", "RunReader"]

_UPPER = "".join(chr(c) for c in (*range(0x530), *range(0x1E00, 0x2000)) if chr(c).isupper())
_WORD = r"[\w\u0300-\u036f]"
# Most words are small ASCII letters throughout, so these are tried first; groups 1 to 4 say which class a token is of.
_TOKEN = re.compile(
    rf"([a-z]++(?:{_WORD}++)?(?:['\u2019-]{_WORD}+)*+)|[.,]"
    rf"|((?:[A-Z]\.){{2,}}(?!\w)|A/S(?!\w)|[{_UPPER}][a-z]*+{_WORD}*+(?:['\u2019&-]{_WORD}+)*+)"
    rf"|([^\W\d_]{_WORD}*+(?:['\u2019-]{_WORD}+)*+)"
    rf"|(\d{_WORD}*+(?:[.,:/-]{_WORD}+)*+)"
    r"|\S"
)
_CLASSES: Final = {None: "", 1: "low", 2: "cap", 3: "low", 4: "num"}
_OPENERS: Final = frozenset("\"\u201c\u2018'([:\u2014\u2013\u2022-*#>|;/")
QUOTES: Final = frozenset("\"\u201c\u201d\u2018\u2019'\u00ab\u00bb")
# The determiner of "the firm's lawyer", as the language of a text has it or not.
GENITIVE: Final = "'s"
APOSTROPHES: Final = ("'", "\u2019")
BREAKS: Final = frozenset({"", ",", ".", ";", ":", "(", ")", "?", "!", "-", "\u2013", "\u2014"})


@define(eq=False)
class Found:
    """A mention that may still change its kind or be dropped."""

    start: int
    end: int
    name: str
    kind: str
    words: tuple[str, ...] = ()
    form: str = "name"
    title: str | None = None
    description: str | None = None
    gender: Gender = None
    plural: bool = False
    sure: bool = True
    initial: bool = False
    the: bool = False
    before: str = ""
    after: str = ""
    possessive: bool = False
    strict: bool = False
    dropped: bool = False
    head: str = ""
    determiner: str = ""
    follows: int = -1
    aliases: list[str] = Factory(list)
    of: Found | None = None
    outer: Found | None = None


class RunReader:
    """The tokens of the sentence being read: word `t`, start `s`, end `e`, class `c` and whether possessive `p`."""

    def __init__(self, document: Document, found: Annotations) -> None:
        self.text = document.text
        self.lex: Lexicon = lexicon(document.locale)
        self.common = document.small_words
        self.found: list[Found] = []
        self.never: set[str] = set()
        self.cache: dict[tuple[tuple[str, ...], bool], tuple[Piece, ...]] = {}
        self.timexes = [(t.span.start, t.span.end) for t in found.timexes]
        self.timex = 0
        self.heading: Found | None = None
        lex = self.lex
        self.calendar = lex.calendar
        self.ordinary = lex["ordinary"]
        self.codes = lex.codes
        self.openers = lex.openers
        self.noted = lex.noted
        # "I" and "you", where somebody may say so.
        self.persons: frozenset[str] = frozenset()
        self.signature = signature_of(document)
        if may_say_i(document):
            self.persons = frozenset(map(str.lower, lex["first_person_pronouns"] | lex["second_person_pronouns"]))
            self.codes = {**lex.codes, **dict.fromkeys(self.persons, PRONOUN)}
            self.noted = lex.noted | self.persons
        if self.persons or may_say_we(document):
            self.persons = self.persons | lex["first_person_plurals"]
            self.codes = {**self.codes, **dict.fromkeys(lex["first_person_plurals"], PRONOUN)}
            self.noted = self.noted | lex["first_person_plurals"]
        self.determiners = lex["actor_determiners"]
        self.functions = lex["function_words"]
        self.particles = lex["name_particles"]
        self.dotted = sorted(cue.split(".") for cue in lex["alias_cues"] if "." in cue)
        self.contractions = lex["contracted_verbs"]
        self.genitives = lex.spelling.genitives
        self.of = lex["genitive_prepositions"]
        self.articles = lex["definite_articles"]
        self.coordinators = lex["name_coordinators"]

    def tokenize(self, sentence: Sentence, start: int, end: int) -> None:
        """Takes a sentence, or the stretch of it from `start` to `end`, apart into tokens."""
        matches = list(_TOKEN.finditer(self.text, start, end))
        self.t = t = [match[0] for match in matches]
        self.s = s = [match.start() for match in matches]
        self.e = e = [match.end() for match in matches]
        self.c = c = [_CLASSES[match.lastindex] for match in matches]
        size = len(t)
        self.p = p = [False] * size
        text = self.text
        for ending in self.genitives:
            if text.find(ending, start, end) < 0:
                continue
            size_of = len(ending)
            for at, word in enumerate(t):
                if word.endswith(ending) and len(word) > size_of:
                    t[at], p[at] = word[:-size_of], True
                    e[at] -= size_of
        if self.contractions and (text.find("'", start, end) >= 0 or text.find("\u2019", start, end) >= 0):
            # "I'm", "she'd": the pronoun alone
            for at, word in enumerate(t):
                base, mark, rest = word.partition("'" if "'" in word else "\u2019")
                if mark and rest in self.contractions and self.codes.get(base.lower()) == PRONOUN:
                    t[at] = base
                    e[at] = s[at] + len(base)
        self.size = size
        # Sentinels: every look ahead finds something.
        t.extend(("", "", "", ""))
        c.extend(("", "", "", ""))
        p.extend((False,) * 4)
        s.extend((end,) * 4)
        e.extend((end,) * 4)
        self.strict = sentence.kind == "heading" and self._title_case()
        self.ended: dict[int, Found] = {}
        self.run_start: dict[int, int] = {}
        self.phrase: Found | None = None
        self.awaited: tuple[int, Found] | None = None

    def _title_case(self) -> bool:
        words = [w for w, k in zip(self.t, self.c, strict=False) if k in ("cap", "low") and len(w) > 3]
        capital = sum(1 for w in words if w[0].isupper())
        large = bool(words) and all(map(str.isupper, words))
        return (len(words) > 2 or large) and capital * 4 > len(words) * 3

    def _opens(self, at: int) -> bool:
        return at == 0 or self.t[at - 1] in _OPENERS or (at == 1 and self.c[0] == "num")

    def _near(self, at: int) -> bool:
        """True if token `at` follows the one before with nothing but white space between (never a full stop)."""
        return self.s[at] - self.e[at - 1] <= 3

    def _ends_sentence(self, end: int) -> bool:
        """True if a full stop that ends at `end` is followed by a capital, or by nothing: "of Colby Ltd. It …"."""
        following = self.text[end : end + 2].strip()
        return not following or following[0].isupper()

    def _gather(self, at: int) -> tuple[list[str], list[int], int, int]:
        """The words of a run from token `at`, the token of each, the token after the run and the offset of its end."""
        t, s, e, c, p, lex = self.t, self.s, self.e, self.c, self.p, self.lex
        words: list[str] = []
        tokens: list[int] = []
        abbreviations = lex["abbreviations"]
        heads = lex["org_heads"]
        of_heads = lex["org_of_heads"]
        here = at
        bodied = False
        joined = False
        while True:
            word = t[here]
            end = e[here]
            after = here + 1
            if t[after] == "." and s[after] == end and not p[here]:
                stops = word in lex["org_suffixes"] and self._ends_sentence(e[after])
                if len(word) == 1 or (word in abbreviations and word not in self.calendar and not stops):
                    word += "."
                    end = e[after]
                    after += 1
                elif t[after + 1] in ("com", "org", "net") and s[after + 1] == e[after]:
                    word += "." + t[after + 1]
                    end = e[after + 1]
                    after += 2
            words.append(word)
            tokens.append(here)
            if word in of_heads or word in heads or word in lex["event_heads"]:
                bodied = True
            if p[here]:
                if c[after] == "cap" and (word in lex["possessive_names"] or self._belongs(words, here)):
                    words[-1] += self.text[e[here] : e[here] + 2]
                    here = after
                    continue
                return words, tokens, after, end
            following = t[after]
            kind = c[after]
            if following in APOSTROPHES and self._plural_owner(here):
                # "the Merchants' League"
                words[-1] += following
                here = after + 1
                continue
            if kind == "cap" and s[after] - end > 1 and "\n" not in self.text[end : s[after]]:
                # "Ann Ray    Ward: 3": the next column.
                return words, tokens, after, end
            if kind == "cap":
                if following in self.calendar:
                    # "Theresa May", "Choi Jun Ho"
                    named = following in lex["month_names"] and word in lex.given
                    if not named and (word not in lex["surnames_asian"] or c[after + 1] != "cap" or p[after]):
                        return words, tokens, after, end
                here = after
                continue
            if kind == "low":
                nxt = after + 1
                if (
                    following in self.of
                    and c[nxt] == "cap"
                    and words[0] in lex["noble_titles"]
                    and self.of.isdisjoint(words)
                ):
                    # "Prince Eugene of Savoy"
                    words.append(following)
                    tokens.append(after)
                    here = nxt
                    continue
                if following in self.of and c[nxt] == "cap" and self._by_origin(words, tokens[0], nxt):
                    words.append(following)
                    tokens.append(after)
                    here = nxt
                    continue
                if following in self.particles and following not in self.of and following not in self.coordinators:
                    if c[nxt] == "low" and t[nxt] in self.particles:
                        nxt += 1
                    if c[nxt] == "cap" and t[nxt] not in self.calendar:
                        words.extend(t[after:nxt])
                        tokens.extend(range(after, nxt))
                        here = nxt
                        continue
                elif following in lex["office_prepositions"] and (
                    bodied
                    or (word.rstrip(".") in lex.titles if following in self.of else word in lex["office_of_heads"])
                ):
                    ministry = (
                        word in of_heads
                        or word in lex["event_heads"]
                        or word.rstrip(".") in lex["office_of_heads"]
                        or word in heads
                    )
                    if c[nxt] == "low" and t[nxt] in self.articles and c[nxt + 1] == "cap":
                        nxt += 1
                    if ministry and c[nxt] == "cap" and t[nxt] not in self.calendar:
                        words.extend(t[after:nxt])
                        tokens.extend(range(after, nxt))
                        joined = True
                        here = nxt
                        continue
                elif following in self.coordinators and c[nxt] == "cap" and self._joins(words, joined, nxt):
                    words.append(following)
                    tokens.append(after)
                    here = nxt
                    continue
                elif following in lex["org_suffixes"] or (following[:3] in ("al-", "el-") and following[3:4].isupper()):
                    here = after
                    continue
            elif following == "," and joined and words[0] in lex["joining_heads"] and c[after + 1] == "cap":
                stop = after
                while t[stop] == "," and c[stop + 1] == "cap" and stop < after + 10:
                    stop += 2
                    while c[stop] == "cap" and stop < after + 10:
                        stop += 1
                if t[stop] in self.coordinators and c[stop + 1] == "cap" and t[after + 1] not in self.calendar:
                    words.extend(t[after : stop + 1])
                    tokens.extend(range(after, stop + 1))
                    here = stop + 1
                    continue
            elif following == "," and t[after + 1] in lex["org_suffixes"] and c[after + 1] == "cap":
                # "Velora Therapeutics, Inc."
                here = after + 1
                continue
            elif following == "&" and c[after + 1] == "cap":
                words.append(following)
                tokens.append(after)
                here = after + 1
                continue
            return words, tokens, after, end

    def _by_origin(self, words: list[str], at: int, place: int) -> bool:
        """True if `words` from token `at` name somebody by one name and where they are from: "Ulrich of Sand"."""
        lex, t = self.lex, self.t
        names = words[1:] if words[0].rstrip(".") in lex.titles else words
        if len(names) > 1 and names[-1] in lex["name_suffixes"]:
            # "Albrecht II of Welden"
            names = names[:-1]
        if len(names) != 1 or names[0] in lex.places or names[0] in lex["known_orgs"]:
            return False
        phrase = self.phrase
        described = (
            phrase is not None
            and not phrase.dropped
            and phrase.follows == at
            and phrase.kind == "person"
            and phrase.head not in lex["appositive_orgs"]
        )
        if names[0] not in lex.given and not described:
            return False
        following = t[place]
        if following in self.calendar or following in lex["known_orgs"] or following.isupper() or self.p[place]:
            return False
        # "Ida of Tarn Freight" has an employer.
        return self.c[place + 1] != "cap"

    def _belongs(self, words: list[str], at: int) -> bool:
        """True if the possessive at token `at` is in the name of a body: "Seamen's Church", "St Hilda's Church"."""
        small = self.t[at].lower()
        people = small.endswith("men") and self.codes.get(small) == ROLES
        if not people and words[0].rstrip(".") not in self.lex["saint_titles"]:
            return False
        stop = at + 1
        while stop < at + 5 and self.c[stop + 1] == "cap" and not self.p[stop]:
            stop += 1
        return self.t[stop] in self.lex["org_heads"]

    def _plural_owner(self, at: int) -> bool:
        """True if the plural at token `at` and the apostrophe behind it begin the name of a body: "Brewers' Guild"."""
        t, lex = self.t, self.lex
        word = t[at]
        if word[-1] != "s" or self.c[at + 2] != "cap" or self.s[at + 1] != self.e[at] or not self._near(at + 2):
            return False
        if word in lex.given or word in lex["demonyms"] or word in lex["known_orgs"] or word in lex.places:
            return False
        stop = at + 2
        while stop < at + 6 and self.c[stop + 1] == "cap" and not self.p[stop]:
            stop += 1
        return t[stop] in lex["org_heads"] and t[stop] not in lex["surname_heads"]

    def _joins(self, words: list[str], joined: bool, right: int) -> bool:
        """True if the "and" before token `right` stands inside one name: "Department of Roads and Inland Waters"."""
        lex, t, c = self.lex, self.t, self.c
        if " ".join([*words, t[right - 1], t[right]]) in lex.places:
            return True
        stop = right
        while stop < right + 4 and c[stop + 1] == "cap" and not self.p[stop]:
            stop += 1
        last = t[stop]
        article = right - 2 - len(words)
        if len(words) == 1 and article >= 0 and t[article].lower() in self.articles and last in lex["org_heads"]:
            # "the Victoria and Albert Museum"
            return stop > right and words[0] not in lex.titles and words[0] not in lex["org_heads"]
        if t[right] in lex.given or t[right] in lex.titles or t[right] in lex.places:
            return False
        if joined and words[0] in lex["joining_heads"]:
            return last not in lex["org_suffixes"] and t[stop + 1] not in self.of
        body = last in lex["org_heads"] or last in lex["org_suffixes"]
        left = words[-1].rstrip(".")
        if not body or left in lex["org_suffixes"] or left in lex["org_heads"] or words[0] in lex.given:
            return False
        return (
            " ".join(words) not in lex["known_orgs"]
            and " ".join(words) not in lex.places
            and len(words) + stop - right > 1
        )

    def _names_in_heading(self, words: list[str]) -> tuple[int, int]:
        """Which words of a title-case run may be a name: the first stretch without a word that is common elsewhere."""
        lex = self.lex
        if len(words) > 1 and all(map(str.isupper, words)):
            words = [in_usual_letters(word, lex) for word in words]
        if words[-1].rstrip(".") in lex["org_suffixes"] or words[-1] in lex["org_heads"]:
            return 0, len(words)
        plain = [
            (small := word.lower()) in self.common
            or small in self.ordinary
            or small in self.functions
            or small in lex.verbs
            or small in self.codes
            for word in words
        ]
        known = [word in lex.given or word.rstrip(".") in lex.titles or word in lex.places for word in words]
        first = 0
        while first < len(words) and plain[first] and not known[first]:
            first += 1
        last = first
        while last < len(words) and (known[last] or not plain[last]):
            last += 1
        return first, last or len(words)

    def _body_follows(self, at: int) -> bool:
        """True if the run at token `at` ends like the name of a body: "Court of Appeal", "Bank of England"."""
        office = self.t[at] in self.lex["office_of_heads"] and self.t[at + 1] in self.lex["office_prepositions"]
        if office or (self.t[at + 1] in self.of and self.t[at] in self.lex["org_of_heads"]):
            return self.c[at + 2] == "cap" or (self.t[at + 2] in self.articles and self.c[at + 3] == "cap")
        if self.t[at + 1] in APOSTROPHES and self._plural_owner(at):
            return True
        stop = at
        while stop < at + 6 and self.c[stop + 1] == "cap":
            stop += 1
        return stop > at and (self.t[stop] in self.lex["org_heads"] or self.t[stop] in self.lex["org_suffixes"])

    def _abbreviated(self, words: list[str], at: int) -> bool:
        """True if the bracket at token `at` holds the initials of `words`: "Open Doors Trust (ODT)"."""
        short = self.t[at + 1] if self.t[at] == "(" and self.t[at + 2] == ")" else ""
        return len(short) > 1 and short == "".join(word[0] for word in words if word[0].isupper())

    def _is_name(self, at: int) -> bool:
        """True if a month or weekday at token `at` is somebody's name."""
        t, lex = self.t, self.lex
        word, following = t[at], t[at + 1]
        if word not in lex["month_names"]:
            return False
        if at and (t[at - 1].lower() in lex["temporal_prepositions"] or self.c[at - 1] == "num"):
            # "in May", "on 27 April DS Kerr came"
            return False
        if at and t[at - 1].rstrip(".") in lex.titles:
            return True
        if self.c[at + 1] == "cap":
            return (
                following not in self.calendar and following not in lex["holidays"] and not following.startswith("Day")
            )
        return self.c[at + 1] == "low" and (following in lex["speech_verbs"] or following in lex["person_verbs"])

    def _timed(self, tokens: list[int], end: int) -> int:
        """How many of the words of a run stand in a time expression: all of "May 1990", the "BC" of "44 BC Caesar"."""
        timexes, start = self.timexes, self.s[tokens[0]]
        while self.timex < len(timexes) and timexes[self.timex][1] <= start:
            self.timex += 1
        if self.timex >= len(timexes):
            return 0
        first, last = timexes[self.timex]
        if first <= start and end <= last:
            return len(tokens)
        within = [token for token in tokens if self.e[token] <= last] if first < start else []
        # Not the "Jan" of "that Jan Pohl had left".
        return len(within) if all(self.t[token].isupper() for token in within) else 0
