"""What one sentence has to compose events from, and the word lists of the locale that decide how."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrs import define, field

from dateline.model import Mention, Timex
from dateline.recognize import Predicate, Quotation, Sentence
from dateline.times.when import Time

if TYPE_CHECKING:
    from dateline.locale import LocaleData

__all__ = ["WORD", "Scene", "Words", "words_of"]

WORD: Final = re.compile(r"[^\W_]+(?:[’'.\-][^\W_]+)*")


@define(eq=False)
class Words:
    labels: frozenset[str]
    event_nouns: frozenset[str]
    denial: frozenset[str]
    cancel: frozenset[str]
    postpone: frozenset[str]
    planned: frozenset[str]
    deciding: frozenset[str]
    proposals: frozenset[str]
    rejecting: frozenset[str]
    comparing: frozenset[str]
    demanding: frozenset[str]
    abilities: frozenset[str]
    works: frozenset[str]
    instruments: frozenset[str]
    within_papers: frozenset[str]
    enacting: frozenset[str]
    counted: frozenset[str]
    counting: frozenset[str]
    reckoned: frozenset[str]
    directing: frozenset[str]
    finding: frozenset[str]
    at_which: frozenset[str]
    promises: frozenset[str]
    conditionals: frozenset[str]
    within: frozenset[str]
    ahead: frozenset[str]
    documents: frozenset[str]
    document_pronouns: frozenset[str]
    genitive: str
    arguments: frozenset[str]
    temporal: frozenset[str]
    happenings: frozenset[str]
    vague_happenings: frozenset[str]
    light: frozenset[str]
    gerund_links: frozenset[str]
    lacking: frozenset[str]
    supporting: frozenset[str]
    quantifiers: frozenset[str]
    measuring: frozenset[str]
    complementing: frozenset[str]
    ends: frozenset[str]
    now: frozenset[str]
    volition: frozenset[str]
    announcing: frozenset[str]
    assigning: frozenset[str]
    achieving: frozenset[str]
    noun_goals: frozenset[str]
    articles: frozenset[str]
    leading_articles: frozenset[str]
    at: frozenset[str]
    coordinators: frozenset[str]
    states: frozenset[str]
    first_person: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    agent: frozenset[str]
    recipient: frozenset[str]
    place: frozenset[str]
    off: frozenset[str]
    along: frozenset[str]
    place_kinds: frozenset[str]
    place_parts: frozenset[str]
    ranges: frozenset[str]
    periods: Mapping[str, str]
    possessives: frozenset[str]
    publishing: frozenset[str]
    issuing: frozenset[str]
    empty_subjects: frozenset[str]
    of: frozenset[str]
    complementizers: frozenset[str]
    after: frozenset[str]
    before: frozenset[str]
    infinitive: re.Pattern[str]
    gerund: re.Pattern[str]
    vague: re.Pattern[str]
    near: re.Pattern[str]
    reserved: re.Pattern[str]
    excepting: re.Pattern[str]


@lru_cache(maxsize=16)
def words_of(locale: LocaleData) -> Words:
    words = locale.words

    def of(name: str) -> frozenset[str]:
        return words.get(name, frozenset())

    def pattern(name: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{_any_of(of(name))})\s+(?:\w+\s+)?\Z", re.IGNORECASE)

    return Words(
        labels=of("header_labels"),
        event_nouns=of("event_nouns"),
        denial=of("denial_verbs"),
        cancel=of("cancel_verbs"),
        postpone=of("postpone_verbs"),
        planned=of("planned_verbs"),
        deciding=of("deciding_verbs") | of("planned_verbs"),
        proposals=of("proposal_nouns"),
        rejecting=of("rejecting_verbs") | of("cancel_verbs"),
        comparing=of("comparing_verbs"),
        demanding=of("demanding_verbs"),
        abilities=of("past_abilities"),
        works=of("dated_works"),
        instruments=of("instruments"),
        within_papers=of("in_papers"),
        enacting=of("enacting_verbs"),
        counted=of("counted_nouns"),
        counting=of("counting_words"),
        reckoned=of("reckoned_words"),
        directing=of("directing_verbs"),
        finding=of("finding_verbs"),
        at_which=of("times_at_which"),
        promises=of("past_promises"),
        conditionals=of("conditionals"),
        within=of("within_words"),
        ahead=of("ahead_words"),
        documents=of("document_nouns"),
        document_pronouns=of("document_pronouns"),
        genitive=min(of("genitive_endings"), default=""),
        arguments=of("argument_prepositions"),
        temporal=of("order_after") | of("order_before") | of("order_same"),
        happenings=of("event_nouns") | of("deverbal_nouns"),
        vague_happenings=of("vague_happenings"),
        light=of("light_verbs"),
        gerund_links=of("gerund_links"),
        lacking=of("lacking_prepositions"),
        supporting=of("supporting_verbs"),
        quantifiers=of("quantifiers"),
        measuring=of("measuring_words"),
        complementing=of("complementing_prepositions"),
        ends=of("end_words"),
        now=of("present_words"),
        volition=of("volition_verbs"),
        announcing=of("announcing_verbs"),
        assigning=of("bidding_verbs") | of("demanding_verbs") | of("creating_verbs"),
        achieving=of("achieving_verbs") | of("aspectual_verbs"),
        noun_goals=of("noun_goals") | of("event_nouns"),
        articles=of("definite_articles"),
        leading_articles=of("definite_articles") | of("indefinite_articles"),
        at=of("at_prepositions"),
        coordinators=of("coordinators"),
        states=of("state_verbs"),
        first_person=of("first_person"),
        determiners=of("determiners"),
        prepositions=of("prepositions"),
        agent=of("agent_prepositions"),
        recipient=of("recipient_prepositions"),
        place=of("event_place_prepositions"),
        off=of("seaward_prepositions"),
        along=of("lengthwise_prepositions"),
        place_kinds=of("place_kinds"),
        place_parts=of("place_parts"),
        ranges=of("range_words"),
        periods=locale.tables.get("period_units", {}),
        possessives=of("possessive_pronouns"),
        publishing=of("publishing_words"),
        issuing=of("issuing_verbs"),
        empty_subjects=of("empty_subjects"),
        of=of("genitive_prepositions"),
        complementizers=of("complementizers"),
        after=of("after_words"),
        before=of("before_words"),
        infinitive=re.compile(rf"(?:{_any_of(of('infinitive_marks'))})(?=\s)"),
        gerund=re.compile(rf"(?:{_any_of(of('gerund_suffixes'))})(?=\s)"),
        vague=pattern("vague_time"),
        near=pattern("near_words"),
        reserved=pattern("set_reserves"),
        excepting=re.compile(rf"[\s,(]{{1,3}}(?:{_any_of(of('set_exceptions'))})\b", re.IGNORECASE),
    )


def _any_of(forms: frozenset[str]) -> str:
    """A pattern of words, which matches nothing if there are none."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in ordered) or "(?!)"


@define(eq=False)
class Scene:
    """One sentence with all that was found in it."""

    sentence: Sentence
    body: int  # where its words begin, after marker and date
    head: list[Timex]
    timexes: list[Timex]  # those after the head
    predicates: list[Predicate]
    mentions: list[int]  # indexes of actor mentions
    quotations: list[Quotation]  # that begin before its end and end after its start
    followed: bool = False  # by another line that begins with a date
    times: list[Time] = field(factory=list)
    quote: Mention | None = None  # the whole of it, once an event has quoted it
    dateline: str | None = None  # the place in the dateline of a report that it opens

    def words(self, text: str) -> str:
        """Its words, after marker and date."""
        return text[self.body : self.end]

    @property
    def end(self) -> int:
        return self.sentence.span.end
