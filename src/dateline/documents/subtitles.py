"""Subtitles (SubRip, WebVTT, SubStation, MicroDVD; pysubs2): what is said, as running text; each cue is a block.

The times of cues say when something stands on the screen, and never when it happened: they are left out.
"""

from __future__ import annotations

import re
from html import unescape
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
_VOICE: Final = re.compile(r"<v(?:\.[\w.-]+)?[ \t]+([^<>]{1,80})>")
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
    language = None
    web = text.lstrip().startswith("WEBVTT")
    if web:
        head = text.lstrip().partition("\n\n")[0]
        found = _LANGUAGE.search(head)
        language = None if found is None else found[1]
        text = _plain_vtt(text)
    if any(len(line) > _LONGEST for line in text.split("\n")):
        raise DocumentError(file.where, f"it has a line of more than {_LONGEST:,} characters; it is damaged")
    # Tags are taken away here, in a time that is linear whatever the text.
    try:
        subtitles = pysubs2.SSAFile.from_string(text, keep_html_tags=True)
    except UnknownFPSError:
        subtitles = pysubs2.SSAFile.from_string(text, fps=_RATE)
    subtitles.sort()
    shown = [event for event in subtitles if not event.is_comment and not _DRAWING.search(event.text)]
    words, blocks = _joined(shown, web=web)
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


def _joined(events: list[Any], *, web: bool) -> tuple[str, tuple[Block, ...]]:
    out: list[str] = []
    blocks: list[Block] = []
    length = 0
    end: int | None = None
    speaker = ""
    for event in events:
        said = _TAG.sub("", event.text).replace("\\h", " ")
        lines = [" ".join(line.split()) for line in _LINE_END.split(unescape(said) if web else said)]
        lines = [line for line in lines if line]
        if not lines:
            continue
        if event.name.strip() and event.name.strip() != speaker:
            lines[0] = f"{event.name.strip()}: {lines[0]}"
        speaker = event.name.strip()
        # A dash says that another speaks; lines of one speaker run on.
        words = lines[0] + "".join(f"\n\n{line}" if _speaks_anew(line) else f" {line}" for line in lines[1:])
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
