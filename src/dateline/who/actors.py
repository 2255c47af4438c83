"""Who is there: names, described people and bodies ("a customs officer from Alder") and the pronouns for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dateline.model import ActorKind, Document, Span
from dateline.who import ActorMention
from dateline.who.descriptions import DescriptionReader, plain_name
from dateline.who.names import PRONOUN, ROLE, Piece, in_usual_letters, pieces
from dateline.who.runs import BREAKS, QUOTES, Found
from dateline.who.settling import Settler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.annotations import Annotations
    from dateline.text import Sentence

__all__ = ["find_actors"]

# Longer sentences are read in stretches of so many characters, lest a text without full stops fill the memory.
LONGEST: Final = 20_000
# So many mentions at most reach into the signature of a document.
NEARBY: Final = 8

_KINDS: Final = {
    "person": ActorKind.PERSON,
    "organization": ActorKind.ORGANIZATION,
    "place": ActorKind.PLACE,
    "group": ActorKind.GROUP,
    "other": ActorKind.OTHER,
    "office": ActorKind.PERSON,
}
# What stands between the place of a dateline and the report: a date, who reports, a dash.
_REPORT: Final = re.compile(
    r"(, [^\n–—;:]{2,30}\d[^\n–—;:]{0,12})?(?: \([^()\n]{2,30}\))? ?(?:–|—| -) ?(?=[^\W_]|[“\"])"
)


def find_actors(document: Document, found: Annotations) -> Iterator[ActorMention]:
    """The mentions of actors in text order; one may lie inside another ("an NSA official" holds "NSA").

    "I" and "you" are mentions only in what may be somebody's words: in a document with quotations or turns of speech,
    or that is a statement.  Months, weekdays, holidays, languages, treaties and what stands in quotation
    marks after "a contract (" are no actors.
    """
    reader = _Reader(document, found)
    for sentence in found.sentences:
        reader.read(sentence)
    reader.sign()
    return reader.mentions()


class _Reader(DescriptionReader):
    """Walks the sentences once, gathering mentions, then settles what a single unknown name is."""

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

    def sign(self) -> None:
        """Takes in who signs the document, if nothing else told that this is a name: "Yours, Ann"."""
        signed = self.signature
        if signed is None:
            return
        known = [one for one in self.found[-NEARBY:] if one.start < signed.end and signed.start < one.end]
        for one in known:
            if one.kind == "unknown" or not one.sure:
                one.kind, one.sure = "person", True
        if known:
            return
        words = signed.slice(self.text).split()
        self.found.append(Found(signed.start, signed.end, " ".join(words), "person", tuple(words)))

    def _read(self, sentence: Sentence, start: int, end: int) -> None:
        self.tokenize(sentence, start, end)
        t, c = self.t, self.c
        codes, openers, noted = self.codes, self.openers, self.noted
        at = 0
        if sentence.kind == "heading" and t[0] == "(" and self.heading is not None:
            at = self._bracket(self.heading, 0)
        # Most words are none of these and are never looked at again.
        for here in [i for i, word in enumerate(t) if c[i] == "cap" or word in noted]:
            if here < at:
                continue
            if t[here].lower() in self.persons:
                if self._is_speaker(here):
                    self._pronoun(here, t[here].lower())
                    at = here + 1
                    continue
                if c[here] == "low":
                    continue
            if c[here] == "cap":
                # Not the "D." of "Ph.D."
                cut = len(t[here]) == 1 and here > 1 and t[here - 1] == "." and self.s[here] == self.e[here - 1]
                at = here + 1 if cut else self._run(here)
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

    def _after_cue(self, words: list[str]) -> int:
        """Where in a run written large the name begins that a statement is of: "STATEMENT OF NKIRU OBASI"; else 0."""
        if not words[0].isupper() or len(words) < 4:
            return 0
        cues = self.lex["statement_cues"]
        for number in range(1, len(words) - 1):
            if f"{words[number - 1]} {words[number]}".lower() in cues:
                return number + 1
        return 0

    def _is_initial(self, rest: list[str], after: int) -> bool:
        """True if a letter with a full stop is that of a name: "A. came on Sunday", "A. Brock", not "A. Background"."""
        if not rest:
            return self.c[after] == "low"
        small = rest[0].lower()
        return small not in self.ordinary and small not in self.common and not self.strict

    def _is_deed(self, small: str, word: str) -> bool:
        """True for the verb of a note that a name follows: "Sailed Leith", but not "Reed", "Ahmed"."""
        lex = self.lex
        if word in lex["body_participles"]:
            # "United Mills"
            return False
        return len(small) > 4 and small[-3] != "e" and word not in lex.given and word not in lex.titles

    def _is_speaker(self, at: int) -> bool:
        """False for the "I" of "World War I" and for the name "My"."""
        beside = at and self.c[at - 1] == "cap" and self.s[at] - self.e[at - 1] == 1
        # "In May I left"
        beside = beside and self.t[at - 1] not in self.calendar
        if beside and self._opens(at - 1) and self.t[at - 1].lower() in self.functions:
            # "So I went"
            beside = False
        if self.c[at] == "low" or beside:
            return self.c[at] == "low"
        return self.c[at + 1] != "cap" or self.p[at]

    def _run(self, at: int) -> int:
        """Reads the run of capitalized words at token `at`; the next token to read."""
        t, lex = self.t, self.lex
        first = t[at]
        initial = self._opens(at)
        lowered = first.lower()
        code = self.codes.get(lowered)
        alone = self.c[at + 1] != "cap"
        if initial and not alone and lowered in self.functions and t[at + 1].lower() in self.persons:
            # "When I left"
            return at + 1
        definite = at > 0 and t[at - 1].lower() in self.determiners
        office = alone and first in lex["offices"] and not definite and not self.p[at]
        # "Claimant: Ann Ray", "Ann Ray, Claimant,": no title that could stand before the name.
        apposed = t[at + 1] == ":" or (at > 0 and t[at - 1] == "," and t[at + 1] in BREAKS)
        office = office and (first in lex.titles or not apposed)
        acting = alone and first in lex.given and (t[at + 1] in lex["speech_verbs"] or t[at + 1] in lex["person_verbs"])
        named = t[at - 1].lower() in lex["naming_determiners"] or (apposed and code == ROLE and first not in lex.titles)
        # "Patient A left", but not "Driver K. Aas left" or "Patient I saw"
        lettered = len(t[at + 1]) == 1 and t[at + 1].isupper() and t[at + 1].lower() not in self.persons
        lettered = lettered and t[at + 2] != "."
        if code and not office and (initial or named) and not (lettered and code != PRONOUN):
            if code == PRONOUN:
                self._noun(at, code)
                return at + 1
            single = self.c[at + 1] != "cap"
            known = first in lex["known_orgs"] and t[at - 1].lower() not in lex["definite_articles"]
            if (single or first not in lex.titles) and not known and (single or initial) and not self._body_follows(at):
                self._noun(at, code)
                return at + 1
        if first in self.calendar and not self._is_name(at):
            return at + 1
        if t[at + 1] == "," and (inverted := self._inverted(at)):
            return inverted
        words, tokens, after, end = self._gather(at)
        lettered = len(words) == 1 and len(words[0]) == 2 and words[0][1] == "." and self.c[after] == "low"
        if lettered and not (t[after] in lex.verbs or t[after] in lex["clause_verbs"] or t[after] in self.functions):
            # "S. aureus", but "S. came on Sunday"
            return after
        large = self._after_cue(words)
        if large:
            words, tokens = words[large:], tokens[large:]
        if self.strict and not large:
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
            if len(word) == 1 and word != words[skip] and self._is_initial(words[skip + 1 :], after):
                break
            if (small in self.functions and word.isupper() and len(words) > 1) or (
                small in self.determiners
                and word not in lex.given
                and not (word == "The" and words[skip + 1 : skip + 2] == ["Hague"])
            ):
                skip += 1
            elif (initial and skip == 0) and (
                small in self.ordinary
                or (len(words) > 1 and small.endswith(lex.spelling.past) and self._is_deed(small, word))
                or (small in self.common and len(words) > 1 and word not in lex.given)
            ):
                if (word in lex.given or word in lex.titles or word in lex["org_of_heads"]) and len(words) > 1:
                    break
                if word in lex["known_orgs"] and words[1:2] and words[-1].rstrip(".") in lex["org_heads"]:
                    # "Apple Corps", whatever is written of apples
                    break
                if (word in lex["place_starts"] and len(words) > 1) or self._abbreviated(words, after):
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
            and (words[skip] not in lex["known_orgs"] or words[skip - 1].lower() in lex["definite_articles"])
        ):
            # "The Fund said": a description, unless the word is a name by itself.
            self._noun(tokens[skip], self.codes[words[skip].lower()])
            return max(after, tokens[skip] + 1)
        first_token = tokens[min(skip, len(tokens) - 1)]
        for token in tokens:
            self.run_start[token] = first_token
        if skip >= len(words):
            return after
        if words[skip] in self.particles:
            skip += 1
        opening = tokens[0]
        skip += self._timed(tokens[skip:], end) if skip < len(tokens) else 0
        run, tokens = tuple(words[skip:]), tokens[skip:]
        if not run:
            return after
        the = tokens[0] > 0 and t[tokens[0] - 1].lower() in lex["definite_articles"]
        key = run, the
        parts = self.cache.get(key)
        if parts is None:
            parts = self.cache[key] = pieces(run, lex, self.common, the)
        if opening == 0 and not large and self._opens_report(run, end):
            parts = (Piece(0, 0, len(run), "place", "n"),)
        if large and not parts and len(run) > 1:
            parts = (Piece(0, 0, len(run), "person"),)
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
        if large and made:
            made[0].strict = False
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
            if (
                phrase.head in lex["corporate_nouns"]
                and last.kind == "organization"
                and t[phrase.follows] in lex["genitive_prepositions"]
            ):
                # "the firm of Gray & Dawson"
                phrase.dropped = True
                last.description = last.description or self.text[phrase.start : phrase.end]
            phrase.end, phrase.follows = end, after
            phrase.name = plain_name(self.text[phrase.start : phrase.end], self.lex)
            self.awaited = None
            if not phrase.dropped and phrase.kind == "organization" and t[after] == "(" and t[after + 1] in QUOTES:
                # 'the Government of Varenia ("the Government")'
                return self._bracket(phrase, after)
        return self._more_names(last, after) if last.form == "name" else after

    def _inverted(self, at: int) -> int:
        """Reads "Patient: Ray, Ann", with the surname first, at token `at`; the token after it, 0 if it is none."""
        t, s, e, c, lex = self.t, self.s, self.e, self.c, self.lex
        label = t[at - 2].lower() if 1 < at < 6 and t[at - 1] == ":" else ""
        if label not in lex["name_labels"] and self.codes.get(label) != ROLE:
            return 0
        stop = at + 2
        while c[stop] == "cap" and stop < at + 5 and (stop == at + 2 or s[stop] - e[stop - 1] < 2):
            stop += 1
        given = t[at + 2 : stop]
        ends = stop >= self.size or t[stop] in BREAKS or s[stop] - e[stop - 1] > 1
        if not given or not ends or given[0] in lex.titles or given[0] in lex["org_suffixes"]:
            return 0
        surname = in_usual_letters(t[at], lex) if t[at].isupper() and len(t[at]) > 1 else t[at]
        words = (*given, surname)
        made = Found(s[at], e[stop - 1], " ".join(words), "person", words, gender=lex.given.get(given[0]))
        made.description = label if self.codes.get(label) == ROLE else None
        self.found.append(made)
        return stop

    def _opens_report(self, run: tuple[str, ...], end: int) -> bool:
        """True for the place at the head of a report: large letters, perhaps a date, and a dash."""
        size = sum(map(len, run))
        if size < 4 or not all(map(str.isupper, run)):
            return False
        match = _REPORT.match(self.text, end, end + 70)
        # "NASA – the agency – said …", "CERN – Ann Ray …"
        return match is not None and (match[1] is not None or (size > 4 and self.text[match.end()].isupper()))

    def _make(
        self, part: Piece, run: tuple[str, ...], tokens: list[int], end: int, initial: bool, the: bool, after: int
    ) -> Found:
        start = self.s[tokens[part.start]]
        stop = end if part.end == len(run) else self.s[tokens[part.end]] - 1
        if part.end < len(run):
            stop = self.e[tokens[part.end - 1]]
        first = self.s[tokens[part.names]]
        office = part.kind == "office"
        previous = self.t[tokens[part.start] - 1] if tokens[part.start] else ""
        name, words = " ".join(self.text[first:stop].split()), run[part.names : part.end]
        place = part.kind == "place" and self.text[first:stop] not in self.lex.places
        if name.isupper() and ((part.kind == "person" and len(words) > 1) or (place and len(name) > 3)):
            # Written large in a heading, or at the head of a report, and in usual letters below.
            name = " ".join(word if len(word) < 3 and word.endswith(".") else word.title() for word in name.split())
            words = tuple(word.title() for word in words)
        made = Found(
            start,
            stop,
            name,
            part.kind,
            words,
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
        if part.kind == "person" and made.possessive and made.title in self.lex["saint_titles"]:
            # "the doors of St Hilda's": a church, a school.
            made.end = stop + 2
            made.name, made.kind, made.title, made.possessive = (
                f"{made.title} {self.text[first : made.end]}",
                "organization",
                None,
                False,
            )
            made.words, made.gender, made.sure = (*run[part.start : part.end],), "n", True
        if office:
            made.head = run[part.end - 1].lower()
            made.determiner = min(self.articles, default="")
            # "joined as Chief Medical Officer": says what somebody is.
            made.dropped = made.before in self.lex["copulas"]
        self._told_by_noun(made, tokens[part.start])
        self.found.append(made)
        return made

    def _told_by_noun(self, made: Found, at: int) -> None:
        """Heeds the noun before a name: "the island of Fallay" is a place."""
        lex, t = self.lex, self.t
        if made.kind not in ("person", "unknown") or at < 2:
            return
        if made.before in lex["genitive_prepositions"] and t[at - 2] in lex["place_nouns"]:
            made.kind, made.gender, made.sure = "place", "n", True

    def mentions(self) -> Iterator[ActorMention]:
        """Settles what unknown single names are by what the whole document says of them, and hands on what is left."""
        settled = Settler(self.lex, self.common, self.never).settle(self.found)
        text = self.text
        previous = (-1, -1)
        for one in settled:
            start, end = one.start, one.end
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
                one.sure,
            )
