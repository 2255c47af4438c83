"""Described actors ("a customs officer from Alder County"), what is said beside a name, and pronouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.who.aliases import AliasReader
from dateline.who.names import COUPLE, FAMILY, ORGANIZATION, PRONOUN, ROLE, ROLES, Gender
from dateline.who.runs import APOSTROPHES, BREAKS, GENITIVE, Found

if TYPE_CHECKING:
    from dateline.who.names import Lexicon

__all__ = ["DescriptionReader", "plain_name"]


class DescriptionReader(AliasReader):
    """Reads phrases headed by a role or the sort of a body, and folds those beside a name into it."""

    def _appose(self, name: Found, at: int, after: int) -> None:
        """Folds "the geographer" before "Otto Reim" and "a surveyor," before "Ada Vane-Hill," into the name."""
        phrase = self.phrase
        if phrase is None or phrase.dropped or name.form != "name" or name.kind == "place" or phrase.plural:
            return
        if self.t[at - 1] in self.lex["copulas"] and (name.kind == "organization" or not self._closes(after)):
            return
        if self.t[at - 1] == ":" and phrase.determiner and self.t[after] not in BREAKS and self.s[after] - name.end < 2:
            return
        if phrase.follows != at:
            if phrase.follows + 1 != at or self.t[phrase.follows] != "," or phrase.determiner == "":
                return
            if self.t[after] not in BREAKS and self.t[after] not in self.lex["phrase_closers"]:
                return
        elif phrase.kind == "organization" and phrase.determiner == "" and name.kind != "unknown":
            return
        lead = self.text[max(0, phrase.start - 40) : phrase.start].split()[-2:]
        if len(lead) > 1 and lead[1] in self.lex["agency_prepositions"] and lead[0].lower() in self.lex["agent_roles"]:
            # "Counsel for the appellant, Mr Ray, …": it is he who speaks for him.
            name.description = " ".join((lead[0].lower(), lead[1], *self.text[phrase.start : phrase.end].split()))
            if name.kind == "unknown" or not name.sure:
                name.kind, name.sure = "person", True
            return
        phrase.dropped = True
        outer = phrase.outer
        first = phrase
        if outer is not None and not outer.dropped and self.text[outer.end : phrase.start].strip() in ("", ","):
            # "His first wife, the cellist Paula Venn,"
            outer.dropped, first = True, outer
        name.description = " ".join(self.text[first.start : phrase.end].split())
        body = phrase.head in self.lex["generic_orgs"] or phrase.head in self.lex["appositive_orgs"]
        called = name.kind == "organization" and phrase.kind == "person" and self._may_be_surname(name)
        if name.kind == "unknown" or not name.sure or called:
            name.kind = "organization" if body else "person"
            name.sure = True
        if name.kind == "person" and name.gender in (None, "n"):
            name.gender = phrase.gender

    def _may_be_surname(self, name: Found) -> bool:
        """Whether a name of two words, taken for a body by its last, may be a person's: "the director, Ann Bright"."""
        last = name.words[-1] if name.words else ""
        lists = ("org_heads", "org_suffixes", "org_of_heads", "outlets", "known_orgs")
        return len(name.words) == 2 and not any(last in self.lex[one] for one in lists) and not name.the

    def _noun(self, at: int, code: int) -> None:
        word = self.t[at].lower()
        if code == COUPLE and word in self.lex["counted_couples"] and not self._stands_alone(at):
            return
        if code == PRONOUN:
            self._pronoun(at, word)
            return
        t, s, e, c, p, lex = self.t, self.s, self.e, self.c, self.p, self.lex
        nxt = t[at + 1]
        if code == ORGANIZATION and c[at + 1] != "cap" and word not in lex["generic_orgs"]:
            # "the shipping line Norrland", but never "the line"
            return
        if (
            c[at + 1] == "low"
            and not p[at]
            and nxt not in self.functions
            and nxt not in lex.verbs
            and not nxt.endswith(lex.spelling.past + lex.spelling.adverb)
            and nxt not in lex["alias_cues"]
        ):
            # "police station", "company policy": only part of a compound.
            return
        start, determiner = self._left(at)
        if determiner in lex["not_referring"]:
            return
        if determiner in lex["speaker_determiners"] and not self._is_of_speaker(word, code):
            return
        plural = code in (ROLES, COUPLE, FAMILY)
        last = at
        if code == FAMILY:
            if t[at + 1] in lex["name_coordinators"] and t[at + 2] in lex["group_nouns"]:
                last = at + 2
            if not determiner:
                return
        if code == ORGANIZATION and word in lex["bodies_of"] and t[at + 1] in lex["genitive_prepositions"]:
            last = self._field(at)
        end = e[last]
        gender: Gender = None
        if code == ROLE:
            gender = "m" if word in lex["roles_m"] else "f" if word in lex["roles_f"] else None
        kind = "organization" if code == ORGANIZATION else "group" if plural else "person"
        named = determiner == GENITIVE and c[start] == "cap" and (plural or code == FAMILY)
        span_start = s[start]
        name = self.text[span_start:end] if named else plain_name(self.text[span_start:end], lex)
        phrase = Found(
            span_start,
            end,
            " ".join(name.split()),
            kind,
            (word,),
            "description",
            gender=gender,
            plural=plural,
            head=lex.singular.get(word, word),
            determiner=determiner,
            follows=last + 1,
            possessive=p[last],
            initial=start == 0,
            strict=self.strict,
            after=t[last + 1],
        )
        if not phrase.name:
            return
        previous = self.phrase
        if (
            previous
            and not previous.dropped
            and previous.follows + 1 == start
            and t[start - 1] == ","
            and not determiner
        ):
            # "another returner, retired pilot Ruth Adler"
            previous.dropped = code == ROLE and c[at + 1] == "cap"
        if (
            previous is not None
            and previous.follows + 1 == start
            and t[start - 1] == ","
            and determiner in lex["definite_articles"]
            and previous.kind == phrase.kind
        ):
            phrase.outer = previous
        owner = self._apposed(start)
        self.phrase = None if phrase.possessive else phrase
        if (
            owner
            and not plural
            and not phrase.possessive
            and owner.form == "name"
            and owner.kind != "place"
            and not (owner.kind == "unknown" and owner.before in lex["place_prepositions"])
            and (owner.description is None and self._closes(last + 1))
            and (determiner or code == ROLE)
        ):
            stop = self._closing(last + 1)
            owner.description = " ".join(self.text[span_start : e[stop - 1]].split())
            if owner.kind == "unknown" or not owner.sure:
                body = code == ORGANIZATION or word in lex["appositive_orgs"]
                owner.kind, owner.sure = ("organization" if body else "person"), True
            if owner.kind == "person" and owner.gender is None:
                owner.gender = gender
            self.phrase = None
            return
        if (
            determiner == ""
            and start == 0
            and last == 0
            and word in lex["protagonist_roles"]
            and nxt in lex["clause_verbs"]
        ):
            # "Patient was seen": notes leave the article out.
            phrase.determiner = determiner = min(lex["definite_articles"], default="")
        if determiner == "" and not plural:
            # A bare role is no mention; it may describe the name that follows.
            phrase.dropped = False
            labelled = t[at + 1] == ":" and c[at + 2] == "cap" and at < 3 and not self.p[at]
            if labelled:
                # "Claimant: Ann Ray"
                phrase.follows = at + 2
            elif c[at + 1] != "cap" or t[at + 1] in self.calendar:
                self.phrase = None
                return
            phrase.strict = True
            phrase.dropped = False
            self.phrase = phrase
            phrase.form = "bare"
            self.found.append(phrase)
            return
        if plural and not determiner:
            national = any(c[i] == "cap" and t[i].lower() not in self.determiners and i != at for i in range(start, at))
            complement = t[last + 1] in lex["group_complements"] and c[last + 2] == "cap"
            if (
                t[last + 1] in lex["member_prepositions"]
                and t[last + 2] in lex["definite_articles"]
                and c[last + 3] == "cap"
            ):
                # "Inspectors of the Survey Office"
                complement = True
            complement = complement and t[last + 2] not in self.calendar
            if not national and not complement:
                return
        if start and t[start - 1] in lex["copulas"] and determiner and not plural:
            # "she was the daughter of": says what somebody is, and is nobody further.
            phrase.form = "bare"
            who = self.ended.get(start - 1)
            if who is not None and who.form == "name" and who.kind == phrase.kind and who.description is None:
                who.description = " ".join(self.text[span_start:end].split())
        if (
            previous
            and not previous.dropped
            and previous.form == "description"
            and previous.follows + 1 == start
            and t[start - 1] == ","
            and determiner in lex["indefinite_articles"]
            and not plural
            and not previous.plural
            and self._closes(last + 1)
        ):
            # "The patient, a woman of 54, was ..."
            previous.gender = previous.gender or gender
            previous.description = name
            return
        if code == ORGANIZATION and determiner not in lex["definite_determiners"] and not p[last]:
            # "of a bank", "her first paper": worth a mention only where a name follows, or where it acts.
            phrase.form = "bare"
        self.found.append(phrase)
        if p[last]:
            return
        identified = t[last + 1] in lex["copulas"] and determiner not in lex["indefinite"]
        if (t[last + 1] == ":" or identified) and c[last + 2] == "cap" and phrase.kind == "person":
            # "In the chair: Ruth Adeyo", "Its founder was Ruth Adeyo."
            phrase.follows = last + 2
        complements = lex["body_complements"] if code == ORGANIZATION else lex["complement_prepositions"]
        if t[last + 1] in complements and t[last + 2] not in self.calendar:
            if c[last + 2] == "cap":
                self.awaited = (last + 2, phrase)
            elif t[last + 2] in lex["definite_articles"] and c[last + 3] == "cap":
                self.awaited = (last + 3, phrase)

    def _is_of_speaker(self, word: str, code: int) -> bool:
        """True for whom "my" or "our" before a noun means: "my sister", "our doctor", but not "our customers"."""
        lex = self.lex
        if code == ROLE:
            return word not in lex["person_nouns"]
        return code == FAMILY or (code == ROLES and word in lex["speaker_groups"])

    def _field(self, at: int) -> int:
        """The last token of what a body is there for: "the ministry of trade and industry", "the union of bakers"."""
        t, c, lex = self.t, self.c, self.lex
        last = at
        for here in (at + 2, at + 4):
            word = t[here] if here < self.size else ""
            if c[here] != "low" or word in self.functions or word in lex.verbs or word in lex["articles"]:
                break
            after = t[here + 1]
            if (
                c[here + 1] == "low"
                and after not in self.functions
                and after not in lex.verbs
                and lex.spelling.is_plural(after)
            ):
                # "the union of steel workers"
                return here + 1
            last = here
            if t[here + 1] not in lex["coordinators"]:
                break
        return last

    def _apposed(self, start: int) -> Found | None:
        """The name that a phrase is put beside: "Ann Ray, a baker", "Ann Ray, then a baker", "Ann Ray, 52, a baker"."""
        t = self.t
        if start > 1 and t[start - 1] in self.lex["appositive_adverbs"]:
            start -= 1
        if not start or t[start - 1] != ",":
            return None
        aged = start > 3 and start - 1 not in self.ended and t[start - 3] == "," and t[start - 2].isdigit()
        return self.ended.get(start - 3 if aged and len(t[start - 2]) < 4 else start - 1)

    def _stands_alone(self, at: int) -> bool:
        """True for "the two" before a verb: no noun is counted."""
        nxt, lex = self.t[at + 1], self.lex
        if at == 0 or self.t[at - 1].lower() not in lex["definite_articles"]:
            return False
        return nxt in BREAKS or nxt in lex.verbs or nxt in lex["clause_verbs"] or nxt.endswith(lex.spelling.past)

    def _left(self, at: int) -> tuple[int, str]:
        """Where the phrase headed by token `at` begins, and its determiner: a word, `GENITIVE`, a number or ""."""
        t, s, e, c, p, lex = self.t, self.s, self.e, self.c, self.p, self.lex
        here = at - 1
        bare = at
        modifying = True
        lowest = max(0, at - 7)
        while here >= lowest and self._near(here + 1):
            word = t[here].lower()
            kind = c[here]
            if p[here]:
                if kind == "cap" and word not in self.determiners:
                    return self.run_start.get(here, here), GENITIVE
                here -= 1
                modifying = False
                continue
            if (
                word in APOSTROPHES
                and here > lowest
                and t[here - 1].endswith(lex.spelling.plural)
                and e[here - 1] == s[here]
            ):
                # "the Hendersons' boy"
                if c[here - 1] == "cap" and t[here - 1].lower() not in self.determiners:
                    return self.run_start.get(here - 1, here - 1), GENITIVE
                here -= 2
                modifying = False
                continue
            if word in self.determiners:
                if (
                    here > lowest
                    and word not in lex["definite_articles"]
                    and word not in lex["indefinite_articles"]
                    and t[here - 1].lower() in lex["leading_determiners"]
                ):
                    return here - 1, t[here - 1].lower()
                return here, word
            if kind == "num" and "-" not in t[here]:
                dated = here and (t[here - 1].lower() in lex["temporal_prepositions"] or t[here - 1] in self.calendar)
                if dated and len(t[here]) == 4:
                    # "in 1955 troops took the town"
                    break
                return here, "number"
            if kind == "cap":
                if here < at - 1 and c[here + 1] == "low" and t[here + 1].endswith(lex.spelling.past) and here + 1 < at:
                    # "The Meridian entered service"
                    break
                if (word in self.functions and not (t[here].isupper() and len(word) > 1)) or t[here] in self.calendar:
                    break
                if modifying:
                    bare = self.run_start.get(here, here)
                    if bare > here:
                        bare = here
                here -= 1
                continue
            if kind not in ("low", "num") or word in self.functions or word in lex.preterites:
                break
            if word in lex["modifiers"] and modifying:
                bare = here
            else:
                modifying = False
            here -= 1
        return bare, ""

    def _closes(self, at: int) -> bool:
        return self._closing(at) >= 0

    def _closing(self, at: int) -> int:
        """The token of the punctuation that ends an apposition begun before `at`, or -1 if a clause goes on."""
        for here in range(at, min(at + 9, self.size + 1)):
            word = self.t[here]
            if word in BREAKS or word in self.lex["phrase_closers"]:
                return here
            if word in self.lex["clause_verbs"] or word in self.lex["speech_verbs"]:
                return -1
        return -1

    def _pronoun(self, at: int, word: str) -> None:
        lex = self.lex
        male, female, thing = word in lex["pronouns_m"], word in lex["pronouns_f"], word in lex["pronouns_n"]
        if thing and self._pleonastic(at):
            return
        gender: Gender = "m" if male else "f" if female else "n" if thing else None
        speaking = word in self.persons
        several = word in lex["first_person_plurals"]
        kind = "person" if male or female or (speaking and not several) else "organization" if thing else "group"
        self.found.append(
            Found(
                self.s[at],
                self.e[at],
                word,
                kind,
                (word,),
                "pronoun",
                gender=gender,
                plural=kind == "group",
                before=self.t[at - 1].lower() if at else "",
                after=self.t[at + 1],
                initial=at == 0,
            )
        )

    def _pleonastic(self, at: int) -> bool:
        """True for the "it" of "it is not yet clear that", "it was raining", "it took two days to"."""
        lex = self.lex
        if self.t[at].lower() not in lex["empty_subjects"]:
            return False
        words = self.t[at + 1 : at + 9]
        if words and words[0] in lex["empty_subject_verbs"]:
            verb = next(
                (word for word in words[1:] if word not in lex["negators"] and not word.endswith(lex.spelling.adverb)),
                "",
            )
            if words[0] in lex["empty_subject_auxiliaries"] and verb not in lex["empty_subject_links"]:
                # "it had signed a contract to", "it will close the mill that"
                return False
            if verb.endswith(lex.spelling.gerund) and verb not in lex["empty_subject_signs"]:
                # "it is using its right to"
                return False
            return any(word in lex["empty_subject_signs"] for word in words[1:])
        return bool(words) and words[0] in lex["weather_verbs"]


def plain_name(text: str, lex: Lexicon) -> str:
    """`text` without the article or possessive that leads it; "two diplomats" keeps its number."""
    words = text.split()
    leads = ("articles", "speaker_determiners", "possessive_pronouns")
    if len(words) > 1 and any(words[0].lower() in lex[name] for name in leads):
        words = words[2:] if len(words) > 2 and words[1] == "own" else words[1:]
    return " ".join(words)
