"""Who says what, read off the trees: clauses of saying, sources, claims, quotes; and which mention a word heads."""

from __future__ import annotations

from itertools import islice

import pytest
from counting import operations

from dateline import Locale, find_timexes, parse
from dateline.annotations import Annotations
from dateline.model import Document, Span
from dateline.syntax import Clauses, ParsedSentence, Tree, builtin_parser, parsed_sentences
from dateline.text.quotes import find_quotes
from dateline.text.sentences import find_sentences
from dateline.times.find import recognize_timexes
from dateline.who import ActorMention, Quotation
from dateline.who.actors import find_actors
from dateline.who.coreference import link
from dateline.who.mentions import MentionIndex, arguments_of, subject_starts
from dateline.who.things import things_of
from dateline.who.voices import find_voices

ENGLISH = Locale.load("en")


def prepared(text: str) -> tuple[Document, Annotations, list[ParsedSentence]]:
    """A text with its sentences, mentions and trees."""
    document = Document(text, locale=ENGLISH)
    found = Annotations()
    found.sentences = list(find_sentences(document, found))
    found.timexes = list(recognize_timexes(document, found))
    found.actors = list(find_actors(document, found))
    parser = builtin_parser("en")
    assert parser is not None
    return document, found, parsed_sentences(document, found.sentences, parser)


def voices(text: str) -> list[Quotation]:
    """The quotations of a text."""
    document, found, parsed = prepared(text)
    return find_voices(document, parsed, found.actors, found.sentences)


def told(text: str) -> list[tuple[str, list[str], str]]:
    """Cue, speakers and content of each quotation."""
    return [
        (one.cue.slice(text), [speaker.slice(text) for speaker in one.speakers], one.span.slice(text))
        for one in voices(text)
    ]


