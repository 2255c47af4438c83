"""A spaCy pipeline as recognizers: its named entities as actors, its parse as predicates (extra `spacy`).

The model is yours to choose and to install; nothing is downloaded here.  spaCy is imported when the first
`SpacyRecognizers` is made from the name of a model.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from attrs import evolve

from dateline.errors import ArgumentError, MissingExtraError
from dateline.model import ActorKind, Document, Span, Status
from dateline.recognize import ActorMention, Annotations, Predicate, Recognizer
from dateline.recognize.predicates import find_predicates
from dateline.recognize.words import Lexicon, lexicon_of
from dateline.who.actors import find_actors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Entity

__all__ = ["KINDS", "SpacyRecognizers"]

KINDS: Final[Mapping[str, ActorKind]] = MappingProxyType(
    {
        "PERSON": ActorKind.PERSON,
        "PER": ActorKind.PERSON,
        "ORG": ActorKind.ORGANIZATION,
        "GPE": ActorKind.PLACE,
        "LOC": ActorKind.PLACE,
        "FAC": ActorKind.PLACE,
    }
)
"""What the entity labels of published models (OntoNotes and WikiNER) are to us; other labels are ignored."""

# A stretch that spaCy is given at once: its own limit is a million characters, its memory grows with the length.
STRETCH: Final = 50_000

_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_MADE: Final = re.compile(r"[^\W_]*\d|[a-z]+[A-Z]")  # "A380", "iPod": what a firm makes
_MODEL: Final = re.compile(r"[ -](?=[A-Z]{0,3}-?\d)[\w-]+")  # the "A380" of "Airbus A380"
_LETTER: Final = re.compile(r"[^\W\d_]")
_PASSIVE: Final = frozenset({"nsubjpass", "nsubj:pass", "auxpass", "aux:pass"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "csubj", "expl"})
_AUXILIARIES: Final = frozenset({"aux", "auxpass", "aux:pass"})
_MODIFIERS: Final = frozenset({"amod", "compound", "nmod", "xcomp", "pobj", "dobj", "nsubj", "csubj", "attr"})


class SpacyRecognizers:
    """A spaCy pipeline read through the protocol of recognizers, beside the built-in ones or in their place.

    `model` is a pipeline (`spacy.Language`) or the name or path of one that is installed.  `kinds` says which entity
    labels are actors and of what kind.  A model without an entity recognizer, or without a parser, leaves that part to
    the built-in recognizers.  A document is parsed once for both recognizers::

        from dateline.pipeline import RECOGNIZERS

        spacy = SpacyRecognizers("en_core_web_sm")
        dateline.parse(text, recognizers=spacy.joining(RECOGNIZERS))
        dateline.parse(text, recognizers=spacy.replacing(RECOGNIZERS))

    Raises `MissingExtraError` if spaCy is not installed and `ArgumentError` if the model is not.
    """

    def __init__(self, model: str | Language, *, kinds: Mapping[str, ActorKind] = KINDS) -> None:
        self.pipeline: Language = _load(model) if isinstance(model, str) else model
        self.kinds = dict(kinds)
        if not callable(getattr(self.pipeline, "pipe", None)):
            raise ArgumentError("model", model, "must be a spaCy pipeline or the name of one that is installed")
        self._last: tuple[Document, list[tuple[int, Doc]]] | None = None

    def __repr__(self) -> str:
        meta = self.pipeline.meta
        return f"SpacyRecognizers({meta.get('lang')}_{meta.get('name')} {meta.get('version')})"

    # -- places in the tuple

    def joining(self, recognizers: Sequence[Recognizer]) -> tuple[Recognizer, ...]:
        """`recognizers` with the names and verbs of spaCy that the built-in ones have missed added to theirs."""
        return self._placed(
            recognizers,
            {find_actors: (find_actors, self.actors), find_predicates: (find_predicates, self.predicates)},
        )

    def replacing(self, recognizers: Sequence[Recognizer]) -> tuple[Recognizer, ...]:
        """`recognizers` with spaCy in the place of `find_actors` and `find_predicates`.

        Pronouns, described actors ("an official from Leeds"), titles and stated aliases, which spaCy does not tell,
        are still those of `find_actors`.
        """
        return self._placed(recognizers, {find_actors: (self.named,), find_predicates: (self.parsed,)})

    def _placed(
        self, recognizers: Sequence[Recognizer], places: Mapping[Recognizer, tuple[Recognizer, ...]]
    ) -> tuple[Recognizer, ...]:
        if not any(recognizer in places for recognizer in recognizers):
            raise ArgumentError("recognizers", recognizers, "must hold find_actors or find_predicates")
        return tuple(one for recognizer in recognizers for one in places.get(recognizer, (recognizer,)))

    # -- recognizers

    def actors(self, document: Document, found: Annotations) -> Iterator[ActorMention]:
        """The named entities that are actors, where no actor or time has been found yet.

        Names of things that are made ("iPod", "A380") are left out, whatever the model says they are.
        """
        taken = _Taken([a.span for a in found.actors if a.form == "name"] + [t.span for t in found.timexes])
        for mention in self._entities(document, found):
            if not taken.overlaps(mention.span):
                yield mention

    def named(self, document: Document, found: Annotations) -> Iterator[ActorMention]:
        """The named entities as actors, with what `find_actors` says of the same names, and its pronouns and roles."""
        entities = list(self._entities(document, found))
        own = list(find_actors(document, found))
        if not entities and not any(doc.has_annotation("ENT_IOB") for _, doc in self._read(document)):
            yield from own
            return
        names = [mention for mention in own if mention.form == "name"]
        starts = [mention.span.start for mention in names]
        out = [mention for mention in own if mention.form != "name"]
        times = _Taken([timex.span for timex in found.timexes])
        for entity in entities:
            if times.overlaps(entity.span):
                continue
            at = max(0, bisect_left(starts, entity.span.start) - 1)
            near = (mention for mention in names[at : at + 4] if mention.span.overlaps(entity.span))
            known = next((mention for mention in near if mention.kind is entity.kind), None)
            if known is None:
                out.append(entity)
            elif known.span.contains(entity.span):
                out.append(known)
            else:
                # The title, gender and aliases told there are those of the longer name too.
                out.append(evolve(known, span=entity.span, text=entity.text, name=entity.name))
        seen: set[tuple[Span, str]] = set()
        for mention in sorted(out, key=lambda mention: (mention.span, mention.form)):
            if (mention.span, mention.form) not in seen:
                seen.add((mention.span, mention.form))
                yield mention

    def predicates(self, document: Document, found: Annotations) -> Iterator[Predicate]:
        """The verbs of the parse where no predicate has been found yet."""
        taken = _Taken([predicate.span for predicate in found.predicates])
        for predicate in self._verbs(document):
            if not taken.overlaps(predicate.span):
                yield predicate

    def parsed(self, document: Document, found: Annotations) -> Iterator[Predicate]:
        """The verbs of the parse; those of `find_predicates` if the pipeline has no parser."""
        if any(doc.has_annotation("DEP") for _, doc in self._read(document)):
            yield from self._verbs(document)
        else:
            yield from find_predicates(document, found)

    # -- reading

    def _read(self, document: Document) -> list[tuple[int, Doc]]:
        """The document parsed in stretches, each with the offset at which it begins."""
        last = self._last
        if last is not None and last[0] is document:
            return last[1]
        # spaCy cannot encode lone surrogates; one character for one keeps the offsets.
        text = _SURROGATES.sub("\ufffd", document.text)
        bounds = list(_stretches(text))
        docs = self.pipeline.pipe([text[start:end] for start, end in bounds])
        parsed = [(start, doc) for (start, _), doc in zip(bounds, docs, strict=True)]
        self._last = (document, parsed)
        return parsed

    def _entities(self, document: Document, found: Annotations) -> Iterator[ActorMention]:
        times = _Taken([timex.span for timex in found.timexes])
        lexicon = document.locale.words
        articles = lexicon.get("actor_determiners", frozenset()) | lexicon.get("determiners", frozenset())
        never = lexicon.get("not_actors", frozenset())
        for offset, doc in self._read(document):
            for entity in doc.ents:
                kind = self.kinds.get(entity.label_)
                span = None if kind is None else _name_span(entity, offset, document.text, articles)
                if kind is None or span is None:
                    continue
                text = span.slice(document.text)
                name = " ".join(text.split())
                known = name in lexicon.get("known_orgs", frozenset())
                if (_MADE.match(name) and not known) or not _LETTER.search(name) or name in never:
                    continue
                model = _MODEL.match(document.text, span.end)
                if model is not None and kind is not ActorKind.PLACE and not times.overlaps(Span(*model.span())):
                    continue
                gender: Literal["n"] | None = None if kind is ActorKind.PERSON else "n"
                yield ActorMention(span, text, name, kind, gender=gender)

    def _verbs(self, document: Document) -> Iterator[Predicate]:
        lexicon = lexicon_of(document.locale)
        for offset, doc in self._read(document):
            if doc.has_annotation("DEP"):
                verbs = {token.i: token for token in doc if _is_predicate(token)}
                for token in verbs.values():
                    yield _predicate(token, verbs, offset, lexicon)


class _Taken:
    """Spans that are spoken for."""

    def __init__(self, spans: list[Span]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for span in sorted(spans):
            if self.ends and span.start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], span.end)
            else:
                self.starts.append(span.start)
                self.ends.append(span.end)

    def overlaps(self, span: Span) -> bool:
        at = bisect_left(self.starts, span.end) - 1
        return at >= 0 and self.ends[at] > span.start


def _load(name: str) -> Language:
    try:
        spacy = import_module("spacy")
    except ImportError:
        raise MissingExtraError("spacy", "spacy") from None
    try:
        pipeline: Language = spacy.load(name)
    except OSError:
        raise ArgumentError(
            "model", name, f"no such spaCy pipeline is installed: python -m spacy download {name}"
        ) from None
    return pipeline


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """`text` cut after a paragraph, a line, a sentence or a word, whichever comes last within `STRETCH` characters."""
    start = 0
    while len(text) - start > STRETCH:
        low, high = start + STRETCH // 2, start + STRETCH
        cut = next((at for mark in ("\n\n", "\n", ". ", " ") if (at := text.rfind(mark, low, high)) >= 0), high - 1)
        yield start, cut + 1
        start = cut + 1
    if start < len(text):
        yield start, len(text)


def _name_span(entity: Entity, offset: int, text: str, articles: frozenset[str]) -> Span | None:
    """Where the name itself stands: without article, possessive ending and marks at its ends."""
    start, end = entity.start_char + offset, entity.end_char + offset
    first, gap, _ = text[start:end].partition(" ")
    if gap and first.lower() in articles:
        start += len(first) + 1
    while end > start and not text[end - 1].isalnum() and text[end - 1] not in ".)":
        end -= 1
    if text[max(start, end - 2) : end] in ("'s", "’s"):
        end -= 2
    if text[start:end].count("(") != text[start:end].count(")"):
        end = start + len(re.split(r"[()]", text[start:end])[0].rstrip())
    while start < end and not text[start].isalnum():
        start += 1
    return Span(start, end) if start < end else None


# -- verbs


def _finite(token: Token) -> bool:
    return "Fin" in token.morph.get("VerbForm", [])


def _auxiliaries(token: Token) -> list[Token]:
    return [child for child in token.children if child.dep_ in _AUXILIARIES]


def _is_predicate(token: Token) -> bool:
    """True for a verb that names a happening: finite by itself or by its auxiliary, or a participle with a clause."""
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in _AUXILIARIES or token.dep_ in _MODIFIERS:
        return False
    if _finite(token) or any(_finite(child) for child in _auxiliaries(token)):
        return True
    if token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX"):
        return _is_predicate(token.head)
    infinitive = any(child.dep_ == "aux" and child.pos_ == "PART" for child in token.children)
    return token.dep_ in ("acl", "advcl", "ROOT") and "Part" in token.morph.get("VerbForm", []) and not infinitive


def _leader(token: Token) -> Token:
    """The first of the verbs that a verb is joined to by "and", whose auxiliaries hold for it too."""
    while token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX") and not _has_subject(token):
        if any(_finite(child) for child in _auxiliaries(token)):
            break
        token = token.head
    return token


def _bearer(token: Token) -> Token:
    """The verb that has the subject of a verb: itself or one that it is joined to by "and"."""
    while token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX") and not _has_subject(token):
        token = token.head
    return token


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in _SUBJECTS for child in token.children)


def _extent(token: Token, verbs: Mapping[int, Token]) -> tuple[Token, Token]:
    """The first and last token of the clause of a verb, without the clauses of other verbs at its ends."""
    first = last = token
    waiting = [token]
    while waiting:
        for child in waiting.pop().children:
            if child.i in verbs or child.dep_ in ("cc", "preconj") or (child.is_punct and child.i > token.i):
                continue
            if child.i < first.i:
                first = child
            if child.i > last.i:
                last = child
            waiting.append(child)
    return first, last


def _subject(token: Token, offset: int) -> Span | None:
    leader = _bearer(token)
    own = next((child for child in leader.children if child.dep_ in _SUBJECTS), None)
    if own is None or (own.lower_ in ("who", "which", "that") and leader.dep_ in ("relcl", "acl:relcl")):
        if leader.dep_ not in ("relcl", "acl:relcl", "acl"):
            main = leader.head if leader.dep_ == "advcl" else None
            return _subject(main, offset) if main is not None and _has_subject(main) else None
        return _phrase(leader.head, offset)
    return _phrase(own, offset)


def _phrase(head: Token, offset: int) -> Span:
    """A noun with what stands before it and its "of" phrases, without relative clauses and appositions."""
    first = last = head
    for child in head.children:
        if child.dep_ in ("relcl", "acl:relcl", "acl", "appos", "punct", "advcl"):
            continue
        if child.left_edge.i < first.i:
            first = child.left_edge
        if child.i > head.i and child.right_edge.i == child.i:
            last = child
        elif child.i > head.i and child.dep_ in ("prep", "conj", "nmod"):
            last = child.right_edge
    return Span(offset + first.idx, offset + last.idx + len(last))


def _predicate(token: Token, verbs: Mapping[int, Token], offset: int, lexicon: Lexicon) -> Predicate:
    leader = _leader(token)
    helpers = [*_auxiliaries(leader), *(_auxiliaries(token) if token is not leader else ())]
    words = {child.lower_ for child in helpers}
    passive = any(child.dep_ in _PASSIVE for child in [*token.children, *helpers])
    bearer = next((child for child in helpers if _finite(child)), leader)
    # A participle with a subject of its own is a past tense that the tagger took for one.
    finite = _finite(bearer) or (not passive and _has_subject(token))
    lemma = lexicon.lemma(token.lower_)
    passive = passive or (not finite and "Past" in token.morph.get("Tense", []))
    tense: Literal["past", "present", "future", "none"] = "none"
    if finite:
        past = "Past" in bearer.morph.get("Tense", []) or bearer.lower_ in lexicon.past_auxiliaries
        modal = words & (lexicon.future | lexicon.hypothetical | lexicon.conditional | lexicon.duty)
        tense = "future" if modal else "past" if past else "present"
    kind: Literal["occurrence", "reporting", "state", "aspectual"] = "occurrence"
    if lemma in lexicon.states:
        kind = "state"
    elif lemma in lexicon.reporting:
        kind = "reporting"
    elif lemma in lexicon.aspectual:
        kind = "aspectual"
    first, last = _extent(token, verbs)
    return Predicate(
        span=Span(offset + token.idx, offset + token.idx + len(token)),
        clause=Span(offset + first.idx, offset + last.idx + len(last)),
        lemma=lemma,
        kind=kind,
        tense=tense,
        status=_status(token, leader, words, lemma, passive, lexicon),
        voice="passive" if passive else "active",
        subject=_subject(token, offset),
    )


def _status(token: Token, leader: Token, words: set[str], lemma: str, passive: bool, lexicon: Lexicon) -> Status:
    marks = {child.lower_ for verb in (token, leader) for child in verb.children if child.dep_ == "mark"}
    conditions = (child for child in leader.children if child.dep_ == "advcl")
    if marks & lexicon.conditionals or any(
        grandchild.lower_ in lexicon.conditionals
        for child in conditions
        for grandchild in child.children
        if grandchild.dep_ == "mark"
    ):
        return Status.HYPOTHETICAL
    negated = any(child.dep_ == "neg" for verb in (token, leader) for child in verb.children)
    subject = next((child for child in leader.children if child.dep_ in _SUBJECTS), None)
    if subject is not None and subject.left_edge.lower_ in lexicon.negative_subjects:
        negated = True
    perfect = "have" in words
    if words & lexicon.hypothetical or (words & lexicon.conditional and perfect):
        possible = words & lexicon.hypothetical
        return Status.HYPOTHETICAL if possible or not negated else Status.NEGATED
    to_do = any(child.dep_ == "xcomp" for child in token.children)
    if negated or (lemma in lexicon.failing and to_do and not passive):
        return Status.NEGATED
    if words & (lexicon.future | lexicon.conditional | lexicon.duty):
        return Status.PLANNED
    if lemma in lexicon.planned_verbs and (passive or to_do):
        return Status.PLANNED
    return Status.ASSERTED
