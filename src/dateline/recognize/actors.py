"""Who is there: names, described people and bodies ("an NSA official from Musan County") and the pronouns for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import Factory, define

from dateline.model import ActorKind, Document, Span
from dateline.recognize import ActorMention, Annotations, Sentence
from dateline.recognize.names import (
    COUPLE,
    FAMILY,
    ORGANIZATION,
    PRONOUN,
    ROLE,
    ROLES,
    Gender,
    Lexicon,
    Piece,
    lexicon,
    pieces,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["find_actors"]

_UPPER = "".join(chr(c) for c in (*range(0x530), *range(0x1E00, 0x2000)) if chr(c).isupper())
_WORD = r"[\w\u0300-\u036f]"
_TOKEN = re.compile(
    rf"(?P<cap>(?:[A-Z]\.){{2,}}(?!\w)|[{_UPPER}]{_WORD}*+(?:['\u2019&-]{_WORD}+)*+)"
    rf"|(?P<low>[^\W\d_]{_WORD}*+(?:['\u2019-]{_WORD}+)*+)"
    rf"|(?P<num>\d{_WORD}*+(?:[.,:/-]{_WORD}+)*+)"
    r"|\S"
)
_LOWER = re.compile(r"\b[a-z]{2,}")
_FOREIGN = re.compile(r"[^\x00-\u024f\u1e00-\u1eff\u2000-\u206f]")
_OPENERS: Final = frozenset("\"\u201c\u2018'([:\u2014\u2013\u2022-*#>|;/")
_QUOTES: Final = frozenset("\"\u201c\u201d\u2018\u2019'\u00ab\u00bb")
_APOSTROPHES: Final = ("'", "\u2019")
_BREAKS: Final = frozenset({"", ",", ".", ";", ":", "(", ")", "?", "!", "-", "\u2013", "\u2014"})
# Longer sentences are read in stretches of so many characters, lest a text without full stops fill the memory.
LONGEST: Final = 20_000
# A bracket longer than this is a remark, not another name.
BRACKET: Final = 24

_KINDS: Final = {
    "person": ActorKind.PERSON,
    "organization": ActorKind.ORGANIZATION,
    "place": ActorKind.PLACE,
    "group": ActorKind.GROUP,
    "office": ActorKind.PERSON,
}


@define(eq=False)
class _Found:
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
    of: _Found | None = None


def find_actors(document: Document, found: Annotations) -> Iterator[ActorMention]:
    """The mentions of actors in text order; one may lie inside another ("an NSA official" holds "NSA").

    First-person pronouns are left out.  Months, weekdays, holidays, languages, treaties and what stands in quotation
    marks after "a contract (" are no actors.
    """
    reader = _Reader(document, found)
    for sentence in found.sentences:
        reader.read(sentence)
    return reader.mentions()


class _Reader:
    """Walks the sentences once, gathering mentions, then settles what a single unknown name is."""

    def __init__(self, document: Document, found: Annotations) -> None:
        self.text = document.text
        self.lex: Lexicon = lexicon(document.locale)
        self.common = set(_LOWER.findall(document.text))
        self.found: list[_Found] = []
        self.never: set[str] = set()
        self.cache: dict[tuple[tuple[str, ...], bool], tuple[Piece, ...]] = {}
        self.timexes = [(t.span.start, t.span.end) for t in found.timexes]
        self.timex = 0
        self.heading: _Found | None = None
        lex = self.lex
        self.calendar = lex["months"] | lex["weekdays"]
        self.ordinary = lex["ordinary"]
        self.codes = lex.codes
        self.openers = (
            lex["renaming_verbs"] | lex["founding_verbs"] | lex["becoming_verbs"] | lex["name_changers"] | {"("}
        )
        self.determiners = lex["actor_determiners"]
        self.functions = lex["function_words"]
        self.particles = lex["name_particles"]

    # -- one sentence ------------------------------------------------------------------------------------------------

    def read(self, sentence: Sentence) -> None:
        """Gathers the mentions of a sentence, a stretch at a time where it is longer than anybody writes."""
        start = sentence.prefix.end if sentence.prefix else sentence.span.start
        end = sentence.span.end
        while end - start > LONGEST:
            cut = self.text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            cut = start + LONGEST if cut < 0 else cut
            self._read(sentence, start, cut)
            start = cut
        self._read(sentence, start, end)

    def _read(self, sentence: Sentence, start: int, end: int) -> None:
        matches = list(_TOKEN.finditer(self.text, start, end))
        self.t = t = [match[0] for match in matches]
        self.s = s = [match.start() for match in matches]
        self.e = e = [match.end() for match in matches]
        self.c = c = [match.lastgroup or "" for match in matches]
        size = len(t)
        self.p = p = [False] * size
        for at, word in enumerate(t):
            if word[-1] == "s" and word[-2:] in ("'s", "\u2019s") and len(word) > 2:
                t[at], p[at] = word[:-2], True
                e[at] -= 2
        self.size = size
        # Sentinels: every look ahead finds something.
        t.extend(("", "", "", ""))
        c.extend(("", "", "", ""))
        p.extend((False,) * 4)
        s.extend((end,) * 4)
        e.extend((end,) * 4)
        self.strict = sentence.kind == "heading" and self._title_case()
        self.ended: dict[int, _Found] = {}
        self.run_start: dict[int, int] = {}
        self.phrase: _Found | None = None
        self.awaited: tuple[int, _Found] | None = None
        codes, openers = self.codes, self.openers
        at = 0
        if sentence.kind == "heading" and t[0] == "(" and self.heading is not None:
            at = self._bracket(self.heading, 0)
        # Most words are none of these and are never looked at again.
        for here in [i for i in range(size) if c[i] == "cap" or t[i] in codes or t[i] in openers]:
            if here < at:
                continue
            if c[here] == "cap":
                at = self._run(here)
            elif t[here] == "(":
                at = self._definition(here)
            elif t[here] in openers:
                at = self._renamed(here, start)
            else:
                self._noun(here, codes[t[here]])
        if sentence.kind == "heading":
            self.heading = self.found[-1] if self.found and self.found[-1].start >= start else None
            if self.heading is not None and self.heading.form != "name":
                self.heading = None

    def _title_case(self) -> bool:
        words = [w for w, k in zip(self.t, self.c, strict=False) if k in ("cap", "low") and len(w) > 3]
        capital = sum(1 for w in words if w[0].isupper())
        return len(words) > 2 and capital * 4 > len(words) * 3

    def _opens(self, at: int) -> bool:
        return at == 0 or self.t[at - 1] in _OPENERS or (at == 1 and self.c[0] == "num")

    def _near(self, at: int) -> bool:
        """True if token `at` follows the one before with nothing but white space between (never a full stop)."""
        return self.s[at] - self.e[at - 1] <= 3

    # -- runs of capitals --------------------------------------------------------------------------------------------

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
                if len(word) == 1 or (word in abbreviations and word not in self.calendar):
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
            if following in _APOSTROPHES and self._plural_owner(here):
                # "the Merchants' League"
                words[-1] += following
                here = after + 1
                continue
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
                if following == "of" and c[nxt] == "cap" and words[0] in lex["noble_titles"] and "of" not in words:
                    # "Prince Eugene of Savoy"
                    words.append(following)
                    tokens.append(after)
                    here = nxt
                    continue
                if following == "of" and c[nxt] == "cap" and self._by_origin(words, tokens[0], nxt):
                    words.append(following)
                    tokens.append(after)
                    here = nxt
                    continue
                if following in self.particles and following not in ("of", "and"):
                    if c[nxt] == "low" and t[nxt] in self.particles:
                        nxt += 1
                    if c[nxt] == "cap" and t[nxt] not in self.calendar:
                        words.extend(t[after:nxt])
                        tokens.extend(range(after, nxt))
                        here = nxt
                        continue
                elif (following == "of" and (bodied or word.rstrip(".") in lex.titles)) or (
                    following == "for" and (bodied or word in lex["office_of_heads"])
                ):
                    ministry = (
                        word in of_heads
                        or word in lex["event_heads"]
                        or word.rstrip(".") in lex["office_of_heads"]
                        or word in heads
                    )
                    if c[nxt] == "low" and t[nxt] == "the" and c[nxt + 1] == "cap":
                        nxt += 1
                    if ministry and c[nxt] == "cap" and t[nxt] not in self.calendar:
                        words.extend(t[after:nxt])
                        tokens.extend(range(after, nxt))
                        joined = True
                        here = nxt
                        continue
                elif following == "and" and c[nxt] == "cap" and self._joins(words, joined, nxt):
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
                if t[stop] == "and" and c[stop + 1] == "cap" and t[after + 1] not in self.calendar:
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
        """True if "and" before token `right` stands inside one name: "Department of Health and Human Services"."""
        lex, t, c = self.lex, self.t, self.c
        if " ".join([*words, "and", t[right]]) in lex.places:
            return True
        stop = right
        while stop < right + 4 and c[stop + 1] == "cap" and not self.p[stop]:
            stop += 1
        last = t[stop]
        if t[right] in lex.given or t[right] in lex.titles or t[right] in lex.places:
            return False
        if joined and words[0] in lex["joining_heads"]:
            return last not in lex["org_suffixes"] and t[stop + 1] != "of"
        body = last in lex["org_heads"] or last in lex["org_suffixes"]
        left = words[-1].rstrip(".")
        if not body or left in lex["org_suffixes"] or left in lex["org_heads"] or words[0] in lex.given:
            return False
        return (
            " ".join(words) not in lex["known_orgs"]
            and " ".join(words) not in lex.places
            and len(words) + stop - right > 1
        )

    def _run(self, at: int) -> int:
        """Reads the run of capitalized words at token `at`; the next token to read."""
        t, s, lex = self.t, self.s, self.lex
        first = t[at]
        initial = self._opens(at)
        lowered = first.lower()
        code = self.codes.get(lowered)
        alone = self.c[at + 1] != "cap"
        definite = at > 0 and t[at - 1].lower() in self.determiners
        office = alone and first in lex["offices"] and not definite and not self.p[at]
        acting = alone and first in lex.given and (t[at + 1] in lex["speech_verbs"] or t[at + 1] in lex["person_verbs"])
        if code and not office and (initial or t[at - 1].lower() in ("the", "this", "our")):
            if code == PRONOUN:
                self._noun(at, code)
                return at + 1
            single = self.c[at + 1] != "cap"
            known = first in lex["known_orgs"] and t[at - 1].lower() != "the"
            if (single or first not in lex.titles) and not known and (single or initial) and not self._body_follows(at):
                self._noun(at, code)
                return at + 1
        if first in self.calendar and not self._is_name(at):
            return at + 1
        words, tokens, after, end = self._gather(at)
        if self.strict:
            first_name, last_name = self._names_in_heading(words)
            if last_name < len(words):
                after, end = tokens[last_name], self.e[tokens[last_name - 1]] if last_name else end
            words, tokens = words[first_name:last_name], tokens[first_name:last_name]
            if not words:
                return max(after, at + 1)
        # Plain words that are large only because a sentence begins.
        skip = 0
        while skip < len(words):
            word = words[skip].rstrip(".")
            small = word.lower()
            if skip == 0 and (acting or office):
                break
            if (small in self.functions and word.isupper() and len(words) > 1) or (
                small in self.determiners
                and word not in lex.given
                and not (word == "The" and words[skip + 1 : skip + 2] == ["Hague"])
            ):
                skip += 1
            elif (initial and skip == 0) and (
                small in self.ordinary or (small in self.common and len(words) > 1 and word not in lex.given)
            ):
                if (word in lex.given or word in lex.titles or word in lex["org_of_heads"]) and len(words) > 1:
                    break
                if word in lex["place_starts"] and len(words) > 1:
                    break
                if (
                    len(words) > 1
                    and words[-1].rstrip(".") in lex["org_heads"]
                    and word[:1] != "I"
                    and len(words) > 2
                    and small not in self.functions
                ):
                    break
                skip += 1
            else:
                break
        if (
            skip
            and skip < len(words)
            and self.codes.get(words[skip].lower())
            and skip + 1 == len(words)
            and (words[skip] not in lex["known_orgs"] or words[skip - 1].lower() == "the")
        ):
            # "The Fund said": a description, unless the word is a name by itself.
            self._noun(tokens[skip], self.codes[words[skip].lower()])
            return max(after, tokens[skip] + 1)
        for token in tokens:
            self.run_start[token] = tokens[min(skip, len(tokens) - 1)]
        if skip >= len(words):
            return after
        if words[skip] in self.particles:
            skip += 1
        run = tuple(words[skip:])
        opening = tokens[0]
        tokens = tokens[skip:]
        if not run:
            return after
        the = t[tokens[0] - 1].lower() == "the" if tokens[0] else False
        if self._is_time(s[tokens[0]], end, len(run)):
            return after
        key = run, the
        parts = self.cache.get(key)
        if parts is None:
            parts = self.cache[key] = pieces(run, lex, self.common, the)
        number = self.c[after] == "num" and not self.p[tokens[-1]] and len(run) < 3
        if (
            parts
            and number
            and parts[-1].kind in ("unknown", "organization")
            and t[after][-1:].isdigit()
            and len(t[after]) < 4
        ):
            # "Boeing 767", "Windows 7": a product.
            return after
        made = [self._make(part, run, tokens, end, initial and skip == 0, the, after) for part in parts]
        if not made:
            return self._definition(after) if t[after] == "(" else after
        if made[0].kind == "office" and not made[0].dropped:
            owner = self.ended.get(opening - (2 if the else 1)) if opening > 1 else None
            if owner is not None and owner.kind == "person" and owner.description is None and self._closes(after):
                # "Henry Rothery, Commissioner of Wrecks,"
                owner.description = made[0].name
                made[0].dropped = True
                return after
            made[-1].follows = after
            self.phrase = made[-1]
            if t[after] == ":" and self.c[after + 1] == "cap" and not the:
                # "Treasurer: Arun Mehta"
                self.phrase.follows = after + 1
            return after
        if the and opening:
            self._appose(made[0], opening - 1, after)
        self._appose(made[0], opening, after)
        if skip:
            self._appose(made[0], tokens[0], after)
        last = made[-1]
        self.ended[after] = last
        if self.awaited and self.awaited[0] == at:
            phrase = self.awaited[1]
            if phrase.head in lex["corporate_nouns"] and last.kind == "organization" and t[phrase.follows] == "of":
                # "the firm of Gray & Dawson"
                phrase.dropped = True
                last.description = last.description or self.text[phrase.start : phrase.end]
            phrase.end, phrase.follows = end, after
            phrase.name = _plain_name(self.text[phrase.start : phrase.end], self.lex["articles"])
            self.awaited = None
        return self._more_names(last, after) if last.form == "name" else after

    def _names_in_heading(self, words: list[str]) -> tuple[int, int]:
        """Which words of a title-case run may be a name: the first stretch without a word that is common elsewhere."""
        lex = self.lex
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
        office = self.t[at] in self.lex["office_of_heads"] and self.t[at + 1] in ("of", "for")
        if office or (self.t[at + 1] == "of" and self.t[at] in self.lex["org_of_heads"]):
            return self.c[at + 2] == "cap" or (self.t[at + 2] == "the" and self.c[at + 3] == "cap")
        if self.t[at + 1] in _APOSTROPHES and self._plural_owner(at):
            return True
        stop = at
        while stop < at + 6 and self.c[stop + 1] == "cap":
            stop += 1
        return stop > at and (self.t[stop] in self.lex["org_heads"] or self.t[stop] in self.lex["org_suffixes"])

    def _is_name(self, at: int) -> bool:
        """True if a month or weekday at token `at` is somebody's name."""
        t, lex = self.t, self.lex
        word, following = t[at], t[at + 1]
        if word not in lex["month_names"]:
            return False
        if at and t[at - 1].lower() in lex["temporal_prepositions"]:
            return False
        if at and t[at - 1].rstrip(".") in lex.titles:
            return True
        if self.c[at + 1] == "cap":
            return (
                following not in self.calendar and following not in lex["holidays"] and not following.startswith("Day")
            )
        return self.c[at + 1] == "low" and (following in lex["speech_verbs"] or following in lex["person_verbs"])

    def _is_time(self, start: int, end: int, size: int) -> bool:
        """True if a time expression that was found covers the run."""
        timexes = self.timexes
        while self.timex < len(timexes) and timexes[self.timex][1] <= start:
            self.timex += 1
        if self.timex >= len(timexes):
            return False
        first, last = timexes[self.timex]
        return first <= start and end <= last

    def _make(
        self, part: Piece, run: tuple[str, ...], tokens: list[int], end: int, initial: bool, the: bool, after: int
    ) -> _Found:
        start = self.s[tokens[part.start]]
        stop = end if part.end == len(run) else self.s[tokens[part.end]] - 1
        if part.end < len(run):
            stop = self.e[tokens[part.end - 1]]
        first = self.s[tokens[part.names]]
        office = part.kind == "office"
        previous = self.t[tokens[part.start] - 1] if tokens[part.start] else ""
        made = _Found(
            start,
            stop,
            " ".join(self.text[first:stop].split()),
            part.kind,
            run[part.names : part.end],
            "description" if office else "name",
            " ".join(run[part.start : part.names]) or None,
            None,
            part.gender,
            False,
            part.sure,
            initial and part.start == 0,
            the and part.start == 0,
            previous.lower(),
            self.t[after] if part.end == len(run) else "",
            self.p[tokens[part.end - 1]],
            self.strict,
        )
        if office:
            made.head = run[part.end - 1].lower()
            made.determiner = "the"
            # "joined as Chief Medical Officer": says what somebody is.
            made.dropped = made.before in self.lex["copulas"]
        self._told_by_noun(made, tokens[part.start])
        self.found.append(made)
        return made

    def _told_by_noun(self, made: _Found, at: int) -> None:
        """Heeds the noun before a name: "the island of Fallay" is a place."""
        lex, t = self.lex, self.t
        if made.kind not in ("person", "unknown") or at < 2:
            return
        if made.before == "of" and t[at - 2] in lex["place_nouns"]:
            made.kind, made.gender, made.sure = "place", "n", True

    # -- what stands beside a name -----------------------------------------------------------------------------------

    def _appose(self, name: _Found, at: int, after: int) -> None:
        """Folds "the geographer" before "Ernst Hollmann" and "a surveyor," before "Rhys Pryce-Jones," into the name."""
        phrase = self.phrase
        if phrase is None or phrase.dropped or name.form != "name" or name.kind == "place" or phrase.plural:
            return
        if (
            self.t[at - 1] == ":"
            and phrase.determiner
            and self.t[after] not in _BREAKS
            and self.s[after] - name.end < 2
        ):
            return
        if phrase.follows != at:
            if phrase.follows + 1 != at or self.t[phrase.follows] != "," or phrase.determiner == "":
                return
            if self.t[after] not in _BREAKS and self.t[after] not in self.lex["phrase_closers"]:
                return
        elif phrase.kind == "organization" and phrase.determiner == "" and name.kind != "unknown":
            return
        phrase.dropped = True
        name.description = " ".join(self.text[phrase.start : phrase.end].split())
        body = phrase.head in self.lex["generic_orgs"] or phrase.head in self.lex["appositive_orgs"]
        if name.kind == "unknown" or not name.sure:
            name.kind = "organization" if body else "person"
            name.sure = True
        if name.kind == "person" and name.gender is None:
            name.gender = phrase.gender

    def _more_names(self, name: _Found, at: int) -> int:
        """Other names given right after `name`: in brackets, or behind "also known as"; the next token to read."""
        t, lex = self.t, self.lex
        if t[at] == "(":
            return self._bracket(name, at)
        # "Pell was formerly known as Colby"
        copula = t[at] in lex["copulas"] and t[at + 1] in lex["alias_cues"]
        here = at + 1 if t[at] == "," or copula else at
        start = here
        strong = maiden = False
        while (here < at + 8 and self.c[here] in ("low", "cap")) or t[here] == ".":
            word = t[here]
            if word not in lex["alias_cues"] and word != ".":
                break
            strong = strong or word in lex["strong_alias_cues"] or (word == "born" and t[at] == ",")
            maiden = maiden or word in lex["maiden_cues"]
            here += 1
        if here == start or not strong or (copula and lex["naming_participles"].isdisjoint(t[start:here])):
            return at
        quoted = t[here] in _QUOTES
        if quoted:
            here += 1
        if self.c[here] != "cap":
            return at
        words, _, after, end = self._gather(here)
        if " ".join(words) in lex.places:
            return at
        other = self._alias(name, self.s[here], end, words, maiden)
        if t[after] in _QUOTES and quoted:
            after += 1
        if t[after] == "(" and other is not None:
            # "formerly Colby Fire Office (CFO)"
            after = self._bracket(other, after)
        self.ended[after] = name
        return after

    def _renamed(self, at: int, start: int) -> int:
        """Gives the last body before "renamed" at token `at` the name behind it; the next token to read."""
        t, lex = self.t, self.lex
        here = at + 1
        if t[at] in lex["founding_verbs"]:
            # "founded in 1964 as Fallay Steam Packet"
            while here < at + 7 and t[here] not in lex["naming_prepositions"] and t[here] not in _BREAKS:
                here += 1
            if t[here] not in lex["naming_prepositions"]:
                return at + 1
        while t[here] in lex["renaming_fillers"] and here < at + 9:
            here += 1
        if t[at] in lex["becoming_verbs"] and not self._becomes(here, start):
            return at + 1
        if self.c[here] != "cap" or (t[at] in lex["name_changers"] and here < at + 4):
            return at + 1
        for one in self._since(start):
            if one.kind == "organization" and not one.dropped and one.form != "bare":
                words, _, after, end = self._gather(here)
                other = self._alias(one, self.s[here], end, words, False)
                return self._bracket(other, after) if t[after] == "(" and other is not None else after
        return at + 1

    def _becomes(self, at: int, start: int) -> bool:
        """True if a body named at token `at` is what the one body of a sentence begun at `start` became."""
        if self.c[at] != "cap":
            return False
        if any(one.kind not in ("organization", "place") and not one.dropped for one in self._since(start)):
            return False
        stop = at
        while self.c[stop + 1] == "cap" or self.t[stop + 1] == "&":
            stop += 1
        last = self.t[stop]
        return stop > at and not self.p[stop] and (last in self.lex["org_suffixes"] or last in self.lex["org_heads"])

    def _since(self, start: int) -> Iterator[_Found]:
        """The last mentions of a sentence begun at `start`, the latest first."""
        for one in reversed(self.found[-20:]):
            if one.start < start:
                return
            yield one

    def _alias(self, name: _Found, start: int, end: int, words: list[str], maiden: bool) -> _Found | None:
        """Notes another name of `name`, and the mention of it; None if it is the same name."""
        name = name.of or name
        text = " ".join(self.text[start:end].split())
        if maiden and len(words) == 1 and len(name.words) > 1:
            text = f"{name.words[0]} {text}"
        if text == name.name:
            return None
        if text not in name.aliases:
            name.aliases.append(text)
        other = _Found(start, end, text, name.kind, tuple(words), gender=name.gender, of=name)
        self.found.append(other)
        return other

    def _bracket(self, name: _Found, at: int) -> int:
        """Reads the bracket that opens at token `at`: other names or a role of `name`; the token after it, or `at`."""
        t, s, e, c, lex = self.t, self.s, self.e, self.c, self.lex
        close = at + 1
        while close < at + BRACKET and close < self.size and t[close] != ")":
            close += 1
        if t[close] != ")" or close == at + 1:
            return at
        if t[at + 2] == ":" and c[at + 1] == "cap" and name.kind == "organization":
            # Where the shares are listed: "(NASDAQ: VLRA)".
            return close + 1
        got = False
        here = at + 1
        while here < close:
            stop = here
            while stop < close and t[stop] not in (";", ","):
                stop += 1
            cue = maiden = False
            while here < stop and (t[here] in lex["alias_cues"] or (cue and t[here] == ".")):
                if t[here] != "the":
                    cue = True
                    maiden = maiden or t[here] in lex["maiden_cues"]
                here += 1
            if cue and not maiden and t[here] == "in" and c[here + 1] == "low":
                here += 2
            quoted = t[here] in _QUOTES and here < stop
            if quoted:
                here += 1
                if t[here] == "the":
                    here += 1
            if here < stop:
                last = stop - 1
                while last > here and (t[last] in _QUOTES or t[last] == "."):
                    last -= 1
                content = self.text[s[here] : e[last]]
                if _FOREIGN.match(content) and not _FOREIGN.match(name.name):
                    self._alias(name, s[here], e[last], [content], False)
                    got = True
                elif c[here] == "cap" and (cue or quoted or self._acronym(content, name)):
                    self._alias(name, s[here], e[last], content.split(), maiden)
                    got = True
                elif name.kind in ("person", "unknown") and not got and self._office(here, last):
                    name.description = name.description or content
                    name.kind, name.sure = "person", True
                    got = True
                elif (
                    c[here] == "cap"
                    and not got
                    and name.kind == "person"
                    and t[here] not in lex.places
                    and here == last
                    and content not in self.calendar
                    and not content.isupper()
                ):
                    name.description = name.description or content
                    got = True
            here = stop + 1
        if not got:
            return at
        self.ended[close + 1] = name
        return close + 1

    def _office(self, first: int, last: int) -> bool:
        """True if the tokens from `first` to `last` are what somebody is: "chair", "the acting treasurer"."""
        lex = self.lex
        words = [word.lower() for word in self.t[first : last + 1]]
        if words and words[0] in self.determiners:
            words = words[1:]
        if not words or self.codes.get(words[-1]) != ROLE:
            return False
        modifiers, titles = lex["modifiers"], lex["title_modifiers"]
        return all(word in modifiers or word.title() in titles or word in self.codes for word in words[:-1])

    def _acronym(self, content: str, name: _Found) -> bool:
        """True if a bare word in brackets is made of the initials of `name` or is plainly an acronym of it."""
        letters = [x.lower() for x in content if x.isalpha()]
        if len(letters) < 2 or " " in content or sum(x.isupper() for x in content) < 2:
            return False
        if content in self.lex["not_orgs"]:
            return False
        if name.kind == "person":
            return False
        rest = iter(name.name.lower())
        return all(letter in rest for letter in letters) or len(name.words) > 2

    def _definition(self, at: int) -> int:
        """Notes that `("the MSA")` after something that is no actor names no actor either."""
        t = self.t
        here = at + 1
        if t[here] == "the":
            here += 1
        if t[here] in _QUOTES:
            here += 1
            if t[here] == "the":
                here += 1
            if self.c[here] == "cap":
                stop = here
                while stop < here + 5 and self.c[stop + 1] == "cap":
                    stop += 1
                if t[stop + 1] in _QUOTES:
                    self.never.add(" ".join(t[here : stop + 1]))
                    return stop + 2
        elif self.c[here] == "cap" and t[here].isupper() and t[here + 1] == ")" and len(t[here]) > 1:
            before = self.t[at - 1] if at else ""
            if before in self.lex["not_actor_heads"] or (self.c[at - 1] == "low" and at):
                self.never.add(t[here])
                return here + 1
        return at + 1

    # -- descriptions and pronouns -----------------------------------------------------------------------------------

    def _noun(self, at: int, code: int) -> None:
        word = self.t[at].lower()
        if code == PRONOUN:
            self._pronoun(at, word)
            return
        t, s, e, c, p, lex = self.t, self.s, self.e, self.c, self.p, self.lex
        nxt = t[at + 1]
        if (
            c[at + 1] == "low"
            and not p[at]
            and nxt not in self.functions
            and nxt not in lex.verbs
            and not nxt.endswith(("ed", "ly"))
            and nxt not in lex["alias_cues"]
        ):
            # "police station", "company policy": only part of a compound.
            return
        start, determiner = self._left(at)
        if determiner in lex["not_referring"]:
            return
        plural = code in (ROLES, COUPLE, FAMILY)
        last = at
        if code == FAMILY:
            if t[at + 1] == "and" and t[at + 2] in lex["group_nouns"]:
                last = at + 2
            if not determiner:
                return
        end = e[last]
        gender: Gender = None
        if code == ROLE:
            gender = "m" if word in lex["roles_m"] else "f" if word in lex["roles_f"] else None
        kind = "organization" if code == ORGANIZATION else "group" if plural else "person"
        named = determiner == "'s" and c[start] == "cap" and (plural or code == FAMILY)
        span_start = s[start]
        name = self.text[span_start:end] if named else _plain_name(self.text[span_start:end], self.lex["articles"])
        phrase = _Found(
            span_start,
            end,
            " ".join(name.split()),
            kind,
            (word,),
            "description",
            gender=gender,
            plural=plural,
            head=lex.singular.get(word, word),
            determiner=determiner,
            follows=last + 1,
            possessive=p[last],
            initial=start == 0,
            strict=self.strict,
            after=t[last + 1],
        )
        if not phrase.name:
            return
        previous = self.phrase
        if (
            previous
            and not previous.dropped
            and previous.follows + 1 == start
            and t[start - 1] == ","
            and not determiner
        ):
            # "another re-defector, lone grandmother Park Jung Sook"
            previous.dropped = code == ROLE and c[at + 1] == "cap"
        owner = self.ended.get(start - 1) if start and t[start - 1] == "," else None
        self.phrase = None if phrase.possessive else phrase
        if (
            owner
            and not plural
            and not phrase.possessive
            and owner.form == "name"
            and owner.kind != "place"
            and not (owner.kind == "unknown" and owner.before in lex["place_prepositions"])
            and (owner.description is None and self._closes(last + 1))
            and (determiner or code == ROLE)
        ):
            stop = self._closing(last + 1)
            owner.description = " ".join(self.text[span_start : e[stop - 1]].split())
            if owner.kind == "unknown" or not owner.sure:
                body = code == ORGANIZATION or word in lex["appositive_orgs"]
                owner.kind, owner.sure = ("organization" if body else "person"), True
            if owner.kind == "person" and owner.gender is None:
                owner.gender = gender
            self.phrase = None
            return
        if determiner == "" and not plural:
            # A bare role is no mention; it may describe the name that follows.
            phrase.dropped = False
            if c[at + 1] != "cap" or t[at + 1] in self.calendar:
                self.phrase = None
                return
            phrase.strict = True
            phrase.dropped = False
            self.phrase = phrase
            phrase.form = "bare"
            self.found.append(phrase)
            return
        if plural and not determiner:
            national = any(c[i] == "cap" and t[i].lower() not in self.determiners and i != at for i in range(start, at))
            complement = t[last + 1] in ("from", "of", "for", "at", "in") and c[last + 2] == "cap"
            if t[last + 1] in ("of", "from") and t[last + 2] == "the" and c[last + 3] == "cap":
                # "Inspectors of the Survey Office"
                complement = True
            complement = complement and t[last + 2] not in self.calendar
            if not national and not complement and word not in lex["bare_groups"]:
                return
        if start and t[start - 1] in lex["copulas"] and determiner and not plural:
            # "she was the daughter of": says what somebody is, and is nobody further.
            phrase.form = "bare"
        if (
            previous
            and not previous.dropped
            and previous.form == "description"
            and previous.follows + 1 == start
            and t[start - 1] == ","
            and determiner in ("a", "an")
            and not plural
            and not previous.plural
            and self._closes(last + 1)
        ):
            # "The patient, a woman of 54, was ..."
            previous.gender = previous.gender or gender
            previous.description = name
            return
        if code == ORGANIZATION and determiner not in ("the", "this", "that") and not p[last]:
            # "a bank", "her first paper": worth a mention only where a name follows.
            phrase.form = "bare"
        self.found.append(phrase)
        if p[last]:
            return
        if t[last + 1] == ":" and c[last + 2] == "cap" and phrase.kind == "person":
            # "In the chair: Ruth Adeyo"
            phrase.follows = last + 2
        if t[last + 1] in ("from", "of", "for", "at", "in", "with", "to") and t[last + 2] not in self.calendar:
            if c[last + 2] == "cap":
                self.awaited = (last + 2, phrase)
            elif t[last + 2] == "the" and c[last + 3] == "cap":
                self.awaited = (last + 3, phrase)

    def _left(self, at: int) -> tuple[int, str]:
        """Where the phrase headed by token `at` begins, and its determiner: a word, "'s", a number or ""."""
        t, c, p, lex = self.t, self.c, self.p, self.lex
        here = at - 1
        bare = at
        modifying = True
        lowest = max(0, at - 7)
        while here >= lowest and self._near(here + 1):
            word = t[here].lower()
            kind = c[here]
            if p[here]:
                if kind == "cap" and word not in self.determiners:
                    return self.run_start.get(here, here), "'s"
                here -= 1
                modifying = False
                continue
            if word in self.determiners:
                if (
                    here > lowest
                    and word not in ("the", "a", "an")
                    and t[here - 1].lower() in ("the", "these", "those")
                ):
                    return here - 1, t[here - 1].lower()
                return here, word
            if kind == "num" and "-" not in t[here]:
                return here, "number"
            if kind == "cap":
                if here < at - 1 and c[here + 1] == "low" and t[here + 1].endswith("ed") and here + 1 < at:
                    # "The Meridian entered service"
                    break
                if (word in self.functions and not (t[here].isupper() and len(word) > 1)) or t[here] in self.calendar:
                    break
                if modifying:
                    bare = self.run_start.get(here, here)
                    if bare > here:
                        bare = here
                here -= 1
                continue
            if kind not in ("low", "num") or word in self.functions or word in lex.preterites:
                break
            if word in lex["modifiers"] and modifying:
                bare = here
            else:
                modifying = False
            here -= 1
        return bare, ""

    def _closes(self, at: int) -> bool:
        return self._closing(at) >= 0

    def _closing(self, at: int) -> int:
        """The token of the punctuation that ends an apposition begun before `at`, or -1 if a clause goes on."""
        for here in range(at, min(at + 9, self.size + 1)):
            word = self.t[here]
            if word in _BREAKS or word in self.lex["phrase_closers"]:
                return here
            if word in self.lex["clause_verbs"] or word in self.lex["speech_verbs"]:
                return -1
        return -1

    def _pronoun(self, at: int, word: str) -> None:
        lex = self.lex
        male, female, thing = word in lex["pronouns_m"], word in lex["pronouns_f"], word in lex["pronouns_n"]
        if thing and self._pleonastic(at):
            return
        gender: Gender = "m" if male else "f" if female else "n" if thing else None
        kind = "person" if male or female else "organization" if thing else "group"
        self.found.append(
            _Found(
                self.s[at],
                self.e[at],
                word,
                kind,
                (word,),
                "pronoun",
                gender=gender,
                plural=kind == "group",
                before=self.t[at - 1].lower() if at else "",
                after=self.t[at + 1],
                initial=at == 0,
            )
        )

    def _pleonastic(self, at: int) -> bool:
        """True for the "it" of "it is not yet clear that", "it was raining", "it took two days to"."""
        lex = self.lex
        if self.t[at].lower() not in lex["empty_subjects"]:
            return False
        words = self.t[at + 1 : at + 9]
        if words and words[0] in lex["empty_subject_verbs"]:
            return any(word in lex["empty_subject_signs"] for word in words[1:])
        return bool(words) and words[0] in lex["weather_verbs"]

    # -- the whole document ------------------------------------------------------------------------------------------

    def mentions(self) -> Iterator[ActorMention]:
        """Settles what unknown single names are by what the whole document says of them, and hands on what is left."""
        people: dict[str, Gender] = {}
        bodies: set[str] = set()
        evidence: dict[str, list[int]] = {}
        lex = self.lex
        for one in self.found:
            if one.dropped or one.form != "name":
                continue
            if one.kind == "person" and (len(one.words) > 1 or one.title):
                given = next(iter(one.words), "")
                if one.strict and not (given in lex.given or one.title):
                    continue
                for word in one.words:
                    if word == "of":
                        # "Ulrich of Sand": the rest is a place.
                        break
                    if len(word) > 2 and word[0].isupper():
                        people.setdefault(word, one.gender if word == given else None)
            elif one.kind == "organization":
                # "The Trovik Post" does not make Trovik a body.
                outlet = len(one.words) > 1 and one.words[-1] in lex["outlets"]
                if one.words and not one.strict and not outlet and one.words[0].lower() not in self.ordinary:
                    bodies.add(one.words[0])
            elif one.kind == "unknown" and not one.strict:
                self._weigh(one, evidence.setdefault(one.name, [0, 0, 0, 0]))
        ready: list[tuple[int, int, _Found]] = []
        for one in self.found:
            if one.dropped or one.form == "bare" or one.name in self.never:
                continue
            if not one.sure and one.kind == "person" and one.before in lex["title_cues"]:
                continue
            if one.kind == "unknown" and not self._settle(one, people, bodies, evidence):
                continue
            if one.strict and not self._known(one, people, bodies, evidence):
                continue
            if (
                one.kind == "organization"
                and len(one.words) == 1
                and one.words[0] in people
                and not one.name.isupper()
                and one.name not in lex["known_orgs"]
                and one.name not in bodies
            ):
                one.kind = "person"
            ready.append((one.start, one.end, one))
        ready.sort(key=lambda item: item[:2])
        text = self.text
        previous = (-1, -1)
        for start, end, one in ready:
            if (start, end) == previous:
                continue
            previous = (start, end)
            yield ActorMention(
                Span(start, end),
                text[start:end],
                one.name,
                _KINDS[one.kind],
                "name" if one.form == "name" else "pronoun" if one.form == "pronoun" else "description",
                tuple(one.aliases),
                one.title,
                one.description,
                one.gender,
                "plural" if one.plural else "singular",
            )

    def _weigh(self, one: _Found, votes: list[int]) -> None:
        """Counts signs of a person, a body, a place, and of being a name at all."""
        lex = self.lex
        if one.after in lex["person_verbs"]:
            votes[0] += 2
        if one.after in lex["speech_verbs"] or one.after in ("who", "whose", "himself", "herself"):
            votes[0] += 1
        if one.after in lex["org_verbs"] and one.after not in lex["speech_verbs"]:
            votes[1] += 1
        if one.possessive or (one.before in ("by", "at", "for", "against", "with") and not one.the):
            votes[1] += 1
        if one.before in lex["place_prepositions"]:
            votes[2] += 2
        if not one.initial and not one.the:
            votes[3] += 1

    def _settle(self, one: _Found, people: dict[str, Gender], bodies: set[str], evidence: dict[str, list[int]]) -> bool:
        """Gives a name of unknown kind its kind; False if it is no actor."""
        name = one.name
        first, last = one.words[:1], one.words[-1:]
        for word in last:
            if word in people:
                one.kind, one.gender = "person", people[word]
                return True
        if name in bodies or any(word in bodies for word in first):
            one.kind, one.gender = "organization", "n"
            return name in bodies or len(one.words) == 1
        if one.title:
            one.kind = "person"
            return True
        person, body, place, seen = evidence.get(name, [0, 0, 0, 0])
        lowered = name.lower()
        if lowered in self.ordinary or (lowered in self.common and not seen) or one.the or lowered in self.codes:
            return False
        if name.rstrip("s") in self.lex["demonym_nouns"] or name in self.lex["not_actors"]:
            plural = name not in self.lex["demonym_nouns"] and name.rstrip("s") in self.lex["demonym_nouns"]
            one.kind, one.plural, one.form = "group", True, "name"
            return plural
        if place > max(person, body):
            one.kind, one.gender = "place", "n"
            return True
        if person > body or (person and person == body):
            one.kind = "person"
            return seen > 0 or person > 1 or lowered not in self.common
        if body and seen:
            one.kind, one.gender = "organization", "n"
            return True
        return False

    def _known(self, one: _Found, people: dict[str, Gender], bodies: set[str], evidence: dict[str, list[int]]) -> bool:
        """True if a name in a title-case heading is one that stands by itself."""
        if one.form != "name" or not one.words:
            return False
        first, last = one.words[0], one.words[-1]
        if one.kind == "person":
            # "Treasurer: Elin Garth"
            labelled = one.before == ":" and one.description is not None
            # "Written by Ruth Adeyo"
            labelled = labelled or (one.before == "by" and len(one.words) > 1)
            return labelled or first in self.lex.given or one.title is not None or last in people
        if one.kind == "organization":
            last = last.rstrip(".")
            if one.the and last in self.lex["org_heads"] and len(one.words) > 1:
                # "Minutes of the Harbour Committee"
                return True
            return last in self.lex["org_suffixes"] or one.name in self.lex["known_orgs"] or first in bodies
        return one.kind == "place"


def _plain_name(text: str, articles: frozenset[str]) -> str:
    """`text` without the article or possessive that leads it; "two diplomats" keeps its number."""
    words = text.split()
    if len(words) > 1 and words[0].lower() in articles:
        words = words[2:] if len(words) > 2 and words[1] == "own" else words[1:]
    return " ".join(words)