ADA = ["Ada Brock"]
TELLINGS: list[tuple[str, str, list[str], str]] = [
    # content clauses
    ("Ada Brock said that the shop had closed in May.", "said", ADA, "that the shop had closed in May"),
    ("Ada Brock said the bridge was closed in May.", "said", ADA, "the bridge was closed in May"),
    ("Ada Brock told Otto Reim that the shop had closed.", "told", ADA, "that the shop had closed"),
    ("Ada Brock said on Monday that the shop had closed.", "said", ADA, "that the shop had closed"),
    ("Ada Brock pointed out that the shop had closed.", "pointed", ADA, "that the shop had closed"),
    ("Ada Brock believes that Otto Reim left in May.", "believes", ADA, "that Otto Reim left in May"),
    ("Ada Brock denied that she had sold the shop.", "denied", ADA, "that she had sold the shop"),
    ("Ada Brock admitted selling the shop in May.", "admitted", ADA, "selling the shop in May"),
    ("Ada Brock recalled seeing the boat in May.", "recalled", ADA, "seeing the boat in May"),
    ("Ada Brock wrote to say that the shop had closed.", "say", ADA, "that the shop had closed"),
    ("Ada Brock left, saying that the shop had closed.", "saying", ADA, "that the shop had closed"),
    ("Ada Brock heard from Otto Reim that the shop had closed.", "heard", ["Otto Reim"], "that the shop had closed"),
    # several speakers, and names in apposition
    ("Ada Brock and Otto Reim said that the shop had closed.", "said", [*ADA, "Otto Reim"], "that the shop had closed"),
    ("The mayor, Ada Brock, said that the shop had closed.", "said", ADA, "that the shop had closed"),
    ("Ada Brock, the clerk of the firm, said that the shop had closed.", "said", ADA, "that the shop had closed"),
    # documents and bodies
    ("The register shows that Otto Reim left.", "shows", ["The register"], "that Otto Reim left"),
    ("The inquiry heard that Otto Reim had left.", "heard", ["The inquiry"], "that Otto Reim had left"),
    ("Ada Brock told the Echo that it closed.", "told", [*ADA, "the Echo"], "that it closed"),
    ("The report says that Otto Reim left in May.", "says", ["The report"], "that Otto Reim left in May"),
    ("The inquiry found that Otto Reim had left.", "found", ["The inquiry"], "that Otto Reim had left"),
    ("The report came out in May. It says that Otto Reim left.", "says", ["The report"], "that Otto Reim left"),
    # set into the clause, or beside it
    ("The shop closed in May, Ada Brock added.", "added", ADA, "The shop closed in May"),
    ("The shop closed in May, said Ada Brock.", "said", ADA, "The shop closed in May"),
    ("As Ada Brock wrote, the shop closed in May.", "wrote", ADA, "the shop closed in May"),
    (
        "The van, Ada Brock says, was stolen in May.",
        "says",
        ADA,
        "The van, Ada Brock says, was stolen in May",
    ),
    # phrases of source
    ("According to Ada Brock, the shop closed in May.", "According to", ADA, "the shop closed in May"),
    ("The shop closed in May, according to Ada Brock.", "according to", ADA, "The shop closed in May"),
    ("According to her aunt, Ada Brock, the shop closed.", "According to", ADA, "the shop closed"),
    ("In the words of Ada Brock, the shop closed in May.", "In the words of", ADA, "the shop closed in May"),
    ("Otto Reim fell in May; according to Ada Brock, nobody saw it.", "according to", ADA, "nobody saw it"),
    # nobody knows who
    ("It was reported that the shop had closed.", "reported", [], "that the shop had closed"),
    ("Ada Brock is said to have left in May.", "said", [], "to have left in May"),
    ("Ada Brock was told that the shop had closed.", "told", [], "that the shop had closed"),
    ("It was reported by the Colby Courier that it closed.", "reported", ["Colby Courier"], "that it closed"),
    # nouns of saying
    ("Ada Brock gave evidence that the shop had closed.", "evidence", ADA, "that the shop had closed"),
    ("Ada Brock denied rumours that the shop had closed.", "denied", ADA, "that the shop had closed"),
    # who is quoted, and the outlet that carries it
    (
        "The Colby Courier quoted a guard as saying that the gate was open.",
        "saying",
        ["a guard", "Colby Courier"],
        "that the gate was open",
    ),
    (
        "A guard was quoted by the Colby Courier as saying that the gate was open.",
        "saying",
        ["A guard", "Colby Courier"],
        "that the gate was open",
    ),
    ("Ada Brock told the Colby Courier that it closed.", "told", [*ADA, "Colby Courier"], "that it closed"),
    ("The Colby Courier reported that it closed, citing Ada Brock.", "citing", ADA, "that it closed"),
    # what only follows is the author's
    ("Ada Brock said that the shop had closed; Otto Reim denied it.", "said", ADA, "that the shop had closed"),
    (
        "Ada Brock told us they would come on Friday, but they came on Monday.",
        "told",
        ADA,
        "they would come on Friday",
    ),
]


@pytest.mark.parametrize(("text", "cue", "speakers", "content"), TELLINGS)
def test_tellings(text: str, cue: str, speakers: list[str], content: str) -> None:
    assert (cue, speakers, content) in told(text)


QUOTED: list[tuple[str, str, list[str], str]] = [
    ("“The shop closed in May,” said Ada Brock.", "said", ADA, "The shop closed in May,"),
    ("“The shop closed in May,” Ada Brock wrote.", "wrote", ADA, "The shop closed in May,"),
    ('"The shop closed in May," the mayor, Ada Brock, told the court.', "told", ADA, "The shop closed in May,"),
    ("Ada Brock wrote: “The shop closed in May.”", "wrote", ADA, "The shop closed in May."),
    ("«The shop closed in May», said Ada Brock.", "said", ADA, "The shop closed in May"),
    ("“The shop closed in May.” Ada Brock said.", "said", ADA, "The shop closed in May."),
    (
        "“The shop closed in May. Nobody was hurt,” said Ada Brock.",
        "said",
        ADA,
        "The shop closed in May. Nobody was hurt,",
    ),
    (
        "A guard was quoted in a story published by the Colby Courier, saying, “The gate was open.”",
        "saying",
        ["A guard", "Colby Courier"],
        "The gate was open.",
    ),
]


@pytest.mark.parametrize(("text", "cue", "speakers", "content"), QUOTED)
def test_direct_quotes(text: str, cue: str, speakers: list[str], content: str) -> None:
    assert (cue, speakers, content) in told(text)
    assert any(one.direct for one in voices(text))


