"""The words of a sentence and what each can be in a clause: verb forms, links, prepositions, names, times.

No tagger is used: word lists and verb tables of the locale (`[words]`, `[tables]`) and the endings of words decide.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from attrs import define

from dateline.errors import LocaleError
from dateline.text.spelling import rewritten, spelling_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.locale import LocaleData

__all__ = ["Lexicon", "Token", "lexicon_of", "tokens_of"]

BE: Final = 1
FINITE_BE: Final = 1 << 1
HAVE: Final = 1 << 2
DO: Final = 1 << 3
MODAL: Final = 1 << 4
PAST: Final = 1 << 5  # a finite past form only ("went")
PARTICIPLE: Final = 1 << 6  # a participle only ("gone")
THIRD: Final = 1 << 7  # a known verb with -s
BASE: Final = 1 << 8
ING: Final = 1 << 9
ADVERB: Final = 1 << 10
NEGATOR: Final = 1 << 11
DETERMINER: Final = 1 << 12
PREPOSITION: Final = 1 << 13
SUBORDINATOR: Final = 1 << 14
RELATIVIZER: Final = 1 << 15
COORDINATOR: Final = 1 << 16
PRONOUN: Final = 1 << 17
TIME: Final = 1 << 18
NAME: Final = 1 << 19
COMMA: Final = 1 << 20
STOP: Final = 1 << 21  # semicolon, colon, dash, ellipsis, the end of a cell
OPEN: Final = 1 << 22
CLOSE: Final = 1 << 23
QUOTE: Final = 1 << 24
POSSESSIVE: Final = 1 << 25
NUMBER: Final = 1 << 26
TO: Final = 1 << 27
CAPITAL: Final = 1 << 29  # written with a capital, and no function word: never in the flags of a token
WORD: Final = 1 << 28  # any other word: most often a noun or an adjective
NOUNLIKE: Final = WORD | NAME | PRONOUN | NUMBER

AUXILIARY: Final = FINITE_BE | HAVE | DO | MODAL
PAST_OR_PARTICIPLE: Final = PAST | PARTICIPLE
PUNCTUATION: Final = COMMA | STOP | OPEN | CLOSE | QUOTE
LINK: Final = SUBORDINATOR | RELATIVIZER | COORDINATOR
BREAK: Final = PUNCTUATION | LINK
VERBAL: Final = AUXILIARY | PAST_OR_PARTICIPLE | ING | THIRD | BASE
_FUNCTION: Final = LINK | DETERMINER | PREPOSITION | AUXILIARY | BE | NEGATOR | PRONOUN | TO

_TOKEN: Final = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:[’'.\-][^\W_]+)*|[,;:()\[\]“”\"—–…|\t]|(?<=\s)-(?=\s)")
_PUNCTUATION: Final = {
    ",": COMMA,
    ";": STOP,
    ":": STOP,
    "—": STOP,
    "–": STOP,
    "-": STOP,
    "…": STOP,
    "|": STOP,
    "\t": STOP,
    "(": OPEN,
    "[": OPEN,
    ")": CLOSE,
    "]": CLOSE,
    "“": QUOTE,
    "”": QUOTE,
    '"': QUOTE,
}
# The names by which a locale's table of endings knows the classes.
_CLASSES: Final = {
    "past": PAST,
    "participle": PARTICIPLE,
    "gerund": ING,
    "adverb": ADVERB,
    "auxiliary": MODAL,
    "negator": NEGATOR,
    "possessive": POSSESSIVE,
    "word": WORD,
}
# What follows an abbreviated verb in a list: its full stop, and a name.
_NOTED_OF: Final = re.compile(r"\.\s+(?:\(\d\)\s+)?[A-Z]")
_MOST_KEPT: Final = 200_000


class Lexicon:
    """What the words of a locale can be in a clause: a bit set of classes for each, and the verb of each verb form."""

    def __init__(self, locale: LocaleData) -> None:
        words = locale.words

        def of(name: str) -> frozenset[str]:
            return words.get(name, frozenset())

        self.words = words
        self.spelling = spelling = spelling_of(locale)
        self.flags: dict[str, int] = {}
        self.lemmas: dict[str, str] = {}
        flags = self.flags
        verbs = of("verbs") | of("reporting_verbs") | of("state_verbs") | of("aspectual_verbs") | of("planned_verbs")
        past, participle = locale.tables.get("irregular_past", {}), locale.tables.get("irregular_participle", {})
        verbs |= {*past.values(), *participle.values()}
        for verb in sorted(verbs):
            if " " in verb:
                continue
            flags[verb] = flags.get(verb, 0) | BASE
            self.lemmas.setdefault(verb, verb)
            third = rewritten(verb, spelling.third_person)
            flags[third] = flags.get(third, 0) | THIRD
            self.lemmas.setdefault(third, verb)
        for table, bit in ((past, PAST), (participle, PARTICIPLE)):
            for form, verb in table.items():
                flags[form] = flags.get(form, 0) | bit
                self.lemmas[form] = verb
        groups: Iterable[tuple[str, int]] = (
            ("be_forms", BE),
            ("be_finite", FINITE_BE),
            ("have_forms", HAVE),
            ("do_forms", DO),
            ("modals_future", MODAL),
            ("modals_hypothetical", MODAL),
            ("modals_conditional", MODAL),
            ("modals_duty", MODAL),
            ("modals_ability", MODAL),
            ("group_adverbs", ADVERB),
            ("negators", NEGATOR),
            ("determiners", DETERMINER),
            ("prepositions", PREPOSITION),
            ("subordinators", SUBORDINATOR),
            ("relativizers", RELATIVIZER),
            ("coordinators", COORDINATOR),
            ("subject_pronouns", PRONOUN),
        )
        for name, bit in groups:
            for word in of(name):
                # A function word is no noun or verb by its looks ("as", "before"), unless the tables say so ("found").
                flags[word] = (flags.get(word, 0) & ~(BASE | THIRD)) | bit
        self.participles = of("auxiliary_participles")
        for word in of("not_ed") | of("not_adverbs"):
            flags.setdefault(word, WORD)
        for word in of("infinitive_marks"):
            flags[word] = flags.get(word, 0) | TO
        for word in of("have_forms"):
            self.lemmas[word] = "have"
        for word in of("be_forms"):
            self.lemmas[word] = "be"
        for word in of("do_forms"):
            self.lemmas[word] = "do"
        self.genitive_prepositions = of("genitive_prepositions")
        self.content_markers = of("content_markers")
        self.singular_subjects = of("singular_subjects")
        self.telling = of("telling_verbs")
        self.finding = of("finding_verbs")
        self.standing = of("standing_determiners")
        self.polite = of("polite_words")
        self.objects = of("object_pronouns")
        self.due = of("due_prepositions")
        self.past_auxiliaries = of("past_auxiliaries")
        self.future = of("modals_future")
        self.hypothetical = of("modals_hypothetical")
        self.conditional = of("modals_conditional")
        self.duty = of("modals_duty")
        self.past_abilities = of("past_abilities")
        self.planned_adjectives = of("planned_adjectives")
        self.planned_verbs = of("planned_verbs")
        self.failing = of("failing_verbs")
        self.reporting = of("reporting_verbs")
        self.denial = of("denial_verbs")
        self.gerunds = of("gerund_verbs")
        self.gerund_links = of("gerund_links")
        self.pointing = of("pointing_words")
        self.doubtful_plans = of("doubtful_plans")
        self.asides = of("aside_verbs")
        self.plural_nouns = of("plural_nouns")
        self.plurals = of("plurals_like_verbs")
        self.mostly_plurals = of("plurals_rarely_verbs")
        self.comparing = of("comparatives")
        self.fixing = of("fixing_prepositions")
        self.hearsay = of("hearsay_verbs")
        self.open_questions = of("open_questions")
        self.cancel = of("cancel_verbs")
        self.postpone = of("postpone_verbs")
        self.states = of("state_verbs")
        self.aspectual = of("aspectual_verbs")
        self.conditionals = of("conditionals")
        self.negative_subjects = of("negative_subjects")
        self.event_nouns = of("event_nouns")
        self.particles = of("phrasal_particles")
        self.period_verbs = of("period_verbs")
        self.periods = frozenset(locale.tables.get("period_units", {}))
        self.inverting = of("inverting_auxiliaries")
        self.complementizers = of("complementizers")
        self.mandating = of("claim_links")
        self.mandates = of("mandative_verbs")
        self.bare_be = of("bare_be")
        # "b." and "m." for what notes of a family tell, and what follows them: a full stop, and a time or place
        self.noted = locale.tables.get("noted_participles", {})
        links, shortened = (
            "|".join(map(re.escape, sorted(of(name)))) or "(?!)" for name in ("noted_links", "noted_abbreviations")
        )
        self.after_noted = re.compile(
            rf"\.,?\s+(?:\(\d\)\s+)?(?=\d|(?:{links})\b|(?:{shortened})\.|[A-Z][a-z]{{2,8}}\.?\s\d)"
        )
        # What was read so far: a word as written -> in lower case, and its classes.
        self.cache: dict[str, tuple[str, int]] = {}
        # And the verbs that its forms were taken for.
        self.guessed: dict[str, str] = {}

    def read(self, written: str) -> tuple[str, int]:
        """A token in lower case and its classes; kept, so that a word costs its reading once."""
        known = self.cache.get(written)
        if known is not None:
            return known
        mark = _PUNCTUATION.get(written)
        if mark is not None:
            answer = (written, mark)
        else:
            word = written.lower()
            bits = self.flags.get(word)
            if bits is None:
                bits = self.classify(word)
            if written != word and not bits & _FUNCTION:
                bits |= CAPITAL
            answer = (word, bits)
        if len(self.cache) < _MOST_KEPT and len(written) < 40:
            self.cache[written] = answer
        return answer

    @functools.cached_property
    def endings(self) -> list[tuple[re.Pattern[str], int]]:
        """The endings that tell the classes of a word."""
        out = []
        for pattern, names in self.spelling.classes:
            if strange := set(names.split()) - set(_CLASSES):
                reason = f"{min(strange)!r} is no class of words; known are {', '.join(_CLASSES)}"
                raise LocaleError(self.spelling.locale.path, "word_classes", reason)
            out.append((pattern, sum(_CLASSES[name] for name in names.split())))
        return out

    def classify(self, word: str) -> int:
        """The classes of a word in lower case that is in no list: by its ending."""
        for pattern, bits in self.endings:
            if pattern.search(word):
                return bits
        if word[0].isdigit():
            bits = NUMBER
        elif "-" in word and (last := self.flags.get(word.rpartition("-")[2], 0)) & BASE:
            bits = last & BASE
        else:
            bits = WORD
        return bits

    def lemma(self, word: str) -> str:
        """The verb that a form belongs to; a guess by the spelling where no table has it."""
        known = self.lemmas.get(word) or self.guessed.get(word)
        if known is not None:
            return known
        verb = self._guess(word)
        if len(self.guessed) < _MOST_KEPT and len(word) < 40:
            self.guessed[word] = verb
        return verb

    def _guess(self, word: str) -> str:
        for rule in self.spelling.stems:
            stem = rewritten(word, (rule,))
            if stem != word and self.flags.get(stem, 0) & BASE:
                return stem
        return rewritten(word, self.spelling.guessed_stems)


@functools.lru_cache(maxsize=16)
def lexicon_of(locale: LocaleData) -> Lexicon:
    """The lexicon of a locale, built once."""
    return Lexicon(locale)


@define(eq=False)
class Token:
    """A word, a mark, a whole time expression or a whole name: offsets, lower-cased text and classes."""

    start: int
    end: int
    word: str
    flags: int


def tokens_of(
    text: str,
    start: int,
    end: int,
    lexicon: Lexicon,
    times: Iterable[tuple[int, int]],
    names: Iterable[tuple[int, int]],
) -> list[Token]:
    """The tokens of `text[start:end]`; `times` and `names` are spans that count as one token each."""
    masks = [(a, b, TIME) for a, b in times]
    masks += [(a, b, NAME) for a, b in names]
    masks.sort()
    masks.append((end + 1, end + 1, 0))
    upcoming = iter(masks)
    mask_start, mask_end, mask_bit = next(upcoming)
    known, read = lexicon.cache, lexicon.read
    bare_genitives = lexicon.spelling.bare_genitives
    noted, after_noted = lexicon.noted, lexicon.after_noted
    out: list[Token] = []
    append = out.append
    skip = start
    before = STOP
    for match in _TOKEN.finditer(text, start, end):
        first, last = match.span()
        if last > mask_start or first < skip:
            if first < skip:
                continue
            while mask_end <= first:
                mask_start, mask_end, mask_bit = next(upcoming)
            if mask_start < last:
                append(Token(max(mask_start, skip), mask_end, "", mask_bit))
                skip, before = mask_end, mask_bit
                mask_start, mask_end, mask_bit = next(upcoming)
                continue
        written = match[0]
        word, bits = known.get(written) or read(written)
        if (
            word in noted
            and not before & NUMBER
            and (after_noted.match(text, last, end) or (before & (COMMA | STOP) and _NOTED_OF.match(text, last, end)))
        ):
            # "b. 1768", "m. (1) 3 May 1790"
            word = noted[word]
            append(Token(first, last, word, lexicon.flags.get(word, PAST_OR_PARTICIPLE)))
            before = bits
            continue
        if bits & CAPITAL:
            bits &= ~CAPITAL
            spelled = written.isupper() and bits & PAST_OR_PARTICIPLE and before & BE
            if not spelled and not before & (STOP | QUOTE):
                # A capital inside a sentence: a name or part of one, if not as in "It was AGREED".
                bits = WORD | (bits & POSSESSIVE)
        elif word in bare_genitives and out and text[first - 1] in "'’" and out[-1].end == first - 1:
            out[-1].flags |= POSSESSIVE
            continue
        append(Token(first, last, word, bits))
        before = bits
    return out
