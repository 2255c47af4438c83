"""Who is meant: the mentions of a document tied together into actors, each under its fullest name."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from dateline.model import Actor, ActorKind, Document, Inference, Mention
from dateline.who.entities import BETWEEN, KEPT, Entities, Entity, Found, key_of
from dateline.who.mentions import Argument
from dateline.who.pronouns import CLAUSE, PronounLinker
from dateline.who.ranking import Ranker, Stand, ranker_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from dateline.locale import LocaleData
    from dateline.model import Span, Timex
    from dateline.text import Sentence
    from dateline.who import ActorMention, Quotation
    from dateline.who.names import Gender
    from dateline.who.things import Thing

__all__ = ["link"]

# How far into a document, in characters, its parties are named.
HEAD: Final = 1500
# Among more actors nobody counts how many of a kind there are.
COUNTED: Final = 60
# "… of a sailor, he", "… of a sailor, Otto Reim, he"
_INTRODUCED = re.compile(r"([^,.;:!?]*),\s+(?:[^\W\d_a-z][^,.;:!?]{0,60},\s+)?([a-z]+)\b")


def link(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[ActorMention],
    quotations: Sequence[Quotation],
    subjects: AbstractSet[int],
    *,
    timexes: Sequence[Timex] = (),
    things: Sequence[Thing] = (),
    arguments: Mapping[int, Argument] = MappingProxyType({}),
    ranker: Ranker | None = None,
) -> tuple[list[Actor], dict[int, tuple[Actor, ...]]]:
    """The actors of a document in order of appearance, and for each index into `mentions` who is meant.

    All are in text order.  `subjects` are the offsets where mentions begin that are the subject of a clause (as
    `subject_starts` tells), beside those that look like it by the words before them.  `timexes` are looked at for that,
    and `things` to tell whether "it" rather means a thing than a body; both may be left out.

    Most mentions mean one actor, "the couple" and "they" may mean several; a mention that cannot be tied to anybody has
    no entry.  `Actor.aliases` holds true other names only (stated as such, or an acronym made of exactly the initials
    of one organization); surnames, titles and pronouns are mentions.
    """
    ranker = ranker or ranker_of(document.locale.code)
    found = Found(sentences, mentions, quotations, subjects, timexes, things, arguments, ranker)
    linker = _Linker(document, found)
    linker.introduce()
    linker.resolve()
    return linker.actors()


@lru_cache(maxsize=16)
def _versus(locale: LocaleData) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(locale.words.get("versus_words", ()), key=len, reverse=True))
    return re.compile(rf"\s({words or '(?!)'})\s+(?=\S)")


class _Linker(PronounLinker):
    """Ties every mention of a document in text order, described ones among them."""

    def resolve(self) -> None:
        """Ties every mention, in text order, to whom it means."""
        self._name_parties()
        previous: tuple[ActorMention, Entities, bool] | None = None
        speaking: list[int] = []
        for number, mention in enumerate(self.mentions):
            start = mention.span.start
            sentence = bisect_right(self.starts, start) - 1
            lead, subject = self._position(mention, sentence)
            subject = subject or start in self.subjects
            self.stands[number] = self._stand(number, sentence, subject=subject)
            coordinated = (
                previous is not None
                and mention.form == "name"
                and 0 < start - previous[0].span.end < 60
                and BETWEEN.match(self.text, previous[0].span.end, start) is not None
            )
            if previous is not None and (coordinated or self._joined(previous[0].span.end, lead)):
                subject = previous[2]
            if mention.form == "name":
                entities: Entities = self._labelled(mention) or (self._named(number, mention),)
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
            elif mention.form == "pronoun" and mention.name in self.persons:
                speaking.append(number)
                continue
            elif mention.form == "pronoun":
                entities = self._pronoun(number, mention, sentence, subject)
            else:
                self.reason = "the last one of whom this was said or is true"
                entities = self._description(number, mention, sentence)
            if mention.form != "name":
                for alias in mention.aliases if len(entities) == 1 else ():
                    entities[0].aliases[alias] = None
                    self.renamed[key_of(alias)] = entities[0]
                    self.terms[key_of(alias)] = entities
                    if alias in mention.name.split():
                        continue
                    if entities[0].description is None and entities[0].name == mention.name:
                        # 'the landlord ("Gorse Estates")': known by that name from here on.
                        entities[0].name, entities[0].description = alias, mention.name
            if not entities:
                continue
            self.result[number] = entities
            if mention.form == "pronoun" or (mention.form == "description" and entities[0].mentions):
                self.reasons[number] = self.reason
            for entity in entities:
                entity.mentions.append(number)
                entity.seen = number
                entity.sure = entity.sure or mention.sure
                if mention.form == "description" and sentence >= 0 and self.sentences[sentence].kind == "heading":
                    # "Ferry firm grounds its fleet": whom a headline describes the text is yet to name.
                    continue
                for head in entity.heads:
                    self.by_head[head] = entity
            self._remember(number, mention, entities, sentence, subject)
            self._count(entities, sentence)
            if len(entities) == 1 and subject and mention.name not in self.lex["possessive_pronouns"]:
                self.doing = entities[0], mention.span.end, sentence
            elif len(entities) == 1 and mention.kind is ActorKind.PERSON:
                self._wed(entities[0], mention, number, sentence)
            if mention.form == "name":
                if (
                    coordinated
                    and previous is not None
                    and previous[1][0] is not entities[0]
                    and previous[1][0].kind is entities[0].kind
                ):
                    both = (*previous[1], *entities)[-3:]
                    self._meet(self.groups_met, both, number)
                    if entities[0].kind is ActorKind.PERSON:
                        self.pair = both[-2:]
                    elif self.thing and self.thing[1] == sentence:
                        self.thing = None
                    entities = both
                for alias in mention.aliases:
                    if self._is_collective(alias):
                        self.terms[key_of(alias)] = entities
                if mention.kind is not ActorKind.PLACE:
                    previous = mention, entities, subject
            elif mention.name in self.lex["pronouns_subject"]:
                # "she and the sculptor Erik Quist"
                previous = mention, entities, subject
        # Who says "I" may be named after the words: "“I left,” she said."
        for number in speaking:
            if entities := self._person(self.mentions[number]):
                self.result[number] = entities
                self.reasons[number] = self.reason
                for entity in entities:
                    insort(entity.mentions, number)

    def _stand(self, number: int, sentence: int, *, subject: bool) -> Stand:
        """Where a mention stands, by its tree or, without one, by the words before it."""
        argument = self.arguments.get(number) or Argument("subject" if subject else "other")
        start = self.mention_starts[number]
        at = bisect_right(self.quote_starts, start) - 1
        quoted = at >= 0 and self.quotations[at].span.end > start
        return Stand(
            argument.role,
            argument.clause,
            argument.aside,
            sentence,
            at if quoted else -1,
            argument.over,
            argument.link,
        )

    def _labelled(self, mention: ActorMention) -> Entities:
        """Who speaks in the turn whose label a mention is: "RT: With a pram."."""
        at = bisect_right(self.turn_starts, mention.span.end + 8) - 1
        turn = self.turns[at] if at >= 0 else None
        if turn is None or turn.speaker is None or not turn.label.contains(mention.span):
            return ()
        return tuple(self._speaking((turn.speaker,)))

    def _name_parties(self) -> None:
        """Notes who is the claimant and who the respondent of a case whose head is "Ray v Colby Ltd"."""
        versus = next(_versus(self.document.locale).finditer(self.text, 0, HEAD), None)
        if versus is None:
            return
        start, end = self.text.rfind("\n", 0, versus.start(1)) + 1, self.text.find("\n", versus.end())
        first: Entity | None = None
        second: Entity | None = None
        for number, entity in sorted(self.full.items()):
            span = self.mentions[number].span
            if start <= span.start and span.end <= versus.start(1) and first is None:
                first = entity
            elif versus.end() <= span.start and (end < 0 or span.end <= end):
                second = entity
                break
        if first is not None and first.kind is not ActorKind.PLACE:
            self.by_head.update(dict.fromkeys(self.lex["first_parties"], first))
        elif second is not None:
            # "R v Ray": it is Ray who appeals.
            self.by_head.update(dict.fromkeys(self.lex["first_parties"], second))
        if second is not None:
            self.by_head.update(dict.fromkeys(self.lex["second_parties"], second))

    def _joined(self, end: int, lead: int) -> bool:
        """True if "and", perhaps after a few words of apposition, joins a phrase to the name that ends at `end`."""
        return 0 < lead - end < 40 and self.text[end:lead].rstrip().endswith(" and")

    def _owners(self, start: int, number: int) -> Entities:
        """Who a possessive phrase that begins at `start` belongs to: "her sister", "the fund's chair", "their son"."""
        at = bisect_right(self.mention_starts, start - 1)
        for other in range(at, min(at + 3, len(self.mentions))):
            if other == number or self.mention_starts[other] > start:
                break
            if other in self.result:
                return self.result[other]
        return ()

    def _owner(self, start: int, number: int) -> Entity | None:
        owners = self._owners(start, number)
        return owners[0] if len(owners) == 1 else None

    def _described(self, entity: Entity, mention: ActorMention, number: int) -> None:
        """Takes in what is said of a name beside it: "her uncle, Otto Reim"."""
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
        lead = description.split(None, 1)[0].lower()
        if lead in self.lex["speaker_determiners"] and not self._speakers(mention):
            self._kin_of_teller(mention.span, lead).setdefault(head[0], entity)
        for word in head:
            self._relate(entity, word, description, place, number)
        former = not self.lex["former_words"].isdisjoint(description.lower().replace("-", " ").split())
        if place >= 0 and not former and not self.lex["officer_roles"].isdisjoint(head):
            entity.body = entity.body or self._body_in(place, place + len(description))

    def _body_in(self, start: int, end: int) -> Entity | None:
        """The body that a stretch of text names: "the company's chair", "the chair of Colby Ltd"."""
        for number in range(bisect_right(self.mention_starts, start - 1), len(self.mentions)):
            if self.mention_starts[number] >= end:
                break
            named = (self.full[number],) if number in self.full else ()
            for one in self.result.get(number, named):
                if one.kind is ActorKind.ORGANIZATION:
                    return one
        return None

    def _relate(self, entity: Entity, head: str, description: str, start: int, number: int) -> None:
        lowered = description.split()
        owners = self._owners(start, number) if start >= 0 else ()
        possessive = lowered[0].lower() in self.lex["possessive_pronouns"] or self.lex.spelling.has_owner(description)
        if possessive and entity not in owners and 0 < len(owners) < 3:
            for owner in owners:
                owner.kin[head] = entity
                self._relate_back(owner, entity, head)
        elif head in self.lex["agent_roles"] and not self.lex["agency_prepositions"].isdisjoint(lowered):
            # "A lawyer for Lindgren": from then on "his client" is Lindgren.
            at = bisect_right(self.mention_starts, start)
            for other in range(at, min(at + 3, len(self.mentions))):
                if other in self.result and self.mention_starts[other] < start + len(description):
                    entity.kin["client"] = self.result[other][0]

    def _relate_back(self, owner: Entity, entity: Entity, head: str) -> None:
        """Notes who the owner is to their kin: the mother of "her son Kit" is "his mother"."""
        tables = self.document.locale.tables.get("kin_of_men" if owner.gender == "m" else "kin_of_women", {})
        if owner.gender is not None and head in tables:
            entity.kin.setdefault(tables[head], owner)

    def _head(self, phrase: str) -> list[str]:
        """The nouns of a phrase that say what somebody is: ["manager"] for "Hale's yard manager at Leith"."""
        words = phrase.split()
        for number, word in enumerate(words):
            if number and word in self.lex["complement_prepositions"]:
                words = words[:number]
                break
        out: list[str] = []
        for number in range(len(words) - 1, -1, -1):
            word = words[number]
            if word.endswith(self.lex.spelling.genitives):
                break
            word = word.strip(",.;:()\"'").lower()
            if self.lex.codes.get(word) or number == len(words) - 1:
                out.append(self.lex.singular.get(word, word))
        return out[:3]

    def _description(self, number: int, mention: ActorMention, sentence: int) -> Entities:
        lex = self.lex
        first = mention.text.split(None, 1)[0].lower()
        heads = self._head(mention.name)
        for alias in mention.aliases:
            # Named before: 'the first defendant ("Colby")', where the heading has Colby Foods plc.
            if (stated := self.by_name.get(key_of(alias))) is not None and stated.order < number:
                self._call(stated, heads)
                return (stated,)
        definite = first in lex["definite_determiners"]
        if definite and (terms := self.terms.get(key_of(mention.name))) is not None:
            self.reason = "the text says that it will be called so"
            if len(terms) == 1:
                self._call(terms[0], heads)
            return terms
        if definite and mention.kind is ActorKind.GROUP and (several := self._of_terms(mention.name)):
            return several
        if mention.kind is ActorKind.GROUP and (listed := self._listed(number, mention)):
            self.reason = "whom the text names behind it"
            return listed
        if (named := self._called(number, mention)) is not None:
            self._call(named, heads)
            named.description = named.description or mention.name
            return (named,)
        head = heads[0] if heads else mention.name.lower()
        if mention.kind is ActorKind.GROUP and (
            first in lex["definite_determiners"] or first in lex["counting_determiners"]
        ):
            counted = self._counted(number, mention, sentence, head)
            if counted:
                self.reason = "those of the kind named before are so many"
                return counted
        if head in lex["couple_nouns"] and not self._has_of(mention.text) and self.counts.get(head, "2") == "2":
            return self._couple(number, mention, sentence, head)
        own = (
            first in lex["possessive_pronouns"]
            or first.endswith(lex.spelling.genitives)
            or lex.spelling.has_owner(mention.text)
        )
        if own:
            return self._owned(number, mention, head)
        if mention.kind is ActorKind.PERSON and (leading := self._introduces(mention, sentence)):
            return leading
        if first in lex["indefinite"] or first[0].isdigit():
            return (self._make(mention, mention.name, number, head),)
        if mention.kind is ActorKind.GROUP:
            key = key_of(mention.name)
            known = self.by_name.get(key)
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
            said = set((known.description or known.name).lower().split())
            apart = (words & self.ordinals) - said
            if len(words) == 1 or (words & said and not apart):
                return (known,)
        # ", the third son of Otto Reim": still the subject of the clause.
        before = self.text[max(0, mention.span.start - 2) : mention.span.start].rstrip()
        of = self._has_of(mention.text) or self._has_of(self.text[mention.span.start : mention.span.end + 8])
        if before.endswith(",") and head in lex["kin"] and of:
            near = [self.chain.get(gender) for gender in (mention.gender or "fm")]
            chains = [one for one in near if one is not None and sentence - one[1] <= 2]
            if chains:
                child = max(chains, key=lambda one: (one[0] is self.subject, one[1]))[0]
                self._parent(child, number, mention, head)
                return (child,)
        exact = self.by_name.get(key_of(mention.name))
        if exact is not None and exact.kind is ActorKind.PERSON:
            return (exact,)
        if (definite or mention.text == mention.name) and head in lex["protagonist_roles"]:
            if self.subject is not None and not self.subject.heads & lex["carer_roles"]:
                self._call(self.subject, [head])
                return (self.subject,)
            # The patient of a case history is whom it began with, and hardly the doctor.
            for other in self.entities[:KEPT]:
                if other.kind is ActorKind.PERSON and other.mentions and not other.heads & lex["carer_roles"]:
                    self._call(other, [head])
                    return (other,)
        after = self.text[mention.span.end : mention.span.end + CLAUSE // 8].split(" ")
        told_apart = len(after) > 1 and after[0] == "" and after[1] in lex["relative_pronouns"]
        if definite and head in lex["person_nouns"] and not told_apart:
            # not "the man that sold the mill"
            chain = self.chain.get(mention.gender or "")
            if chain and sentence - chain[1] <= 3:
                return (chain[0],)
        return (self._make(mention, mention.name, number, head),)

    def _listed(self, number: int, mention: ActorMention) -> Entities:
        """Those whom the text names right behind a group: "two men, Tom Lund and Ivo Moss, came"."""
        found: list[Entity] = []
        end, parted = mention.span.end, False
        for other in range(number + 1, min(number + KEPT, len(self.mentions))):
            between = self.text[end : self.mention_starts[other]] if self.mention_starts[other] >= end else None
            comma = between is not None and between.strip() in (",", ":")
            joined = bool(found) and between is not None and BETWEEN.match(between) is not None
            named = self.mentions[other]
            person = named.form == "name" and named.kind is ActorKind.PERSON
            if parted or not person or not (comma or joined):
                break
            one = self.full.get(other) or self._named(other, named)
            found.append(one)
            end, parted = self.mentions[other].span.end, joined
        return tuple(dict.fromkeys(found)) if parted else ()

    def _of_terms(self, name: str) -> Entities:
        """Those of whom the plural is said that the text calls one and the other: "the applicants"."""
        one = self.lex.singular.get(name.lower())
        if one is None:
            return ()
        named = [entities[0] for key, entities in self.terms.items() if key.rpartition(" ")[2] == one]
        return tuple(dict.fromkeys(named)) if 1 < len(named) <= KEPT else ()

    def _called(self, number: int, mention: ActorMention) -> Entity | None:
        """Who a description means that a name follows: "a nurse called Ann Ray", "the keeper, an old man named Ray"."""
        if number + 1 >= len(self.mentions):
            return None
        after = self.mentions[number + 1]
        between = self.text[mention.span.end : after.span.start]
        words = between.split() if len(between) < CLAUSE // 2 else []
        if after.form != "name" or after.kind is not mention.kind or not words:
            return None
        if words[-1] not in self.lex["naming_participles"] or len(words) > 6:
            return None
        apposed = words[0] == "," or (between.startswith(",") and words[1:2] and words[1] in self.lex["indefinite"])
        if len(words) > 1 and not apposed and words[0].strip(",") not in self.lex["indefinite"]:
            return None
        return self.full.get(number + 1) or self._named(number + 1, after)

    def _introduces(self, mention: ActorMention, sentence: int) -> Entities:
        """Who a phrase that opens a sentence is said of: "The son of a sailor, he grew up in Leeds"."""
        start, end = mention.span.start, mention.span.end
        if sentence < 0 or start - self.starts[sentence] > 1:
            return ()
        match = _INTRODUCED.match(self.text, end, min(end + CLAUSE, self.sentences[sentence].span.end))
        if match is None or match[2] not in self.lex["pronouns_subject"]:
            return ()
        words = match[1].split()
        if any(word in self.lex.verbs for word in words) or (words and words[-1].endswith(self.lex.spelling.past)):
            return ()
        gender = "m" if match[2] in self.lex["pronouns_m"] else "f"
        chain = self.chain.get(gender)
        if chain is None or mention.gender not in (gender, None) or chain[0].gender not in (gender, None):
            return ()
        return (chain[0],)

    def _parent(self, child: Entity, number: int, mention: ActorMention, head: str) -> None:
        """Remembers that X is the father or mother in "son of X"."""
        if head not in self.lex["child_nouns"]:
            return
        for other in range(number + 1, min(number + 3, len(self.mentions))):
            entity = self.full.get(other)
            if entity and entity.kind is ActorKind.PERSON and self.mention_starts[other] < mention.span.end:
                child.kin["mother" if entity.gender == "f" else "father"] = entity
                return

    def _has_of(self, words: str) -> bool:
        """True if a genitive preposition stands within a phrase: "the third son of Otto Reim"."""
        return not self.lex["genitive_prepositions"].isdisjoint(words.split()[1:-1])

    def _couple(self, number: int, mention: ActorMention, sentence: int, head: str) -> Entities:
        where, two = self.before
        if not self.pair and where >= max(0, sentence - 1) and two is not None and len(two) == 2:
            self.pair = two[0], two[1]
        near = [one for one in self.recent[-2:] if self._sentence(one) >= sentence - 1]
        if not self.pair and len(near) > 1:
            self.pair = near[0], near[1]
        if self.pair:
            return self.pair
        return (self._make(mention, mention.name, number, head),)

    def _counted(self, number: int, mention: ActorMention, sentence: int, head: str) -> Entities:
        """Who "the two women", "both companies", "the trio", "the sisters" are, if exactly so many stand before."""
        lex, words = self.lex, mention.text.lower().split()
        known = [self.counts[word] for word in words if word in self.counts]
        noun = words[-1]
        if len(known) > 1 or any(word not in self.counts and word not in lex["determiners"] for word in words[:-1]):
            return ()
        if not known and head not in lex["siblings"]:
            return ()
        count = int(known[0]) if known else 2
        body = lex.bodies.get(noun)
        gender: Gender = "m" if head in lex["roles_m"] else "f" if head in lex["roles_f"] else None
        people = head in lex["counted_people"] or noun in self.counts

        def fits(entity: Entity) -> bool:
            if body is not None:
                return entity.kind is ActorKind.ORGANIZATION
            if entity.kind is not ActorKind.PERSON or gender not in (None, entity.gender or gender):
                return False
            return people or head in entity.heads

        near: list[Entity] = []
        low = self.starts[max(0, sentence - 2)] if sentence >= 0 else 0
        for other in range(number - 1, max(-1, number - 40), -1):
            if self.mention_starts[other] < low:
                break
            for entity in self.result.get(other, ()):
                if entity not in near and fits(entity):
                    near.append(entity)
        if len(near) != count:
            near = [entity for entity in self.entities[:COUNTED] if entity.mentions and fits(entity)][::-1]
            if len(near) != count or len(self.entities) > COUNTED:
                return ()
        for entity in near:
            entity.gender = entity.gender or gender
        return tuple(near[::-1])

    def _owned(self, number: int, mention: ActorMention, head: str) -> Entities:
        if mention.text.split(None, 1)[0].lower() in self.lex["speaker_determiners"]:
            speakers = self._speakers(mention)
            owner = speakers[0] if len(speakers) == 1 else None
            if owner is None:
                return (self._of_teller(number, mention, head),)
        else:
            owner = self._owner(mention.span.start, number)
        if owner is None:
            return (self._make(mention, mention.name, number, head),)
        if owner in self.wedded and head in self.lex["spouse_nouns"]:
            return tuple(one for one in self.wedded if one is not owner)
        if mention.kind is ActorKind.ORGANIZATION and self.company is not None and head in self.lex["corporate_nouns"]:
            first = mention.text.split(None, 1)[0].lower()
            if first in self.lex["possessive_pronouns"] and first not in self.lex["pronouns_n"]:
                # "Ann Ray founded Colby Ltd.  Her company failed"
                return (self.company,)
        known = owner.kin.get(head)
        said = (
            set(mention.name.lower().split()[-2:-1]) - set(self.lex.spelling.genitives) if known is not None else set()
        )
        if known is not None and said and head in self.lex["roles"]:
            # "the firm's accounts manager" is not its depot manager.
            described = set(f"{known.description or ''} {known.name}".lower().split())
            other = next(iter(said))
            if other.endswith(self.lex.spelling.genitives) or other in self.lex["modifiers"] or other in described:
                return (known,)
            known = None if known.description else known
        if known is not None:
            return (known,)
        if mention.text == mention.name or any(map(self.lex.spelling.has_owner, (owner.name, mention.name))):
            name = mention.name
        else:
            owned = self.lex.spelling.genitive(owner.name, plural=mention.kind is ActorKind.GROUP)
            name = f"{owned} {mention.name}"
        if len(name) > 120:
            name = mention.name
        made = self._make(mention, name, number, head)
        owner.kin[head] = made
        return (made,)

    def _kin_of_teller(self, span: Span, determiner: str) -> dict[str, Entity]:
        """Whom the teller of a passage calls their own, by what they are to them: "my sister", "our mother"."""
        at = bisect_right(self.turn_starts, span.start) - 1
        turn = self.turns[at] if at >= 0 and self.turns[at].content.contains(span) else None
        at = bisect_right(self.quote_starts, span.start) - 1
        quoted = at >= 0 and self.quotations[at].span.contains(span)
        label = self.text[turn.label.start : turn.label.end] if turn is not None else ""
        addressed = determiner in self.lex["second_person_pronouns"]
        return self.told_kin.setdefault((self.quote_starts[at] if quoted else -1, label, addressed), {})

    def _of_teller(self, number: int, mention: ActorMention, head: str) -> Entity:
        kin = self._kin_of_teller(mention.span, mention.text.split(None, 1)[0].lower())
        known = kin.get(head)
        if known is not None:
            said = set(mention.name.lower().split()) - {head} - self.lex["modifiers"]
            if said <= set(f"{known.name} {known.description or ''}".lower().split()):
                return known
        # "my elder sister" after "my sister Ann"
        known = kin.get(mention.name)
        if known is None:
            known = self.by_name.get(key_of(mention.name))
            if known is None or known.kind is not mention.kind or not known.name[0].isupper():
                # not "Father", of whom a diary speaks as if by name
                known = self._make(mention, mention.name, number, head)
        kin[mention.name] = known
        kin.setdefault(head, known)
        return known

    def _body(self, number: int, mention: ActorMention, head: str, definite: bool) -> Entities:
        """ "the fund", "the company", "the board": the last body of that sort; a standing one may be new."""
        known = self.by_name.get(key_of(mention.name))
        if known is not None and known.kind is ActorKind.ORGANIZATION and mention.name[0].isupper():
            return (known,)
        known = self.by_head.get(head)
        exact = self.by_name.get(key_of(mention.name))
        if " " in mention.name and known is not None and exact is not known and not self._has_of(mention.name):
            said = set(mention.name.lower().split()) - {head} - self.lex["modifiers"] - self.lex["indefinite"]
            if said and not said <= set(f"{known.name} {known.description or ''}".lower().split()):
                # "The trial court" after "the Court of Appeal": of the same sort, and another.
                return (exact or self._make(mention, mention.name, number, head),)
        if known is not None and exact is not known and self._has_of(mention.name) and self._has_of(known.name):
            # "the ministry of trade" after "the ministry of transport"
            return (exact or self._make(mention, mention.name, number, head),)
        if (
            definite
            and head in self.lex["corporate_nouns"]
            and self.company is not None
            and (known is None or known.seen < self.company.seen)
        ):
            return (self.company,)
        if known is not None and known.kind is ActorKind.ORGANIZATION:
            return (known,)
        if definite and head in self.lex["official_nouns"] and " " not in mention.name and self.official is not None:
            # "the agency", where the text has the Food Standards Administration
            return (self.official,)
        if head in self.lex["press_nouns"]:
            for word in self.lex["press_nouns"]:
                known = self.by_head.get(word)
                if known is not None:
                    return (known,)
        if exact is not None:
            return (exact,)
        alone = definite and head in self.lex["corporate_nouns"]
        standing = head in self.lex["standing_orgs"] or head in self.lex["body_nouns"]
        argument = self.arguments.get(number)
        if alone or standing or (argument is not None and argument.willed) or " " in mention.name:
            return (self._make(mention, mention.name, number, head),)
        return ()

    def _make(self, mention: ActorMention, name: str, number: int, head: str) -> Entity:
        entity = self._new(mention, tuple(name.split()), number)
        entity.name = name
        entity.phrase = mention.span
        entity.heads.add(head)
        return entity

    def _affiliation(self, entity: Entity) -> str | None:
        """To whom an actor belongs that has no name of its own: the body within its phrase, or the one who has a group.

        "Two inspectors of Leeds Water" belong to Leeds Water, "the army of Ada Brook" to her; "a son of Ada Brook" does
        not.
        """
        if entity.phrase is None or any(self.mentions[number].form == "name" for number in entity.mentions):
            return None
        for number in range(bisect_right(self.mention_starts, entity.phrase.start - 1), len(self.mentions)):
            if self.mention_starts[number] >= entity.phrase.end:
                break
            for owner in self.result.get(number, ()):
                body = owner.kind is ActorKind.ORGANIZATION
                several = owner.kind is ActorKind.PERSON and entity.kind is not ActorKind.PERSON
                if owner is not entity and owner.phrase is None and (body or several):
                    return owner.name
        return None

    def actors(self) -> tuple[list[Actor], dict[int, tuple[Actor, ...]]]:
        """The finished actors and who each mention means."""
        made: dict[int, Actor] = {}
        taken: dict[tuple[str, ActorKind], int] = {}
        out: list[Actor] = []
        source, text = self.document.source, self.text
        for entity in sorted((e for e in self.entities if e.mentions), key=lambda e: (e.mentions[0], e.order)):
            numbers = entity.mentions
            spans = [self.mentions[number].span for number in numbers]
            mentions = tuple([Mention(span, text[span.start : span.end], source) for span in spans])
            inferences = tuple(
                [
                    Inference(mention, self.reasons[number])
                    for number, mention in zip(numbers, mentions, strict=True)
                    if number in self.reasons
                ]
            )
            # Names are linked by what they are likeliest to be; what is told is no more than what is known.
            guessed = entity.kind in (ActorKind.PERSON, ActorKind.ORGANIZATION) and not entity.sure
            kind = ActorKind.UNKNOWN if guessed else entity.kind
            same = taken.get((entity.name, kind), 0)
            taken[entity.name, kind] = same + 1
            aliases = tuple(alias for alias in entity.aliases if alias != entity.name)
            actor = Actor(
                entity.name,
                kind,
                aliases,
                entity.description,
                mentions,
                str(same + 1) if same else None,
                inferences,
                self._affiliation(entity),
            )
            made[id(entity)] = actor
            out.append(actor)
        return out, {number: tuple([made[id(e)] for e in entities]) for number, entities in self.result.items()}
