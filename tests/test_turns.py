"""Who says "I" and "you": interviews, transcripts and statements."""

from __future__ import annotations

import pytest

import dateline
from dateline import Timeline

INTERVIEW = """Ada Brock talks to Tom Lund about the mill

Q: You bought the mill in 1987. Why?

A: I wanted it. Mr Colby told me that the roof fell in on 3 May 1986.

Q: And you sold it?

A: Yes, in June 2010, to Ivo Reim.

Ada Brock's book came out in 2012.
"""

TRANSCRIPT = """Hearing of 4 May 2011

LUND: When did you leave the house?

BROCK: I left it in March 2009. Lund knows that.

LUND: No further questions.

Present: Ada Brock, Tom Lund
"""

STATEMENT = """WITNESS STATEMENT OF NKIRU OBASI

1. I have kept the mill since May 2009.

2. On 3 June 2010 Tom Lund asked me to leave. I did not.
"""


def parse(text: str) -> Timeline:
    return dateline.parse(text, dct="2019-06-04")


def who(timeline: Timeline, edtf: str) -> tuple[list[str], list[str], str]:
    """The actors and the sources of the one event of a date, and its status."""
    (event,) = [event for event in timeline.dated if event.when is not None and event.when.edtf == edtf]
    sources = [link.source.name for link in event.attributions]
    return [actor.name for actor in event.actors], sources, event.status.value


def test_an_answer_is_the_words_of_who_is_asked() -> None:
    assert who(parse(INTERVIEW), "1986-05-03")[1:] == (["Mr Colby", "Ada Brock"], "reported")


def test_what_follows_the_conversation_is_the_author_s_again() -> None:
    assert who(parse(INTERVIEW), "2012")[1:] == ([], "asserted")


def test_a_question_tells_of_its_premises_only() -> None:
    assert who(parse(INTERVIEW), "1987") == (["Ada Brock"], [], "asserted")
    assert not [event for event in parse(INTERVIEW) if event.when is None and event.title.startswith("You sold")]


def test_a_date_alone_answers_the_question() -> None:
    actors, sources, status = who(parse(INTERVIEW), "2010-06")
    assert (actors, sources, status) == (["Ada Brock", "Ivo Reim"], ["Ada Brock"], "reported")


def test_a_label_may_be_a_surname() -> None:
    assert who(parse(TRANSCRIPT), "2009-03") == (["Ada Brock"], ["Ada Brock"], "reported")


def test_a_statement_is_by_who_it_is_of() -> None:
    timeline = parse(STATEMENT)
    assert who(timeline, "2009-05/..") == (["Nkiru Obasi"], [], "asserted")
    assert who(timeline, "2010-06-03") == (["Tom Lund", "Nkiru Obasi"], [], "asserted")


def test_i_in_a_quotation_is_its_speaker() -> None:
    timeline = parse("“I bought the mill in 1998,” said Ada Brock. Tom Lund laughed.")
    assert who(timeline, "1998") == (["Ada Brock"], ["Ada Brock"], "reported")


@pytest.mark.parametrize(
    "text",
    [
        # the labels of a form are no speakers
        "Date: 3 May 2011\nPlace: Leeds\nPresent: Ada Brock\n\nAda Brock left in 2010.\n",
        # nobody says whose diary this is
        "I left in 2010. Ada Brock stayed.",
        "After World War I Ada Brock left in 2010.",
    ],
)
def test_nobody_else_says_i(text: str) -> None:
    timeline = parse(text)
    assert [link for event in timeline for link in event.attributions] == []
    assert all(mention.text not in ("I", "me") for actor in timeline.actors for mention in actor.mentions)


@pytest.mark.parametrize(
    "text",
    [
        "Did Ada Brock leave in 2010?",
        "“Was the mill sold in May 2010?”",
        "Who left in 2010, and why?",
    ],
)
def test_questions_tell_nothing(text: str) -> None:
    assert len(parse(text)) == 0


def test_a_question_that_is_quoted_leaves_the_rest_of_the_sentence() -> None:
    timeline = parse("In 2010 Ada Brock asked, “Is it true?”")
    assert [event.when.edtf for event in timeline.dated if event.when] == ["2010"]


PARTIES = [
    "Between: Ada Brock, Claimant, and Colby Ltd, Defendant\n\nThe claimant left in 2010. The defendant paid in 2011.",
    "Claimant: Ada Brock\nDefendant: Colby Ltd\n\nThe claimant left in 2010. The defendant paid in 2011.",
    "Ada Brock v Colby Ltd\n\nThe claimant left in 2010. The defendant paid in 2011.",
    "Between Ada Brock (Claimant) and Colby Ltd (Defendant)\n\nThe claimant left in 2010. The defendant paid in 2011.",
]


@pytest.mark.parametrize("text", PARTIES)
def test_the_parties_of_a_case_are_known_by_their_roles(text: str) -> None:
    timeline = parse(text)
    assert who(timeline, "2010")[0] == ["Ada Brock"]
    assert who(timeline, "2011")[0] == ["Colby Ltd"]


def test_roles_without_parties_stay_what_they_are() -> None:
    assert who(parse("The claimant left in 2010."), "2010")[0] == ["claimant"]


def test_a_label_is_no_word_of_what_is_told() -> None:
    text = (
        "Ida Holm: When did the mill burn?\n\nAda Brook: The mill burned in 1950.\n\n"
        "Ida Holm: And then?\n\nAda Brook: Otto Reim sold the land in 1951."
    )
    told = [(event.title, [actor.name for actor in event.actors]) for event in dateline.parse(text).dated]
    assert told == [("The mill burned", []), ("Otto Reim sold the land", ["Otto Reim"])]
