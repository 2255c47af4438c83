"""Titles: the clause around a time, without what only links it, short enough for one line."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dateline.model import TimexType
from dateline.recognize.words import (
    BASE,
    BE,
    COORDINATOR,
    DETERMINER,
    DO,
    FINITE_BE,
    HAVE,
    LINK,
    MODAL,
    NEGATOR,
    PAST_OR_PARTICIPLE,
    PREPOSITION,
    THIRD,
    TO,
    lexicon_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.locale import LocaleData
    from dateline.model import Actor, Timex

__all__ = ["MAX_TITLE", "Titles"]

# In characters; what is longer is cut between words.
MAX_TITLE: Final = 120
_BRACKETS: Final = re.compile(r"\s*[(\[][^()\[\]]{0,60}[)\]]")
_WORD: Final = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_LETTERS: Final = re.compile(r"[^\W\d_]{3}")
_EDGES: Final = " \t\n,;:.–—-…|*#•·"
_MARKS: Final = '"“”«»„'
_ENDS: Final = ',;.:)”"'
_POINTS: Final = (TimexType.DATE, TimexType.TIME)
_HOLDS: Final = BE | DETERMINER | PREPOSITION | LINK | NEGATOR
_GOVERNS: Final = MODAL | TO | DO | HAVE | FINITE_BE
_GOES_ON: Final = PREPOSITION | LINK | TO
_VERB: Final = PAST_OR_PARTICIPLE | BASE | THIRD
_NEAR: Final = 20
_HEAD_MARKS: Final = _EDGES + "!?)]" + _MARKS


class Titles:
    """Makes titles by the word lists of a locale."""

    def __init__(self, locale: LocaleData) -> None:
        words = locale.words

        def of(name: str) -> frozenset[str]:
            return words.get(name, frozenset())

        self.links = of("coordinators") | of("relativizers") | of("subordinators")
        self.relativizers = of("relativizers")
        self.conditionals = of("conditionals")
        self.governed = of("relativizers") - of("complementizers")
        self.prepositions = of("prepositions")
        self.pronouns = of("pronoun_subjects")
        self.first_person = of("first_person")
        self.first_person_names = of("first_person_names")
        self.time_words = of("time_prepositions")
        self.time_anaphors = of("time_anaphors")
        self.determiners = of("determiners")
        self.labels = of("question_labels") | of("answer_labels")
        self.weak = self.links | self.prepositions | self.determiners
        self.article = min(of("definite_articles"), default="")
        self.lexicon = lexicon_of(locale)
        self.bare_be = of("bare_be")
        self.infinitive = min(of("infinitive_marks"), default="")
        self.dating = of("dating_prepositions")
        self.dating_leads = of("dating_leads")
        self.time_takers = of("time_taking_verbs")

    def without_dates(
        self, text: str, start: int, end: int, own: Sequence[Timex], times: Sequence[int], *, least: int = 2
    ) -> str:
        """`text[start:end]` without the dates that the event itself has, where the sentence can do without them.

        `own` are the timexes that the event is dated by, `times` the offsets where any time of the sentence begins.
        Only what is freely added goes ("on Tuesday", "two years ago"): "until 2013", "the 2011 season" say more.
        Where fewer than `least` words would be left, all stay.
        """
        cuts = []
        at = start
        for timex in sorted(own, key=lambda timex: timex.span.start):
            cut = self._adjunct(text, at, end, timex, times)
            if cut is not None:
                cuts.append(cut)
                at = cut[1]
        if not cuts:
            return text[start:end]
        out, at = [], start
        for a, b in cuts:
            out.append(text[at:a])
            at = b
        out.append(text[at:end])
        rest = "".join(out)
        return rest if len(_WORD.findall(rest)) >= least else text[start:end]

    def _adjunct(self, text: str, start: int, end: int, timex: Timex, times: Sequence[int]) -> tuple[int, int] | None:
        """The stretch to leave out with a time: its preposition, and a comma where one stands on either side."""
        low, high = timex.span.start, timex.span.end
        if low < start or high > end or timex.type not in _POINTS or (low > start and text[low - 1] != " "):
            return None
        flags = self.lexicon.flags
        words = [*_WORD.finditer(text, max(start, low - 40), low)]
        if words and words[-1][0].lower() in self.dating and words[-1].end() == low - 1:
            low = words.pop().start()
            while words and words[-1][0].lower() in self.dating_leads and words[-1].end() == low - 1:
                verb = words[-2][0].lower() if len(words) > 1 else ""
                if words[-1][0].lower() in self.lexicon.particles and flags.get(verb, 0) & _VERB:
                    # "came back in 1984"
                    break
                low = words.pop().start()
        elif timex.anchor is None or timex.anchor.kind == "none":
            # A bare date governs or is governed: "the year ended 30 June".
            return None
        head = text[start:low].rstrip()
        if not head and low <= start and text[high : high + 1] == ",":
            # "In 2011, aged 34, Ann Lee moved", but "In 2011, when she was 34, Ann Lee moved"
            after = _WORD.match(text, high + 2, end)
            return (start, high + 1) if after is not None and after[0].lower() not in self.links else None
        if words and words[-1].end() == start + len(head):
            before = words[-1][0].lower()
            held = flags.get(before, 0) & _HOLDS and before not in self.lexicon.particles
            if held or self.lexicon.lemma(before) in self.time_takers:
                # "is on Tuesday", "and on 3 May", "spent last year in France"
                return None
        elif low <= start or (head and head[-1] != ","):
            return None
        mark = text[high : min(high + 1, end)]
        after = _WORD.match(text, high + 1, end) if mark == " " else None
        if after is not None:
            follows = flags.get(after[0].lower(), 0)
            if not follows & _GOES_ON or (
                follows & COORDINATOR and any(high < other <= high + _NEAR for other in times)
            ):
                # "in the 2011 season", "on 8 May and on 21 August"
                return None
        elif mark and mark not in _ENDS:
            return None
        if head[-1:] == "," and mark in ("", ","):
            return start + len(head) - 1, high + len(mark)
        return start + len(head), high

    def clean(self, words: str, *, conditional: bool = False) -> str:
        """One line without exhibits in brackets, dangling marks and link words at either end.

        A `conditional` keeps its "if".
        """
        if "(" in words or "[" in words:
            words = _BRACKETS.sub("", words)
        text = " ".join(words.split()).strip(_EDGES)
        if text[1:2] in (":", ".") and text[:1].lower() in self.labels and not text[3:4].islower():
            # "Q: You left in 2010", but "A. came on Sunday"
            text = text[2:].lstrip(_EDGES)
        text = self.without_links(text, conditional=conditional)
        text = self._without_lone_marks(text)
        if text[:1] not in _MARKS:
            # "” when she came"
            text = self.without_links(text, conditional=conditional)
        text = self._shortened(text) if len(text) > MAX_TITLE else self._without_tail(text)
        return text[:1].upper() + text[1:] if text else text

    def without_links(self, text: str, *, conditional: bool = False) -> str:
        """`text` without conjunctions, relative pronouns and marks at its head."""
        text = text.lstrip(_HEAD_MARKS if text[:1] not in _MARKS else _EDGES)
        while True:
            word = _WORD.match(text)
            if word is None:
                return text
            low = word[0].lower()
            if low in self.prepositions and low not in self.links:
                following = _WORD.search(text, word.end(), word.end() + 12)
                if following is not None and following[0].lower() in self.governed:
                    text = text[following.end() :].lstrip(_EDGES)
                    continue
                return text
            if low not in self.links or (conditional and low in self.conditionals):
                return text
            rest = text[word.end() :].lstrip(_EDGES)
            if not rest:
                return text
            then = _WORD.match(rest) if low in self.time_words else None
            if then is not None and then[0].lower() in self.time_anaphors:
                # "Until then the crane must not be used"
                rest = rest[then.end() :].lstrip(_EDGES) or rest
            text = rest

    def _without_lone_marks(self, text: str) -> str:
        if text.count('"') % 2:
            text = text.strip('"') if text[:1] == '"' or text[-1:] == '"' else text.replace('"', "")
        if text.count("“") != text.count("”"):
            text = text.replace("“", "").replace("”", "")
        if text.count("(") != text.count(")"):
            text = text.replace("(", "").replace(")", "")
        if text[:1] in _MARKS and text[-1:] in _MARKS and not any(mark in text[1:-1] for mark in _MARKS):
            text = text[1:-1]
        return text.strip(_EDGES)

    def _without_tail(self, text: str) -> str:
        """`text` without conjunctions that lead nowhere."""
        while True:
            head, _, last = text.rpartition(" ")
            if not head or last.lower() not in self.links:
                return text
            text = head.rstrip(_EDGES)

    def _shortened(self, text: str) -> str:
        cut = text.rfind(" ", 0, MAX_TITLE)
        if cut < MAX_TITLE // 2:
            cut = MAX_TITLE - 1
        comma = max(text.rfind(mark, MAX_TITLE // 2, cut) for mark in (", ", "; ", ": ", " – ", " — "))
        if comma > MAX_TITLE * 2 // 3:
            cut = comma
        text = text[:cut].rstrip(_HEAD_MARKS)
        while True:
            head, _, last = text.rpartition(" ")
            if not head or last.lower() not in self.weak:
                return text + "…"
            text = head.rstrip(_EDGES)

    def opens_with_pronoun(self, title: str, *, settled: bool) -> bool:
        """True if a name can stand for the pronoun at the head of `title`.

        For "I" only where the verb stays as it is (`settled`) and nothing else in the title speaks of "my" or "we".
        """
        words = _WORD.findall(title)
        if not words or words[0].lower() in self.pronouns:
            return bool(words)
        others = (word.lower() in self.first_person for word in words[1:])
        return settled and words[0] in self.first_person_names and not any(others)

    def named(self, title: str, name: str | None) -> str:
        """`title` with the pronoun at its head replaced by the name it stands for."""
        if not name:
            return title
        name = self.with_article(name)
        word = _WORD.match(title)
        rest = title[word.end() :] if word is not None else title
        out = name[:1].upper() + name[1:] + rest
        return out if len(out) <= MAX_TITLE else title

    def wished(self, title: str, verb: str) -> str:
        """`title` with the "to" that a bare verb needs outside its clause ("that the hall be sold").

        `verb` is as the text has it.
        """
        for lead in (*self.bare_be, ""):
            at = title.find(f" {lead} {verb}" if lead else f" {verb}")
            if at > 0:
                flags = self.lexicon.flags
                before = (flags.get(word.lower(), 0) for word in _WORD.findall(title[max(0, at - 30) : at])[-3:])
                if any(bits & _GOVERNS for bits in before):
                    return title
                # "will be closed and sold": the "be" is said once.
                shared = not lead and self.bare_be and not self.lexicon.read(verb)[1] & BASE
                to = f"{self.infinitive} {min(self.bare_be)}" if shared else self.infinitive
                return f"{title[:at]} {to}{title[at:]}"
        return title

    def calling(self, actor: Actor) -> str:
        """What to call somebody in a title: their name, or as the teller does, "my father"."""
        called = actor.mentions[0].text if actor.name[:1].islower() and actor.mentions else ""
        own = called.endswith(actor.name) and called.split(None, 1)[0].lower() in self.first_person
        return " ".join(called.split()) if own else actor.name

    def with_article(self, name: str) -> str:
        """A name as it is, a description ("58-year-old woman") with the article it needs."""
        first = _WORD.match(name)
        if first is None or not (name[0].islower() or name[0].isdigit()) or first[0].lower() in self.determiners:
            return name
        return f"{self.article} {name}" if self.article else name

    def cell(self, words: str) -> str:
        """Of a table row, the first cell that says something; other lines as they are."""
        if "|" not in words and "\t" not in words:
            return words
        cells = re.split(r"\s*[|\t]\s*", words)
        # A date or a mark such as "A/12" says nothing.
        telling = [cell for cell in cells if _LETTERS.search(cell)]
        return next((cell for cell in telling if len(_WORD.findall(cell)) > 1), telling[0] if telling else words)

    def is_time_only(self, words: str) -> bool:
        """True if `words`, from which the times themselves have been taken, are only what leads to a time."""
        return all(word.lower() in self.time_words for word in _WORD.findall(words))


@lru_cache(maxsize=16)
def titles_of(locale: LocaleData) -> Titles:
    """The title maker of a locale, made once."""
    return Titles(locale)


def without_spans(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> str:
    """`text[start:end]` with the given spans left out."""
    out, at = [], start
    for a, b in spans:
        if b <= at or a >= end:
            continue
        out.append(text[at : max(a, at)])
        at = b
    out.append(text[at:end])
    return " ".join(out)
