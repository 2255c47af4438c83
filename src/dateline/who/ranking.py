"""Whom "he" and "she" mean: candidates weighed by a linear model, which names nobody where it is not sure.

What speaks for a candidate are features of salience, read off trees (grammatical role, recency, how often somebody is
named, the topic, quotation), each with a weight that `training/reference.py` has learnt.  Weights are data of a
language: `weights/<language>.toml` beside this file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

from attrs import frozen

from dateline.errors import WeightsError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Candidate",
    "Ranker",
    "Role",
    "Salience",
    "Stand",
    "WeightedRanker",
    "are_apart",
    "features_of",
    "ranker_of",
    "sureness",
]

Role: TypeAlias = Literal["subject", "object", "oblique", "beside", "possessor", "inside", "other"]
"""What a mention is in its clause.

"beside" is an oblique that says with or near whom ("behind him"), "inside" is within another noun's phrase, "other" all
else, also where nothing is known.
"""

_FOLDER: Final = Path(__file__).with_name("weights")
_COUNTS: Final = ((1, "named once"), (3, "up to 3 mentions"), (8, "up to 8 mentions"))
_DISTANCES: Final = (
    (0, "same sentence"),
    (1, "1 sentence back"),
    (2, "2 back"),
    (4, "up to 4 back"),
    (8, "up to 8 back"),
)
# Further back candidates differ little in rank.
_RANKS: Final = 3
_ARGUMENTS: Final = frozenset(("subject", "object", "oblique"))
_SURENESS: Final = ((300, "by far"), (120, "clearly"), (-(10**9), "narrowly"))
NOBODY: Final = "nobody"
ONE: Final = "nobody, of one"


Salience: TypeAlias = "Role | Literal['aside']"


@frozen
class Stand:
    """Where a mention stands: its role, its clause, its sentence and quotation.

    `clause` is the offset of the predicate, -1 if unknown; `aside` says that it is a relative clause or the like.
    `quotation` is the number of the direct quotation that it stands in, -1 outside of any.  `over` is the offset of the
    predicate of the clause above, -1 if there is none, and `link` how the clause hangs on that.
    """

    role: Role
    clause: int
    aside: bool
    sentence: int
    quotation: int
    over: int = -1
    link: str = ""

    @property
    def salience(self) -> Salience:
        """The role as far as it makes the text go on with somebody."""
        return "aside" if self.aside and self.role == "subject" else self.role


@frozen
class Candidate:
    """Somebody whom a pronoun may mean, as the text has told of them so far.

    `last` is where they were last mentioned, `form` how, and `best` the first of their roles in that sentence; `rank`
    counts the candidates mentioned since.  `mentions` is how often the text has mentioned them, `words` how many their
    name has; `most` that nobody has more mentions, `topic` that the document is about them, `acted_last` that they were
    the last subject.  `sexed` says that their sex is known, `only_sexed` that it is of but one candidate, `some_sexed`
    of some; `only` that there is no other candidate.  `same_paragraph` says that no paragraph has ended since,
    `only_quoted` that only quotations mention them.
    """

    last: Stand
    form: str
    rank: int
    mentions: int
    words: int
    most: bool
    topic: bool
    sexed: bool
    acted_last: bool
    best: Salience
    only: bool
    only_sexed: bool
    some_sexed: bool
    same_paragraph: bool
    only_quoted: bool


class Ranker(Protocol):
    """Chooses whom a pronoun may mean: the number of the best candidate and its lead, None if there is no candidate.

    It is sure of one that leads by `margin`.  `pronoun` is the number of its mention, `mentions` those of the mentions
    of each candidate so far, and `features` what speaks for each.
    """

    @property
    def margin(self) -> int: ...

    def __call__(
        self, pronoun: int, mentions: Sequence[Sequence[int]], features: Sequence[Sequence[str]], /
    ) -> tuple[int, int] | None: ...


def are_apart(pronoun: Stand, other: Stand) -> bool:
    """Whether a pronoun cannot mean somebody for the grammar of its clause: "Ames saw him", "With Ames he left".

    These are principles B and C of binding.  "Ames took it with him" is no such case: where something is done may be
    told of who does it.
    """
    if pronoun.clause != other.clause or pronoun.clause < 0 or pronoun.role == other.role:
        return False
    return pronoun.role in _ARGUMENTS and (other.role in _ARGUMENTS or other.role == "beside")


def features_of(pronoun: Stand, candidate: Candidate, *, opens: bool) -> list[str]:
    """What speaks for or against a candidate.  `opens` says that the pronoun's sentence opens a paragraph."""
    last = candidate.last
    back = pronoun.sentence - last.sentence
    distance = next((name for most, name in _DISTANCES if back <= most), "further back")
    found = [
        f"topic, {distance}" if candidate.topic and back > 1 else distance,
        f"rank {min(candidate.rank, _RANKS)}",
        next((name for most, name in _COUNTS if candidate.mentions <= most), "many mentions"),
        f"last a {candidate.form}",
        f"last {last.salience}",
        f"best {candidate.best}",
        "sex known" if candidate.sexed else "sex unknown",
        "full name" if candidate.words > 1 else "one word",
    ]
    if last.salience == pronoun.role:
        found.append("parallel")
    if candidate.best == pronoun.role == "subject":
        found.append("both subjects")
    if last.clause == pronoun.clause >= 0 and pronoun.role == "possessor":
        found.append(f"possessor in the clause of a {last.role}")
    if last.clause == pronoun.over >= 0:
        # "Ames said that he …", "Ames left when he …"
        found.append(f"{last.role} of the clause above, {pronoun.link}")
    elif last.over == pronoun.clause >= 0:
        found.append(f"{last.role} of a clause below")
    elif last.over == pronoun.over >= 0 and last.clause != pronoun.clause:
        found.append(f"{last.role} of a clause beside")
    if candidate.only:
        found.append("only one")
    elif candidate.only_sexed and candidate.sexed:
        found.append("only one of known sex")
    elif candidate.some_sexed and not candidate.sexed:
        found.append("sex unknown, of another known")
    if candidate.most:
        found.append("named most")
    if candidate.topic:
        found.append("topic")
    if candidate.acted_last:
        found.append("acted last")
    if not candidate.same_paragraph:
        found.append("topic, another paragraph" if candidate.topic else "another paragraph")
    if candidate.only_quoted and pronoun.quotation < 0:
        found.append("known from quotations only")
    if pronoun.quotation != last.quotation:
        found.append("into a quotation" if pronoun.quotation >= 0 else "out of a quotation")
    if opens and back > 0:
        found.append(f"opens a paragraph{', topic' if candidate.topic else ', named most' if candidate.most else ''}")
    return found


