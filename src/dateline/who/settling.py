"""What the names of a document are, once the whole of it has been read: a person, a body, a place or no actor."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.who.names import Gender, Lexicon
    from dateline.who.runs import Found

__all__ = ["Settler"]


class Settler:
    """Settles what unknown single names are by what the whole document says of them.

    `common` is the lower-case words of the document, `never` the names that it defines as no actor.
    """

    def __init__(self, lex: Lexicon, common: frozenset[str], never: set[str]) -> None:
        self.lex = lex
        self.common = common
        self.never = never
        self.codes = lex.codes
        # Where each word is first part of the full name of a person, and opens that of a body.
        self.named: dict[str, int] = {}
        self.founded: dict[str, int] = {}
        self.shorts: set[str] = set()
        self.ordinary = lex["ordinary"]

    def settle(self, found: list[Found]) -> Iterable[Found]:
        """The mentions that are left, in text order, each of a known kind."""
        people: dict[str, Gender] = {}
        bodies: set[str] = set()
        evidence: dict[str, list[int]] = {}
        lex = self.lex
        for one in found:
            if one.dropped or one.form != "name":
                continue
            if one.kind == "person" and (len(one.words) > 1 or one.title):
                given = next(iter(one.words), "")
                if one.strict and not (given in lex.given or one.title):
                    continue
                for word in one.words:
                    if word in lex["genitive_prepositions"]:
                        # "Ulrich of Sand": the rest is a place.
                        break
                    if len(word) > 2 and word[0].isupper():
                        people.setdefault(word, one.gender if word == given else None)
                        self.named[word] = min(one.start, self.named.get(word, one.start))
            elif one.kind == "organization":
                # "The Trovik Post" does not make Trovik a body.
                outlet = len(one.words) > 1 and one.words[-1] in lex["outlets"]
                if one.words and not one.strict and not outlet and one.words[0].lower() not in self.ordinary:
                    bodies.add(one.words[0])
                    if len(one.words) > 1:
                        self.founded[one.words[0]] = min(one.start, self.founded.get(one.words[0], one.start))
            elif one.kind == "unknown" and not one.strict:
                self._weigh(one, evidence.setdefault(one.name, [0, 0, 0, 0, 0]))
        self._companies(found)
        shorter = {
            " ".join(one.words[:-1])
            for one in found
            if one.kind == "organization" and len(one.words) > 2 and one.words[-1].rstrip(".") in lex["org_suffixes"]
        }
        things = {one.name for one in found if one.form == "name" and self._is_thing(one)}
        shortened = {alias for one in found if one.kind == "organization" for alias in one.aliases}
        ready: list[tuple[int, int, Found]] = []
        for one in found:
            if one.dropped or one.form == "bare" or one.name in self.never:
                continue
            if one.name in things and one.form == "name":
                one.kind, one.gender, one.title, one.sure = "other", None, None, True
            if not one.sure and one.kind == "person" and one.before in lex["title_cues"]:
                continue
            if one.kind == "place" and len(one.words) == 1 and one.name in bodies and self._acts(one, shortened):
                # "Medina Foods plc (“Medina”)": no town of that name.
                one.kind, one.gender = "organization", "n"
            if one.kind == "person" and not one.title and one.form == "name" and one.name in shorter:
                # "United Colours", where the text has United Colours Ltd
                one.kind, one.gender = "organization", None
            if one.kind == "unknown" and not self._settle(one, people, bodies, evidence):
                continue
            if one.strict and not self._known(one, people, bodies, evidence):
                continue
            if (
                one.kind == "organization"
                and len(one.words) == 1
                and one.words[0] in people
                and not one.name.isupper()
                and one.name not in lex["known_orgs"]
                and one.name not in bodies
            ):
                one.kind = "person"
            if one.kind == "organization" and len(one.words) == 1 and one.name.isupper() and one.name.title() in people:
                # The label of who speaks: "BROCK: I left it."
                one.kind, one.name, one.words, one.gender = "person", one.name.title(), (one.name.title(),), None
            if one.kind == "organization" and len(one.name.rstrip(".")) == 1:
                # "A. came on Sunday."
                one.kind, one.gender = "person", None
            ready.append((one.start, one.end, one))
        ready.sort(key=lambda item: item[:2])
        return [one for _, _, one in ready]

    def _companies(self, found: list[Found]) -> None:
        """Takes one name after what several are for a body: "the auditors, Coyle Hart, refused"."""
        previous: Found | None = None
        for one in found:
            if one.dropped:
                continue
            if (
                previous is not None
                and previous.form == "description"
                and previous.kind == "group"
                and one.form == "name"
                and one.kind == "person"
                and one.start - previous.end == 2
                and not one.title
                and one.after not in self.lex["joining_words"]
                and one.words[0] not in self.lex.given
            ):
                one.kind, one.gender = "organization", "n"
            previous = one

    def _is_thing(self, one: Found) -> bool:
        """True for the name of a ship, a book: "the ferry Meridian", but not "the book Ann Ray wrote"."""
        work = one.before in self.lex["work_nouns"] and not one.sure
        return one.kind == "other" or one.before in self.lex["thing_nouns"] or work

    def _acts(self, one: Found, shortened: set[str]) -> bool:
        """True if a place that is also the first word of a body means the body: by what it does or as defined."""
        if one.before in self.lex["place_prepositions"] and one.name not in shortened:
            return False
        verbs = one.after in self.lex["speech_verbs"] or one.after in self.lex["org_verbs"]
        return verbs or one.name in shortened

    def _weigh(self, one: Found, votes: list[int]) -> None:
        """Counts signs of a person, a body, a place, of being a name at all, and of doing or suffering something."""
        lex = self.lex
        votes[4] += one.after in lex["clause_verbs"] or one.after in lex.verbs
        if one.after in lex["person_verbs"] or (one.before in lex["meeting_verbs"] and not one.the):
            votes[0] += 2
        if one.after in lex["speech_verbs"] or one.after in lex["person_relatives"]:
            votes[0] += 1
        if one.after in lex["org_verbs"] and one.after not in lex["speech_verbs"]:
            votes[1] += 1
        if one.possessive or (one.before in lex["body_prepositions"] and not one.the):
            votes[1] += 1
        if one.before in lex["place_prepositions"]:
            votes[2] += 2
        if not one.initial and (not one.the or one.after[:1].islower()):
            # "the Norvik case" too shows a name.
            votes[3] += 1

    def _stands_for_body(self, one: Found) -> bool:
        """True for "Colby" after "Colby Foods Inc." and before any "Amos Colby", or used so before of that body."""
        if len(one.words) != 1 or one.title or one.after in self.lex["person_verbs"]:
            return False
        name = one.name
        opened = self.founded.get(name)
        if opened is None or one.start < opened:
            return False
        if one.start < self.named[name]:
            self.shorts.add(name)
        return name in self.shorts

    def _settle(self, one: Found, people: dict[str, Gender], bodies: set[str], evidence: dict[str, list[int]]) -> bool:
        """Gives a name of unknown kind its kind; False if it is no actor."""
        name, one.sure = one.name, True
        first, last = one.words[:1], one.words[-1:]
        for word in last:
            if word in people and not self._stands_for_body(one):
                one.kind, one.gender = "person", people[word]
                return True
        if name in bodies or any(word in bodies for word in first):
            one.kind, one.gender = "organization", "n"
            return name in bodies or len(one.words) == 1
        if one.title:
            one.kind = "person"
            return True
        one.sure = False
        person, body, place, seen, told = evidence.get(name, [0, 0, 0, 0, 0])
        lowered = name.lower()
        if lowered in self.ordinary or (lowered in self.common and not seen) or one.the or lowered in self.codes:
            return False
        if name.rstrip("s") in self.lex["demonym_nouns"] or name in self.lex["not_actors"]:
            plural = name not in self.lex["demonym_nouns"] and name.rstrip("s") in self.lex["demonym_nouns"]
            one.kind, one.plural, one.form, one.sure = "group", True, "name", True
            return plural
        if place > max(person, body):
            one.kind, one.gender = "place", "n"
            return True
        if person > body or (person and person == body):
            one.kind = "person"
            return seen > 0 or person > 1 or lowered not in self.common
        if (body and seen) or (seen and told and not one.the):
            one.kind, one.gender = "organization", "n"
            return True
        return False

    def _known(self, one: Found, people: dict[str, Gender], bodies: set[str], evidence: dict[str, list[int]]) -> bool:
        """True if a name in a title-case heading is one that stands by itself."""
        if one.form != "name" or not one.words:
            return False
        first, last = one.words[0], one.words[-1]
        if one.kind == "person":
            # "Treasurer: Elin Garth"
            labelled = one.before == ":" and one.description is not None
            # "Written by Ruth Adeyo"
            labelled = labelled or (one.before in self.lex["agent_prepositions"] and len(one.words) > 1)
            return labelled or first in self.lex.given or one.title is not None or last in people
        if one.kind == "organization":
            last = last.rstrip(".")
            if one.the and last in self.lex["org_heads"] and len(one.words) > 1:
                # "Minutes of the Harbour Committee"
                return True
            return last in self.lex["org_suffixes"] or one.name in self.lex["known_orgs"] or first in bodies
        return one.kind in ("place", "other")
