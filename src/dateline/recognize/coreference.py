"""Who is meant: the mentions of a document tied together into actors, each under its fullest name."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import Factory, define

from dateline.model import Actor, ActorKind, Document, Mention
from dateline.recognize.names import Gender, Lexicon, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.recognize import ActorMention, Annotations

__all__ = ["link"]

# How many sentences a pronoun may stand from the last word of the person it means; "it" and "they" reach one back.
REACH: Final = 12
# How many persons of one surname, or bodies of one first word, are kept in mind: bounds the work on hostile text.
KEPT: Final = 12

# How far into its sentence, in characters, the name may stand that the sentence begins with: "On Monday Ann Ray".
LEAD: Final = 24
# How far, in characters, the object of a clause may stand from its subject.
CLAUSE: Final = 120

_BETWEEN = re.compile(r"(?:\s*\([^()]{0,80}\))?\s*,?\s+(?:and|&)\s+(?:(?:his|her|their|the)\s+[a-z]+\s+)?\Z")
_INTRODUCED = re.compile(r"([^,.;:!?]*),\s+([a-z]+)\b")
_WORDS = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_NEXT = re.compile(r"[\"'\u201d\u2019)]?\s*,?\s*([a-z]+)")

_Entities: TypeAlias = "tuple[_Entity, ...]"


@define(eq=False)
class _Entity:
    """An actor in the making."""

    name: str
    kind: ActorKind
    words: tuple[str, ...]
    order: int
    gender: Gender = None
    description: str | None = None
    aliases: dict[str, None] = Factory(dict)
    heads: set[str] = Factory(set)
    mentions: list[int] = Factory(list)
    seen: int = -1
    kin: dict[str, _Entity] = Factory(dict)


def link(document: Document, annotations: Annotations) -> tuple[list[Actor], dict[int, tuple[Actor, ...]]]:
    """The actors of a document in order of appearance, and for each index into `annotations.actors` who is meant.

    Most mentions mean one actor, "the couple" and "they" may mean several; a mention that cannot be tied to anybody has
    no entry.  `Actor.aliases` holds true other names only (stated as such, or an acronym made of exactly the initials
    of one organization); surnames, titles and pronouns are mentions.
    """
    linker = _Linker(document, annotations)
    linker.introduce()
    linker.resolve()
    return linker.actors()


class _Linker:
    """The state of one pass through the mentions."""

    def __init__(self, document: Document, annotations: Annotations) -> None:
        self.document = document
        self.text = document.text
        self.lex: Lexicon = lexicon(document.locale)
        self.mentions = annotations.actors
        self.starts = [sentence.span.start for sentence in annotations.sentences]
        self.sentences = annotations.sentences
        self.quotations = [q for q in annotations.quotations if q.direct]
        self.quote_starts = [q.span.start for q in self.quotations]
        self.mention_starts = [mention.span.start for mention in self.mentions]
        self.entities: list[_Entity] = []
        self.full: dict[int, _Entity] = {}
        self.by_name: dict[str, _Entity] = {}
        self.by_token: dict[str, list[_Entity]] = {}
        self.by_head: dict[str, _Entity] = {}
        self.by_initials: dict[str, list[_Entity]] = {}
        self.renamed: dict[str, _Entity] = {}
        self.result: dict[int, _Entities] = {}
        # gender -> (entity, sentence): who a pronoun means, and who else was near without being the subject
        self.chain: dict[str, tuple[_Entity, int]] = {}
        self.near: dict[str, tuple[_Entity, int]] = {}
        self.thing: tuple[_Entity, int] | None = None
        self.many: tuple[_Entities, int] | None = None
        self.pair: _Entities = ()
        self.wedded: _Entities = ()
        # surname of the husband -> wife
        self.wives: dict[str, _Entity] = {}
        self.recent: list[_Entity] = []
        self.company: _Entity | None = None
        self.speaker: tuple[_Entity, int] | None = None
        # who the document is about
        self.subject: _Entity | None = None
        # who does what the clause says, where the mention of them ends, and in which sentence
        self.doing: tuple[_Entity, int, int] | None = None
        # the persons of this sentence and of the one before; None once somebody else is there
        self.present: tuple[int, list[_Entity] | None] = (-1, [])
        self.before: tuple[int, list[_Entity] | None] = (-1, [])
        lex = self.lex
        self.objects = lex["pronouns_object"] | lex["pronouns_reflexive"]
        self.lesser = lex["complement_prepositions"] | lex["agent_prepositions"]
        self.times = {timex.span.end: timex.span.start for timex in annotations.timexes}

    # -- full names --------------------------------------------------------------------------------------------------

    def introduce(self) -> None:
        """Makes an entity of every full name, so that a headline may use a surname before the text gives the whole."""
        aliased: dict[str, _Entity] = {}
        short: list[int] = []
        for number, mention in enumerate(self.mentions):
            if mention.form != "name":
                continue
            words = tuple(_WORDS.findall(mention.name)) or (mention.name,)
            key = _key(mention.name)
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
            # "Norvex, also known as NVX", where another sentence has "Norvex Freight".
            mention = self.mentions[number]
            entity = self._named(number, mention)
            self.full[number] = entity
            self._alias(mention, entity, aliased)
        if short:
            self._fold(aliased)
        for mention in self.mentions:
            if mention.title and mention.gender and mention.form == "name" and mention.kind is ActorKind.PERSON:
                kept = self.by_token.get(mention.name.split()[-1], ())
                if len(kept) == 1 and kept[0].gender is None:
                    kept[0].gender = mention.gender
        self.subject = self._protagonist()

    def _fold(self, aliased: dict[str, _Entity]) -> None:
        """Gives the full names that are another's alias, as it turns out later, to that other."""
        folded: set[int] = set()
        for number, entity in self.full.items():
            other = aliased.get(_key(self.mentions[number].name), entity)
            if other is not entity:
                self.full[number] = other
                folded.add(id(entity))
        if folded:
            for token, kept in self.by_token.items():
                self.by_token[token] = [one for one in kept if id(one) not in folded]

    def _protagonist(self) -> _Entity | None:
        """Who the document is about: whom its heading names first, or else whom its first sentence begins with."""
        if not self.sentences or not self.mentions:
            return None
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

    def _alias(self, mention: ActorMention, entity: _Entity, aliased: dict[str, _Entity]) -> None:
        for alias in mention.aliases:
            entity.aliases[alias] = None
            aliased[_key(alias)] = entity
            self.by_name[_key(alias)] = entity
            words = _WORDS.findall(alias)
            if entity.kind is ActorKind.PERSON and len(words) > 1:
                self._keep(words[-1], entity)

    def _keep(self, token: str, entity: _Entity) -> None:
        kept = self.by_token.setdefault(token, [])
        if entity not in kept:
            kept.append(entity)
            if len(kept) > KEPT:
                del kept[1]

    def _new(self, mention: ActorMention, words: tuple[str, ...], number: int) -> _Entity:
        entity = _Entity(mention.name, mention.kind, words, number, mention.gender)
        self.entities.append(entity)
        self.by_name.setdefault(_key(mention.name), entity)
        if mention.form == "name" and mention.kind in (ActorKind.PERSON, ActorKind.ORGANIZATION):
            for token in self._own(words) if mention.kind is ActorKind.PERSON else words[:1]:
                self._keep(token, entity)
        if mention.kind is ActorKind.ORGANIZATION:
            entity.heads.update(w for word in words if (w := word.lower()) in self.lex["generic_orgs"])
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
        last = words.index("of") - 1 if "of" in words[1:] else len(words) - 1
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

    def _same(self, mention: ActorMention, words: tuple[str, ...], key: str) -> _Entity | None:
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
        if mention.kind is ActorKind.ORGANIZATION and len(words) > 1:
            for other in reversed(self.by_token.get(words[0], ())):
                if other.kind is ActorKind.ORGANIZATION and self._shortens(words, other.words):
                    return other
                if other.kind is ActorKind.ORGANIZATION and self._shortens(other.words, words) and len(other.words) > 1:
                    other.name, other.words = mention.name, words
                    self.by_name.setdefault(key, other)
                    return other
        return None

    def _shortens(self, short: tuple[str, ...], long: tuple[str, ...]) -> bool:
        """True if `short` is `long` with its legal form or last words left off ("Norvex" for "Norvex Freight")."""
        if len(short) >= len(long) or long[: len(short)] != short:
            return False
        if len(short) == 1:
            return True
        return all(word in self.lex["org_suffixes"] or word in self.lex["org_heads"] for word in long[len(short) :])

    # -- all mentions in order ---------------------------------------------------------------------------------------

    def resolve(self) -> None:
        """Ties every mention, in text order, to whom it means."""
        previous: tuple[ActorMention, _Entities, bool] | None = None
        for number, mention in enumerate(self.mentions):
            start = mention.span.start
            sentence = bisect_right(self.starts, start) - 1
            lead, subject = self._position(mention, sentence)
            coordinated = (
                previous is not None
                and mention.form == "name"
                and 0 < start - previous[0].span.end < 60
                and _BETWEEN.match(self.text, previous[0].span.end, start) is not None
            )
            if previous is not None and (coordinated or self._joined(previous[0].span.end, lead)):
                subject = previous[2]
            if mention.form == "name":
                entities: _Entities = (self._named(number, mention),)
                entity = entities[0]
                if mention.description:
                    self._described(entity, mention, number)
                if mention.title:
                    self._call(entity, [word.lower() for word in mention.title.split() if word[0].isupper()])
                if mention.gender and entity.gender is None:
                    entity.gender = mention.gender
                if mention.title and len(entity.words) == 1 and entity.name == mention.name:
                    # "Ms Kelly", of whom no more is said.
                    entity.name = " ".join(mention.text.split())
            elif mention.form == "pronoun":
                entities = self._pronoun(mention, sentence, subject)
            else:
                entities = self._description(number, mention, sentence)
            if mention.form != "name":
                for alias in mention.aliases if len(entities) == 1 else ():
                    entities[0].aliases[alias] = None
                    self.renamed[_key(alias)] = entities[0]
            if not entities:
                continue
            self.result[number] = entities
            for entity in entities:
                entity.mentions.append(number)
                entity.seen = number
                for head in entity.heads:
                    self.by_head[head] = entity
            self._remember(mention, entities, sentence, subject)
            self._count(entities, sentence)
            if len(entities) == 1 and subject and mention.name not in self.lex["possessive_pronouns"]:
                self.doing = entities[0], mention.span.end, sentence
            elif len(entities) == 1 and mention.kind is ActorKind.PERSON:
                self._wed(entities[0], mention, sentence)
            if mention.form == "name":
                if (
                    coordinated
                    and previous is not None
                    and previous[1][0] is not entities[0]
                    and previous[1][0].kind is entities[0].kind
                ):
                    both = (*previous[1], *entities)[-3:]
                    self.many = both, sentence
                    if entities[0].kind is ActorKind.PERSON:
                        self.pair = both[-2:]
                    elif self.thing and self.thing[1] == sentence:
                        self.thing = None
                    entities = both
                if mention.kind is not ActorKind.PLACE:
                    previous = mention, entities, subject
            elif mention.name in self.lex["pronouns_subject"]:
                # "she and the sculptor Erik Quist"
                previous = mention, entities, subject

    def _joined(self, end: int, lead: int) -> bool:
        """True if "and", perhaps after a few words of apposition, joins a phrase to the name that ends at `end`."""
        return 0 < lead - end < 40 and self.text[end:lead].rstrip().endswith(" and")

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
        if text[mention.span.end : mention.span.end + 2] in ("'s", "\u2019s"):
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
        # "By Ann Ray" begins with a capital all the same.
        return start, not word[:1].islower() and word.lower() not in self.lesser

    def _named(self, number: int, mention: ActorMention) -> _Entity:
        known = self.full.get(number)
        if self.renamed and (other := self.renamed.get(_key(mention.name))) is not None:
            return other
        if known is not None:
            return known
        words = tuple(_WORDS.findall(mention.name)) or (mention.name,)
        key = _key(mention.name)
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
                if exact is None and (later or mention.kind is ActorKind.ORGANIZATION):
                    return (later or fitting)[0]
                return exact or self._new(mention, words, number)
            return self._namesake(met, mention)
        if exact is not None:
            return exact
        return self._new(mention, words, number)

    def _shares(self, number: int, fitting: list[_Entity]) -> _Entity | None:
        """Who the given name in "Amos and Silas Reeve" means, if the text has an Amos Reeve."""
        after = self.full.get(number + 1)
        if after is None or after.kind is not ActorKind.PERSON:
            return None
        end, start = self.mentions[number].span.end, self.mention_starts[number + 1]
        if start - end > 8 or not _BETWEEN.match(self.text, end, start):
            return None
        return next((one for one in fitting if one.words[-1] == after.words[-1] and one is not after), None)

    def _namesake(self, met: list[_Entity], mention: ActorMention) -> _Entity:
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
        return max(heads, key=lambda one: max(one.seen, one.order))

    def _remember(self, mention: ActorMention, entities: _Entities, sentence: int, subject: bool) -> None:
        """Notes what later pronouns and short descriptions may point back to."""
        if len(entities) != 1:
            self.many = entities, sentence
            return
        (entity,) = entities
        kind = entity.kind
        if sentence >= 0 and self.sentences[sentence].kind == "heading" and self._signs(mention):
            return
        if kind is ActorKind.PERSON:
            if subject and self._speaks_of(mention, entity):
                self.speaker = entity, sentence
                subject = False
            # "Ames thanked him. He left": the subject goes on, not whom it was done to, unless the sentence has both.
            earlier = self.mention_starts[entity.mentions[-2]] if len(entity.mentions) > 1 else -1
            leading = mention.form == "pronoun" and (
                mention.name not in self.objects
                or mention.name in self.lex["possessive_pronouns"]
                or earlier >= self.starts[max(sentence, 0)]
            )
            genders = (entity.gender,) if entity.gender in ("m", "f") else ("m", "f")
            for gender in genders:
                known = self.chain.get(gender)
                vague = mention.form == "description" and entity.gender is None
                if known is None or sentence - known[1] > 2 or leading or (subject and not vague):
                    if known and known[0] is not entity:
                        self.near[gender] = known
                    self.chain[gender] = entity, sentence
                elif known[0] is not entity:
                    self.near[gender] = entity, sentence
            if mention.form != "pronoun":
                if entity in self.recent:
                    self.recent.remove(entity)
                self.recent.append(entity)
                del self.recent[:-4]
                self._note_speaker(mention, entity, sentence)
        elif kind is ActorKind.ORGANIZATION:
            if subject or mention.form == "pronoun":
                self.thing = entity, sentence
            if mention.form == "name" and not self._special(entity):
                self.company = entity
        elif kind is ActorKind.GROUP:
            self.many = entities, sentence

    def _note_speaker(self, mention: ActorMention, entity: _Entity, sentence: int) -> None:
        after = _NEXT.match(self.text, mention.span.end, mention.span.end + 24)
        if after and after[1] in self.lex["speech_verbs"]:
            self.speaker = entity, sentence
            return
        before = self.text[max(0, mention.span.start - 14) : mention.span.start].split()
        # '"It is late," said Ann', but not "he told Ann"
        said = bool(before) and before[-1] in self.lex["speech_verbs"] and (not before[1:] or not before[-2].isalnum())
        if (
            said
            or " ".join(before[-2:]).lower() in self.lex["source_phrases"]
            or (after and after[1] in self.lex["denying_verbs"])
        ):
            self.speaker = entity, sentence

    def _signs(self, mention: ActorMention) -> bool:
        """True for who wrote the document: "By Ann Ray"."""
        before = self.text[max(0, mention.span.start - 4) : mention.span.start]
        words = before.lower().split()
        return mention.kind is ActorKind.PERSON and words[-1:] != [] and words[-1] in self.lex["agent_prepositions"]

    def _speaks_of(self, mention: ActorMention, entity: _Entity) -> bool:
        """True for a relative who speaks of whom the document is about: "Her sister, Ida Holt, said she had"."""
        if self.subject is None or entity is self.subject or entity not in self.subject.kin.values():
            return False
        after = _NEXT.match(self.text, mention.span.end, mention.span.end + 24)
        return after is not None and after[1] in self.lex["speech_verbs"]

    def _count(self, entities: _Entities, sentence: int) -> None:
        """Keeps who is named in a sentence, as long as it is persons only."""
        if sentence != self.present[0]:
            self.before = self.present
            self.present = sentence, []
        kept = self.present[1]
        if kept is None:
            return
        entity, *others = entities
        if others or entity.kind not in (ActorKind.PERSON, ActorKind.PLACE) or len(kept) > 2:
            self.present = sentence, None
        elif entity.kind is ActorKind.PERSON and entity not in kept:
            kept.append(entity)

    def _wed(self, entity: _Entity, mention: ActorMention, sentence: int) -> None:
        """Makes a couple of two whom a verb joins: "She married the painter Jens Aas"."""
        if self.doing is None or self.doing[2] != sentence or self.doing[0] is entity:
            return
        between = self.text[self.doing[1] : mention.span.start] if mention.span.start - self.doing[1] < 80 else ""
        if any(word in self.lex["pairing_verbs"] for word in between.split()[:4]):
            self.pair = self.doing[0], entity
            self.wedded = self.pair
            self.many = self.pair, sentence
            for one, other in (self.pair, self.pair[::-1]):
                if one.gender != "m" and other.gender != "f" and len(other.words) > 1:
                    self.wives[other.words[-1]] = one

    def _special(self, entity: _Entity) -> bool:
        """True for a body that nobody calls "the company": a court, a ministry, a newspaper."""
        last = entity.words[-1].lower()
        if entity.heads & self.lex["corporate_nouns"]:
            return False
        return (last in self.lex["generic_orgs"] and last not in self.lex["corporate_nouns"]) or bool(
            entity.heads & self.lex["press_nouns"]
        )

    # -- pronouns ----------------------------------------------------------------------------------------------------

    def _pronoun(self, mention: ActorMention, sentence: int, subject: bool) -> _Entities:
        if mention.kind is ActorKind.ORGANIZATION:
            if self.thing and sentence - self.thing[1] <= 1:
                return (self.thing[0],)
            return ()
        if mention.kind is ActorKind.GROUP:
            if self.many and sentence - self.many[1] <= 1:
                return self.many[0]
            where, two = self.before if self.present[0] == sentence else self.present
            if subject and self.wedded and all(self._sentence(one) >= sentence - 2 for one in self.wedded):
                return self.wedded
            if subject and where == sentence - 1 and two is not None and len(two) == 2:
                # "Ann Ray met Tom Lund. They left."
                self.pair = two[0], two[1]
                return self.pair
            return ()
        gender = mention.gender or "m"
        excluded = self._speakers(mention)
        doer = self._doer(mention, sentence)
        if mention.name in self.lex["pronouns_reflexive"]:
            return (doer,) if doer is not None and doer.gender in (gender, None) else ()
        if doer is not None:
            excluded.append(doer)
        options = [self.chain.get(gender), self.near.get(gender)]
        if self._nearer(mention, sentence, *options):
            options.reverse()
        if (
            mention.name in self.lex["pronouns_subject"]
            and self.speaker is not None
            and sentence - self.speaker[1] <= 2
        ):
            before = self.text[max(0, mention.span.start - 3) : mention.span.start].rstrip()
            after = _NEXT.match(self.text, mention.span.end, mention.span.end + 20)
            closing = before.endswith((",", "\u201d", '"', "\u2019", "'"))
            speech = after is not None and after[1] in self.lex["speech_verbs"] and closing
            adding = after is not None and after[1] in self.lex["adding_verbs"]
            if (speech or adding) and not excluded:
                options.insert(0, self.speaker)
        if subject and self.subject is not None and self._opens_paragraph(mention, sentence):
            options.insert(0, (self.subject, sentence))
        for option in options:
            if option is None:
                continue
            entity, where = option
            if sentence - where > REACH or entity in excluded or entity.gender not in (gender, None):
                continue
            if entity.gender is None and entity in self.wedded:
                # of a couple whom the pronoun fits for sure
                sure = [one for one in self.wedded if one.gender == gender and one not in excluded]
                entity = sure[0] if sure else entity
            entity.gender = mention.gender
            return (entity,)
        return ()

    def _sentence(self, entity: _Entity) -> int:
        """The sentence that last mentions somebody; -1 if none has."""
        return bisect_right(self.starts, self.mention_starts[entity.mentions[-1]]) - 1 if entity.mentions else -1

    def _nearer(
        self, mention: ActorMention, sentence: int, chain: tuple[_Entity, int] | None, near: tuple[_Entity, int] | None
    ) -> bool:
        """True if a pronoun rather means who was last named beside the subject than who the subject was before."""
        if chain is None or near is None or near[1] <= chain[1] or near == self.speaker:
            return False
        if near[1] < sentence:
            # "She married Tom Lund. He died", where another man was the subject long before
            return near[1] == sentence - 1 and chain[1] < sentence - 1
        before = self.text[max(0, mention.span.start - 12) : mention.span.start].split()
        # "Ann Ray asked Tom Lund; he refused"
        return bool(before) and (before[-1].endswith((";", ":")) or before[-1] in self.lex["clause_leads"])

    def _opens_paragraph(self, mention: ActorMention, sentence: int) -> bool:
        """True for the first "she" of a paragraph where who the document is about is named far more than others."""
        start = self.starts[sentence] if sentence >= 0 else 0
        end = self.sentences[sentence - 1].span.end if sentence > 0 else 0
        if (
            self.subject is None
            or self.text.count("\n", end, start) < 2
            or mention.name not in self.lex["pronouns_subject"]
        ):
            return False
        if bisect_right(self.mention_starts, mention.span.start - 1) > bisect_right(self.mention_starts, start - 1):
            # somebody is named before in the same sentence
            return False
        other = self.chain.get(mention.gender or "")
        return other is None or 2 * len(other[0].mentions) < len(self.subject.mentions)

    def _doer(self, mention: ActorMention, sentence: int) -> _Entity | None:
        """Who does what the clause says, and so is not its "him" or "her": "Ames sent two men after him"."""
        if self.doing is None or self.doing[2] != sentence or mention.name not in self.objects:
            return None
        entity, end, _ = self.doing
        start = mention.span.start
        if not 0 < start - end < CLAUSE:
            return None
        if mention.name in self.lex["possessive_pronouns"] and not self._is_object(mention.span.end):
            return None
        # ", the vicar, buried him"
        between = self.text[end:start].lstrip(" ,")
        words = between.split()
        if not words and mention.name in self.lex["pronouns_reflexive"]:
            return entity
        if not words or any(c in between for c in ',;:.()"\u201c'):
            return None
        lex = self.lex
        # "after him" begins no clause
        if any(word in lex["clause_leads"] for word in words[:-1]) or lex["speech_verbs"].intersection(words[1:]):
            return None
        if mention.name in self.lex["pronouns_reflexive"]:
            return entity
        # "Ames saw the road ahead of him": where something is may be told of the doer.
        if words[-1] in lex["surrounding_prepositions"] or "to" in words[:-1] or "ahead" in words:
            return None
        return entity

    def _is_object(self, end: int) -> bool:
        """True if "her" that ends at `end` belongs to no noun behind it."""
        if self.text[end : end + 1] in (*".,;:!?)", "") or self.text[end + 1 : end + 2] in ('"', "\u201c"):
            return True
        following = _WORDS.match(self.text, end + 1)
        return following is not None and (
            following[0] in self.lex["function_words"] or following[0] in self.lex["actor_determiners"]
        )

    def _speakers(self, mention: ActorMention) -> list[_Entity]:
        """Who speaks the direct quotation a pronoun stands in: they would say "I"."""
        at = bisect_right(self.quote_starts, mention.span.start) - 1
        if at < 0 or not self.quotations[at].span.contains(mention.span):
            return []
        out: list[_Entity] = []
        for span in self.quotations[at].speakers:
            first = bisect_right(self.mention_starts, span.start - 1)
            for number in range(first, min(first + 4, len(self.mentions))):
                one = self.mentions[number]
                if one.span.start >= span.end:
                    break
                if number in self.result:
                    out.extend(self.result[number])
                elif number in self.full:
                    out.append(self.full[number])
                elif one.form == "name":
                    out.extend(self.by_token.get(one.name.split()[-1], ()))
        return out

    # -- descriptions ------------------------------------------------------------------------------------------------

    def _owner(self, start: int, number: int) -> _Entity | None:
        """Who a possessive phrase that begins at `start` belongs to: "her sister", "the fund's chair"."""
        at = bisect_right(self.mention_starts, start - 1)
        for other in range(at, min(at + 3, len(self.mentions))):
            if other == number or self.mention_starts[other] > start:
                break
            if other in self.result and len(self.result[other]) == 1:
                return self.result[other][0]
        return None

    def _described(self, entity: _Entity, mention: ActorMention, number: int) -> None:
        """Takes in what is said of a name beside it: "her uncle, Carlo Marchetti"."""
        description = mention.description or ""
        if entity.description is None:
            entity.description = description
        head = self._head(description)
        if not head:
            return
        self._call(entity, head)
        start = mention.span.start
        for gap in (1, 2):
            place = start - gap - len(description)
            if place >= 0 and self.text.startswith(description, place):
                break
        else:
            place = self.text.find(description.split()[0], mention.span.end, mention.span.end + 60)
        for word in head:
            self._relate(entity, word, description, place, number)

    def _call(self, entity: _Entity, heads: Iterable[str]) -> None:
        for head in heads:
            if len(entity.heads) < KEPT:
                entity.heads.add(head)

    def _relate(self, entity: _Entity, head: str, description: str, start: int, number: int) -> None:
        lowered = description.split()
        owner = self._owner(start, number) if start >= 0 else None
        possessive = (
            lowered[0].lower() in self.lex["possessive_pronouns"] or "'s " in description or "\u2019s " in description
        )
        if owner is not None and owner is not entity and possessive:
            owner.kin[head] = entity
        elif head in self.lex["agent_roles"] and (" for " in description or " of " in description):
            # "A lawyer for Vallström": from then on "his client" is Vallström.
            at = bisect_right(self.mention_starts, start)
            for other in range(at, min(at + 3, len(self.mentions))):
                if other in self.result and self.mention_starts[other] < start + len(description):
                    entity.kin["client"] = self.result[other][0]

    def _head(self, phrase: str) -> list[str]:
        """The nouns of a phrase that say what somebody is: ["manager"] for "Pryce's depot manager at Felixstowe"."""
        words = phrase.split()
        for number, word in enumerate(words):
            if number and word in self.lex["complement_prepositions"]:
                words = words[:number]
                break
        out: list[str] = []
        for number in range(len(words) - 1, -1, -1):
            word = words[number]
            if word.endswith(("'s", "\u2019s")):
                break
            word = word.strip(",.;:()\"'").lower()
            if self.lex.codes.get(word) or number == len(words) - 1:
                out.append(self.lex.singular.get(word, word))
        return out[:3]

    def _description(self, number: int, mention: ActorMention, sentence: int) -> _Entities:
        lex = self.lex
        first = mention.text.split(None, 1)[0].lower()
        heads = self._head(mention.name)
        head = heads[0] if heads else mention.name.lower()
        if head in lex["couple_nouns"]:
            return self._couple(number, mention)
        own = (
            first in lex["possessive_pronouns"]
            or first.endswith(("'s", "\u2019s"))
            or "'s " in mention.text
            or "\u2019s " in mention.text
        )
        if own:
            return self._owned(number, mention, head)
        if mention.kind is ActorKind.PERSON and (leading := self._introduces(mention, sentence)):
            return leading
        if first in lex["indefinite"] or first[0].isdigit():
            return (self._make(mention, mention.name, number, head),)
        definite = first in lex["definite_determiners"]
        if mention.kind is ActorKind.GROUP:
            key = _key(mention.name)
            known = self.by_name.get(key)
            if definite and known is None and self.pair and " two " in mention.text:
                return self.pair
            if known is None and definite:
                known = self.by_head.get(head)
                if known is not None and (known.kind is not ActorKind.GROUP or " " in mention.name):
                    known = None
            return (known or self._make(mention, mention.name, number, head),)
        if mention.kind is ActorKind.ORGANIZATION:
            return self._body(number, mention, head, definite)
        known = self.by_head.get(head)
        if (
            definite
            and known is not None
            and known.kind is ActorKind.ORGANIZATION
            and head not in lex["generic_orgs"]
            and " " not in mention.name
        ):
            # "The claimant, Gorse Bakery Ltd," and then "the claimant"
            return (known,)
        if (
            known is not None
            and known.kind is ActorKind.PERSON
            and known.gender in (mention.gender, None, known.gender if mention.gender is None else None)
        ):
            words = set(mention.name.lower().split())
            if len(words) == 1 or words & set((known.description or known.name).lower().split()):
                return (known,)
        # ", the second daughter of Pietro Marchetti": still the subject of the clause.
        before = self.text[max(0, mention.span.start - 2) : mention.span.start].rstrip()
        of = " of " in mention.text or self.text.startswith(" of ", mention.span.end)
        if before.endswith(",") and head in lex["kin"] and of:
            near = [self.chain.get(gender) for gender in (mention.gender or "fm")]
            chains = [one for one in near if one is not None and sentence - one[1] <= 2]
            if chains:
                child = max(chains, key=lambda one: (one[0] is self.subject, one[1]))[0]
                self._parent(child, number, mention, head)
                return (child,)
        exact = self.by_name.get(_key(mention.name))
        if exact is not None and exact.kind is ActorKind.PERSON:
            return (exact,)
        if definite and head in lex["protagonist_roles"]:
            # The patient of a case history is whom it began with, and hardly the doctor.
            for other in self.entities[:KEPT]:
                if other.kind is ActorKind.PERSON and other.mentions and not other.heads & lex["carer_roles"]:
                    self._call(other, [head])
                    return (other,)
        if definite and head in lex["person_nouns"]:
            chain = self.chain.get(mention.gender or "")
            if chain and sentence - chain[1] <= 3:
                return (chain[0],)
        return (self._make(mention, mention.name, number, head),)

    def _introduces(self, mention: ActorMention, sentence: int) -> _Entities:
        """Who a phrase that opens a sentence is said of: "The son of a sailor, he grew up in Leeds"."""
        start, end = mention.span.start, mention.span.end
        if sentence < 0 or start - self.starts[sentence] > 1:
            return ()
        match = _INTRODUCED.match(self.text, end, min(end + CLAUSE, self.sentences[sentence].span.end))
        if match is None or match[2] not in self.lex["pronouns_subject"]:
            return ()
        words = match[1].split()
        if any(word in self.lex.verbs for word in words) or (words and words[-1].endswith("ed")):
            return ()
        gender = "m" if match[2] in self.lex["pronouns_m"] else "f"
        chain = self.chain.get(gender)
        if chain is None or mention.gender not in (gender, None) or chain[0].gender not in (gender, None):
            return ()
        return (chain[0],)

    def _parent(self, child: _Entity, number: int, mention: ActorMention, head: str) -> None:
        """Remembers that X is the father or mother in "son of X"."""
        if head not in self.lex["child_nouns"]:
            return
        for other in range(number + 1, min(number + 3, len(self.mentions))):
            entity = self.full.get(other)
            if entity and entity.kind is ActorKind.PERSON and self.mention_starts[other] < mention.span.end:
                child.kin["mother" if entity.gender == "f" else "father"] = entity
                return

    def _couple(self, number: int, mention: ActorMention) -> _Entities:
        where, two = self.before
        if not self.pair and where >= 0 and two is not None and len(two) == 2:
            self.pair = two[0], two[1]
        if not self.pair and len(self.recent) > 1:
            self.pair = (self.recent[-2], self.recent[-1])
        if self.pair:
            return self.pair
        return (self._make(mention, mention.name, number, "couple"),)

    def _owned(self, number: int, mention: ActorMention, head: str) -> _Entities:
        owner = self._owner(mention.span.start, number)
        if owner is None:
            return (self._make(mention, mention.name, number, head),)
        known = owner.kin.get(head)
        if known is not None:
            return (known,)
        if mention.text == mention.name or "'s " in owner.name or "\u2019s " in owner.name:
            name = mention.name
        else:
            tail = "'" if owner.name.endswith("s") and mention.kind is ActorKind.GROUP else "'s"
            name = f"{owner.name}{tail} {mention.name}"
        if len(name) > 120:
            name = mention.name
        made = self._make(mention, name, number, head)
        owner.kin[head] = made
        return (made,)

    def _body(self, number: int, mention: ActorMention, head: str, definite: bool) -> _Entities:
        """ "the fund", "the company", "the board": the last body of that sort; a standing one may be new."""
        known = self.by_name.get(_key(mention.name))
        if known is not None and known.kind is ActorKind.ORGANIZATION and mention.name[0].isupper():
            return (known,)
        known = self.by_head.get(head)
        if (
            definite
            and head in self.lex["corporate_nouns"]
            and self.company is not None
            and (known is None or known.seen < self.company.seen)
        ):
            return (self.company,)
        if known is not None and known.kind is ActorKind.ORGANIZATION:
            return (known,)
        if head in self.lex["press_nouns"]:
            for word in self.lex["press_nouns"]:
                known = self.by_head.get(word)
                if known is not None:
                    return (known,)
        exact = self.by_name.get(_key(mention.name))
        if exact is not None:
            return (exact,)
        if head in self.lex["standing_orgs"] or " " in mention.name:
            return (self._make(mention, mention.name, number, head),)
        return ()

    def _make(self, mention: ActorMention, name: str, number: int, head: str) -> _Entity:
        entity = self._new(mention, tuple(name.split()), number)
        entity.name = name
        entity.heads.add(head)
        return entity

    # -- the actors --------------------------------------------------------------------------------------------------

    def actors(self) -> tuple[list[Actor], dict[int, tuple[Actor, ...]]]:
        """The finished actors and who each mention means."""
        made: dict[int, Actor] = {}
        taken: dict[tuple[str, ActorKind], int] = {}
        out: list[Actor] = []
        source, text = self.document.source, self.text
        for entity in sorted((e for e in self.entities if e.mentions), key=lambda e: (e.mentions[0], e.order)):
            mentions = tuple(
                Mention(span, text[span.start : span.end], source)
                for span in (self.mentions[number].span for number in entity.mentions)
            )
            same = taken.get((entity.name, entity.kind), 0)
            taken[entity.name, entity.kind] = same + 1
            aliases = tuple(alias for alias in entity.aliases if alias != entity.name)
            actor = Actor(
                entity.name, entity.kind, aliases, entity.description, mentions, str(same + 1) if same else None
            )
            made[id(entity)] = actor
            out.append(actor)
        return out, {number: tuple(made[id(e)] for e in entities) for number, entities in self.result.items()}


def _key(name: str) -> str:
    return " ".join(name.replace("-", " ").replace(".", " ").casefold().split())


def _compatible(one: Iterable[str], other: Iterable[str]) -> bool:
    """True if two full names of one surname may be the same person's: "J. Marchetti", "Josephine R. Marchetti"."""
    first, second = list(one), list(other)
    if first[-1] != second[-1]:
        return False
    a, b = first[0], second[0]
    if a != b and not (a[0] == b[0] and (len(a) == 1 or len(b) == 1)):
        return False
    if len(first) == len(second):
        return all(x == y or (x[0] == y[0] and 1 in (len(x), len(y))) for x, y in zip(first, second, strict=True))
    return len(first) == 2 or len(second) == 2