SILENT = [
    "Ada Brock did not say that the shop had closed.",
    "Nobody said that the shop had closed.",
    "Ada Brock may say that the shop closed.",
    "If Ada Brock says that the shop closed, Otto Reim will leave.",
    "Ada Brock refused to say that the shop had closed.",
    "Ada Brock wanted to say that the shop had closed.",
    # the author
    "I said that the shop had closed.",
    "We believe that the shop closed in May.",
    "Tell him that the shop closed.",
    # no saying
    "Ada Brock told a story in May.",
    "Ada Brock reported for work on 3 May.",
    "Ada Brock stopped taking the boat in May.",
    "When the shop closed in May, Ada Brock agreed.",
    "The report that Ada Brock wrote in May burned.",
    "The evidence against Ada Brock was weak.",
    "A test found that the water was clean.",
    "The price rose, citing high costs.",
    "Ada Brock found that the lamp was broken.",
    "Ada Brock left the town after Otto Reim warned her.",
    # terms
    "The act was known as “the Mill Act”.",
    "Ada Brock (“the Tenant”) left in May.",
    "",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_nobody_but_the_author_says(text: str) -> None:
    assert told(text) == []


def test_chains_lie_in_one_another() -> None:
    text = "Ada Brock said that Otto Reim had told her that the shop had closed."
    outer, inner = voices(text)
    assert [one.speakers[0].slice(text) for one in (outer, inner)] == ["Ada Brock", "Otto Reim"]
    assert outer.span.contains(inner.span)


def test_a_quote_goes_on_with_what_was_said() -> None:
    text = "“The pump broke,” said Ada Brock. “It stopped in May.” The Leith clinic recorded three deaths."
    assert [(speakers, content) for _, speakers, content in told(text)] == [
        (ADA, "The pump broke,"),
        (ADA, "It stopped in May."),
    ]
    apart = "“The pump broke,” said Ada Brock. It was May. She went home. “Good night to you all.”"
    assert [(speakers, content) for _, speakers, content in told(apart)] == [
        (ADA, "The pump broke,"),
        ([], "Good night to you all."),
    ]


def test_sentences_that_were_not_parsed_are_left_out() -> None:
    text = "Ada Brock said that the shop had closed. Otto Reim said that it was open."
    document, found, parsed = prepared(text)
    some = find_voices(document, parsed[1:], found.actors, found.sentences)
    assert [one.speakers[0].slice(text) for one in some] == ["Otto Reim"]
    assert find_voices(document, [], found.actors, found.sentences) == []


def test_turns_of_speech_need_no_tree() -> None:
    text = (
        "Ada Brock talks to Otto Reim\n\nOtto Reim: When did it close?\n\nAda Brock: In May.\n\n"
        "Otto Reim: And then?\n\nAda Brock: We left."
    )
    document, found, _ = prepared(text)
    turns = find_voices(document, [], found.actors, found.sentences)
    assert [one.span.slice(text) for one in turns if one.direct][1] == "In May."


# Trees as a parser may wrongly make them: word, relation, governor.
WRONG = [
    # the verb taken for a participle of the name
    (
        "Ada/compound/1 Brock/nsubj/7 confirmed/acl/1 on/case/4 Monday/obl/2 that/mark/7 it/nsubj/7 closed/root/-1",
        "confirmed",
        ["Ada Brock"],
        "that it closed",
    ),
    # the content taken for a relative clause
    (
        "Ada/nsubj/2 Brock/flat/0 told/root/-1 staff/obj/2 that/obj/7 the/det/6 shop/nsubj/7 closed/acl:relcl/3",
        "told",
        ["Ada Brock"],
        "that the shop closed",
    ),
    # the name taken apart
    (
        "Ada/nsubj/2 Brock/nsubj/2 said/root/-1 that/mark/5 it/nsubj/5 closed/ccomp/2",
        "said",
        ["Ada Brock"],
        "that it closed",
    ),
    (
        "it/nsubj/1 closed/root/-1 ,/punct/5 according/case/5 to/fixed/3 Ada/obl/1 Brock/obl/1",
        "according to",
        ["Ada Brock"],
        "it closed",
    ),
]


@pytest.mark.parametrize(("spec", "cue", "speakers", "content"), WRONG)
def test_wrong_trees_still_tell_who_speaks(spec: str, cue: str, speakers: list[str], content: str) -> None:
    text, clauses = handmade(spec)
    document, found, _ = prepared(text)
    name = Span(text.index("Ada"), text.index("Brock") + len("Brock"))
    mentions = [mention for mention in found.actors if mention.span == name]
    parsed = [ParsedSentence(found.sentences[0], (clauses,))]
    assert [
        (one.cue.slice(text), [speaker.slice(text) for speaker in one.speakers], one.span.slice(text))
        for one in find_voices(document, parsed, mentions, found.sentences)
    ] == [(cue, speakers, content)]


PARTS_OF_SPEECH = {
    "Ada": "PROPN",
    "Brock": "PROPN",
    "Monday": "PROPN",
    "it": "PRON",
    "that": "SCONJ",
    "to": "ADP",
    "on": "ADP",
    "the": "DET",
    ",": "PUNCT",
    "staff": "NOUN",
    "shop": "NOUN",
}


def handmade(spec: str) -> tuple[str, Clauses]:
    """A text and its tree from words written as "form/relation/governor"."""
    rows = [word.rsplit("/", 2) for word in spec.split()]
    text, starts = "", []
    for form, _, _ in rows:
        text += " " if text and form != "," else ""
        starts.append(len(text))
        text += form
    forms = [form for form, _, _ in rows]
    verb = "Mood=Ind|Tense=Past|VerbForm=Fin"
    upos = [PARTS_OF_SPEECH.get(form, "VERB") for form in forms]
    tree = Tree(
        forms=forms,
        starts=starts,
        ends=[start + len(form) for start, form in zip(starts, forms, strict=True)],
        upos=upos,
        feats=[verb if kind == "VERB" else "" for kind in upos],
        heads=[int(head) for _, _, head in rows],
        relations=[relation for _, relation, _ in rows],
    )
    return text, Clauses(tree, ENGLISH)


# -- marks


QUOTES = [
    ("He said “so it is” and left.", ["so it is"]),
    ('He said "so it is" and "so be it".', ["so it is", "so be it"]),
    ("« Oui », dit-il. „Ja“, sagte sie.", [" Oui ", "Ja"]),
    ("“It began in May.\n\n“It ended in June,” she said.", ["It began in May.", "It ended in June,"]),
    ("5” pipes and 6” pipes", []),
    ("“" + "x" * 3000 + "”", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "contents"), QUOTES)
def test_find_quotes(text: str, contents: list[str]) -> None:
    assert [quote.content.slice(text) for quote in find_quotes(text)] == contents


def test_a_paragraph_of_a_speech_may_stay_open() -> None:
    first, second = find_quotes("“It began in May.\n\n“It ended in June,” she said.")
    assert (first.closed, second.closed) == (False, True)
    assert first.words == 4


# -- mentions


def test_the_mention_of_a_word_is_that_which_it_heads() -> None:
    text = "The chair of Fenwick Canal Company left."
    _, _, parsed = prepared(text)
    (clauses,) = parsed[0].clauses
    company = mention(text, "Fenwick Canal Company")
    chair = mention(text, "The chair of Fenwick Canal Company")
    subject = next(iter(clauses)).subject
    assert subject is not None
    assert clauses.tree.forms[subject] == "chair"
    assert MentionIndex([company]).at(clauses, subject) is None
    assert MentionIndex([company]).of(clauses, subject) == ()
    index = MentionIndex([chair, company])
    assert index.at(clauses, subject) == 0
    assert index.at(clauses, clauses.tree.forms.index("Company")) == 1


def mention(text: str, words: str) -> ActorMention:
    """The mention of some words of a text, of a kind that matters to nobody here."""
    from dateline.model import ActorKind

    start = text.index(words)
    return ActorMention(Span(start, start + len(words)), words, words, ActorKind.ORGANIZATION)


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("Ada Brock and Otto Reim left in May.", "Ada", ["Ada Brock", "Otto Reim"]),
        ("The ferryman, Otto Reim, left in May.", "ferryman", ["Otto Reim"]),
        ("Otto Reim, who had the shop, left in May.", "who", ["Otto Reim"]),
        ("The old shop was closed by the bank.", "shop", []),
    ],
)
def test_the_mentions_of_a_noun_phrase(text: str, word: str, names: list[str]) -> None:
    _, found, parsed = prepared(text)
    (clauses,) = parsed[0].clauses
    named = [one for one in found.actors if one.form == "name"]
    meant = MentionIndex(named).of(clauses, clauses.tree.forms.index(word))
    assert [named[number].text for number in meant] == names


