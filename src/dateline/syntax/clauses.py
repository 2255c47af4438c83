"""`Clause`: what a dependency tree says of a predicate, read off once, so that nobody else looks at the text for it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import define, frozen

from dateline.syntax.lemmas import lemmas_of
from dateline.syntax.trees import Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.locale import LocaleData

__all__ = [
    "Clause",
    "ClauseRelation",
    "Clauses",
    "FunctionWords",
    "base_relation",
    "function_words",
    "is_any_of",
    "is_verb_among",
]

ClauseRelation: TypeAlias = Literal[
    "main",
    "coordinate",
    "complement",
    "open complement",
    "subject",
    "adverbial",
    "relative",
    "adnominal",
    "parenthesis",
]
"""How a clause stands to the one above it.

"complement" is UD `ccomp`, "open complement" `xcomp`, "subject" `csubj`, "adverbial" `advcl`, "relative" `acl:relcl`,
"adnominal" `acl` ("the plan to sell", "a bridge built in 1920"), "parenthesis" `parataxis`.  A conjunct has the
relation of its first conjunct, or "coordinate" if that is a main clause.
"""

_RELATIONS: Final[dict[str, ClauseRelation]] = {
    "root": "main",
    "list": "main",
    "ccomp": "complement",
    "xcomp": "open complement",
    "csubj": "subject",
    "advcl": "adverbial",
    "acl": "adnominal",
    "parataxis": "parenthesis",
    "appos": "parenthesis",
    "conj": "coordinate",
}
# The word lists of common nouns that stand for people.
PEOPLE: Final = ("roles", "roles_m", "roles_f", "kin", "people_nouns", "group_nouns", "plural_nouns", "body_nouns")
SUBJECTS: Final = frozenset(
    ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "csubj:outer", "expl", "expl:pass")
)
_VERBAL: Final = frozenset(("VERB", "AUX"))
# What the children of a predicate are to its clause, where that is not their relation without its subtype.
_PART_OF: Final = {
    "aux:pass": "aux",
    "cop": "aux",
    "case": "mark",
    "cc": "mark",
    "iobj": "obj",
    "ccomp": "complement",
    "xcomp": "complement",
    "compound:prt": "particle",
    **dict.fromkeys(SUBJECTS, "subject"),
}
# A marker may be in one of these relations by mistake.
_MARKER_LIKE: Final = frozenset(("advmod", "obj", "nsubj"))
_AUXILIARIES: Final = frozenset(("aux", "aux:pass", "cop"))
# A verb in one of these relations is a word of another phrase, no predicate.
_NO_PREDICATE: Final = frozenset(
    (
        "aux",
        "cop",
        "fixed",
        "compound",
        "flat",
        "case",
        "mark",
        "amod",
        "goeswith",
        "discourse",
        "reparandum",
        "det",
        "cc",
    )
)
# Relations by which a clause without a subject shares that of the clause above.
_SHARING: Final = frozenset(("conj", "xcomp", "advcl", "acl"))
_LONGEST_CHAIN: Final = 64


@frozen
class FunctionWords:
    """The function words of a language that say what a clause is (`[words]` of a locale)."""

    negative_adverbs: frozenset[str]
    negative_pronouns: frozenset[str]
    negative_determiners: frozenset[str]
    not_negating: frozenset[str]
    near_adverbs: frozenset[str]
    denying_cases: frozenset[str]
    deniable_adverbs: frozenset[str]
    deniable_quantifiers: frozenset[str]
    contrasts: frozenset[str]
    future_auxiliaries: frozenset[str]
    modal_auxiliaries: frozenset[str]
    perfect_auxiliaries: frozenset[str]
    past_auxiliary_forms: frozenset[str]
    finite_auxiliaries: frozenset[str]
    contracted_auxiliaries: frozenset[str]
    infinitive_marks: frozenset[str]
    future_verbs: frozenset[str]


@lru_cache(maxsize=16)
def function_words(locale: LocaleData) -> FunctionWords:
    """The function words of a locale; a list that it lacks is empty."""
    words = locale.words
    return FunctionWords(*(words.get(name, frozenset()) for name in FunctionWords.__annotations__))


@lru_cache(maxsize=512)
def base_relation(relation: str) -> str:
    """A UD relation without its subtype: "acl" for "acl:relcl"."""
    return relation.partition(":")[0]


@lru_cache(maxsize=512)
def _part_of(relation: str) -> str:
    """What a child of a predicate is to its clause, by its relation: of most that without its subtype."""
    return _PART_OF.get(relation) or base_relation(relation)


@lru_cache(maxsize=1 << 16)
def _is_among(form: str, locale: LocaleData, names: tuple[str, ...]) -> bool:
    bases, words = lemmas_of(form, locale), locale.words
    return any(not bases.isdisjoint(words.get(name, ())) for name in names)


def is_any_of(tree: Tree, index: int, words: frozenset[str], locale: LocaleData) -> bool:
    """Whether a word of a tree is a form of one of some base forms."""
    return not words.isdisjoint(lemmas_of(tree.lower[index], locale))


def is_verb_among(clause: Clause, words: frozenset[str], locale: LocaleData) -> bool:
    """Whether the predicate, alone or with a word behind it ("give up", "take place"), is one of some base forms."""
    tree, p = clause.tree, clause.predicate
    bases = lemmas_of(tree.lower[p], locale)
    if not words.isdisjoint(bases):
        return True
    particles = (k for k in tree.children[p] if tree.relations[k] in ("compound:prt", "advmod", "obj") and k > p)
    return any(f"{base} {tree.lower[k]}" in words for k in particles for base in bases)


@define(eq=False)
class Clause:
    """A predicate with what belongs to it.  Words are indices into `tree`.

    `predicate` is the verb, or the noun or adjective of a nominal or adjectival one ("is a *ship*"); `auxiliaries` and
    `copula` stand by it, `borrowed` are auxiliaries of an earlier conjunct that hold for it too ("was sold and
    *painted*").
    `tense` is that of the finite verb, "none" where there is none; `perfect` and `progressive` are its aspect.
    `negation` is the word that negates it; `modality` what a modal verb makes of it.  `marker` is the first word that
    links it to the clause above ("that", "if", "before", "to"), among `markers`.
    `subject` is the head of the subject, shared with another clause unless `own_subject`.  `objects` and `obliques` are
    heads of nouns, `complements` the predicates of clauses that complete it.  `first` is the first conjunct, `governor`
    the word that it hangs on (`NO_HEAD` at the root) and `relation` how.
    """

    tree: Tree
    predicate: int
    kind: Literal["verbal", "nominal", "adjectival"]
    finite: bool
    tense: Literal["past", "present", "future", "none"]
    perfect: bool
    progressive: bool
    passive: bool
    imperative: bool
    negation: int | None
    modality: Literal["", "future", "modal"]
    markers: tuple[int, ...]
    infinitive: bool
    auxiliaries: tuple[int, ...]
    borrowed: tuple[int, ...]
    copula: int | None
    subject: int | None
    own_subject: bool
    objects: tuple[int, ...]
    obliques: tuple[int, ...]
    complements: tuple[int, ...]
    particles: tuple[int, ...]
    links: tuple[int, ...]
    first: int
    governor: int
    relation: ClauseRelation

    @property
    def marker(self) -> str:
        """The first marker in small letters, "" for none."""
        return self.tree.lower[self.markers[0]] if self.markers else ""

    @property
    def inverted(self) -> bool:
        """Whether a helping verb of an unmarked clause precedes its subject: "had she known", "was the mill sold"."""
        helping = [k for k in (*self.auxiliaries, self.copula) if k is not None]
        if not helping or self.subject is None or not self.own_subject:
            return False
        return min(helping) < self.subject and not any(marker < self.subject for marker in self.markers)

    def marked(self, words: frozenset[str]) -> bool:
        """Whether one of its markers, with its other words ("in case"), is one of some words."""
        return any(self.tree.lower[i] in words or _fixed(self.tree, i) in words for i in self.markers)


class Clauses:
    """The clauses of a tree; each is read when it is first asked for."""

    def __init__(self, tree: Tree, locale: LocaleData) -> None:
        self.tree = tree
        self.locale = locale
        self.words = function_words(locale)
        self._read: dict[int, Clause] = {}
        relations = tree.relations
        self._predicates = [
            upos in _VERBAL and base_relation(relation) not in _NO_PREDICATE
            for upos, relation in zip(tree.upos, relations, strict=True)
        ]
        conditional = self.words_named("conditional_markers")
        for index, (relation, head) in enumerate(zip(relations, tree.heads, strict=True)):
            # "If the mill burns", with a noun for a verb: "if" introduces nothing but clauses.
            condition = relation == "mark" and tree.lower[index] in conditional
            if head >= 0 and (relation == "cop" or relation in SUBJECTS or condition):
                self._predicates[head] = True

    def __iter__(self) -> Iterator[Clause]:
        """The clauses in the order of their predicates."""
        return map(self.at, self.predicates())

    def predicates(self) -> Iterator[int]:
        """The predicates in text order, without reading their clauses."""
        return (index for index, predicate in enumerate(self._predicates) if predicate)

    def is_predicate(self, index: int) -> bool:
        """Whether a word is the predicate of a clause: a verb, or what has a subject or a copula."""
        return self._predicates[index]

    def forget(self) -> None:
        """Drop the clauses that were read, to be read again when they are asked for: a long document has many."""
        self._read.clear()
        self.tree.forget()

    def words_named(self, name: str) -> frozenset[str]:
        """A word list of the locale, empty if it has none of that name."""
        return self.locale.words.get(name, frozenset())

    def is_among(self, index: int, *names: str) -> bool:
        """Whether a word is a form of a base form in one of some word lists of the locale."""
        return _is_among(self.tree.lower[index], self.locale, names)

    def is_person(self, noun: int) -> bool:
        """Whether a common noun stands for people."""
        return self.tree.upos[noun] == "NOUN" and self.is_among(noun, *PEOPLE)

    def at(self, predicate: int) -> Clause:
        """The clause of a predicate."""
        clause = self._read.get(predicate)
        if clause is None:
            clause = self._read[predicate] = self._clause(predicate)
        return clause

    def above(self, clause: Clause) -> Clause | None:
        """The clause that a clause hangs on, past nouns and conjuncts; None at the root."""
        at = clause.governor
        while at >= 0:
            if self.is_predicate(at):
                return self.at(at)
            at = self.tree.heads[at]
        return None

    def around(self, index: int) -> Clause | None:
        """The clause that a word stands in: that of itself or of the nearest predicate above."""
        at = index
        while at >= 0:
            if self.is_predicate(at):
                return self.at(at)
            at = self.tree.heads[at]
        return None

    def host(self, clause: Clause) -> Clause:
        """The finite clause that an open complement belongs to: "began" of "began to work in 1990"."""
        for _ in range(_LONGEST_CHAIN):
            at = clause.governor
            while at >= 0 and not self.is_predicate(at) and self.tree.relations[at] == "xcomp":
                # "proved impossible to clear"
                at = self.tree.heads[at]
            if clause.relation != "open complement" or at < 0 or not self.is_predicate(at):
                break
            clause = self.at(at)
        return clause

    def merged_into(self, clause: Clause) -> Clause | None:
        """The clause before it of which it is but a second verb ("wrote and signed the letter"), or None."""
        tree, at = self.tree, clause.predicate
        head = tree.heads[at]
        if head < 0 or base_relation(tree.relations[at]) != "conj" or clause.own_subject or not self.is_predicate(head):
            return None
        if not 0 < at - head <= 4:
            return None
        between = (tree.relations[i] for i in range(head + 1, at))
        return self.at(head) if all(r in ("cc", "advmod", "punct", "compound:prt") for r in between) else None

    def is_lost_subject(self, noun: int) -> bool:
        """Whether a noun is made a conjunct of a verb by a wrong tree, and so must be the subject of the next one.

        "She was hurt, but Otto, who had been ill, left": no noun is coordinate with a verb.
        """
        tree, head = self.tree, self.tree.heads[noun]
        if tree.relations[noun] != "conj" or tree.upos[noun] not in ("NOUN", "PROPN") or self.is_predicate(noun):
            return False
        return tree.upos[head] in _VERBAL and any(tree.relations[k] == "cc" for k in tree.children[noun])

    def is_question(self, clause: Clause) -> bool:
        """Whether it is an embedded question or free relative: "who told the truth", "what they found"."""
        tree = self.tree
        opening = tree.lower[min(tree.subtree(clause.first))]
        return opening in self.words_named("interrogatives")

    def denies(self, index: int) -> bool:
        """Whether a word denies: "not", but not that of "not only"."""
        words = self.words
        return self.tree.lower[index] in words.negative_adverbs and self._following(index) not in words.not_negating

    # -- reading

    def _clause(self, p: int) -> Clause:
        tree, words = self.tree, self.words
        relations, lower, children, feats = tree.relations, tree.lower, tree.children[p], tree.feats[p]
        parts: dict[str, list[int]] = {}
        for k in children:
            opens = k < p and relations[k] in _MARKER_LIKE and self._is_marker(p, k)
            parts.setdefault("mark" if opens else _part_of(relations[k]), []).append(k)
        first = self._first_conjunct(p)
        auxiliaries = tuple(parts.get("aux", ())) or self._stranded(p)
        subject, own, borrowed = self._subject(p, parts.get("subject", ()), auxiliaries)
        marks = parts.get("mark", ())
        markers = tuple(k for k in marks if relations[k] != "cc")
        if first != p and not markers:
            alone = _is_finite(feats) or any(_is_finite(tree.feats[k]) for k in auxiliaries)
            # "Was to open but was sold": "to" does not hold for the second verb.
            without = words.infinitive_marks if alone else frozenset()
            shared = (k for k in tree.children[first] if relations[k] in ("mark", "case"))
            markers = tuple(k for k in shared if lower[k] not in without)
        infinitive = False
        for k in markers:
            infinitive = infinitive or (relations[k] == "mark" and lower[k] in words.infinitive_marks)
        finite = _is_finite(feats)
        past = finite and "Tense=Past" in feats
        passive = False
        helped: set[str] = set()
        for k in (*auxiliaries, *borrowed):
            form, its = lower[k], tree.feats[k]
            helped.add(form)
            past = past or form in words.past_auxiliary_forms
            if _is_finite(its):
                finite, past = True, past or "Tense=Past" in its
            finite = finite or form in words.finite_auxiliaries
            passive = passive or relations[k] == "aux:pass"
        participle = "VerbForm=Part" in feats
        # "he'd left" is "had left", "he'd leave" is "would leave".
        contracted = not helped.isdisjoint(words.contracted_auxiliaries)
        modality = self._modality(p, helped, parts.get("complement", ()))
        if contracted and not participle and not modality:
            modality = "modal"
        copula = next((k for k in auxiliaries if relations[k] == "cop"), None)
        completed = participle or (copula is not None and "VerbForm=Part" in tree.feats[copula])
        perfect = completed and (contracted or not helped.isdisjoint(words.perfect_auxiliaries))
        tense: Literal["past", "present", "future", "none"] = "none"
        if modality == "future":
            tense = "future"
        elif past or perfect:
            tense = "past"
        elif finite and not infinitive:
            tense = "present"
        for k in parts.get("subject", ()):
            passive = passive or relations[k] == "nsubj:pass"
        base = base_relation(relations[first])
        if participle and "Tense=Past" in feats and base in ("acl", "advcl") and not auxiliaries:
            passive = True
        helping = any(relations[k] == "aux:pass" for k in (*auxiliaries, *borrowed))
        contact = relations[first].endswith("relcl") and own and subject is not None and tree.upos[subject] != "PRON"
        if passive and not helping and (contact or self.is_among(p, "intransitive_verbs")):
            # "Ada Brook left in 2011", "what Ada Brook sold in 2011", whatever the parser says
            passive = False
        upos = tree.upos[p]
        relation = _RELATIONS.get(base, "main")
        if relations[first].endswith("relcl"):
            relation = "relative"
        elif infinitive and relation in ("adverbial", "subject") and self._completes(first):
            relation = "open complement"
        if relation == "main" and first != p:
            relation = "coordinate"
        return Clause(
            tree=tree,
            predicate=p,
            kind="verbal" if upos in _VERBAL else "adjectival" if upos == "ADJ" else "nominal",
            finite=finite and not infinitive,
            tense=tense,
            perfect=perfect,
            progressive=participle and "Tense=Pres" in feats and bool(auxiliaries),
            passive=passive,
            imperative="Mood=Imp" in feats and not own,
            negation=self._negation(p, subject if not own else None, auxiliaries),
            modality=modality,
            markers=markers,
            infinitive=infinitive,
            auxiliaries=auxiliaries,
            borrowed=borrowed,
            copula=copula,
            subject=subject,
            own_subject=own,
            objects=tuple(parts.get("obj", ())),
            obliques=tuple(parts.get("obl", ())),
            complements=tuple(parts.get("complement", ())),
            particles=tuple(parts.get("particle", ())),
            links=tuple(k for k in marks if k < p and relations[k] != "case"),
            first=first,
            governor=tree.heads[first],
            relation=relation,
        )

    def _is_marker(self, p: int, k: int) -> bool:
        """Whether a child opens a clause, whatever the tree says: "instead of selling", "evidence that she left"."""
        tree = self.tree
        if tree.upos[k] == "SCONJ":
            return tree.lower[k] not in self.words_named("interrogatives")
        if tree.relations[k] == "obj" and tree.lower[k] in self.words_named("content_markers"):
            # It has an object already.
            return any(tree.relations[j] == "obj" for j in tree.children[p] if j > p)
        fixed = tree.relations[k] == "advmod" and any(tree.relations[j] == "fixed" for j in tree.children[k])
        return fixed and tree.lower[k] in self.words_named("excluding_markers")

    def _stranded(self, p: int) -> tuple[int, ...]:
        """The helping verb that a wrong tree makes a conjunct of its own: "nor did she sell the mill"."""
        tree, head = self.tree, self.tree.heads[p]
        if head < 0 or tree.relations[p] != "conj" or "VerbForm=Fin" in tree.feats[p]:
            return ()
        between = (k for k in tree.children[head] if head < k < p and tree.relations[k] == "conj")
        helping = self.words_named("do_forms")
        bare = (k for k in between if all(tree.relations[j] != "obj" for j in tree.children[k]))
        return tuple(k for k in bare if tree.lower[k] in helping)[-1:]

    def _completes(self, p: int) -> bool:
        """Whether an infinitive completes the word right before it: "omitted to lock", "were powerless to help".

        Parsers call it a purpose, or the subject, of a word that has a subject already.
        """
        tree, governor = self.tree, self.tree.heads[p]
        if governor < 0 or min(tree.subtree(p)) != governor + 1:
            return False
        return self.is_among(governor, "negative_implicatives", "attempting_verbs", "intending_verbs")

    def _modality(self, p: int, helped: set[str], complements: Iterable[int]) -> Literal["", "future", "modal"]:
        """What the auxiliaries make of a predicate, or a verb like that of "is going to leave"."""
        tree, words = self.tree, self.words
        if not helped.isdisjoint(words.future_auxiliaries):
            return "future"
        own = tree.upos[p] == "AUX" and tree.lower[p] in words.modal_auxiliaries
        if own or not helped.isdisjoint(words.modal_auxiliaries):
            return "modal"
        if tree.lower[p] in words.future_verbs and any(
            tree.relations[k] == "xcomp" and "VerbForm=Ger" not in tree.feats[k] for k in complements
        ):
            return "future"
        return ""

    def _first_conjunct(self, p: int) -> int:
        """The predicate that the first of some coordinate clauses has."""
        tree, first = self.tree, p
        while base_relation(tree.relations[first]) == "conj":
            head = tree.heads[first]
            if head < 0 or not self.is_predicate(head):
                break
            first = head
        return first

    def _subject(
        self, p: int, subjects: Sequence[int], auxiliaries: tuple[int, ...]
    ) -> tuple[int | None, bool, tuple[int, ...]]:
        """The subject, whether it is its own, and the auxiliaries of an earlier conjunct that hold for it too."""
        tree = self.tree
        relations = tree.relations
        # "The plan was that Ada should leave": the plan is the subject of another clause.  Of two, as parsers give "the
        # poet Ada Brook left", the last name before the predicate.
        plain = [k for k in subjects if base_relation(relations[k]) != "expl" and not relations[k].endswith(":outer")]
        names = [k for k in plain if k < p and tree.upos[k] == "PROPN"]
        own = next(iter((*names[-1:], *plain, *subjects)), None)
        if own is not None:
            return own, True, ()
        borrowed: list[int] = []
        at = p
        for _ in range(_LONGEST_CHAIN):
            step = base_relation(relations[at])
            above = tree.heads[at]
            if above < 0 or step not in _SHARING or relations[at].endswith("relcl"):
                break
            if step == "acl":
                return self._bearer(above, p), False, tuple(borrowed)
            lost = self._lost_subject(above, at) if step == "conj" else None
            if lost is not None:
                return lost, False, ()
            if step == "conj" and not auxiliaries:
                borrowed += self._lent(p, above)
            subject = next(
                (k for k in tree.children[above] if relations[k] in SUBJECTS and base_relation(relations[k]) != "expl"),
                None,
            )
            if step == "xcomp" and relations[at] == "xcomp":
                # "asked the firm to leave", "let him go": the object does it.
                controller = next((k for k in tree.children[above] if relations[k] in ("obj", "iobj") and k < p), None)
                subject = controller if controller is not None else subject
            if subject is not None:
                return subject, False, tuple(borrowed)
            at = above
        return None, False, tuple(borrowed)

    def _bearer(self, noun: int, p: int) -> int:
        """The noun that a participle or infinitive says more of; of a note all joined ones: "Ada and Ivo to call"."""
        tree = self.tree
        first = tree.heads[noun]
        joined = base_relation(tree.relations[noun]) == "conj" and first == tree.root and tree.upos[first] == "PROPN"
        return first if joined and "VerbForm=Inf" in tree.feats[p] and first < noun < p else noun

    def _lost_subject(self, above: int, conjunct: int) -> int | None:
        """The subject that the conjunct of a verb has lost to a wrong tree, or None."""
        between = (k for k in self.tree.children[above] if above < k < conjunct and self.is_lost_subject(k))
        return max(between, default=None)

    def _lent(self, p: int, above: int) -> list[int]:
        """Auxiliaries of a conjunct that stand before both verbs, where the later verb needs them."""
        tree = self.tree
        lenders = [k for k in tree.children[above] if tree.relations[k] in _AUXILIARIES and k < above and k < p]
        feats = tree.feats[p]
        if "VerbForm=Part" in feats or "VerbForm=Inf" in feats:
            # "had been laid up and passed its survey": what has an object is no passive.
            perfect = any(tree.lower[k] in self.words.perfect_auxiliaries for k in lenders)
            active = perfect and any(tree.relations[k] == "obj" for k in tree.children[p])
            unfit = ("cop", "aux:pass") if active else ("cop",)
            return [k for k in lenders if tree.relations[k] not in unfit]
        # A past tense in form ("has been sold and painted"), if the first verb is a participle or infinitive.
        helping = {tree.lower[k] for k in lenders}
        words = self.words
        if "Tense=Past" in feats and helping & (words.perfect_auxiliaries | words.future_auxiliaries):
            return [k for k in lenders if tree.relations[k] != "cop"]
        return []

    def _negation(self, p: int, shared: int | None, auxiliaries: Iterable[int]) -> int | None:
        """The word that denies a predicate; `shared` is the subject that it has from another clause."""
        tree, words = self.tree, self.words
        lower, relations, children = tree.lower, tree.relations, tree.children
        found: int | None = None
        for k in (*children[p], *(j for i in auxiliaries for j in children[i])):
            relation = relations[k]
            if relation in ("advmod", "cc:preconj", "cc"):
                if self.denies(k) and not (k > p and self._following(k) in words.infinitive_marks):
                    # "Vowed never to sell": what is denied is the selling.
                    found = k
                elif lower[k] in words.near_adverbs and tree.upos[p] in _VERBAL and self._is_right_before(k, p):
                    found = found if self.is_among(p, "scalar_verbs") else k
                elif lower[k] in words.deniable_adverbs and self._following(k) not in words.not_negating:
                    # "no longer", "not once"; not "no longer than"
                    near = (*children[k], *((k - 1,) if k else ()))
                    denied = (d for d in near if lower[d] in words.negative_determiners or self.denies(d))
                    found = next(denied, found)
            elif relation == "obl":
                denying = any(relations[d] == "det" and lower[d] in words.negative_determiners for d in children[k])
                if denying and any(lower[d] in words.denying_cases for d in children[k]):
                    # "by no means", "at no time"; not "without" or "for no reason"
                    found = k
            elif relation.startswith("nsubj") or relation == "obj":
                determiner = self._denying_determiner(k)
                if lower[k] in words.negative_pronouns:
                    found = k
                if determiner is not None and (relation != "obj" or found is None):
                    found = determiner
            elif relation == "det" and lower[k] in words.negative_determiners:
                # "was no friend"
                found = k
            elif relation == "mark" and lower[k] in words.infinitive_marks and k > 0 and self.denies(k - 1):
                found = k - 1
        if found is None and shared is not None:
            # "Nobody came or paid"
            return shared if lower[shared] in words.negative_pronouns else self._denying_determiner(shared)
        return found

    def _following(self, index: int) -> str:
        lower = self.tree.lower
        return lower[index + 1] if index + 1 < len(lower) else ""

    def _is_right_before(self, adverb: int, p: int) -> bool:
        """Whether an adverb stands before a verb or its first auxiliary: "nearly fell", "nearly was killed"."""
        return adverb < p and (adverb + 1 == p or self.tree.relations[adverb + 1] in _AUXILIARIES)

    def _denying_determiner(self, noun: int) -> int | None:
        """The "no" of "no rent", the "neither" of "neither Ada nor Otto", the "not" of "not one house".

        "Not the child but the parent" sets one against the other.
        """
        tree, words = self.tree, self.words
        opening = noun
        while tree.children[opening] and tree.children[opening][0] < opening:
            opening = tree.children[opening][0]
        for k in (opening, *tree.children[noun], opening - 1):
            if not 0 <= k < noun or base_relation(tree.relations[k]) not in ("det", "advmod", "cc"):
                continue
            if k == opening - 1 and tree.lower[k] not in words.negative_pronouns:
                # "Neither" is of both, whichever it hangs on; "no" is of its own noun.
                continue
            if tree.lower[k] in words.negative_determiners:
                return k
            if self.denies(k) and self._following(k) in words.deniable_quantifiers and not self._is_contrasted(noun):
                return k
        return None

    def _is_contrasted(self, noun: int) -> bool:
        """Whether a noun is set against another one: "not Ada but Otto"."""
        tree = self.tree
        return any(tree.lower[c] in self.words.contrasts for k in tree.children[noun] for c in tree.children[k])


def _fixed(tree: Tree, index: int) -> str:
    """A word with the others of a fixed phrase that it begins: "in case"."""
    return " ".join((tree.lower[index], *(tree.lower[k] for k in tree.children[index] if tree.relations[k] == "fixed")))


def _is_finite(feats: str) -> bool:
    return "VerbForm=Fin" in feats and "Mood=Imp" not in feats
