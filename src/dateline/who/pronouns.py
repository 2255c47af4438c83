"""Whom a pronoun means: what is kept in mind of who was named, and how it is chosen from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import islice
from typing import TYPE_CHECKING, Final

from attrs import evolve

from dateline.model import ActorKind
from dateline.who.entities import KEPT, Entities, Entity, NameLinker
from dateline.who.mentions import Argument
from dateline.who.ranking import Candidate, Stand, are_apart, features_of, sureness
from dateline.who.things import standing_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.model import Span
    from dateline.who import ActorMention
    from dateline.who.ranking import Salience

__all__ = ["CLAUSE", "PronounLinker"]

# How many sentences a pronoun may stand from the last word of the person it means; "it" and "they" reach one back.
REACH: Final = 12
# How far, in characters, the object of a clause may stand from its subject.
CLAUSE: Final = 120
# So many things at most are weighed for an "it".
FEW: Final = 40
# By so much somebody must lead to be meant by a pronoun right behind one that is left alone.
CHAINED: Final = 200

# The more of the sentence somebody is, the likelier it goes on with them (Grosz, Joshi and Weinstein 1995).
_ORDER: Final[tuple[Salience, ...]] = (
    "subject",
    "object",
    "oblique",
    "beside",
    "possessor",
    "aside",
    "inside",
    "other",
)

_WORDS = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_NEXT = re.compile(r"[\"'\u201d\u2019)]?(?:\s*+,)?\s*+([a-z]++)")


class PronounLinker(NameLinker):
    """Ties pronouns to who was named before them."""

    def _remember(self, number: int, mention: ActorMention, entities: Entities, sentence: int, subject: bool) -> None:
        """Notes what later pronouns and short descriptions may point back to."""
        if len(entities) != 1:
            self._meet(self.groups_met, entities, number)
            return
        (entity,) = entities
        kind = entity.kind
        if sentence >= 0 and self.sentences[sentence].kind == "heading" and self._signs(mention):
            return
        if self._is_addressed(mention):
            return
        if kind is ActorKind.PERSON:
            self.persons_met.pop(entity, None)
            self.persons_met[entity] = None
            if self.stands[number].salience == "subject":
                self.acted = entity
            leading = mention.form == "pronoun" and (
                mention.name not in self.objects or mention.name in self.lex["possessive_pronouns"]
            )
            for gender in (entity.gender,) if entity.gender in ("m", "f") else ("m", "f"):
                known = self.chain.get(gender)
                vague = entity.gender is None and (
                    mention.form == "description" or (known is not None and known[0] is self.subject)
                )
                if known is None or sentence - known[1] > 2 or leading or (subject and not vague):
                    self.chain[gender] = entity, sentence
            if mention.form != "pronoun":
                if entity in self.recent:
                    self.recent.remove(entity)
                self.recent.append(entity)
                del self.recent[:-4]
        elif kind is ActorKind.ORGANIZATION and not self._is_label(mention):
            if subject or mention.form == "pronoun":
                self.thing = entity, sentence
            self._meet(self.bodies_met, entities, number)
            if mention.form == "name" and not self._special(entity) and (subject or self.company is None):
                self.company = entity
            if mention.form == "name" and entity.words[-1].lower() in self.lex["official_heads"]:
                self.official = entity
        elif kind is ActorKind.GROUP:
            self._meet(self.groups_met, entities, number)

    @staticmethod
    def _meet(met: dict[Entities, int], entities: Entities, number: int) -> None:
        met.pop(entities, None)
        met[entities] = number

    def _signs(self, mention: ActorMention) -> bool:
        """True for who wrote the document: "By Ann Ray"."""
        before = self.text[max(0, mention.span.start - 4) : mention.span.start]
        words = before.lower().split()
        return mention.kind is ActorKind.PERSON and words[-1:] != [] and words[-1] in self.lex["agent_prepositions"]

    def _is_addressed(self, mention: ActorMention) -> bool:
        """True for whom a letter is written to: "Dear Dr Ray,"."""
        start = mention.span.start
        if mention.form == "pronoun":
            return False
        line = self.text.rfind("\n", max(0, start - 40), start) + 1 or max(0, start - 40)
        words = self.text[line:start].lower().split()
        return 0 < len(words) < 3 and words[-1] in self.lex["salutations"]

    def _is_label(self, mention: ActorMention) -> bool:
        """True for who speaks in a turn, as its label has it."""
        at = bisect_right(self.turn_starts, mention.span.end + CLAUSE) - 1
        return any(turn.label.contains(mention.span) for turn in self.turns[max(0, at - 1) : at + 1])

    def _count(self, entities: Entities, sentence: int) -> None:
        """Keeps which persons are named in a sentence, as long as there are few and no group."""
        if sentence != self.present[0]:
            self.before = self.present
            self.present = sentence, []
        kept = self.present[1]
        if kept is None:
            return
        entity = entities[0]
        if len(entities) > 1 or entity.kind is ActorKind.GROUP or len(kept) > 2:
            self.present = sentence, None
        elif entity.kind is ActorKind.PERSON and entity not in kept:
            kept.append(entity)

    def _wed(self, entity: Entity, mention: ActorMention, number: int, sentence: int) -> None:
        """Makes a couple of two whom a verb joins: "She married the painter Jens Aas"."""
        if self.doing is None or self.doing[2] != sentence or self.doing[0] is entity:
            return
        between = self.text[self.doing[1] : mention.span.start] if mention.span.start - self.doing[1] < 80 else ""
        words = between.split()
        # "met Tom Lund in 1910 and married him"
        if any(
            word in self.lex["pairing_verbs"]
            for word in (*words[:4], *(words[-1:] if mention.form == "pronoun" else ()))
        ):
            self.pair = self.doing[0], entity
            self.wedded = self.pair
            self._meet(self.groups_met, self.pair, number)
            for one, other in (self.pair, self.pair[::-1]):
                if one.gender != "m" and other.gender != "f" and len(other.words) > 1:
                    self.wives[other.words[-1]] = one

    def _special(self, entity: Entity) -> bool:
        """True for a body that nobody calls "the company": a court, a ministry, a newspaper."""
        last = entity.words[-1].lower()
        if entity.heads & self.lex["corporate_nouns"]:
            return False
        return (last in self.lex["generic_orgs"] and last not in self.lex["corporate_nouns"]) or bool(
            entity.heads & self.lex["press_nouns"]
        )

    def _teller(self, mention: ActorMention, gender: str) -> Entity | None:
        """Who says something, if no sex is known of them yet: "Dr Bhatt announced that she would leave"."""
        at = bisect_left(self.mention_starts, mention.span.start) - 1
        if at < 0 or mention.name not in self.lex["pronouns_subject"]:
            return None
        start = self.mentions[at].span.end
        words = self.text[start : mention.span.start].split() if mention.span.start - start < CLAUSE // 3 else []
        said = len(words) == 2 and words[0] in self.lex["speech_verbs"] and words[1] in self.lex["content_markers"]
        meant = self.result.get(at, ()) if said else ()
        if len(meant) != 1 or meant[0].kind is not ActorKind.PERSON or meant[0].gender is not None:
            return None
        meant[0].gender = "f" if gender == "f" else "m"
        return meant[0]

    def _pronoun(self, number: int, mention: ActorMention, sentence: int, subject: bool) -> Entities:
        if mention.kind is ActorKind.ORGANIZATION:
            return self._neuter(number)
        if mention.kind is ActorKind.GROUP:
            argument = self.arguments.get(number, Argument())
            near = self._near(self.groups_met, number)
            if near:
                self.reason = "the group, or those named together, who stand out among those spoken of"
                chosen = standing_out(
                    self.stands[number], argument, near, self._things_near(number, plural=True), plural=True
                )
                return () if chosen is None else near[chosen][2]
            self.reason = "the two persons spoken of"
            here = self.present[1] if self.present[0] == sentence else None
            acting = mention.name not in self.objects and mention.name not in self.lex["possessive_pronouns"]
            if acting and here is not None and len(here) == 2:
                # "In 1958 Ann Ray met Tom Lund, and they married."
                self.pair = here[0], here[1]
                return self.pair
            where, two = self.before if self.present[0] == sentence else self.present
            if subject and self.wedded and all(self._sentence(one) >= sentence - 2 for one in self.wedded):
                return self.wedded
            others = islice(reversed(self.bodies_met.values()), KEPT)
            alone = not any(self.stands[n].sentence == where for n in others)
            if subject and not here and alone and where == sentence - 1 and two is not None and len(two) == 2:
                # "Ann Ray met Tom Lund. They left."
                self.pair = two[0], two[1]
                return self.pair
            of_many = self.thing and (self._is_of_several(self.thing[0]) or self._takes_plural(self.thing[0]))
            if self.thing and sentence - self.thing[1] <= 1 and of_many:
                self.reason = "the last body spoken of"
                return (self.thing[0],)
            return ()
        gender = mention.gender or "m"
        excluded = self._speakers(mention)
        if mention.name in self.lex["pronouns_reflexive"]:
            self.reason = "who does what the clause says"
            return tuple(one for one in self._subject_of(number) if one.gender in (gender, None))
        teller = self._teller(mention, gender)
        if teller is not None:
            self.reason = "who says what is told"
            return (teller,)
        return self._ranked(number, mention, gender, excluded)

    def _neuter(self, number: int) -> Entities:
        """The body that "it" means, if one stands out among the bodies and things of this sentence and the last."""
        here, argument = self.stands[number], self.arguments.get(number, Argument())
        if argument.empty:
            return ()
        near = [one for one in self._near(self.bodies_met, number) if one[2][0].sure]
        chosen = standing_out(here, argument, near, self._things_near(number, plural=False), plural=False)
        self.reason = "the body that stands out among those spoken of"
        return () if chosen is None else near[chosen][2]

    def _near(self, met: dict[Entities, int], number: int) -> list[tuple[Stand, bool, Entities]]:
        """Those met in this sentence or the last, the last one first: where, whether by a pronoun, and who."""
        here = self.stands[number]
        last = (
            (self.stands[n], self.mentions[n].form == "pronoun", one) for one, n in islice(reversed(met.items()), KEPT)
        )
        return [one for one in last if 0 <= here.sentence - one[0].sentence <= 1 and one[0].quotation == here.quotation]

    def _things_near(self, number: int, *, plural: bool) -> Iterator[Stand]:
        """Where the things stand that were spoken of in this sentence and the last."""
        sentence = self.stands[number].sentence
        before = bisect_left(self.thing_starts, self.mention_starts[number])
        for thing in self.things[max(0, before - FEW) : before]:
            at = bisect_right(self.starts, thing.start) - 1
            if thing.plural is plural and sentence - at <= 1:
                yield Stand(thing.argument.role, thing.argument.clause, thing.argument.aside, at, -1)

    def _ranked(self, number: int, mention: ActorMention, gender: str, excluded: list[Entity]) -> Entities:
        """Whom "he" or "she" means, by what speaks for each person mentioned so far; nobody where that is in doubt."""
        if self.ranker is None:
            return ()
        here = self.stands[number]
        if here.role == "possessor" and (told_of := self.arguments.get(number, Argument()).told_of) >= 0:
            return self._told_of(told_of, gender)
        near = (entity for entity in islice(reversed(self.persons_met), KEPT) if self._is_near(entity, here))
        topic = () if self.subject is None or not self.subject.mentions else (self.subject,)
        barred = {*excluded, *self._barred(number, gender)}
        options = [
            (entity, last)
            for entity in dict.fromkeys((*near, *topic))
            if entity not in barred and entity.gender in (gender, None)
            if not are_apart(here, last := self._last_stand(entity, here))
        ]
        most = max((len(entity.mentions) for entity, _ in options), default=0)
        sexed = sum(entity.gender is not None for entity, _ in options)
        opens = self._opens_paragraph(mention, here.sentence)
        features = [
            features_of(
                here,
                Candidate(
                    last=last,
                    best=self._best_role(entity),
                    form=self.mentions[entity.mentions[-1]].form,
                    rank=rank,
                    mentions=len(entity.mentions),
                    words=len(entity.words),
                    most=len(entity.mentions) == most,
                    topic=entity is self.subject,
                    sexed=entity.gender is not None,
                    only=len(options) == 1,
                    only_sexed=sexed == 1,
                    some_sexed=sexed > 0,
                    acted_last=entity is self.acted,
                    only_quoted=all(self.stands[n].quotation >= 0 for n in entity.mentions[-KEPT:]),
                    same_paragraph=last.sentence == here.sentence or not self._is_parted(entity, mention),
                ),
                opens=opens,
            )
            for rank, (entity, last) in enumerate(options)
        ]
        choice = self.ranker(number, [entity.mentions for entity, _ in options], features)
        if choice is None:
            return ()
        entity, lead = options[choice[0]][0], choice[1]
        alone, where, likeliest = self.open.get(gender, (-1, -1, entity))
        same = entity.mentions[-1] < alone and here.sentence - where <= 1
        if lead < self.ranker.margin or (same and entity is not likeliest and lead < CHAINED):
            # It is not sure, or the pronoun before it, likely of the same person, rather meant somebody else.
            self.open[gender] = number, here.sentence, likeliest if same else entity
            return ()
        what = "whom the text is about" if entity is self.subject else "who fits best of those spoken of before"
        self.reason = f"{what}, {sureness(lead)}"
        entity.gender = mention.gender
        return (entity,)

    def _told_of(self, start: int, gender: str) -> Entities:
        """The person that the noun at an offset means, of whom a clause says more: "Lund, who sold his boat".

        Nobody, if that is nobody whom the text speaks of elsewhere: "a woman who has lost her ring".
        """
        self.reason = "of whom the clause says more"
        last = bisect_right(self.mention_starts, start) - 1
        for other in range(last, max(-1, last - 3), -1):
            if self.mentions[other].span.start <= start < self.mentions[other].span.end:
                meant = self.result.get(other, ())
                person = len(meant) == 1 and meant[0].kind is ActorKind.PERSON and meant[0].gender in (gender, None)
                return meant if person else ()
        return ()

    def _barred(self, number: int, gender: str) -> Iterator[Entity]:
        """Who is not meant: the author, a sister by the "her" of "her sister", of a couple who has the other's sex."""
        if self.author is not None and self.stands[number].quotation < 0:
            yield from self._at(self.mentions[self.author].span)
        after = self.mentions[number + 1] if number + 1 < len(self.mentions) else None
        if after is not None and after.span.start == self.mention_starts[number]:
            noun = after.name.rpartition(" ")[2].lower()
            near = islice(reversed(self.persons_met), KEPT)
            yield from (entity for entity in near if noun in entity.heads and noun in self.lex["kin"])
        for one, other in (self.wedded, self.wedded[::-1]) if self.wedded else ():
            if one.gender is None and other.gender == gender:
                yield one

    def _subject_of(self, number: int) -> Entities:
        """Who is the subject of the clause that a mention stands in, if that is one person."""
        clause = self.stands[number].clause
        for other in range(number - 1, max(-1, number - KEPT), -1):
            stand = self.stands[other]
            beside = self.mention_starts[number] - self.mentions[other].span.end == 1
            if beside or (stand.clause == clause >= 0 and stand.role == "subject"):
                # "Ames hurt himself"; "Ames himself left"
                meant = self.result.get(other, ())
                return meant if len(meant) == 1 and meant[0].kind is ActorKind.PERSON else ()
        return ()

    def _is_near(self, entity: Entity, here: Stand) -> bool:
        return here.sentence - self.stands[entity.mentions[-1]].sentence <= REACH

    def _last_stand(self, entity: Entity, here: Stand) -> Stand:
        """Where somebody was mentioned last; whom a label says that the document is about is always at hand."""
        last = self.stands[entity.mentions[-1]]
        at_hand = self.labelled and entity is self.subject
        return evolve(last, role="subject", sentence=here.sentence) if at_hand else last

    def _is_parted(self, entity: Entity, mention: ActorMention) -> bool:
        """Whether a paragraph ends between the last mention of somebody and a later one."""
        last = self.mention_starts[entity.mentions[-1]]
        return bisect_left(self.paragraph_ends, last) < bisect_left(self.paragraph_ends, mention.span.start)

    def _best_role(self, entity: Entity) -> Salience:
        """The first of the roles that somebody has in the sentence that mentions them last."""
        last = self.stands[entity.mentions[-1]].sentence
        roles = {self.stands[n].salience for n in entity.mentions[-6:] if self.stands[n].sentence == last}
        return next(role for role in _ORDER if role in roles)

    def _takes_plural(self, entity: Entity) -> bool:
        """True for a body that the text lately let act in the plural: "Colby Ltd have said that they will leave"."""
        for number in entity.mentions[-2:]:
            after = _NEXT.match(self.text, self.mentions[number].span.end, self.mentions[number].span.end + 20)
            if after is not None and after[1] in self.lex["plural_auxiliaries"]:
                return True
        return False

    def _is_of_several(self, body: Entity) -> bool:
        """True for a body that a text may call "they": "the makers, Coyle & Hart"."""
        described = (body.description or "").lower().split()
        return "&" in body.words or "&" in body.name or bool(described and described[-1] in self.lex.singular)

    def _sentence(self, entity: Entity) -> int:
        """The sentence that last mentions somebody; -1 if none has."""
        return bisect_right(self.starts, self.mention_starts[entity.mentions[-1]]) - 1 if entity.mentions else -1

    def _opens_paragraph(self, mention: ActorMention, sentence: int) -> bool:
        """True for a pronoun in the first sentence of a paragraph, where nobody is named before it in that."""
        start = self.starts[sentence] if sentence >= 0 else 0
        end = self.sentences[sentence - 1].span.end if sentence > 0 else 0
        if self.text.count("\n", end, start) < 2:
            return False
        return bisect_left(self.mention_starts, mention.span.start) == bisect_left(self.mention_starts, start)

    def _person(self, mention: ActorMention) -> Entities:
        """Who "I" is, by the quotation, the turn or the statement it stands in; who "you" is in a question.

        "We" is the body whose paper it is, in a quotation that for which the speaker answers: the firm of its chair.
        """
        if mention.name in self.plural_person:
            at = bisect_right(self.quote_starts, mention.span.start) - 1
            quoted = [one for one in self.quotations[max(0, at - 3) : at + 1] if one.span.contains(mention.span)]
            if quoted:
                self.reason = "the body for which the speaker answers"
                speakers = self._speaking(quoted[-1].speakers[:1])
                if len(speakers) == 1 and speakers[0].kind is ActorKind.ORGANIZATION:
                    return (speakers[0],)
                return (speakers[0].body,) if len(speakers) == 1 and speakers[0].body is not None else ()
            self.reason = "whose paper this is"
            return () if self.body is None else self._at(self.mentions[self.body].span)
        at = bisect_right(self.turn_starts, mention.span.start) - 1
        turn = self.turns[at] if at >= 0 and self.turns[at].content.contains(mention.span) else None
        if mention.name not in self.first_person:
            if turn is None or turn.speaker is not None:
                return ()
            self.reason = "who is asked"
            answering = {one.speaker for one in self.turns if one.speaker is not None}
            return self._at(answering.pop()) if len(answering) == 1 else ()
        self.reason = "whose words these are"
        at = bisect_right(self.quote_starts, mention.span.start) - 1
        for quotation in reversed(self.quotations[max(0, at - 3) : at + 1]):
            if quotation.span.contains(mention.span):
                speakers = self._speaking(quotation.speakers[:1])
                return tuple(speakers) if len(speakers) == 1 and speakers[0].kind is ActorKind.PERSON else ()
        self.reason = "who gives the statement, or signs"
        if self.author is not None and (self.author_signs or mention.span.start > self.mention_starts[self.author]):
            return self._at(self.mentions[self.author].span)
        return ()

    def _at(self, span: Span) -> Entities:
        return tuple(self._speaking((span,)))

    def _speakers(self, mention: ActorMention) -> list[Entity]:
        """Who speaks the direct quotation a pronoun stands in: they would say "I"."""
        at = bisect_right(self.quote_starts, mention.span.start) - 1
        if at < 0 or not self.quotations[at].span.contains(mention.span):
            return []
        return self._speaking(self.quotations[at].speakers)

    def _speaking(self, speakers: Iterable[Span]) -> list[Entity]:
        """Whom the mentions of speakers mean; where they stand later, by what is known so far."""
        out: list[Entity] = []
        for span in speakers:
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
