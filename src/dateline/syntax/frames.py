"""Trees put right by their own words: verbs that lost their subjects, and sayings tangled with what they say.

Each repair is a method of the draft of a tree, and is taken back if it leaves no tree.  Two sorts of trees are mended:

- A name or thing that does something hangs elsewhere: in "On Friday Ada Brook, a judge, resigned" on the judge.
- A *frame* is a saying set beside what it says: "…, a court heard on Friday", "…, recalls Ada Brook, …", "As Ada Brook
  put it, …".  Its words stand together between two marks, so a wrong tree is known by an arc that crosses these.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dateline.syntax.clauses import PEOPLE, SUBJECTS, base_relation, is_any_of
from dateline.syntax.trees import NO_HEAD, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.locale import LocaleData

__all__ = ["repaired"]

# These part a frame from what it says; others part sentences.
_PARTING: Final = frozenset(',“”"«»„‘’—–-()')
_QUOTES: Final = frozenset('“”"«»„')
_ENDING: Final = frozenset(";:.!?")
_NOUNS: Final = frozenset(("NOUN", "PROPN", "PRON"))
_NOMINAL: Final = _NOUNS | {"DET", "ADJ", "NUM", "ADP", "PART", "CCONJ", "SYM", "X"}
_OPENING: Final = _NOUNS | {"DET", "ADJ", "NUM"}
# A name behind these is no subject.
_NO_SUBJECT_BEHIND: Final = frozenset(("ADP", "CCONJ", "DET", "PART", "VERB", "AUX", "PRON"))
_DESCRIBING: Final = frozenset(("NOUN", "PROPN", "ADJ", "DET", "PRON"))
_LONGEST_DAY: Final = 2
_LONGEST_DESCRIPTION: Final = 20
_PARTICIPLE: Final = frozenset(("VerbForm=Ger", "Tense=Pres|VerbForm=Part"))
_PRESENT: Final = "Mood=Ind|Tense=Pres|VerbForm=Fin"
_FINITE: Final = "Mood=Ind|Tense=Past|VerbForm=Fin"
# A speaker with an apposition is so many phrases between commas.
_APPOSED: Final = 2
_NOMINAL_RELATIONS: Final = frozenset(("obl", "nmod", "nsubj", "obj", "iobj", "compound", "appos"))
# By these a noun stands beside another that means the same, or is joined to it.
_BESIDE: Final = ("flat", "compound", "appos", "conj", "nmod:desc")
_ARGUMENTS: Final = frozenset(("nsubj", "obj", "iobj"))


@frozen
class _Words:
    """The word lists of a locale that frames are known by."""

    saying: frozenset[str]
    quoting: frozenset[str]
    links: frozenset[str]
    openers: frozenset[str]
    content: frozenset[str]
    free: frozenset[str]
    perfect: frozenset[str]
    addressing: frozenset[str]
    negations: frozenset[str]
    persons: frozenset[str]
    offices: frozenset[str]
    appointing: frozenset[str]
    inverting: frozenset[str]
    people: frozenset[str]


@lru_cache(maxsize=16)
def _words(locale: LocaleData) -> _Words:
    def of(*names: str) -> frozenset[str]:
        return frozenset().union(*(locale.words.get(name, frozenset()) for name in names))

    return _Words(
        saying=of("saying_verbs", "reporting_verbs", "framing_verbs"),
        quoting=of("quoting_verbs"),
        links=of("quoting_links"),
        openers=of("interrogatives", "complementizers", "relative_pronouns"),
        content=of("content_markers"),
        free=of("content_markers", "infinitive_marks"),
        perfect=of("perfect_auxiliaries"),
        addressing=of("addressing_verbs"),
        negations=of("negative_adverbs"),
        persons=of("personal_relatives"),
        offices=of("officer_roles"),
        appointing=of("appointing_verbs"),
        inverting=of("do_forms"),
        people=of(*PEOPLE),
    )


def repaired(tree: Tree, locale: LocaleData) -> Tree:
    """The tree with its repairs; the same object if nothing is to be mended."""
    draft = _Draft(tree, locale)
    for repair in (
        draft.names,
        draft.governors,
        draft.subjects,
        draft.crossed,
        draft.described,
        draft.bare,
        draft.appointed,
        draft.quoted,
        draft.colons,
        draft.coordinates,
        draft.marks,
        draft.verbs,
        draft.relatives,
        draft.frames,
    ):
        repair()
        draft.settle()
    return draft.tree()


class _Draft:
    """The columns of a tree while they are changed."""

    def __init__(self, tree: Tree, locale: LocaleData) -> None:
        self.before = tree
        self.locale = locale
        self.words = _words(locale)
        self.lower, self.upos = tree.lower, tree.upos
        self.heads, self.relations, self.feats = list(tree.heads), list(tree.relations), list(tree.feats)
        self.changed = self.touched = False
        self.good = self.upos, [*self.heads], [*self.relations], [*self.feats]

    def settle(self) -> None:
        """Keep what a repair has changed, or take it back if the arcs are no tree any more."""
        if not self.touched:
            return
        self.touched = False
        if self._is_tree():
            self.good = self.upos, [*self.heads], [*self.relations], [*self.feats]
        else:
            self.upos, heads, relations, feats = self.good
            self.heads, self.relations, self.feats = [*heads], [*relations], [*feats]

    def tree(self) -> Tree:
        """The tree as it is now; the one before if nothing changed."""
        if not self.changed:
            return self.before
        old = self.before
        return Tree(old.forms, old.starts, old.ends, self.upos, self.feats, self.heads, self.relations)

    def _up(self, word: int) -> Iterator[int]:
        """The words above a word, up to the root; each once also where a repair has made a ring."""
        for _ in self.heads:
            word = self.heads[word]
            if word == NO_HEAD:
                return
            yield word

    def _is_tree(self) -> bool:
        known = [head == NO_HEAD for head in self.heads]
        if sum(known) != 1:
            return False
        for index in range(len(known)):
            path: list[int] = []
            while not known[index]:
                if len(path) > len(known):
                    return False
                path.append(index)
                index = self.heads[index]
            for k in path:
                known[k] = True
        return True

    def relatives(self) -> None:
        """Hang a clause with "who" on the noun right before it: a verb is nobody who does something."""
        for k, lower in enumerate(self.lower):
            if lower not in self.words.persons or k < 2 or self.before.forms[k] != lower:
                continue
            clause = self.heads[k]
            noun = k - 1 - (self.lower[k - 1] == ",")
            apart = noun < k - 1 and self.relations[clause] == "ccomp" and not self._is_saying(self.heads[clause])
            held = clause > k and (apart or self.relations[clause] in ("advcl:relcl", "acl:relcl"))
            if held and self.upos[self.heads[clause]] == "NOUN" and not self._is_person(self.heads[clause]):
                self._hang(clause, self._person_before(noun, self.heads[clause]), "acl:relcl")
            elif held and self.upos[self.heads[clause]] == "PROPN" and noun == k - 1:
                # A name alone takes no clause that says which is meant: "the man from Leeds who left".
                above = self._person_before(noun, NO_HEAD)
                if above != NO_HEAD and self.upos[above] != "PROPN":
                    self._hang(clause, above, "acl:relcl")
            if not held or self.upos[self.heads[clause]] != "VERB" or self.upos[noun] not in ("NOUN", "PROPN"):
                continue
            for above in self._up(noun):
                if self.relations[noun] not in ("flat", "compound"):
                    break
                noun = above
            if noun < k:
                self._hang(clause, noun, "acl:relcl")

    def _is_person(self, noun: int) -> bool:
        """Whether a common noun or pronoun stands for somebody."""
        people = self.upos[noun] == "NOUN" and is_any_of(self.before, noun, self.words.people, self.locale)
        return people or self.upos[noun] in ("PRON", "DET", "NUM")

    def _person_before(self, noun: int, otherwise: int) -> int:
        """Whom "who" means behind a noun: the nearest that is somebody, described rather than only named.

        What stands beside a noun (a name, an apposition, what it is joined to) is taken with it; then comes the noun
        that they say more of.  A name counts only below the noun that the clause hangs on.
        """
        named, below = otherwise, True
        while noun >= 0 and self.upos[noun] in _NOUNS:
            beside = [noun]
            while self.relations[beside[-1]].startswith(_BESIDE) and (below or beside[-1] == otherwise):
                above = self.heads[beside[-1]]
                if above > noun or self.upos[above] not in _NOUNS or above in beside:
                    break
                beside.append(above)
            below &= otherwise not in beside
            if otherwise != beside[0]:
                people = [k for k in beside if self._is_person(k)]
                names = [k for k in beside if self.upos[k] == "PROPN"] if below else []
                if people:
                    return max(people[-1:] + names[-1:], key=beside.index)
                named = names[-1] if names and named == otherwise else named
            if base_relation(self.relations[beside[-1]]) != "nmod":
                break
            if otherwise in beside and named != otherwise:
                break
            noun = self.heads[beside[-1]] if self.heads[beside[-1]] < noun else NO_HEAD
        return named

    def _hang(self, word: int, head: int, relation: str) -> None:
        if (self.heads[word], self.relations[word]) != (head, relation):
            self.heads[word], self.relations[word] = head, relation
            self.changed = self.touched = True

    def _is_finite(self, word: int) -> bool:
        return "VerbForm=Fin" in self.feats[word] and "Mood=Imp" not in self.feats[word]

    def _is_saying(self, word: int) -> bool:
        return self.upos[word] == "VERB" and is_any_of(self.before, word, self.words.saying, self.locale)

    # -- names taken for verbs

    def names(self) -> None:
        """Make names of verbs with a capital letter that hang as nouns do: "wrote to Playfit by May"."""
        for word, upos in enumerate(self.upos):
            if upos != "VERB" or not word or not self.before.forms[word][0].isupper():
                continue
            below = [self.relations[k] for k in self._below(word)]
            nominal = base_relation(self.relations[word]) in _NOMINAL_RELATIONS
            if not nominal or any(base_relation(relation) in ("nsubj", "aux", "obj") for relation in below):
                continue
            self.upos = [*self.upos]
            self.upos[word], self.feats[word] = "PROPN", "Number=Sing"
            self.changed = self.touched = True
            for k in self._below(word):
                if self.relations[k] == "mark":
                    self.upos[k] = "ADP"
                    self._hang(k, word, "case")

    # -- verbs that hang where they cannot

    def governors(self) -> None:
        """Let a finite verb without a subject hang on what can lend it one."""
        root = self.before.root
        for verb, feats in enumerate(self.feats):
            head, relation = self.heads[verb], self.relations[verb]
            if self.upos[verb] != "VERB":
                continue
            if relation == "advcl" and self._opens_with_that(verb) and self._is_saying(head):
                self._hang(verb, head, "ccomp")
            elif relation.startswith("acl") and (told := self._told_by(head)) is not None:
                # "was told by the owner, Ada Brook, that rain came in"
                subject = next((k for k in self._below(verb) if self.relations[k].startswith("nsubj")), verb)
                marks = [k for k in (*self._below(verb), *self._below(subject)) if self.lower[k] in self.words.content]
                if subject < verb and len(marks) == 1 and subject != marks[0] < subject:
                    self._hang(marks[0], verb, "mark")
                    self._hang(verb, told, "ccomp")
            if "VerbForm=Fin" not in feats or self._has_subject(verb):
                continue
            if relation == "conj" and self._is_bare(head) and self._is_finite(self.heads[head]):
                # "warned that it would sink and noted that it leaked"
                if self.relations[head] == "ccomp" and "Tense=Past" in feats:
                    self._hang(verb, self.heads[head], "conj")
            elif relation == "parataxis" and head == root and verb > root and self.upos[root] in _NOUNS:
                # "Ada Brook, who ran the mill, wrote …"
                below = [k for k in range(root + 1, verb) if self.heads[k] == root and self.upos[k] != "PUNCT"]
                if below and all(self.relations[k] in ("acl:relcl", "appos", "flat", "nmod") for k in below):
                    self._hang(verb, NO_HEAD, "root")
                    self._hang(root, verb, "nsubj")

    def _told_by(self, noun: int) -> int | None:
        """The verb of saying that has a noun for who says it, or to whom it is said, None if there is none."""
        for above in self._up(noun):
            if self.relations[noun] not in ("appos", "flat"):
                break
            noun = above
        verb = self.heads[noun]
        argument = base_relation(self.relations[noun]) in ("obl", "obj", "iobj")
        return verb if argument and verb >= 0 and verb < noun and self._is_saying(verb) else None

    def _opens_with_that(self, verb: int) -> bool:
        marks = [k for k in self._below(verb) if self.relations[k] == "mark"]
        return len(marks) == 1 and self.lower[marks[0]] in self.words.content

    def _is_bare(self, verb: int) -> bool:
        """Whether a verb is an infinitive that an auxiliary helps."""
        return "VerbForm=Inf" in self.feats[verb] and any(self.relations[k] == "aux" for k in self._below(verb))

    # -- arcs that cross a verb

    def subjects(self) -> None:
        """Give a noun right before a finite verb to it: "that a spokesman had said the line was cut".

        A parser may make it a second subject of the clause that the verb governs.
        """
        for word, relation in enumerate(self.relations):
            head = self.heads[word]
            if head <= word or not relation.startswith("nsubj"):
                continue
            between = range(word + 1, head)
            verb = next((k for k in between if self.upos[k] == "VERB" and self._governs(k, head)), head)
            if verb == head or self._has_subject(verb) or not self._is_close(word, verb):
                continue
            self._hang(word, verb, "nsubj")
            for k in range(word):
                if self.heads[k] == head and self.relations[k] in ("mark", "det"):
                    self._hang(k, verb if self.relations[k] == "mark" else word, self.relations[k])

    def coordinates(self) -> None:
        """Part a clause from the one behind it: "The mill burned, and the mayor, Ada Brook, said that it was old".

        A parser may make the first what is said, and the mayor a part of it.
        """
        for verb in range(len(self.upos)):
            if not self._is_saying(verb) or not self._is_finite(verb):
                continue
            said = [k for k in self._below(verb) if self.relations[k] == "ccomp"]
            if len(said) < 2 or not said[0] < verb < said[-1]:
                continue
            clause = said[0]
            subject = next((k for k in self._below(verb) if self.relations[k] in SUBJECTS), None)
            joined = (k for k in range(clause, verb) if self.relations[k] == "conj" and self._governs(clause, k))
            noun = next(
                (k for k in ((subject,) if subject is not None else joined) if k < verb and self._opens(k)), None
            )
            if noun is None:
                continue
            link = next(k for k in self._below(noun) if self.relations[k] == "cc")
            self._hang(clause, self.heads[verb], self.relations[verb])
            self._hang(verb, clause, "conj")
            self._hang(noun, verb, "nsubj")
            self._hang(link, verb, "cc")

    def _opens(self, noun: int) -> bool:
        """Whether a noun comes first behind a comma and "and"."""
        link = next((k for k in self._below(noun) if self.relations[k] == "cc"), 0)
        return self.upos[noun] in _NOUNS and link > 0 and self.before.forms[link - 1] == ","

    def crossed(self) -> None:
        """Give a noun right before a finite verb to it, if it hangs on a word behind: "Colby launches a boat"."""
        for verb, upos in enumerate(self.upos):
            told = self._is_finite(verb) or "VerbForm" not in self.feats[verb]
            if upos != "VERB" or not told or self._has_subject(verb):
                continue
            noun = verb - 1
            while noun >= 0 and self.upos[noun] in ("ADV", "AUX"):
                noun -= 1
            if (
                noun >= 0
                and self.upos[noun] in _NOUNS
                and self.heads[noun] > verb
                and self._governs(verb, self.heads[noun])
            ):
                self._hang(noun, verb, "nsubj")

    def bare(self) -> None:
        """Let a bare name right before a finite verb without a subject be that: "In 2018 Ada Brook and Tom Lund left".

        A parser may take it for a time, or the verb for an attribute of what stands behind ("Ada Brook left Leeds").
        """
        for verb, upos in enumerate(self.upos):
            if upos != "VERB" or verb == 0 or self._has_subject(verb):
                continue
            last = verb - 1
            while last > 0 and self.upos[last] in ("ADV", "AUX"):
                last -= 1
            above = self.heads[verb]
            attribute = above == verb + 1 and self.relations[verb] == "amod" and self.heads[above] == NO_HEAD
            attribute = attribute and self._is_name(above)
            governor, name = above if attribute else verb, last
            for higher in self._up(last):
                if higher == governor or higher >= verb:
                    break
                name = higher
            if self.heads[name] != governor or self._is_within_phrase(name, last):
                continue
            if self.upos[name] != "PROPN" and not self._is_bare_noun(name):
                continue
            if attribute and self._may_be_past(verb) and self.relations[name] in ("compound", "nmod"):
                for k in self._below(above):
                    if k < verb and k != name:
                        own = self.relations[k] in ("det", "amod", "nmod:poss")
                        self._hang(k, name if own else verb, self.relations[k] if own else "obl")
                self._hang(verb, NO_HEAD, "root")
                self._hang(above, verb, "obj")
                self.feats[verb] = _FINITE
            elif attribute or base_relation(self.relations[name]) != "obl":
                continue
            passive = any(self.relations[k] == "aux:pass" for k in self._below(verb))
            self._hang(name, verb, "nsubj:pass" if passive else "nsubj")

    def _is_within_phrase(self, name: int, last: int) -> bool:
        """Whether a name has a preposition or a number, or does not reach to a word."""
        below = self._below(name)
        if any(self.relations[k] in ("case", "nummod", "mark") for k in below):
            return True
        return name != last and not self._governs(name, last)

    def described(self) -> None:
        """Let a name be the subject of the verb behind what says more of it: "On Friday Ada Brook, a judge, resigned".

        A parser may hang the name on the description, on the verb as a time, or on nothing that is a clause.
        """
        forms = self.before.forms
        for comma in range(1, len(forms) - 3):
            if forms[comma] != "," or not (self._is_name(comma - 1) or self._is_bare_noun(comma - 1)):
                continue
            first, head = self._name(comma - 1)
            while first > 0 and first <= self.heads[first - 1] < comma and self.upos[first - 1] in _DESCRIBING:
                first -= 1
            if first > 0 and self.upos[first - 1] in _NO_SUBJECT_BEHIND:
                continue
            days = (k for k in self._below(head) if self.relations[k] == "nummod")
            if any(len(self.before.forms[k]) <= _LONGEST_DAY for k in days):
                continue
            close, verb = self._verb_behind(comma)
            if verb is not None and self._takes_over(range(first, close), comma, verb):
                self._give_subject(range(first, close), comma, head, verb)
                return

    def _is_name(self, word: int) -> bool:
        return self.upos[word] in ("PROPN", "NOUN") and self.before.forms[word][0].isupper()

    def _is_bare_noun(self, word: int) -> bool:
        """Whether a noun with an article hangs as with a preposition and has none: "In 1985 the club, …, moved"."""
        if self.upos[word] != "NOUN" or self.relations[word] != "obl":
            return False
        below = {self.relations[k] for k in self._below(word)}
        return "det" in below and below.isdisjoint(("case", "nummod", "mark"))

    def _name(self, last: int) -> tuple[int, int]:
        """Where the name that ends at a word begins, and its head."""
        first = head = last
        while first > 0 and self._is_name(first - 1):
            if self.heads[head] == first - 1:
                head = first - 1
            elif not first <= self.heads[first - 1] <= last:
                break
            first -= 1
        return first, head

    def _verb_behind(self, comma: int) -> tuple[int, int | None]:
        """The comma that closes a description, and the verb right behind it; None if a clause stands between."""
        forms, clause = self.before.forms, self.lower[comma + 1] in self.words.openers
        for close in range(comma + 1, min(comma + _LONGEST_DESCRIPTION, len(forms) - 1)):
            if forms[close] in _ENDING or forms[close] in _QUOTES:
                break
            if forms[close] != ",":
                if self._is_finite(close) and self.upos[close] in ("VERB", "AUX") and not clause:
                    break
                continue
            at = close + 1
            while at < len(forms) - 1 and self.upos[at] == "ADV":
                at += 1
            after = self.upos[at + 1] if at + 1 < len(forms) else ""
            if self.lower[at] in self.words.inverting and after not in ("VERB", "ADV", "PART"):
                break  # "only then did the firm pay"
            if self._is_finite(at) or (self._may_be_past(at) and after in _OPENING):  # "left Leeds"
                return close, self.heads[at] if self.upos[at] == "AUX" and self.heads[at] > at else at
        return comma, None

    def _takes_over(self, name: range, comma: int, verb: int) -> bool:
        """Whether a verb behind a name with its description has no subject but one of these, and heads their clause."""
        subjects = [k for k in self._below(verb) if self.relations[k] in SUBJECTS]
        if any(k not in name for k in subjects):
            return False
        head = self.heads[verb]
        if self._bare_root(comma, name.stop) is not None:
            return True
        return head not in name and (self._is_finite(verb) or bool(subjects) or head == NO_HEAD)

    def _bare_root(self, comma: int, stop: int) -> int | None:
        """The root of the sentence, if it is in a description behind a comma, or before it and no predicate."""
        root = next((k for k in range(stop) if self.heads[k] == NO_HEAD), None)
        if root is not None and root < comma and (self.upos[root] in ("VERB", "AUX") or self._has_subject(root)):
            return None
        return root

    def _give_subject(self, name: range, comma: int, head: int, verb: int) -> None:
        """Hang a name on its verb, what says more of it on the name, and what stands around them on the verb.

        `name` is the words of the name and of what says more of it, up to the comma that closes that.
        """
        passive = any(self.relations[k] == "aux:pass" for k in self._below(verb))
        if (root := self._bare_root(comma, name.stop)) is not None:
            behind = [k for k in range(name.stop + 1, len(self.heads)) if self.heads[k] < name.stop and k != verb]
            above = self.heads[verb]
            if above > verb and above in behind:
                self._hang(above, verb, "obj" if self.upos[above] in _NOUNS else self.relations[above])
            for k in behind:
                if k != above:
                    self._hang(k, verb, self.relations[k])
            self._hang(verb, NO_HEAD, "root")
            if root < name.start:
                self._hang(root, verb, "advmod" if self.upos[root] == "ADV" else "obl")
            if not any(base_relation(self.relations[k]) == "aux" for k in self._below(verb)):
                self.feats[verb] = _FINITE
        inside = range(comma + 1, name.stop)
        for k in inside:
            if self.heads[k] not in inside and self.upos[k] != "PUNCT":
                if self.upos[comma + 1] == "ADP":
                    self._hang(k, verb, "obl")  # "Ada Brook, by a letter of 3 May, demanded"
                elif self.lower[comma + 1] in self.words.openers:
                    self._hang(k, head, "acl:relcl")
                elif self.upos[k] in ("VERB", "AUX"):
                    self._hang(k, head, "acl")
                else:
                    self._hang(k, head, "appos" if self.upos[k] in _NOUNS else "nmod")
        for k in range(name.start):
            within = self.heads[k] == head and self.relations[k] in ("det", "amod", "compound", "nmod:desc")
            if self.heads[k] in name and not within:
                self._hang(k, verb, self.relations[k])
        if self._is_name(head):
            self.upos = ["PROPN" if k == head else upos for k, upos in enumerate(self.upos)]
        self._hang(head, verb, "nsubj:pass" if passive else "nsubj")

    def appointed(self) -> None:
        """Let "her" be the object of who "appointed her managing director", and no owner of a director."""
        for word in range(1, len(self.upos) - 1):
            verb, office = word - 1, self.heads[word]
            if self.relations[word] != "nmod:poss" or office < word or self.heads[office] != verb:
                continue
            if self.lower[office] in self.words.offices and is_any_of(
                self.before, verb, self.words.appointing, self.locale
            ):
                self._hang(word, verb, "obj")
                self._hang(office, verb, "xcomp")

    def quoted(self) -> None:
        """Hang "saying" on the verb that quotes: "was cited in an article published this morning saying, …"."""
        for auxiliary, relation in enumerate(self.relations):
            above = self.heads[auxiliary]
            if relation != "aux:pass" or not is_any_of(self.before, above, self.words.quoting, self.locale):
                continue
            for word in range(above + 1, len(self.upos)):
                if self.before.forms[word] in _QUOTES:
                    break
                if not self._is_saying(word) or self.feats[word] not in _PARTICIPLE:
                    continue
                if self.relations[word] == "acl" and self._governs(above, word) and not self._has_subject(word):
                    for k in [k for k in self._below(word) if k < word and base_relation(self.relations[k]) == "obl"]:
                        self._hang(k, above, self.relations[k])
                    self._hang(word, above, "advcl")
                break

    def colons(self) -> None:
        """Let what stands before a colon and a quotation govern it: "The next day she wrote to him: “…”".

        A parser may take that for a relative clause ("the day she wrote"), and hang the day on a verb of the quotation.
        """
        forms = self.before.forms
        colon = next((k for k in range(2, len(forms) - 2) if forms[k] == ":" and forms[k + 1] in _QUOTES), 0)
        out = [k for k in range(colon) if self.heads[k] > colon and self.upos[k] != "PUNCT"]
        verbs = [k for k in range(1, colon) if self._is_saying(k) and self._has_subject(k)] if out else []
        if not verbs or not set(out).isdisjoint(verbs[:-1]):
            return
        verb, top = verbs[-1], self.before.root
        if top < colon or self.heads[top] != NO_HEAD:
            return
        for k in out:
            self._hang(k, verb, self.relations[k])
        self._hang(verb, NO_HEAD, "root")
        self._hang(top, verb, "ccomp")
        if not any(base_relation(self.relations[k]) == "aux" for k in self._below(verb)):
            self.feats[verb] = _FINITE
            for k in self._below(verb):
                if self.relations[k] == "nsubj:pass":
                    self._hang(k, verb, "nsubj")

    def _governs(self, verb: int, word: int) -> bool:
        return verb in self._up(word)

    def _has_subject(self, verb: int) -> bool:
        return any(self.relations[k] in SUBJECTS for k in self._below(verb))

    def _below(self, word: int) -> Sequence[int]:
        """The words that hang on a word."""
        if not self.changed:
            return self.before.children[word]
        return [k for k, head in enumerate(self.heads) if head == word]

    def _is_close(self, noun: int, verb: int) -> bool:
        """Whether nothing but what belongs to them stands between a noun and its verb."""
        return all(self._governs(noun, k) or self._governs(verb, k) for k in range(noun + 1, verb))

    def marks(self) -> None:
        """Let a subordinating conjunction mark the clause of the noun behind it: "after Otto Reim warned her"."""
        for word, upos in enumerate(self.upos):
            noun = self.heads[word]
            if upos != "SCONJ" or noun < word or self.upos[noun] not in _NOUNS or self._has_subject(noun):
                continue
            verb = next((k for k in range(noun + 1, len(self.upos)) if self.upos[k] in ("VERB", "PUNCT")), None)
            own = self.heads[noun] if self.relations[noun].startswith("nsubj") else None
            if own is not None and own > noun and self.upos[own] == "VERB":
                verb = own
            elif verb is None or not self._is_finite(verb) or self._has_subject(verb) or not self._is_close(noun, verb):
                continue
            if self._governs(noun, verb) or verb == NO_HEAD:
                continue
            self._hang(noun, verb, "nsubj")
            self._hang(word, verb, "mark")
            if base_relation(self.relations[verb]) == "parataxis":
                self._hang(verb, self.heads[verb], "advcl")

    def verbs(self) -> None:
        """Make a saying of what looks like a noun that governs all: "Her diary records that the frost began"."""
        noun = self.before.root
        if self.upos[noun] != "NOUN" or not is_any_of(self.before, noun, self.words.saying, self.locale):
            return
        below = self._below(noun)
        clause = next((k for k in below if k > noun and self.relations[k] == "acl:relcl"), None)
        subject = next((k for k in below if k == noun - 1 and self.relations[k] in ("compound", "nsubj")), None)
        if clause is None or subject is None or self.lower[noun + 1] not in self.words.content:
            return
        self.upos = ["VERB" if k == noun else upos for k, upos in enumerate(self.upos)]
        self.feats[noun] = _PRESENT
        self._hang(clause, noun, "ccomp")
        self._hang(noun + 1, clause, "mark")
        self._hang(subject, noun, "nsubj")
        for k in below:
            if k < subject:
                self._hang(k, subject, self.relations[k])

    # -- frames

    def frames(self) -> None:
        """Let each frame hang together, beside what it says."""
        if "PUNCT" not in self.upos[:-1]:
            return
        for verb in range(len(self.upos)):
            if self._is_saying(verb) and (self._is_finite(verb) or self._may_be_past(verb)):
                self._frame(verb)

    def _frame(self, verb: int) -> None:
        upos, lower = self.upos, self.lower
        start, stop = verb, verb + 1
        while start and upos[start - 1] != "PUNCT":
            start -= 1
        while stop < len(upos) and upos[stop] != "PUNCT":
            stop += 1
        start = self._apposed(start) if start == verb else start
        linked = lower[start] in self.words.links
        forms = self.before.forms
        if (forms[start - 1] not in _PARTING) if start else not linked:
            return
        if stop + 1 < len(forms) and forms[stop] not in _PARTING:
            return
        frame = range(start, stop)
        for k in frame:
            if lower[k] in self.words.openers | self.words.negations and not (linked and k == start):
                return
            if k > verb and upos[k] in ("VERB", "AUX", "SCONJ"):
                return
        joined = self.relations[verb] == "conj" and upos[verb - 1] != "PUNCT"
        if upos[stop - 1] == "CCONJ" or self.relations[verb] == "acl:relcl" or joined:
            return
        ahead = [k for k in range(start + linked, verb) if upos[k] not in ("ADV", "PUNCT")]
        spoken_to = is_any_of(self.before, verb, self.words.addressing, self.locale)
        while ahead and upos[ahead[-1]] == "AUX" and (spoken_to or self.relations[ahead[-1]] != "aux:pass"):
            ahead.pop()
        if ahead:
            phrase = ahead
            fits = upos[phrase[0]] in _OPENING and all(upos[k] in _NOMINAL for k in phrase)
            fits = (
                fits
                and (upos[phrase[-1]] != "PRON" or len(phrase) == 1)
                and (spoken_to or not self._takes_object(frame, verb))
            )
        else:
            phrase = self._phrase(verb + 1, stop)
            named = bool(phrase) and upos[phrase[0]] == "PROPN"
            fits = bool(phrase) and (named or any(self.relations[k] == "nsubj" for k in phrase))
        if not fits:
            return
        speaker = next((k for k in phrase if self.heads[k] not in phrase and upos[k] in _NOUNS), None)
        if speaker is None:
            return
        first = next((k + 1 for k in range(start - 1, -1, -1) if forms[k] in _ENDING), 0)
        last = next((k for k in range(stop, len(forms)) if forms[k] in _ENDING), len(forms))
        before, after = range(first, start), range(stop, last)
        contents = (before, (*before, *after)) if start else (after,)
        if _QUOTES & set(forms[stop : stop + 2]) and not _QUOTES & set(forms[first:start]):
            # "In court, she said, “…”" is set into nothing.
            contents = contents[:1]
        for content in contents:
            words = [k for k in content if upos[k] != "PUNCT"]
            head = self._head(words, frame)
            if head is not None and not self._is_linked_behind(head, frame):
                behind = next((k for k in after if upos[k] != "PUNCT"), None)
                trailing = content is before and (behind is None or self._describes(behind, verb, speaker))
                relation = "advcl" if linked else "ccomp" if trailing else "parataxis"
                self._set_apart(frame, verb, speaker, words, head, relation)
                return

    def _apposed(self, verb: int) -> int:
        """Where a frame begins whose speaker has an apposition: "…, her brother, Ivo Brook, said"; else the verb.

        Before it stands a clause: "the mayor, Ada Brook, said" is no frame.
        """
        parts: list[range] = []
        end = verb - 1
        while end > 0 and self.before.forms[end] == "," and len(parts) < _APPOSED:
            start = end
            while start and self.upos[start - 1] != "PUNCT":
                start -= 1
            part = range(start, end)
            if (
                not part
                or any(self.upos[k] not in _NOMINAL - {"ADP"} for k in part)
                or self.upos[start] not in _OPENING
            ):
                break
            parts.append(part)
            end = start - 1
        heads = [self._head_noun(part) for part in parts]
        if len(parts) < _APPOSED or None in heads:
            return verb
        before = range(end - 1, -1, -1)
        clause = next((k for k in before if self.upos[k] == "PUNCT" or self._is_predicate(k)), -1)
        if clause < 0 or self.upos[clause] == "PUNCT" or self.before.forms[end] != ",":
            return verb
        second, first = heads
        if first is not None and second is not None:
            self._hang(second, first, "appos")
            if self._governs(second, first):
                self._hang(first, verb, "nsubj")
        return parts[-1].start

    def _head_noun(self, part: range) -> int | None:
        """The noun of a stretch that hangs on a word outside it."""
        return next((k for k in part if self.heads[k] not in part and self.upos[k] in _NOUNS), None)

    def _describes(self, first: int, verb: int, speaker: int) -> bool:
        """Whether what begins behind a frame says who speaks: "…, said Ada Brook, who runs the mill"."""
        if self.lower[first] not in self.words.openers or speaker < verb:
            return False
        clause = self.heads[first]
        if self.heads[clause] in (verb, speaker):
            self._hang(clause, speaker, "acl:relcl")
        return True

    def _takes_object(self, frame: range, verb: int) -> bool:
        """Whether a saying has a thing for its object, and so says no more: "accepted the findings"."""
        below = (k for k in self._below(verb) if verb < k < frame.stop and self.relations[k] == "obj")
        return any(self._has_subject(verb) or self.upos[k] != "PROPN" for k in below)

    def _is_linked_behind(self, head: int, frame: range) -> bool:
        """Whether a clause behind a frame opens with "that" or "and", so that the frame is not set into it."""
        links = (k for k in self._below(head) if frame.stop <= k < head)
        return any(self.relations[k] == "cc" or self.lower[k] in self.words.content for k in links)

    def _phrase(self, first: int, stop: int) -> list[int]:
        """The noun phrase that begins at a word, without a preposition behind it."""
        found = []
        for k in range(first, stop):
            if self.upos[k] not in _NOMINAL - {"ADP"}:
                break
            found.append(k)
        return found

    def _head(self, words: Sequence[int], frame: range) -> int | None:
        """The finite verb of some words that is in no clause below another; None if they have none."""
        inside = set(words)
        tops = [k for k in words if self.heads[k] not in inside]
        for k in tops:
            if self._is_predicate(k) and not self._is_marked(k):
                return k
        for k in (k for k in tops if self.heads[k] in frame and self.upos[k] in _NOUNS):
            for verb in inside:
                # "The mill burnt down, Ada Brook warned", read as a burnt mill
                if verb > k == self.heads[verb] and self.relations[verb] == "acl" and self._may_be_past(verb):
                    return verb
        return None

    def _is_predicate(self, word: int) -> bool:
        """Whether a word is the predicate of a clause with a subject and a finite verb."""
        if self.upos[word] in ("VERB", "AUX") and self._is_finite(word):
            return True
        if not self.feats[word] and self.upos[word] == "VERB" and self._has_subject(word):
            return True
        below = self._below(word)
        return any(self._is_finite(k) or self.lower[k] in self.words.perfect for k in below if self.upos[k] == "AUX")

    def _is_marked(self, word: int) -> bool:
        """Whether a word links the clause of a predicate to another."""
        below = [k for k in self._below(word) if self.lower[k] not in self.words.free]
        linking = any(self.relations[k] == "mark" or self.lower[k] in self.words.openers for k in below)
        return linking or self.relations[word].startswith("acl")

    def _set_apart(self, frame: range, verb: int, speaker: int, words: list[int], head: int, relation: str) -> None:
        """Hang a frame and what it says together: by `ccomp` the content on the verb, else the verb on the content."""
        inside = set(words)
        outer = [k for k in words if k != head and self.heads[k] not in inside]
        top, below = (verb, head) if relation == "ccomp" else (head, verb)
        above, tie = self.heads[verb], self.relations[verb]
        for higher in self._up(verb):
            above = higher
            if higher not in inside and higher not in frame:
                break
            above, tie = self.heads[higher], self.relations[higher]
        if above == NO_HEAD or self._governs(below, top):
            apart = above != NO_HEAD and any(self.before.forms[k] in _ENDING for k in range(above, words[0]))
            self._hang(top, above, "parataxis" if apart else tie)
            for k in range(words[0]) if apart else ():
                if self.heads[k] == top and self.upos[k] != "PUNCT":
                    # "denied that: the note, he said, had come"
                    self._hang(k, above, "obj")
        self._hang(below, top, relation)
        passive = any(self.relations[k] == "aux:pass" for k in self._below(verb))
        self._hang(speaker, verb, "nsubj:pass" if passive else "nsubj")
        for k in frame:
            if k not in (verb, speaker) and self.heads[k] not in frame:
                self._hang(k, verb, self.relations[k])
        for k in range(frame.stop, len(self.heads)) if relation == "parataxis" else ():
            kind = base_relation(self.relations[k])
            if self.heads[k] in frame and (kind == "obl" or (kind == "conj" and self._has_subject(k))):
                # "had been buried, she thought, in 1905, but nobody knew"
                self._hang(k, head, self.relations[k])
        subject = self._has_subject(head)
        for k in outer:
            known = self.relations[k]
            if base_relation(known) in _ARGUMENTS:
                known = "obl" if subject or k > head else "nsubj"
                subject = True
            self._hang(k, head, "parataxis" if known == "root" else known)
        for k in (verb, head):
            alone = not any(self.upos[w] == "AUX" for w in self._below(k))
            if alone and self._may_be_past(k) and not self._is_finite(k):
                self.feats[k] = _FINITE
                self.changed = self.touched = True

    def _may_be_past(self, word: int) -> bool:
        """Whether a verb may be one in the past tense: a past participle, or a form that the parser does not know."""
        return self.upos[word] == "VERB" and ("Tense=Past" in self.feats[word] or not self.feats[word])
