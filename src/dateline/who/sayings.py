"""The words by which a text tells who says something, and what of a tree is asked for that."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from dateline.locale import LocaleData
from dateline.model import Span
from dateline.syntax import is_any_of
from dateline.syntax.lemmas import lemmas_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.syntax import Tree

__all__ = ["SayingWords", "cases_of", "in_span", "saying_words", "stretch"]


@frozen
class SayingWords:
    """The word lists of a locale that tell who says what."""

    locale: LocaleData
    saying: frozenset[str]
    speech: frozenset[str]
    quoting: frozenset[str]
    quoting_links: frozenset[str]
    adding: frozenset[str]
    hearing: frozenset[str]
    hearsay: frozenset[str]
    finding: frozenset[str]
    discovering: frozenset[str]
    finding_sources: frozenset[str]
    gerunds: frozenset[str]
    denial: frozenset[str]
    rejecting: frozenset[str]
    voicing: frozenset[str]
    unreal: frozenset[str]
    claims: frozenset[str]
    written: frozenset[str]
    claim_links: frozenset[str]
    openers: frozenset[str]
    contrasts: frozenset[str]
    conditional: frozenset[str]
    agents: frozenset[str]
    origins: frozenset[str]
    owners: frozenset[str]
    outlets: frozenset[str]
    media: frozenset[str]
    vague: frozenset[str]
    document_pronouns: frozenset[str]
    first_person: frozenset[str]
    source_phrases: tuple[tuple[str, ...], ...]

    def has(self, tree: Tree, word: int, words: frozenset[str]) -> bool:
        """Whether a word of a tree is a form of one of some words, or with its particle: "pointed out", "put it"."""
        if is_any_of(tree, word, words, self.locale):
            return True
        for k in tree.children[word]:
            relation = tree.relations[k]
            if relation == "compound:prt" or (relation == "obj" and tree.upos[k] == "PRON"):
                return any(f"{lemma} {tree.lower[k]}" in words for lemma in lemmas_of(tree.lower[word], self.locale))
        return False


@lru_cache(maxsize=16)
def saying_words(locale: LocaleData) -> SayingWords:
    def of(*names: str) -> frozenset[str]:
        return frozenset().union(*(locale.words.get(name, frozenset()) for name in names))

    return SayingWords(
        locale,
        saying=of("saying_verbs", "reporting_verbs"),
        speech=of("saying_verbs", "reporting_verbs", "quoting_verbs", "adding_verbs"),
        quoting=of("quoting_verbs"),
        quoting_links=of("quoting_links"),
        adding=of("adding_verbs"),
        hearing=of("hearing_verbs"),
        hearsay=of("hearsay_verbs"),
        finding=of("finding_verbs"),
        discovering=of("discovering_verbs"),
        finding_sources=of("finding_sources"),
        gerunds=of("gerund_verbs"),
        denial=of("denial_verbs"),
        rejecting=of("rejecting_verbs"),
        voicing=of("voicing_verbs"),
        unreal=of("negative_implicatives", "intending_verbs", "thinking_verbs"),
        claims=of("claim_nouns"),
        written=of("written_claims", "dated_works", "records"),
        claim_links=of("claim_links"),
        openers=of("claim_links", "interrogatives", "complementizers"),
        contrasts=of("contrasts"),
        conditional=of("conditional_markers"),
        agents=of("agent_markers"),
        origins=of("origin_prepositions"),
        owners=of("agent_markers", "origin_prepositions", "genitive_prepositions"),
        outlets=of("outlet_markers"),
        media=of("media_words"),
        vague=of("vague_speakers"),
        document_pronouns=of("document_pronouns"),
        first_person=of("first_person"),
        source_phrases=tuple(tuple(phrase.split()) for phrase in sorted(of("source_phrases"))),
    )


def stretch(tree: Tree, words: Iterable[int]) -> Span | None:
    """From the first of some words to the last, without marks at the edges; None if nothing is left."""
    kept = [k for k in words if tree.upos[k] != "PUNCT"]
    return Span(tree.starts[min(kept)], tree.ends[max(kept)]) if kept else None


def in_span(tree: Tree, word: int, span: Span) -> bool:
    """Whether a word of a tree stands in a stretch of text."""
    return span.start <= tree.starts[word] and tree.ends[word] <= span.end


def cases_of(tree: Tree, word: int) -> frozenset[str]:
    """The prepositions of a noun."""
    return frozenset(tree.lower[k] for k in tree.children[word] if tree.relations[k] == "case")