def test_subjects_and_objects_are_told_apart() -> None:
    text = "In May Ada Brock met Otto Reim. Karl Lund left early."
    _, found, parsed = prepared(text)
    starts = subject_starts(parsed, found.actors)
    assert {text.index("Ada"), text.index("Karl")} <= starts
    assert text.index("Otto") not in starts


def test_it_may_mean_the_thing_that_was_spoken_of_last() -> None:
    text = "Colby Shipping Company met. The old tanker sank; it was raised in May."
    document, found, parsed = prepared(text)
    subjects = subject_starts(parsed, found.actors)

    arguments = arguments_of(parsed, found.actors)
    times = [Span(text.index("May"), text.index("May") + 3)]

    def meant(*, things: bool) -> tuple[str, ...]:
        spoken_of = things_of(parsed, found.actors) if things else ()
        _, who = link(document, found.sentences, found.actors, (), subjects, things=spoken_of, arguments=arguments)
        number = next(i for i, one in enumerate(found.actors) if one.text == "it")
        return tuple(actor.name for actor in who.get(number, ()))

    assert meant(things=False) == ("Colby Shipping Company",)
    assert meant(things=True) == ()
    assert [text[thing.start :].split()[0] for thing in things_of(parsed, found.actors, times)] == ["tanker"]
    assert things_of(parsed, []) == []


