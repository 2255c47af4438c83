"""Whom a pronoun means: what is kept in mind of who was named, and how it is chosen from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from dateline.model import ActorKind
from dateline.who.entities import Entities, Entity, NameLinker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.model import Span
    from dateline.who import ActorMention

__all__ = ["CLAUSE", "PronounLinker"]

# How many sentences a pronoun may stand from the last word of the person it means; "it" and "they" reach one back.
REACH: Final = 12
# How far, in characters, the object of a clause may stand from its subject.
CLAUSE: Final = 120
# How far back, in characters, it is looked for what "it" may mean besides a body.
FAR: Final = 2000

_WORDS = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_NEXT = re.compile(r"[\"'\u201d\u2019)]?(?:\s*+,)?\s*+([a-z]++)")


class PronounLinker(NameLinker):
    """Ties pronouns to who was named before them."""

    def _remember(self, mention: ActorMention, entities: Entities, sentence: int, subject: bool) -> None:
        """Notes what later pronouns and short descriptions may point back to."""
        if len(entities) != 1:
            self.many = entities, sentence
            return
        (entity,) = entities
        kind = entity.kind
        if sentence >= 0 and self.sentences[sentence].kind == "heading" and self._signs(mention):
            return
        if self._is_addressed(mention) or (subject and self._only_adds(mention, entity, sentence)):
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
                vague = entity.gender is None and (
                    mention.form == "description" or (known is not None and known[0] is self.subject)
                )
                if known is None or sentence - known[1] > 2 or leading or (subject and not vague):
                    if known and known[0] is not entity:
                        self.near[gender] = known
                    self.chain[gender] = entity, sentence
                elif known[0] is not entity and not self.text.startswith(self.lex.spelling.genitives, mention.span.end):
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
            elif self.objects_of[0] != sentence:
                self.objects_of = sentence, [entity]
            elif entity not in self.objects_of[1]:
                self.objects_of[1].append(entity)
            if mention.form == "name" and not self._special(entity) and (subject or self.company is None):
                self.company = entity
            if mention.form == "name" and entity.words[-1].lower() in self.lex["official_heads"]:
                self.official = entity
        elif kind is ActorKind.GROUP:
            self.many = entities, sentence

    def _cross_quotation(self, start: int) -> None:
        """Keeps whom a quotation speaks of apart from whom the text around it does: "“The priest came.”  He left"."""
        at = bisect_right(self.quote_starts, start) - 1
        quoted = at >= 0 and self.quotations[at].span.end > start
        if quoted and self.around is None:
            self.around = dict(self.chain)
        elif not quoted and self.around is not None:
            for gender, known in self.around.items():
                now = self.chain.get(gender)
                if now is not None and now[0] is not known[0] and known[0].gender == gender:
                    self.near[gender] = now[0], known[1]
                    self.chain[gender] = known
            self.around = None

    def _note_speaker(self, mention: ActorMention, entity: Entity, sentence: int) -> None:
        after = _NEXT.match(self.text, mention.span.end, mention.span.end + 24)
        if (after and after[1] in self.lex["speech_verbs"]) or mention.span.start in self.voices:
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

    def _is_addressed(self, mention: ActorMention) -> bool:
        """True for whom a letter is written to: "Dear Dr Ray,"."""
        start = mention.span.start
        if mention.form == "pronoun":
            return False
        line = self.text.rfind("\n", max(0, start - 40), start) + 1 or max(0, start - 40)
        words = self.text[line:start].lower().split()
        return 0 < len(words) < 3 and words[-1] in self.lex["salutations"]

    def _only_adds(self, mention: ActorMention, entity: Entity, sentence: int) -> bool:
        """True for who acts in a relative clause only: "He was hurt, though the letter, which Tom read, …"."""
        before = self.text[max(0, mention.span.start - 8) : mention.span.start].split()
        if not before or before[-1].lower() not in self.lex["relative_objects"] or mention.form == "pronoun":
            return False
        known = self.chain.get(entity.gender or "")
        return known is not None and known[0] is not entity and sentence - known[1] <= 1

    def _speaks_of(self, mention: ActorMention, entity: Entity) -> bool:
        """True for a relative who speaks of whom the document is about: "Her sister, Ida Holt, said she had"."""
        if self.subject is None or entity is self.subject or entity not in self.subject.kin.values():
            return False
        after = _NEXT.match(self.text, mention.span.end, mention.span.end + 24)
        return after is not None and after[1] in self.lex["speech_verbs"]

    def _count(self, entities: Entities, sentence: int) -> None:
        """Keeps who is named in a sentence, as long as it is persons only."""
        if sentence != self.present[0]:
            self.before = self.present
            self.present = sentence, []
        kept = self.present[1]
        if kept is None:
            return
        entity = entities[0]
        if len(entities) > 1 or entity.kind not in (ActorKind.PERSON, ActorKind.PLACE) or len(kept) > 2:
            self.present = sentence, None
        elif entity.kind is ActorKind.PERSON and entity not in kept:
            kept.append(entity)

    def _wed(self, entity: Entity, mention: ActorMention, sentence: int) -> None:
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
            self.many = self.pair, sentence
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

    def _pronoun(self, mention: ActorMention, sentence: int, subject: bool) -> Entities:
        if mention.kind is ActorKind.ORGANIZATION:
            self.reason = "the last body spoken of"
            if self.thing and sentence - self.thing[1] <= 1:
                return () if self._is_of_a_thing(mention, self.thing[0]) else (self.thing[0],)
            where, bodies = self.objects_of
            if len(bodies) == 1 and 0 <= sentence - where <= 1:
                # "Ann Ray founded Colby Aid. It had no office."
                self.reason = "the one body named before"
                return () if self._is_of_a_thing(mention, bodies[0]) else (bodies[0],)
            return ()
        if mention.kind is ActorKind.GROUP:
            self.reason = "the last group spoken of, or those last named together"
            if self.many and sentence - self.many[1] <= 1:
                return self.many[0]
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
            if subject and where == sentence - 1 and two is not None and len(two) == 2:
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
        doer = self._doer(mention, sentence)
        if mention.name in self.lex["pronouns_reflexive"]:
            self.reason = "who does what the clause says"
            return (doer,) if doer is not None and doer.gender in (gender, None) else ()
        teller = self._teller(mention, gender)
        if teller is not None:
            self.reason = "who says what is told"
            return (teller,)
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
        if self.labelled and self.subject is not None and self.subject.gender in (gender, None):
            # "Patient: Ann Ray": from there on "she", if nobody nearer is who is named.
            named = options[0][0].words if options[0] is not None else ()
            options.insert(0 if subject and len(named) < 2 else len(options), (self.subject, sentence))
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
            self.reason = self._why(option, gender)
            entity.gender = mention.gender
            return (entity,)
        return ()

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

    def _is_of_a_thing(self, mention: ActorMention, body: Entity) -> bool:
        """True if "it" rather means what was spoken of since: "Colby met. The tanker sank; it was raised"."""
        start, last = mention.span.start, self.mention_starts[body.mentions[-1]]
        after = _NEXT.match(self.text, mention.span.end, mention.span.end + 24)
        deeds = ("speech_verbs", "org_verbs", "body_verbs")
        if after is not None and any(after[1] in self.lex[name] for name in deeds):
            return False
        if start - last > FAR:
            return False
        if self.text.count("\n", last, start) > 1 and self.text.find("\n\n", last, start) >= 0:
            return True
        at = bisect_left(self.clause_starts, start) - 1
        if at >= 0 and self.clauses[at].clause.start <= start < self.clauses[at].clause.end:
            # its own clause, of which it is the object
            at -= 1
        if at < 0 or self.clauses[at].at < last:
            return False
        subject = self.clauses[at].subject
        if subject is None:
            return False
        named = bisect_left(self.mention_starts, subject.start)
        if named < len(self.mentions) and self.mention_starts[named] < subject.end:
            return False
        words = self.text[subject.start : subject.end].split()
        plural = self.lex.spelling.is_plural(words[-1])
        if len(words) < 2 or words[0].lower() not in self.lex["definite_determiners"] or plural:
            return False
        # "The vendor, Colby Ltd, had …" is a body after all.
        return words[-1].lower() not in self.lex.codes

    def _why(self, option: tuple[Entity, int], gender: str) -> str:
        """Why a singular pronoun means who `option` is."""
        entity, _ = option
        what = "man" if gender == "m" else "woman"
        if option == self.speaker:
            return "who was speaking"
        if option == self.near.get(gender):
            return f"the last {what} named who fits"
        if entity is self.subject:
            return "whom the text is about"
        return f"the last {what} who fits and does something"

    def _sentence(self, entity: Entity) -> int:
        """The sentence that last mentions somebody; -1 if none has."""
        return bisect_right(self.starts, self.mention_starts[entity.mentions[-1]]) - 1 if entity.mentions else -1

    def _nearer(
        self, mention: ActorMention, sentence: int, chain: tuple[Entity, int] | None, near: tuple[Entity, int] | None
    ) -> bool:
        """True if a pronoun rather means who was last named beside the subject than who the subject was before."""
        if chain is None or near is None or near[1] <= chain[1] or near == self.speaker:
            return False
        if near[1] < sentence:
            # "She married Tom Lund. He died", where another man was the subject long before
            if near[0].gender is None and chain[0] is self.subject and chain[0].gender == mention.gender:
                # "Huw died. She went on": she whom the text is about, since Huw may be a man.
                return False
            return near[1] == sentence - 1 and chain[1] < sentence - 1
        entity = near[0]
        met = entity.mentions and entity is not self.subject and mention.name in self.lex["pronouns_object"]
        if met and mention.name not in self.lex["possessive_pronouns"]:
            # "She met Tom Lund in 1910 and married him"
            end = self.mentions[entity.mentions[-1]].span.end
            words = self.text[end : mention.span.start].split() if mention.span.start - end < CLAUSE else []
            if len(words) > 1 and words[-2] in self.lex["joining_words"]:
                return True
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
        return other is None or other[0] is self.subject or 2 * len(other[0].mentions) < len(self.subject.mentions)

    def _doer(self, mention: ActorMention, sentence: int) -> Entity | None:
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
        if words[-1] in lex["surrounding_prepositions"] or not lex["heading_words"].isdisjoint(words[:-1]):
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

    def _person(self, mention: ActorMention) -> Entities:
        """Who "I" is, by the quotation, the turn or the statement it stands in; who "you" is in a question.

        "We" is the body whose paper it is; who "we" are in a quotation nobody can tell.
        """
        if mention.name in self.plural_person:
            self.reason = "whose paper this is"
            at = bisect_right(self.quote_starts, mention.span.start) - 1
            quoted = any(one.span.contains(mention.span) for one in self.quotations[max(0, at - 3) : at + 1])
            return () if quoted or self.body is None else self._at(self.mentions[self.body].span)
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
        self.reason = "who gives the statement"
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
