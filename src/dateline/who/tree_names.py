"""Names and described actors that the trees of a text show where its capital letters alone tell nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from attrs import evolve

from dateline.model import ActorKind, Span
from dateline.who import ActorMention
from dateline.who.descriptions import plain_name
from dateline.who.mentions import MentionIndex, conjuncts, is_willed, noun_phrase
from dateline.who.names import ORGANIZATION, PRONOUN, ROLE, Gender, Lexicon, lexicon, sexes
from dateline.who.signs import Kind, Signs, first_conjunct, is_agent, kind_of_noun, weigh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model import Document, Timex
    from dateline.syntax import Clauses, ParsedSentence, Tree

__all__ = ["with_trees"]

# By these the words of a name hang together, and a noun stands beside it that says what it is.
_OF_A_NAME: Final = ("flat", "compound", "nmod:desc")
# What stands before a noun in its phrase.
_BEFORE: Final = ("det", "amod", "nummod", "compound", "nmod")
# A word of these at the edge of a mention, which hangs on a word outside, is no part of it.
_CLOSED: Final = frozenset(("ADP", "PRON", "DET", "AUX", "SCONJ", "CCONJ", "PART"))
# In words: what is longer is no description.
_LONGEST: Final = 8
# In mentions: what is said of a name stands no further from it.
_NEAR: Final = 3
# In characters: so much at most, a comma and a space, parts a noun from the name that follows it.
_GAP: Final = 2
_COMMA: Final = ","
# In characters: what is shorter is an initial.
_SHORTEST: Final = 3
# What the mention of a body by its common noun is in its clause, if no part in an act.
_TERM: Final = "term"
_KINDS: Final[dict[Kind, ActorKind]] = {
    "person": ActorKind.PERSON,
    "organization": ActorKind.ORGANIZATION,
    "group": ActorKind.GROUP,
    "place": ActorKind.PLACE,
    "other": ActorKind.OTHER,
}


def with_trees(
    document: Document, parsed: Sequence[ParsedSentence], mentions: Sequence[ActorMention], timexes: Sequence[Timex]
) -> list[ActorMention]:
    """The mentions in text order, cut to what the trees show to be one phrase, and with those they show besides.

    A name is added, wherever it stands, if it does something in one place and something tells its kind: the same name
    elsewhere, titles, nouns beside it, verbs, prepositions.  People and bodies that are described ("many wealthy
    farmers", "two of her friends") are added where they do something or something is done to them.
    """
    lex = lexicon(document.locale)
    cut: list[ActorMention | None] = [*mentions]
    index = MentionIndex(mentions)
    trees = [(clauses, one.sentence.kind) for one in parsed for clauses in one.clauses]
    for clauses, _ in trees:
        tree = clauses.tree
        for number in index.within(Span(tree.starts[0], tree.ends[-1])):
            if (mention := cut[number]) is not None:
                cut[number] = None if _is_attributive(tree, mention, lex) else _cut(tree, mention, lex)
    reader = _Reader(document, [mention for mention in cut if mention is not None], timexes)
    for clauses, kind in trees:
        reader.read(clauses, kind)
    return reader.mentions()


def _is_attributive(tree: Tree, mention: ActorMention, lex: Lexicon) -> bool:
    """Whether a plural owner says but what sort of thing another is: "a children's charity", "magistrates' court"."""
    if mention.form != "description" or mention.kind is not ActorKind.GROUP:
        return False
    first, end = bisect_left(tree.starts, mention.span.start), bisect_left(tree.starts, mention.span.end)
    owned = end < len(tree) and tree.relations[end] == "case" and tree.forms[end] in lex.spelling.genitives
    return owned and (tree.upos[first] not in ("DET", "PRON") or tree.lower[first] in lex["indefinite"])


def _cut(tree: Tree, mention: ActorMention, lex: Lexicon) -> ActorMention | None:
    """A mention without what its tree shows to be no part of it: "Leeds" of "Leeds On", "her son" of "her son to Riga".

    None if of a name one word is left: what that is must be asked anew.
    """
    first, end = bisect_left(tree.starts, mention.span.start), bisect_left(tree.starts, mention.span.end)
    if end - first < 2 or mention.form == "pronoun":
        return mention
    if mention.form == "description" and tree.upos[first] == "PRON" and tree.relations[first] == "obj":
        # "appointed her director"
        return None
    low, high = first, end

    def hangs_outside(word: int) -> bool:
        return not low <= tree.heads[word] < high

    def is_loose(word: int) -> bool:
        return tree.upos[word] in _CLOSED and hangs_outside(word) and tree.forms[word] not in lex["org_suffixes"]

    if mention.form == "description":
        heads = [k for k in range(low, high) if hangs_outside(k) and tree.upos[k] not in _CLOSED]
        for other in heads[1:]:
            at = max(heads[0] + 1, min(tree.subtree(other)))
            if tree.ends[at - 1] < tree.starts[at]:
                high = min(high, at)
    while high - low > 1 and is_loose(low) and tree.upos[low] != "DET" and not mention.title:
        low += 1
    while high - low > 1 and is_loose(high - 1):
        high -= 1
    if (low, high) == (first, end):
        return mention
    if mention.form == "name" and high - low == 1:
        return None
    lost = tree.lower[end - 1] in lex.codes and tree.lower[high - 1] not in lex.codes
    if mention.form == "description" and high - low == 2 and tree.upos[low] == "DET" and lost:
        # "a ship" of "a ship chandler's shop" is nobody.
        return None
    span = Span(tree.starts[low], tree.ends[high - 1])
    words = mention.name.split()
    led = sum(tree.ends[k] < tree.starts[k + 1] for k in range(first, low))
    dropped = sum(tree.ends[k - 1] < tree.starts[k] for k in range(high, end))
    name = " ".join(words[led : len(words) - dropped]) or mention.name
    size = span.start - mention.span.start
    return evolve(mention, span=span, text=mention.text[size : size + len(span)], name=name)


class _Reader:
    def __init__(self, document: Document, mentions: list[ActorMention], timexes: Sequence[Timex]) -> None:
        self.text = document.text
        self.common = document.small_words
        self.lex: Lexicon = lexicon(document.locale)
        self.known = mentions
        self.index = MentionIndex(mentions)
        self.times = [(timex.span.start, timex.span.end) for timex in timexes]
        self.time_starts = [start for start, _ in self.times]
        # The last words of the names of bodies.
        bodies = (one.name for one in mentions if one.form == "name" and one.kind is ActorKind.ORGANIZATION)
        self.terms = {words[-1].lower() for name in bodies if len(words := name.split()) > 1}
        self.names: dict[str, Signs] = {}
        self.unsure: dict[str, Signs] = {}
        self.found: list[ActorMention] = []
        self.replaced: set[int] = set()

    # -- what a tree shows

    def read(self, clauses: Clauses, kind: str) -> None:
        """Gather the names and described actors of a tree; `kind` is that of its sentence.

        The names of a heading tell nothing of their kind.
        """
        tree, heading, prose = clauses.tree, kind == "heading", kind == "prose"
        for word, upos in enumerate(tree.upos):
            if upos in ("PROPN", "X"):
                self._name(clauses, word, heading=heading, prose=prose)
                if tree.relations[word] == "appos" and not heading:
                    self._apposed(clauses, word)
                self._other_name(clauses, word)
            elif not heading and upos not in ("VERB", "PUNCT", "ADP", "AUX", "PRON", "CCONJ", "SCONJ", "PART"):
                self._description(clauses, word)

    def _name(self, clauses: Clauses, word: int, *, heading: bool, prose: bool) -> None:
        tree = clauses.tree
        number = self.index.around(clauses, word)
        if number is not None:
            mention = self.known[number]
            if not mention.sure and not heading and self.index.at(clauses, word) == number:
                signs = self.unsure.setdefault(mention.name, Signs())
                weigh(self.index, self.lex, clauses, (word, word), signs, prose=prose)
            return
        if self._is_part(clauses, word) or self._is_time(tree, word):
            return
        words = self._words(clauses, word)
        titles = 0
        while titles < len(words) - 1 and self._is_title(tree, words[titles]):
            titles += 1
        name = " ".join(tree.forms[k] for k in words[titles:])
        if not self._may_name(tree, words[titles:]):
            return
        title = " ".join(tree.forms[k] for k in words[:titles]) or None
        signs = self.names.setdefault(name, Signs())
        signs.spans.append((Span(tree.starts[words[0]], tree.ends[words[-1]]), title))
        if not heading:
            signs.of["person"] += title is not None
            weigh(self.index, self.lex, clauses, (words[0], word), signs, prose=prose)

    def _apposed(self, clauses: Clauses, word: int) -> None:
        """Take the described actor that a name is apposed to into the name: "the driver of the bus, Ada Brook".

        Parsers hang the name on the nearest noun, which may be one that only says more of the driver.
        """
        tree, number = clauses.tree, self.index.at(clauses, word)
        if number is None or self.known[number].form != "name" or self.known[number].description is not None:
            return
        named, at = self.known[number], tree.heads[word]
        if any(kind_of_noun(self.lex, clauses, k) == "person" for k in range(at + 1, word) if tree.upos[k] == "NOUN"):
            return
        while 0 <= at < word:
            outer = self.index.at(clauses, at)
            described = self.known[outer] if outer is not None else None
            if described is not None and described.form == "description":
                kind, start = described.kind.value, described.span.start
            else:
                kind, start = kind_of_noun(self.lex, clauses, at) or "thing", tree.starts[self._first(tree, at)]
            said = self.text[start : named.span.start].rstrip()
            words = said.split()
            if words[-1:] and words[-1] in self.lex["indefinite"]:
                # "my companion, a Mr Brook"
                said = " ".join(words[:-1])
            told = named.gender or sexes().get(named.name.split()[0])
            sex = described.gender if described is not None else None
            # "the daughter of a baker, Ivo Brook": it is the baker who is called so.
            apart = (sex is not None and told not in (sex, None)) or (
                tree.lower[at] in self.lex["kin"] and tree.upos[at + 1] == "ADP"
            )
            if kind == named.kind.value and said.endswith(_COMMA) and len(words) <= _LONGEST and not apart:
                gender = named.gender or sex
                self.known[number] = evolve(named, description=" ".join(said[:-1].split()), gender=gender)
                if outer is not None and described is not None and described.form == "description":
                    self.replaced.add(outer)
                return
            if tree.relations[at] != "nmod":
                return
            at = tree.heads[at]

    def _other_name(self, clauses: Clauses, word: int) -> None:
        """Give a name to whom the clause says to bear it: "known to readers as Ann Ray", "under the name of Ray"."""
        number = self.index.at(clauses, word)
        bearer = None if number is None else self._bearer(clauses, word, number)
        while bearer is not None and clauses.tree.relations[bearer] == "appos":
            # "Ida Fenn, the painter known as Ann Ray"
            bearer = clauses.tree.heads[bearer]
        whose = None if bearer is None else self.index.at(clauses, bearer)
        if number is None or whose is None or whose >= number:
            return
        other, named = self.known[number], self.known[whose]
        if other.form == "name" and other.kind is named.kind and other.name not in (named.name, *named.aliases):
            self.known[whose] = evolve(named, aliases=(*named.aliases, other.name))

    def _bearer(self, clauses: Clauses, word: int, number: int) -> int | None:
        """The noun that a clause says to be called by a name, None if it says no such thing."""
        tree, lex = clauses.tree, self.lex
        at = bisect_left(tree.starts, self.known[number].span.start) - 1
        predicate = tree.heads[word]
        while predicate >= 0 and not clauses.is_predicate(predicate):
            predicate = tree.heads[predicate]
        if at < 0 or predicate < 0:
            return None
        clause = clauses.at(predicate)
        if tree.lower[at] in lex["naming_prepositions"] and tree.lower[predicate] in lex["naming_participles"]:
            return clause.governor if clause.relation == "adnominal" else clause.subject
        while at > 0 and tree.upos[at] in ("ADP", "DET"):
            at -= 1
        before = at - 1
        while before > 0 and tree.upos[before] == "DET":
            before -= 1
        under = tree.lower[at] in lex["name_nouns"] and tree.lower[before] in lex["bearing_prepositions"]
        return clause.subject if under else None

    def _is_part(self, clauses: Clauses, word: int) -> bool:
        """Whether a word belongs to a name whose head is another word that no mention covers."""
        tree, head = clauses.tree, clauses.tree.heads[word]
        return (
            head >= 0
            and tree.relations[word].startswith(_OF_A_NAME)
            and tree.upos[head] in ("PROPN", "X")
            and self.index.around(clauses, head) is None
        )

    def _words(self, clauses: Clauses, head: int) -> range:
        """The words that stand together as one name, by its head."""
        tree = clauses.tree
        first = last = head

        def joins(word: int) -> bool:
            part = tree.relations[word].startswith(_OF_A_NAME) or (word > 0 and tree.relations[word] == "amod")
            return (
                part
                and first <= tree.heads[word] <= last
                and tree.forms[word][0].isupper()
                and self.index.around(clauses, word) is None
                and not self._is_time(tree, word)
            )

        while first > 0 and joins(first - 1):
            first -= 1
        while last + 1 < len(tree) and joins(last + 1):
            last += 1
        return range(first, last + 1)

    def _is_title(self, tree: Tree, word: int) -> bool:
        return tree.relations[word] == "nmod:desc" or tree.forms[word] in self.lex.titles

    def _may_name(self, tree: Tree, words: range) -> bool:
        lex = self.lex
        forms = [tree.forms[k] for k in words]
        name, first, last = " ".join(forms), forms[0], forms[-1]
        if not last[0].isupper() or not (first[0].isupper() or first in lex["name_particles"]) or len(last) < _SHORTEST:
            return False
        if any(character.isdigit() for character in name) or self._is_joined(tree, words):
            # "A380", the "Ada" of "Ada-class"
            return False
        if tree.lower[words[0]].split("'")[0] in lex["function_words"]:
            # "I'ma"
            return False
        if any(one in lex[kind] for one in (name, last) for kind in ("not_actors", "holidays", "not_actor_heads")):
            return False
        if name in lex.calendar or name.lower() in lex["place_nouns"]:
            return False
        return last not in lex.titles and lex.codes.get(last.lower()) not in (PRONOUN, ROLE)

    @staticmethod
    def _is_joined(tree: Tree, words: range) -> bool:
        """Whether the words are but a part of a longer one."""
        first, last = words[0], words[-1]
        return (first > 0 and tree.ends[first - 1] == tree.starts[first] and tree.upos[first - 1] != "PUNCT") or (
            last + 2 < len(tree)
            and tree.upos[last + 1] == "PUNCT"
            and tree.ends[last] == tree.starts[last + 1]
            and tree.ends[last + 1] == tree.starts[last + 2]
        )

    def _is_time(self, tree: Tree, word: int) -> bool:
        at = bisect_right(self.time_starts, tree.starts[word]) - 1
        return at >= 0 and self.times[at][1] > tree.starts[word]

    # -- described actors

    def _description(self, clauses: Clauses, word: int) -> None:
        """Take in the people or body that a noun stands for, if they act: "settlers", "some of her friends"."""
        tree, lex = clauses.tree, self.lex
        relation = self._part_in_act(clauses, word) or self._term(clauses, word)
        if not relation or self.index.around(clauses, word) is not None or self._is_named_beside(clauses, word):
            return
        noun = self._counted(clauses, word)
        determiners = {tree.lower[k] for k in tree.children[word] if tree.relations[k] == "det"}
        # "the Spanish"
        nation = tree.forms[word] in lex["demonyms"] and not lex["definite_articles"].isdisjoint(determiners)
        kind: Kind | None = "group" if nation else kind_of_noun(lex, clauses, noun)
        predicate = tree.heads[first_conjunct(tree, word)]
        acts = noun == word and (
            is_willed(clauses, predicate)
            if relation == "nsubj"
            else relation.startswith("obl") and clauses.is_among(predicate, "personal_objects", "body_objects")
        )
        acts |= relation == _TERM or bool(self._term(clauses, word))
        if kind == "place" and acts and not lex["definite_articles"].isdisjoint(determiners):
            # "The county sued", "was dismissed by the port"
            kind = "organization"
        if kind not in _KINDS or kind in ("place", "other") or not lex["not_referring"].isdisjoint(determiners):
            return
        if (
            noun == word
            and not determiners
            and (kind == "person" or (kind == "organization" and relation == "nsubj:pass"))
        ):
            return
        if noun != word and tree.lower[word] in lex["single_words"]:
            # "one of the officers"
            kind = "organization" if tree.lower[noun] in lex.bodies else "person"
        span = Span(tree.starts[self._first(tree, word)], self._complemented(clauses, noun))
        if self._is_said_of_name(tree, span):
            return
        inner = self.index.at(clauses, noun) if noun != word else None
        if inner is not None and self.known[inner].form == "description":
            self.replaced.add(inner)
        form, text = tree.lower[noun], span.slice(self.text)
        self.found.append(
            ActorMention(
                span=span,
                text=text,
                name=plain_name(text, lex),
                kind=_KINDS[kind],
                form="name" if nation else "description",
                gender="m" if form in lex["roles_m"] else "f" if form in lex["roles_f"] else None,
                number="plural" if kind == "group" else "singular",
            )
        )

    def _term(self, clauses: Clauses, word: int) -> str:
        """`_TERM` for a noun by which the text goes on to call a body that it has named: "wrote to the Division"."""
        tree = clauses.tree
        if tree.lower[word] not in self.terms or tree.upos[word] not in ("NOUN", "PROPN"):
            return ""
        told = tree.relations[word] in ("nsubj", "nsubj:pass", "obj", "iobj", "obl:agent")
        capital = tree.relations[word] == "obl" and tree.forms[word][0].isupper()
        definite = any(tree.lower[k] in self.lex["definite_articles"] for k in tree.children[word])
        return _TERM if (told or capital) and definite else ""

    def _part_in_act(self, clauses: Clauses, word: int) -> str:
        """The relation by which a noun does something in a clause or has it done to it, "" for none."""
        tree = clauses.tree
        at = first_conjunct(tree, word)
        predicate, relation = tree.heads[at], tree.relations[at]
        if not relation.startswith(("nsubj", "obl")) or predicate < 0 or not clauses.is_predicate(predicate):
            return ""
        if relation.startswith("obl") and not is_agent(self.lex, clauses, at):
            return ""
        denied = tree.lower[word] in clauses.words.negative_pronouns
        if denied or clauses.at(predicate).kind != "verbal":
            return ""
        # "There was a college"
        return "" if any(tree.relations[k] == "expl" for k in tree.children[predicate]) else relation

    def _first(self, tree: Tree, noun: int) -> int:
        """The word that the phrase of a noun begins with."""
        before = (k for k in tree.children[noun] if k < noun and tree.relations[k].startswith(_BEFORE))
        own = {x for k in before for x in tree.subtree(k)}
        first = noun
        while first - 1 in own and noun - first < _LONGEST and not self._is_time(tree, first - 1):
            first -= 1
        while tree.upos[first] == "PUNCT":
            first += 1
        return first

    def _is_named_beside(self, clauses: Clauses, noun: int) -> bool:
        """Whether a name follows that says the same, also where a parser joins them: "the makers, Ray & Hart"."""
        joined = {self.index.around(clauses, k) for k in conjuncts(clauses.tree, noun)[1:]}
        numbers = [*self.index.beside(clauses, noun), *(joined if len(joined) == 1 else ())]
        return any(
            number is not None
            and self.known[number].form == "name"
            and 0 < self.known[number].span.start - clauses.tree.ends[noun] <= _GAP
            for number in numbers
        )

    def _complemented(self, clauses: Clauses, noun: int) -> int:
        """Where a phrase ends, with a name that says which is meant: "a museum in Leeds", "workers from the mill"."""
        tree, prepositions = clauses.tree, self.lex["complement_prepositions"]
        for k in tree.children[noun]:
            if tree.relations[k] == "amod" and k == noun + 1:
                # "a person close to the firm"
                return noun_phrase(clauses, noun).end
            if tree.relations[k] != "nmod" or not noun < k - 1 <= noun + 2 or tree.lower[noun + 1] not in prepositions:
                continue
            number = self.index.at(clauses, k)
            if number is not None and self.known[number].form == "name":
                return self.known[number].span.end
        return tree.ends[noun]

    def _is_said_of_name(self, tree: Tree, span: Span) -> bool:
        """Whether a phrase is what is said of a name near it: "the chair, Ada Brook", "a lawyer for Ray, Ivo Lind"."""
        at = bisect_left(self.index.starts, span.start)
        words = set(span.slice(self.text).split())
        return any(
            mention.description is not None
            and words <= {one.strip(_COMMA) for one in mention.description.split()}
            and tree.starts[0] <= mention.span.start < tree.ends[-1]
            for mention in self.known[max(0, at - _NEAR) : at + _NEAR]
        )

    def _counted(self, clauses: Clauses, word: int) -> int:
        """The noun that a word of quantity counts ("two of her friends", "hundreds of people"), or the word itself."""
        tree, of = clauses.tree, self.lex["genitive_prepositions"]
        if tree.upos[word] == "NOUN" and not clauses.is_among(word, "quantity_nouns"):
            return word
        for k in tree.children[word]:
            cases = (tree.lower[x] for x in tree.children[k] if tree.relations[x] == "case")
            if tree.relations[k] == "nmod" and word < k < word + _LONGEST and not of.isdisjoint(cases):
                return k
        return word

    # -- what comes of it

    def mentions(self) -> list[ActorMention]:
        """All mentions in text order."""
        kinds = self._kinds_of_known()
        out = [
            mention if mention.sure else self._revised(mention)
            for number, mention in enumerate(self.known)
            if number not in self.replaced
        ]
        out += self.found
        for name, signs in self.names.items():
            settled = self._settled(name, signs, kinds)
            if settled is None:
                continue
            kind, sure = settled
            for span, title in signs.spans:
                out.append(
                    ActorMention(
                        span=span,
                        text=span.slice(self.text),
                        name=name,
                        kind=kind,
                        title=title,
                        gender=self._gender(name, title) if kind is ActorKind.PERSON else None,
                        number="plural" if kind is ActorKind.GROUP else "singular",
                        sure=sure,
                    )
                )
        out.sort(key=lambda one: (one.span.start, one.span.end))
        return out

    def _gender(self, name: str, title: str | None) -> Gender:
        return self.lex.title_gender.get(title or "") or self.lex.given.get(name.split()[0])

    def _kinds_of_known(self) -> dict[str, ActorKind]:
        """The kinds of names by those mentioned, also by a part of them: the given name and surname of a person."""
        found: dict[str, ActorKind] = {}
        for mention in self.known:
            if mention.form != "name":
                continue
            words = mention.name.split()
            kind = mention.kind
            found.setdefault(mention.name, kind)
            if mention.kind is ActorKind.PERSON and len(words) > 1:
                found[words[0]] = found[words[-1]] = kind
            elif mention.kind is ActorKind.ORGANIZATION:
                found.setdefault(words[0], kind)
        return found

    def _settled(self, name: str, signs: Signs, known: dict[str, ActorKind]) -> tuple[ActorKind, bool] | None:
        """The kind of a name that acts, and whether that is told or but likely; None if it is no actor."""
        lex, of = self.lex, signs.of
        last = name.split()[-1]
        code = lex.codes.get(last.lower())
        if not signs.acts:
            return None
        if of["other"] > of["person"] + of["organization"]:
            return ActorKind.OTHER, True
        if of["thing"] and not of["person"] and not signs.willed:
            return None
        if name in known:
            return known[name], True
        if name in lex.places:
            return ActorKind.PLACE, True
        if of["person"]:
            return ActorKind.PERSON, True
        if of["place"] > of["organization"] + of["group"]:
            return ActorKind.PLACE, True
        if signs.plural or name in lex["demonyms"]:
            return ActorKind.GROUP, True
        if code == ORGANIZATION or of["organization"] or last in lex["org_heads"]:
            return ActorKind.ORGANIZATION, True
        if of["group"]:
            return ActorKind.GROUP, True
        if signs.definite or name.isupper():
            # "The Meridian" may be a ship, "DNA" a thing.
            return (ActorKind.ORGANIZATION, True) if signs.willed else (ActorKind.UNKNOWN, False)
        if name.lower() in self.common or name.lower() in lex["ordinary"] or code is not None:
            return None
        if signs.capital or signs.willed or name in lex.given:
            return ActorKind.PERSON, name in lex.given or _is_made_for_person(name, signs)
        return None

    def _revised(self, mention: ActorMention) -> ActorMention:
        """A mention whose kind was but guessed, with that which the trees tell."""
        signs = self.unsure.get(mention.name, Signs())
        of, person = signs.of, mention.kind is ActorKind.PERSON
        if of["person"] > of["organization"] + of["place"]:
            gender = None if mention.gender == "n" else mention.gender
            return evolve(mention, kind=ActorKind.PERSON, gender=gender, sure=True)
        placed = of["place"] > of["person"] + of["organization"] or (
            signs.located and not of["person"] and not of["organization"]
        )
        if placed and not signs.acts:
            # Nobody is "at Ada Brook".
            return evolve(mention, kind=ActorKind.PLACE, gender="n", sure=True)
        if of["other"] > of["person"] + of["organization"]:
            return evolve(mention, kind=ActorKind.OTHER, gender=None, sure=True)
        told = signs.speak_for(mention.kind) or (person and _is_made_for_person(mention.name, signs))
        return evolve(mention, sure=told)


def _is_made_for_person(name: str, signs: Signs) -> bool:
    """Whether a name of two words or more is most likely that of a person: by a given name, or since it acts."""
    words = name.split()
    return len(words) > 1 and (words[0] in sexes() or (signs.acts and not signs.plural))