# -- hostile text

UNITS = [
    "“a b c d ",
    '"x y z," said he. ',
    "according to Ada Brock ",
    "Ada Brock said that ",
    "Her claim that “it is so” ",
    "citing Ada Brock, ",
]


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_with_the_text(unit: str) -> None:
    def work(size: int) -> int:
        document, found, parsed = prepared(unit * size)
        return operations(lambda: find_voices(document, parsed, found.actors, found.sentences))

    work(10)
    assert work(800) <= 4.4 * work(200) + 2000


def test_any_text_has_voices_or_none() -> None:
    text = "said “, ” , according to\n\n“ said. ” : “\x00\ud800” he said «"
    for one in islice(voices(text), 10):
        assert 0 <= one.span.start < one.span.end <= len(text)


ANSWERED = """I agree.

On Sun, Mar 3, 2024 at 9:12 AM Ada Brock <ada@brock.example>
wrote:

> I bought the mill last week.
>
> On Thu, 8 Feb 2024 at 09:00, Tom Lund wrote:
>> The dam broke yesterday.
>
> We met on Tuesday.

I came on Friday.
"""


def test_what_a_mail_answers_is_said_by_who_wrote_it() -> None:
    timeline = parse(ANSWERED, dct="2024-03-04")
    told = {event.title: [link.source.name for link in event.attributions] for event in timeline}
    assert told == {
        "The dam broke": ["Tom Lund", "Ada Brock"],
        "I bought the mill": ["Ada Brock"],
        "We met": ["Ada Brock"],
        "I came": [],
    }


def test_a_quotation_of_the_text_is_told_as_before() -> None:
    timeline = parse("On 3 May 1911 Ada Brock wrote:\n\n> The mill burned yesterday.\n\nIt was sold in 1920.")
    assert [event.title for event in timeline] == ["The mill burned", "Ada Brock wrote", "It was sold"]


@pytest.mark.slow
def test_work_grows_with_the_mails_that_are_answered() -> None:
    unit = "Yes.\n\nOn Tue, 4 May 2021 at 09:12, Ada Brock wrote:\n> Date: 4 May 2021\n>> It broke yesterday.\n\n"

    def work(size: int) -> int:
        return operations(lambda: find_timexes(unit * size, dct="2021-06-01"))

    work(10)
    assert work(400) <= 4.4 * work(100) + 2000
