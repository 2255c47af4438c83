"""Subtitles (SubRip, WebVTT, SubStation, MicroDVD; pysubs2): what is said, as running text; each cue is a block.

The times of cues say when something stands on the screen, and never when it happened: they are left out.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from typing import Any, Final

import pysubs2
from pysubs2.exceptions import UnknownFPSError

from dateline.documents.content import Content, File, one_line
from dateline.documents.decoding import decoded
from dateline.errors import DocumentError
from dateline.model import Block, Span

__all__ = ["read"]

# In milliseconds: a paragraph ends where nothing is shown for so long.
_PAUSE: Final = 2_000
# MicroDVD counts pictures; where it does not say how many make a second, only the length of pauses depends on it.
_RATE: Final = 25.0
_TIMING: Final = re.compile(r"[ \t]*(?:\d+:)?\d+:\d+[.,]\d+[ \t]*-->")
# A time and the one behind the arrow, in the form that is asked for or near it: "00:00:03", "0:03.5".
_TIMES: Final = re.compile(r"[ \t]*((?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,9})?)[ \t]*-->[ \t]*(\S*)")
_TIME: Final = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?")
# The times of words within a cue, which programs write that show captions as they are spoken.
_WORD_TIME: Final = re.compile(r"<\d{1,3}:\d\d[\d:.]{0,12}>")
# Of the cues of such captions, so many at least begin with what the one before showed, of so many cues.
_ROLLING: Final = 0.5
_LEAST: Final = 6
# What says in captions that another speaks (CEA-608 practice); a third one, that the scene changes.
_CHANGE: Final = re.compile(r">{2,3}[ \t]*")
_VOICE: Final = re.compile(r"<v(?:\.[\w.-]+)?[ \t]+([^<>]{1,80})>")
_NOTE: Final = re.compile(r"(?<![^\n])(?<!\S\n)NOTE(?=[ \t\n])[^\n]*\S", re.MULTILINE)
_NOTES: Final = ("NOTE", "STYLE", "REGION")
_LANGUAGE: Final = re.compile(r"^Language:[ \t]*([\w-]{2,35})[ \t]*$", re.MULTILINE)
# In characters: what is longer is no line of subtitles.
_LONGEST: Final = 20_000
_TAG: Final = re.compile(r"\{[^{}]{0,400}\}|</?[A-Za-z][^<>]{0,200}>|<\d[\d:.]{0,20}>")
_DRAWING: Final = re.compile(r"\{[^{}]{0,400}\\p[1-9]")
_LINE_END: Final = re.compile(r"\\[Nn]|\n")
_SPEECH: Final = re.compile(r"[-\u2013\u2014][ \t]*(?=\S)")
_SPEAKER: Final = re.compile(r"[^\W\d_][\w.'\u2019 -]{0,40}:[ \t]")


def read(file: File) -> Content:
    """The text of subtitles: cues that follow each other are a paragraph; a pause or another speaker begins one."""
    text, remarks = decoded(file.data, file.where, file.encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, odd = _with_times(text)
    if odd:
        remarks = (*remarks, f"of {odd:,} cue{'' if odd == 1 else 's'} the end makes no sense, and was not minded")
    language = None
    timed = False
    noted = 0
    web = text.lstrip().startswith("WEBVTT")
    if web:
        head = text.lstrip().partition("\n\n")[0]
        found = _LANGUAGE.search(head)
        language = None if found is None else found[1]
        noted = len(_NOTE.findall(text))
        timed = _WORD_TIME.search(text) is not None
        # Two of them on a line, and pysubs2 would take it for the times of a cue.
        text = _WORD_TIME.sub("", _plain_vtt(text))
    if any(len(line) > _LONGEST for line in text.split("\n")):
        raise DocumentError(file.where, f"it has a line of more than {_LONGEST:,} characters; it is damaged")
    # Tags are taken away here, in a time that is linear whatever the text.
    try:
        subtitles = pysubs2.SSAFile.from_string(text, keep_html_tags=True)
    except UnknownFPSError:
        subtitles = pysubs2.SSAFile.from_string(text, fps=_RATE)
    subtitles.sort()
    shown = [event for event in subtitles if not event.is_comment and not _DRAWING.search(event.text)]
    notes = sum(event.is_comment and event.text.strip() != "" for event in subtitles) + noted
    if notes:
        remarks = (*remarks, f"left out, since it is not shown: {notes:,} note{'' if notes == 1 else 's'}")
    said = [_lines(event, web=web) for event in shown]
    if _are_rolling(said, timed=timed):
        said = _once(said)
        remarks = (*remarks, "its captions roll: a line that is shown again by the next cue is read once")
    words, blocks = _joined(shown, said)
    if not blocks:
        raise DocumentError(file.where, "it holds no cue that says anything; the file is damaged or empty")
    info: dict[str, Any] = subtitles.info
    return Content(text=words, blocks=blocks, title=one_line(info.get("Title")), language=language, remarks=remarks)


def _plain_vtt(text: str) -> str:
    """WebVTT without notes, styles and names of cues, and with the names of voices as labels."""
    blocks = []
    for block in re.split(r"\n{2,}", text.strip("\n")):
        lines = block.split("\n")
        at = next((number for number, line in enumerate(lines) if _TIMING.match(line)), None)
        if at is None:
            blocks += [block] if block.lstrip().startswith("WEBVTT") else []
        elif not lines[0].startswith(_NOTES):
            blocks.append("\n".join(lines[at:]))
    return _VOICE.sub(lambda voice: f"{voice[1].strip()}: ", "\n\n".join(blocks))


def _with_times(text: str) -> tuple[str, int]:
    """The text with the times of cues as the formats ask for them, and of how many the end cannot be read.

    A cue of which the time is written otherwise would else be taken for words of the one before.
    """
    if "-->" not in text:
        return text, 0
    lines = text.split("\n")
    odd = 0
    for number, line in enumerate(lines):
        found = _TIMES.match(line)
        if found is None:
            continue
        start = _TIME.fullmatch(found[1])
        end = _TIME.fullmatch(found[2])
        odd += end is None
        lines[number] = f"{_clock(start)} --> {_clock(end or start)}"
    return "\n".join(lines), odd


def _clock(time: re.Match[str] | None) -> str:
    hours, minutes, seconds, part = ("0", "0", "0", "") if time is None else time.groups(default="")
    return f"{min(int(hours or 0), 99):02}:{int(minutes):02}:{int(seconds):02}.{part[:3]:0<3}"


def _lines(event: Any, *, web: bool) -> list[str]:
    """The lines that a cue shows."""
    said = _TAG.sub("", event.text).replace("\\h", " ")
    lines = [" ".join(line.split()) for line in _LINE_END.split(unescape(said) if web else said)]
    return [words for line in lines if (words := _of_speaker(line))]


def _of_speaker(line: str) -> str:
    """A line without the sign that another speaks, with a dash for it where it names no one."""
    words = _CHANGE.sub("", line, count=1) if line.startswith(">>") else line
    return words if words == line or not words or _SPEAKER.match(words) else f"- {words}"


def _are_rolling(said: list[list[str]], *, timed: bool) -> bool:
    """Whether cues begin with what the ones before showed; few tell it, if their words are timed one by one."""
    again = sum(_overlap(before, lines) > 0 for before, lines in pairwise(said))
    return (timed or len(said) >= _LEAST) and again > 0 and again >= _ROLLING * (len(said) - 1)


def _overlap(before: list[str], lines: list[str]) -> int:
    """How many of its first lines a cue has from the end of the one before."""
    longest = min(len(before), len(lines), 4)
    return next((number for number in range(longest, 0, -1) if before[-number:] == lines[:number]), 0)


def _once(said: list[list[str]]) -> list[list[str]]:
    return [
        *said[:1],
        *(lines[_overlap(before, lines) :] for before, lines in pairwise(said)),
    ]


def _joined(events: list[Any], said: list[list[str]]) -> tuple[str, tuple[Block, ...]]:
    out: list[str] = []
    blocks: list[Block] = []
    length = 0
    end: int | None = None
    speaker = ""
    for event, lines in zip(events, said, strict=True):
        if not lines:
            # What it shows was read before, and goes on.
            end = end if end is None else max(end, event.end)
            continue
        name = event.name.strip()
        first = f"{name}: {lines[0]}" if name and name != speaker else lines[0]
        speaker = name
        # A dash says that another speaks; lines of one speaker run on.
        words = first + "".join(f"\n\n{line}" if _speaks_anew(line) else f" {line}" for line in lines[1:])
        apart = end is None or event.start - end >= _PAUSE or _speaks_anew(words)
        between = "" if end is None else "\n\n" if apart else " "
        out += between, words
        length += len(between)
        blocks.append(Block("cue", Span(length, length + len(words))))
        length += len(words)
        end = event.end
    return "".join(out), tuple(blocks)


def _speaks_anew(line: str) -> bool:
    return _SPEECH.match(line) is not None or _SPEAKER.match(line) is not None