def sureness(lead: int) -> str:
    """How sure a choice is, by how much it leads: of a hundred that lead "by far" some 97 are right, else 84 and 66."""
    return next(word for least, word in _SURENESS if lead >= least)


@frozen
class WeightedRanker:
    """The ranker of a table of weights, in hundredths of a logit: whole numbers, so that sums are exact.

    The best candidate is sure if it leads the next, or nobody, by at least `margin`.
    """

    weights: Mapping[str, int]
    margin: int

    def __call__(
        self, pronoun: int, mentions: Sequence[Sequence[int]], features: Sequence[Sequence[str]], /
    ) -> tuple[int, int] | None:
        """The number of the best candidate and its lead, below 0 if nobody is likelier to be meant."""
        scores = [sum([self.weights.get(name, 0) for name in names]) for names in features]
        if not scores:
            return None
        best = max(range(len(scores)), key=scores.__getitem__)
        nobody = self.weights.get(NOBODY, 0) + (self.weights.get(ONE, 0) if len(scores) == 1 else 0)
        lead = scores[best] - max([nobody, *scores[:best], *scores[best + 1 :]])
        return best, lead


@lru_cache(maxsize=16)
def ranker_of(language: str) -> WeightedRanker | None:
    """The ranker that ships with dateline for a language, None if there is none.

    Raises `WeightsError` for a file that cannot be read as one.
    """
    path = _FOLDER / f"{language}.toml"
    if not path.is_file():
        return None
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return WeightedRanker(
            {str(name): int(weight) for name, weight in content["weights"].items()}, content["margin"]
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise WeightsError(path, f"cannot be used: {error!r}") from error
