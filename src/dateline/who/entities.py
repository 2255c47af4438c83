"""The actors of a document in the making, known by their full names, surnames, acronyms and other names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import Factory, define, frozen

from dateline.model import ActorKind, Document, Span, Timex
from dateline.text import Sentence
from dateline.text.turns import TAIL, author_of, body_of, turns_of
from dateline.who import ActorMention, Quotation
from dateline.who.mentions import Argument
from dateline.who.names import Gender, Lexicon, lexicon, sexes
from dateline.who.ranking import Ranker, Stand
from dateline.who.things import Thing

if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = ["BETWEEN", "KEPT", "Entities", "Entity", "Found", "NameLinker", "key_of"]

# How many persons of one surname, or bodies of one first word, are kept in mind: bounds the work on hostile text.
KEPT: Final = 12
# How far into its sentence, in characters, the name may stand that the sentence begins with: "On Monday Ann Ray".
LEAD: Final = 40

BETWEEN = re.compile(r"(?:\s*+\([^()]{0,80}\))?(?:\s*+,)?\s++(?:and|&)\s++(?:(?:his|her|their|the)\s++[a-z]++\s++)?\Z")
_WORDS = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*+\n")

Entities: TypeAlias = "tuple[Entity, ...]"


@define(eq=False)
class Entity:
    """An actor in the making."""

    name: str
    kind: ActorKind
    words: tuple[str, ...]
    order: int
    gender: Gender = None
    guessed: bool = False  # whether only the given name tells the gender
    sure: bool = False  # whether some mention leaves no doubt what kind of actor it is
    description: str | None = None
    aliases: dict[str, None] = Factory(dict)
    heads: set[str] = Factory(set)
    mentions: list[int] = Factory(list)
    seen: int = -1
    kin: dict[str, Entity] = Factory(dict)
    body: Entity | None = None  # the body that somebody speaks for
    phrase: Span | None = None  # what an actor without a name is described by


@frozen
class Found:
    """What is known of a document before its mentions are tied together; see `link`."""

    sentences: Sequence[Sentence]
    mentions: Sequence[ActorMention]
    quotations: Sequence[Quotation]
    subjects: AbstractSet[int]
    timexes: Sequence[Timex]
    things: Sequence[Thing]
    arguments: Mapping[int, Argument]
    ranker: Ranker | None


class NameLinker:
    """Ties names: full ones first, then the short ones that mean them.  Holds the state of one pass."""

    def __init__(self, document: Document, found: Found) -> None:
        self.document = document
        self.text = document.text
        self.lex: Lexicon = lexicon(document.locale)
        self.mentions = found.mentions
        self.starts = [sentence.span.start for sentence in found.sentences]
        self.sentences = found.sentences
        self.paragraph_ends = [match.start() for match in _PARAGRAPH_END.finditer(self.text)]
        self.quotations = [q for q in found.quotations if q.direct]
        self.quote_starts = [q.span.start for q in self.quotations]
        self.mention_starts = [mention.span.start for mention in self.mentions]
        # "It seems Tom had gone": where the subject of a clause begins after another verb
        self.subjects = found.subjects
        self.things = found.things
        self.thing_starts = [thing.start for thing in self.things]
        self.arguments = found.arguments
        self.ranker = found.ranker
        # Where each mention stands, and the persons mentioned so far, the last one last.
        self.stands: dict[int, Stand] = {}
        self.persons_met: dict[Entity, None] = {}
        # who was the subject of a clause last
        self.acted: Entity | None = None
        # gender -> the last pronoun of it that was left alone, its sentence, and who was likeliest
        self.open: dict[str, tuple[int, int, Entity]] = {}
        self.entities: list[Entity] = []
        self.full: dict[int, Entity] = {}
        self.by_name: dict[str, Entity] = {}
        self.by_token: dict[str, list[Entity]] = {}
        self.by_head: dict[str, Entity] = {}
        self.by_initials: dict[str, list[Entity]] = {}
        self.renamed: dict[str, Entity] = {}
        # what a paper says that it will call somebody: "the first applicant"
        self.terms: dict[str, Entities] = {}
        self.result: dict[int, Entities] = {}
        # why a mention that is no name means whom it does, and the reason found last
        self.reasons: dict[int, str] = {}
        self.reason = ""
        # gender -> (entity, sentence): who of it was spoken of last, above all as who does something
        self.chain: dict[str, tuple[Entity, int]] = {}
        self.thing: tuple[Entity, int] | None = None
        # the bodies mentioned so far, and the groups and those named together, each with its last mention
        self.bodies_met: dict[Entities, int] = {}
        self.groups_met: dict[Entities, int] = {}
        self.pair: Entities = ()
        self.wedded: Entities = ()
        # surname of the husband -> wife
        self.wives: dict[str, Entity] = {}
        self.recent: list[Entity] = []
        # whom each teller calls "my mother", "your mother", by what they are to them
        self.told_kin: dict[tuple[int, str, bool], dict[str, Entity]] = {}
        self.company: Entity | None = None
        self.official: Entity | None = None
        # who the document is about, and whether a label says so
        self.labelled = False
        self.subject: Entity | None = None
        # who does what the clause says, where the mention of them ends, and in which sentence
        self.doing: tuple[Entity, int, int] | None = None
        # the persons of this sentence and of the one before; None once somebody else is there
        self.present: tuple[int, list[Entity] | None] = (-1, [])
        self.before: tuple[int, list[Entity] | None] = (-1, [])
        self.ordinals = document.locale.ordinals.keys()
        self.counts = document.locale.tables.get("group_counts", {})
        lex = self.lex
        self.first_person = frozenset(map(str.lower, lex["first_person_pronouns"]))
        self.plural_person = lex["first_person_plurals"]
        self.persons = self.first_person | self.plural_person | frozenset(map(str.lower, lex["second_person_pronouns"]))
        self.turns = turns_of(document, self.mentions)
        self.turn_starts = [turn.content.start for turn in self.turns]
        self.author = author_of(document, self.mentions)
        # A letter is signed below its words.
        self.author_signs = self.author is not None and self.mention_starts[self.author] > len(self.text) - TAIL
        self.body = body_of(document, self.mentions, self.sentences)
        self.objects = lex["pronouns_object"] | lex["pronouns_reflexive"]
        self.lesser = lex["complement_prepositions"] | lex["agent_prepositions"]
        self.times = {timex.span.end: timex.span.start for timex in found.timexes}

    def introduce(self) -> None:
        """Makes an entity of every full name, so that a headline may use a surname before the text gives the whole."""
        aliased: dict[str, Entity] = {}
        short: list[int] = []
        for number, mention in enumerate(self.mentions):
            if mention.form != "name":
                continue
            words = tuple(_WORDS.findall(mention.name)) or (mention.name,)
            key = key_of(mention.name)
            if len(words) == 1 and mention.kind is not ActorKind.PLACE:
                if mention.aliases:
                    short.append(number)
                continue
            if key in aliased:
                self.full[number] = aliased[key]
                self._alias(mention, aliased[key], aliased)
                continue
            entity = self._same(mention, words, key) or self._new(mention, words, number)
            self.full[number] = entity
            self._alias(mention, entity, aliased)
        for number in short:
            # "Solvex, also known as SVX", where another sentence has "Solvex Freight".
            mention = self.mentions[number]
            entity = self._named(number, mention)
            self.full[number] = entity
            self._alias(mention, entity, aliased)
        if short:
            self._fold(aliased)
        for mention in self.mentions:
            if mention.title and mention.gender and mention.form == "name" and mention.kind is ActorKind.PERSON:
                kept = self.by_token.get(mention.name.split()[-1], ())
                if len(kept) == 1 and (kept[0].gender is None or kept[0].guessed):
                    kept[0].gender, kept[0].guessed = mention.gender, False
        self.subject = self._protagonist()
        if self.subject is not None and len(self.subject.words) > 1:
            self._name_at_birth(self.subject, aliased)

    def _name_at_birth(self, subject: Entity, aliased: dict[str, Entity]) -> None:
        """Gives who the document is about the name that they were born with: "Nora Ann Lind was born in Leeds"."""
        births = self.lex["birth_participles"]
        for number, entity in self.full.items():
            first, *rest = entity.words or ("",)
            if entity is subject or entity.kind is not ActorKind.PERSON or not rest:
                continue
            if first != subject.words[0] or rest[-1] == subject.words[-1]:
                continue
            span = self.mentions[number].span
            sentence = bisect_right(self.starts, span.start) - 1
            opening = self.text[self.starts[sentence] : span.start].split() if sentence >= 0 else []
            after = self.text[span.end : span.end + 24].split()
            born = not opening and after[:1] != [] and after[0] in self.lex["copulas"] and after[1:2] != []
            if (born and after[1].strip(",") in births) or (len(opening) == 1 and opening[0].lower() in births):
                key = key_of(entity.name)
                subject.aliases[entity.name] = None
                aliased[key] = self.by_name[key] = subject
                self._fold(aliased)
                self._keep(rest[-1], subject)
                return

    def _is_labelled(self, mention: ActorMention) -> bool:
        if mention.description in self.lex["protagonist_roles"]:
            return True
        start = mention.span.start
        before = self.text[max(0, start - LEAD) : start].rpartition("\n")[2].rstrip(" *\t")
        return before.endswith(":") and before[:-1].strip(" *#-").lower() in self.lex["name_labels"]

    def _fold(self, aliased: dict[str, Entity]) -> None:
        """Gives the full names that are another's alias, as it turns out later, to that other."""
        folded: set[int] = set()
        for number, entity in self.full.items():
            other = aliased.get(key_of(self.mentions[number].name), entity)
            if other is not entity:
                self.full[number] = other
                folded.add(id(entity))
        if folded:
            for token, kept in self.by_token.items():
                self.by_token[token] = [one for one in kept if id(one) not in folded]

    def _protagonist(self) -> Entity | None:
        """Who the document is about: whom its heading names first, or else whom its first sentence begins with."""
        if not self.sentences or not self.mentions:
            return None
        for number, mention in enumerate(self.mentions[:KEPT]):
            # "Patient: Ray, Ann", "Name: Ann Ray"
            if mention.kind is ActorKind.PERSON and self._is_labelled(mention):
                self.labelled = True
                return self.full.get(number)
        first = self.full.get(0)
        sentence = self.sentences[0]
        if sentence.kind == "heading":
            if self.mentions[0].span.end <= sentence.span.end:
                return first if first is not None and first.kind is ActorKind.PERSON else None
            sentence = next((one for one in self.sentences[:KEPT] if one.kind != "heading"), sentence)
        mention = self.mentions[0]
        if first is None or first.kind is not ActorKind.PERSON or mention.span.start >= sentence.span.end:
            return None
        lead, subject = self._position(mention, 0)
        start = sentence.prefix.end if sentence.prefix else sentence.span.start
        return first if subject and lead - start < LEAD else None

    def _alias(self, mention: ActorMention, entity: Entity, aliased: dict[str, Entity]) -> None:
        for alias in mention.aliases:
            if self._is_collective(alias):
                continue
            entity.aliases[alias] = None
            self.terms[key_of(alias)] = (entity,)
            if entity.kind is ActorKind.PERSON and alias.isupper() and " " not in alias:
                # "Karen Bell (KB)": no body of these initials.
                self.renamed[key_of(alias)] = entity
            aliased[key_of(alias)] = entity
            self.by_name[key_of(alias)] = entity
            words = _WORDS.findall(alias)
            if entity.kind is ActorKind.PERSON and len(words) > 1:
                self._keep(words[-1], entity)

    def _is_collective(self, alias: str) -> bool:
        """True for what several are called together: ("the applicants")."""
        return alias.rpartition(" ")[2].lower() in self.lex.singular and (alias.islower() or " " not in alias)

    def _keep(self, token: str, entity: Entity) -> None:
        kept = self.by_token.setdefault(token, [])
        if entity not in kept:
            kept.append(entity)
            if len(kept) > KEPT:
                del kept[1]

    def _new(self, mention: ActorMention, words: tuple[str, ...], number: int) -> Entity:
        gender, guessed = mention.gender, False
        if gender is None and len(words) > 1 and mention.form == "name" and mention.kind is ActorKind.PERSON:
            gender = None if words[0] in self.lex.given else sexes().get(words[0])
            guessed = gender is not None
        entity = Entity(mention.name, mention.kind, words, number, gender, guessed)
        self.entities.append(entity)
        self.by_name.setdefault(key_of(mention.name), entity)
        if mention.form == "name" and mention.kind in (ActorKind.PERSON, ActorKind.ORGANIZATION):
            for token in self._own(words) if mention.kind is ActorKind.PERSON else words[:1]:
                self._keep(token, entity)
        if mention.kind is ActorKind.ORGANIZATION:
            entity.heads.update(w for word in words if (w := word.lower()) in self.lex["generic_orgs"])
            last = {word.lower() for word in words[-1:]}
            entity.heads.update(last & (self.lex["unit_nouns"] | self.lex["body_nouns"]))
            if len(words) > 1 and words[-1] in self.lex["outlets"]:
                # "The Trovik Post" is "the paper".
                entity.heads.update(self.lex["press_nouns"])
        if mention.kind is ActorKind.ORGANIZATION and len(words) > 1:
            for initials in self._initials(mention.name, words):
                owners = self.by_initials.setdefault(initials, [])
                # Two owners are as good as a hundred: the acronym is nobody's.
                if len(owners) < 2 and entity not in owners:
                    owners.append(entity)
        return entity

    def _own(self, words: tuple[str, ...]) -> set[str]:
        """The given name and the surname of a full name; "of Sand" in "Ulrich of Sand" is neither, nor is "Jr"."""
        last = (
            next((n for n, word in enumerate(words) if n and word in self.lex["genitive_prepositions"]), len(words)) - 1
        )
        while last and words[last] in self.lex["name_suffixes"]:
            last -= 1
        return {words[0], words[last]}

    def _initials(self, name: str, words: tuple[str, ...]) -> set[str]:
        demonyms = self.lex["demonyms"]
        while len(words) > 2 and len(words[0]) == 1:
            # "U.S."
            words = words[1:]
        head = next(iter(words), "")
        cut = 2 if " ".join(words[:2]) in demonyms else 1 if head in demonyms or head in self.lex.places else 0
        forms = [words, words[cut:]]
        return {
            initials for form in forms if len(initials := "".join(word[0] for word in form if word[0].isupper())) > 1
        }

    def _same(self, mention: ActorMention, words: tuple[str, ...], key: str) -> Entity | None:
        """The entity a full name already has: the same name, or one that differs by an initial or a middle name."""
        known = self.by_name.get(key)
        if known is not None and (known.kind is mention.kind or len(words) > 1):
            return known
        if mention.kind is ActorKind.PERSON and len(words) > 1:
            for other in reversed(self.by_token.get(words[-1], ())):
                if other.kind is ActorKind.PERSON and len(other.words) > 1 and _compatible(words, other.words):
                    if len(mention.name) > len(other.name):
                        other.name, other.words = mention.name, words
                        self.by_name.setdefault(key, other)
                    return other
            fitting = [one for one in self.by_token.get(words[0], ()) if self._has_more_surnames(one, words)]
            if len(fitting) == 1:
                (other,) = fitting
                self._keep(words[-1], other)
                if len(words) == len(other.words):
                    # Born Ida Ray, wed to a Lund: two names.
                    other.aliases[min(mention.name, other.name, key=len)] = None
                if len(mention.name) > len(other.name):
                    other.name, other.words = mention.name, words
                    self.by_name.setdefault(key, other)
                return other
        if mention.kind is ActorKind.ORGANIZATION and len(words) > 1:
            for other in reversed(self.by_token.get(words[0], ())):
                if other.kind is ActorKind.ORGANIZATION and self._shortens(words, other.words):
                    return other
                if other.kind is ActorKind.ORGANIZATION and self._shortens(other.words, words) and len(other.words) > 1:
                    other.name, other.words = mention.name, words
                    self.by_name.setdefault(key, other)
                    return other
        return None

    def _has_more_surnames(self, known: Entity, words: tuple[str, ...]) -> bool:
        """True if one of two full names has a surname more: "Ana Soto Paz" and "Ana Soto", "Ida Ray-Lund"."""
        short, long = sorted((words, known.words), key=lambda name: (len(name), len(name[-1])))
        if known.kind is not ActorKind.PERSON or len(short) != 2 or short[0] != long[0] or len(short[0]) < 3:
            return False
        if len(long) == 2:
            return "-" in long[1] and short[1] in long[1].split("-")
        return len(long) == 3 and short[1] == long[1] and long[2] not in self.lex["name_suffixes"]

    def _shortens(self, short: tuple[str, ...], long: tuple[str, ...]) -> bool:
        """True if `short` is `long` with its legal form or last words left off ("Solvex" for "Solvex Freight")."""
        if len(short) >= len(long) or long[: len(short)] != short:
            return False
        if len(short) == 1:
            return True
        return all(word in self.lex["org_suffixes"] or word in self.lex["org_heads"] for word in long[len(short) :])

    def _position(self, mention: ActorMention, sentence: int) -> tuple[int, bool]:
        """Where the phrase of a mention begins, with what is said before the name, and if it looks like a subject."""
        text, start = self.text, mention.span.start
        if mention.description:
            size = len(mention.description)
            for gap in (1, 2):
                if text.startswith(mention.description, start - gap - size) and start - gap - size >= 0:
                    start -= gap + size
                    break
        floor = self.starts[sentence] if sentence >= 0 else 0
        if text.startswith(self.lex.spelling.genitives, mention.span.end):
            return start, False
        end = start - 1 if start and text[start - 1].isspace() else start
        end = end - 1 if end and text[end - 1] == "," else end
        if (first := self.times.get(end)) is not None and first >= floor:
            # "The next day Dahl asked": what stands before the date decides.
            words = text[max(floor, first - 16) : first].split()
            if not words or words[-1].lower() in self.lex["temporal_prepositions"]:
                return start, len(words) < 2 or words[-2][-1] in ".,;:)"
        before = text[max(floor, start - 16) : start].rstrip()
        if before and (article := before.rsplit(None, 1)[-1]).lower() in self.lex["definite_articles"]:
            before = before[: -len(article)].rstrip()
        if not before or not before[-1].isalnum():
            return start, not before.endswith(("-", "/"))
        word = before.rsplit(None, 1)[-1].lstrip("\"'\u201c\u2018(")
        if word.lower() in self.lex["clause_leads"]:
            return start, True
        lead = text[max(floor, start - 40) : start].split()[:-1]
        if word[:1].isupper() and lead and lead[-1] in self.lesser:
            # "the ruling of Circuit Judge Ray"
            return start, False
        # "By Ann Ray" begins with a capital all the same.
        return start, not word[:1].islower() and word.lower() not in self.lesser

    def _named(self, number: int, mention: ActorMention) -> Entity:
        known = self.full.get(number)
        if self.renamed and (other := self.renamed.get(key_of(mention.name))) is not None:
            return other
        if known is not None:
            return known
        words = tuple(_WORDS.findall(mention.name)) or (mention.name,)
        key = key_of(mention.name)
        exact = self.by_name.get(key)
        if exact is not None and exact.kind is mention.kind and mention.kind is not ActorKind.PERSON:
            return exact
        wanted = mention.gender
        kept = self.by_token.get(words[-1] if mention.kind is ActorKind.PERSON else words[0], [])
        fitting = [
            one
            for one in kept
            if (wanted is None or one.gender is None or one.gender == wanted or not mention.title)
            and (one.kind is mention.kind or one.kind is ActorKind.PERSON or len(kept) == 1)
        ]
        if mention.kind is ActorKind.ORGANIZATION:
            fitting = [one for one in fitting if one.kind is ActorKind.ORGANIZATION] or fitting
        if mention.name.isupper() and len(mention.name) > 1 and not fitting:
            owners = self.by_initials.get(mention.name, ())
            if len(owners) == 1 and exact is None:
                (owner,) = owners
                owner.aliases[mention.name] = None
                return owner
        wife = self.wives.get(words[-1])
        if wife is not None and mention.title in self.lex["married_titles"] and wife not in fitting:
            fitting.append(wife)
        if fitting:
            met = [one for one in fitting if one.order < number]
            if not met:
                # A given name alone is nobody whom the text has yet to bring in.
                later = [
                    one for one in fitting if words[0] == one.words[-1] or one.words[0] in self.lex["surnames_asian"]
                ]
                if exact is None and (brother := self._shares(number, fitting)) is not None:
                    return brother
                if exact is None and len(fitting) == 1 and self._is_kin(mention):
                    # "their son Kit", whom the text calls Kit Rowe later
                    return fitting[0]
                if exact is None and (later or mention.kind is ActorKind.ORGANIZATION):
                    return (later or fitting)[0]
                return exact or self._new(mention, words, number)
            return self._namesake(met, mention)
        if exact is not None:
            return exact
        if len(mention.name.rstrip(".")) == 1 and (meant := self._of_initial(number, mention)) is not None:
            return meant
        return self._new(mention, words, number)

    def _of_initial(self, number: int, mention: ActorMention) -> Entity | None:
        """The one person named so far whose name begins with a letter: "A." for Alfred, "Mr H." for Mr Holmes."""
        letter = mention.name[0]
        met: dict[int, Entity] = {}
        for entity in self.entities:
            if entity.kind is not ActorKind.PERSON or entity.order >= number or len(entity.words[0]) < 2:
                continue
            if entity.words[-1 if mention.title else 0][0] == letter and (
                entity.gender in (mention.gender, None) or not mention.title
            ):
                met[id(entity)] = entity
        return next(iter(met.values())) if len(met) == 1 else None

    def _is_kin(self, mention: ActorMention) -> bool:
        words = (mention.description or "").split()
        return bool(words) and words[-1].lower() in self.lex["kin"]

    def _shares(self, number: int, fitting: list[Entity]) -> Entity | None:
        """Who the given name in "Amos and Silas Reeve" means, if the text has an Amos Reeve."""
        after = self.full.get(number + 1)
        if after is None or after.kind is not ActorKind.PERSON:
            return None
        end, start = self.mentions[number].span.end, self.mention_starts[number + 1]
        if start - end > 8 or not BETWEEN.match(self.text, end, start):
            return None
        return next((one for one in fitting if one.words[-1] == after.words[-1] and one is not after), None)

    def _namesake(self, met: list[Entity], mention: ActorMention) -> Entity:
        """Whom a surname means that several bear: who the document is about, or else who was named last."""
        wife = self.wives.get(mention.name)
        if wife is not None and wife in met and mention.title in self.lex["married_titles"]:
            # "Mrs Ashby", whom the text has seen marry one
            return wife
        if mention.title and mention.gender:
            met = [one for one in met if one.gender == mention.gender] or met
        if self.subject is not None and self.subject in met:
            return self.subject
        # "Her daughter, Liv Holt, said ...": "Ms Holt" is still the mother.
        kin = {id(one) for other in met for one in other.kin.values()}
        heads = [one for one in met if id(one) not in kin] or met
        often = sorted(heads, key=lambda one: -len(one.mentions))
        if len(often) > 1 and len(often[0].mentions) > 2 * len(often[1].mentions):
            # Somebody named in passing does not take over the name of whom the text tells.
            return often[0]
        return max(heads, key=lambda one: max(one.seen, one.order))

    def _call(self, entity: Entity, heads: Iterable[str]) -> None:
        for head in heads:
            if len(entity.heads) < KEPT:
                entity.heads.add(head)


def key_of(name: str) -> str:
    """A name without what may differ in its spelling."""
    return " ".join(name.replace("-", " ").replace(".", " ").casefold().split())


def _compatible(one: Iterable[str], other: Iterable[str]) -> bool:
    """True if two full names of one surname may be the same person's: "J. Adler", "Ruth M. Adler"."""
    first, second = list(one), list(other)
    if first[-1] != second[-1]:
        return False
    a, b = first[0], second[0]
    if a != b and not (a[0] == b[0] and (len(a) == 1 or len(b) == 1)):
        return False
    if len(first) == len(second):
        return all(x == y or (x[0] == y[0] and 1 in (len(x), len(y))) for x, y in zip(first, second, strict=True))
    return len(first) == 2 or len(second) == 2
