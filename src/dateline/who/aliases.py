"""Other names given beside a name: in brackets, behind "also known as" or "renamed", and what brackets say else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dateline.who.names import ORGANIZATION, ROLE, ROLES
from dateline.who.runs import BREAKS, QUOTES, Found, RunReader

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["AliasReader"]

_FOREIGN = re.compile(r"[^\x00-\u024f\u1e00-\u1eff\u2000-\u206f]")
# A bracket longer than this is a remark, not another name.
BRACKET: Final = 24
_NEAR: Final = 20_000
_SHORTEST: Final = 2  # tokens and letters
_DASHES: Final = ("-", "\u2013", "\u2014", ":", "/")
# An acronym has so many letters at least.
_LEAST: Final = 3
# A defined term has no more words.
_TERM: Final = 4


class AliasReader(RunReader):
    """Reads the other names of a name that has just been read."""

    def _more_names(self, name: Found, at: int) -> int:
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
            if dotted := self._dotted(here):
                strong, here = True, dotted
                continue
            word = t[here]
            if word not in lex["alias_cues"] and word != ".":
                break
            strong = strong or word in lex["strong_alias_cues"] or (word == "born" and t[at] == ",")
            maiden = maiden or word in lex["maiden_cues"]
            here += 1
        if here == start or not strong or (copula and lex["naming_participles"].isdisjoint(t[start:here])):
            return at
        named = not lex["naming_participles"].isdisjoint(t[start : here - 1])
        if named and t[here - 1] in lex["recipient_prepositions"]:
            # "was known to Ann Holt"; not "shortened to"
            return at
        quoted = t[here] in QUOTES
        if quoted:
            here += 1
        if self.c[here] != "cap":
            return at
        words, _, after, end = self._gather(here)
        if " ".join(words) in lex.places:
            return at
        other = self._alias(name, self.s[here], end, words, maiden)
        if t[after] in QUOTES and quoted:
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
            while here < at + 7 and t[here] not in lex["naming_prepositions"] and t[here] not in BREAKS:
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

    def _since(self, start: int) -> Iterator[Found]:
        """The last mentions of a sentence begun at `start`, the latest first."""
        for one in reversed(self.found[-20:]):
            if one.start < start:
                return
            yield one

    def _alias(self, name: Found, start: int, end: int, words: list[str], maiden: bool) -> Found | None:
        """Notes another name of `name`, and the mention of it; None if it is the same name."""
        name = name.of or name
        text = " ".join(self.text[start:end].split())
        if maiden and len(words) == 1 and len(name.words) > 1:
            text = f"{name.words[0]} {text}"
        if text == name.name:
            return None
        if text not in name.aliases:
            name.aliases.append(text)
        other = Found(start, end, text, name.kind, tuple(words), gender=name.gender, of=name)
        self.found.append(other)
        return other

    def _bracket(self, name: Found, at: int) -> int:
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
        if close == at + 2 and not name.title:
            self._extend(name, self._spelt_out(at), at)
        here = at + 1
        while here < close:
            stop = here
            # '("Corvid" or the "Company")'
            while (
                stop < close
                and t[stop] not in (";", ",")
                and not (t[stop] in lex["alternatives"] and t[stop - 1] in QUOTES)
            ):
                stop += 1
            cue = maiden = False
            if dotted := self._dotted(here):
                cue, here = True, dotted
            while here < stop and (t[here] in lex["alias_cues"] or (cue and t[here] == ".")):
                if t[here] not in lex["definite_articles"]:
                    cue = True
                    maiden = maiden or t[here] in lex["maiden_cues"]
                here += 1
            if cue and not maiden and t[here] in lex["manner_prepositions"] and c[here + 1] == "low":
                here += 2
            if maiden and c[here] != "cap":
                # "(born 4 March 1950 as Nora Lind)"
                here = next((i + 1 for i in range(here, stop) if t[i] in lex["naming_prepositions"]), here)
            quoted = t[here] in QUOTES and here < stop
            if quoted:
                here += 1
                if t[here] in lex["definite_articles"]:
                    here += 1
            if here < stop:
                last = stop - 1
                while last > here and (t[last] in QUOTES or t[last] == "."):
                    last -= 1
                content = self.text[s[here] : e[last]]
                if _FOREIGN.match(content) and not _FOREIGN.match(name.name):
                    self._alias(name, s[here], e[last], [content], False)
                    got = True
                elif (c[here] == "cap" and (cue or quoted)) or self._acronym(content, name):
                    self._alias(name, s[here], e[last], content.split(), maiden)
                    got = True
                elif quoted and t[here - 1] in lex["definite_articles"] and self._is_term(here, last):
                    # '("the first applicant")'
                    (name.of or name).aliases.append(content)
                    got = True
                elif name.kind == "person" and (at_initials := self._initials_after(here, last, name)):
                    # "Karen Bell (Clerk - KB)"
                    self._alias(name, s[last], e[last], [t[last]], False)
                    if not name.description and self._office(here, at_initials - 1):
                        name.description = self.text[s[here] : e[at_initials - 1]]
                    got = True
                elif name.kind == "organization" and not got and self._office(here, last):
                    # "Colby Ltd (Defendant)"
                    name.description = name.description or content
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

    def _spelt_out(self, at: int) -> int:
        """The token that the name before the bracket at token `at` begins with, if its initials stand there; else `at`.

        Small words between the capital letters need no initial: "Register of Lost Instruments (RLI)".
        """
        t, c = self.t, self.c
        letters = [letter for letter in t[at + 1] if letter.isalnum()]
        if len(letters) < _LEAST or not t[at + 1].isupper():
            return at
        here = first = at
        for letter in reversed(letters):
            here -= 1
            while here >= 0 and c[here] == "low" and t[here] in self.functions and here < at - 1:
                here -= 1
            if here < 0 or c[here] != "cap" or t[here][0] != letter or t[here].isupper():
                return at
            first = here
        return first

    def _extend(self, name: Found, first: int, at: int) -> None:
        """Lets a name begin at token `first` and end before token `at`, and take in what was found between."""
        if first == at or (self.s[first] >= name.start and name.end >= self.e[at - 1]):
            return
        for one in self.found[-_LEAST * _LEAST :]:
            if one is not name and self.s[first] <= one.start and one.end <= self.e[at - 1]:
                one.dropped = True
        name.start, name.end = min(name.start, self.s[first]), self.e[at - 1]
        name.words = tuple(self.t[first:at])
        name.name = " ".join(name.words)
        name.kind, name.sure = "organization", name.sure and name.kind == "organization"

    def _recurs(self, initials: str) -> bool:
        """True if `initials` stand by themselves within so many characters after the bracket that gives them."""
        at = self.found[-1].end + 2 + len(initials) if self.found else 0
        return re.compile(rf"(?<!\w){re.escape(initials)}(?!\w)").search(self.text, at, at + _NEAR) is not None

    def _may_be_body(self, last: str) -> bool:
        """Whether a name that ends with a word may be a body's: no "Disease", no "Product"."""
        lex, small = self.lex, last.lower()
        known = any(last in lex[one] for one in ("org_heads", "org_of_heads")) or small in lex.bodies
        return known or small in lex["generic_orgs"] or lex.spelling.is_plural(small)

    def _recurs_behind(self, initials: str, at: int) -> bool:
        """True if `initials` stand by themselves within so many characters behind the token `at`."""
        start = self.e[at + 2] if at + 2 < self.size else len(self.text)
        if self.text.find(initials, start, start + _NEAR) < 0:
            return False
        return re.compile(rf"(?<!\w){re.escape(initials)}(?!\w)").search(self.text, start, start + _NEAR) is not None

    def _dotted(self, at: int) -> int:
        """The token after a cue written with stops at token `at`, "a.k.a."; 0 if there is none."""
        t = self.t
        for cue in self.dotted if t[at + 1] == "." else ():
            end = at + 2 * len(cue) - 1
            if t[at:end:2] == cue and set(t[at + 1 : end : 2]) == {"."}:
                return end + 1 if t[end] == "." else end
        return 0

    def _initials_after(self, first: int, last: int, name: Found) -> int:
        """The token of the mark before the initials of `name` that end a bracket: "Clerk - KB"; 0 if there is none."""
        t = self.t
        if last - first < _SHORTEST or t[last - 1] not in _DASHES or len(t[last]) < _SHORTEST:
            return 0
        return last - 1 if t[last] == "".join(word[0] for word in name.words) else 0

    def _is_term(self, first: int, last: int) -> bool:
        """True if the tokens from `first` to `last` can be what a paper calls somebody: "second applicant", "fund"."""
        return last - first < _TERM and self.codes.get(self.t[last]) in (ROLE, ROLES, ORGANIZATION)

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

    def _acronym(self, content: str, name: Found) -> bool:
        """True if a bare word in brackets is made of the initials of `name` or is plainly an acronym of it."""
        letters = [x.lower() for x in content if x.isalpha()]
        if len(letters) < 2 or " " in content or sum(x.isupper() for x in content) < 2:
            return False
        declared = name.kind == "organization" and content == "".join(word[0] for word in name.words)
        if content in self.lex["not_orgs"] and not declared:
            return False
        if name.kind == "person":
            if content != "".join(word[0] for word in name.words):
                return False
            if name.sure or name.title:
                # "Karen Bell (KB)", where the text says KB again
                return self._recurs(content)
            # "Human Resources (HR)"
            name.kind, name.sure = "organization", True
        rest = iter(name.name.lower())
        return all(letter in rest for letter in letters) or len(name.words) > 2

    def _definition(self, at: int) -> int:
        """Notes that `("the MSA")` after something that is no actor names no actor either.

        What it shortens may stand further off, or be described there: `the first defendant ("Colby")`.
        """
        t, lex = self.t, self.lex
        here = at + 1
        first = self._spelt_out(at) if t[at + 2 : at + 3] == [")"] else at
        if first < at and self._recurs_behind(t[here], at) and self._may_be_body(t[at - 1]):
            # "the Lantern Street Players (LSP)", which are no body by their words
            words = tuple(t[first:at])
            made = Found(self.s[first], self.e[at - 1], " ".join(words), "organization", words)
            self.found.append(made)
            return self._bracket(made, at)
        if t[here] in QUOTES and self.c[here + 1] == "cap" and (owner := self._shortened(at)) is not None:
            phrase = self.phrase
            if phrase is not None and phrase is not owner and phrase.follows == at and not phrase.dropped:
                phrase.aliases.append(owner.name)
            return self._bracket(owner, at)
        if t[here] in lex["definite_articles"]:
            here += 1
        if t[here] in QUOTES:
            here += 1
            if t[here] in lex["definite_articles"]:
                here += 1
            if self.c[here] == "cap":
                stop = here
                while stop < here + 5 and self.c[stop + 1] == "cap":
                    stop += 1
                if t[stop + 1] in QUOTES:
                    self.never.add(" ".join(t[here : stop + 1]))
                    return stop + 2
        elif self.c[here] == "cap" and t[here].isupper() and t[here + 1] == ")" and len(t[here]) > 1:
            before = self.t[at - 1] if at else ""
            if before in lex["not_actor_heads"] or (self.c[at - 1] == "low" and at):
                self.never.add(t[here])
                return here + 1
        return at + 1

    def _shortened(self, at: int) -> Found | None:
        """The body or person that the quoted name in the bracket at token `at` begins or ends the name of."""
        word, phrase = self.t[at + 2], self.phrase
        for one in reversed(self.found[-100:]):
            if one.form == "name" and len(one.words) > 1 and not one.dropped:
                if one.kind == "organization" and one.words[0] == word:
                    return one
                if one.kind == "person" and one.words[-1] == word:
                    return one
        if phrase is not None and phrase.follows == at and not phrase.dropped and phrase.form == "description":
            return phrase
        return None
