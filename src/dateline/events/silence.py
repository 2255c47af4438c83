"""Why no event came of a text, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.model.remarks import NO_EVENT

if TYPE_CHECKING:
    from dateline.events.context import Context
    from dateline.events.prose import Choice

__all__ = ["reason_of_silence", "without_parser"]


def reason_of_silence(context: Context, choice: Choice, *, able: bool) -> str:
    """The remark on a text without events; `able` is False where no parser knows its language."""
    return NO_EVENT + _reason(context, choice, able=able)


def without_parser(code: str) -> str:
    """The remark on a text that has events, and might have more if a parser knew its language."""
    return f"the language {code!r} has no parser, so that only sentences with a time are events; give one with parser=…"


def _reason(context: Context, choice: Choice, *, able: bool) -> str:
    document, times = context.document, len(context.timexes)
    code = document.locale.code
    if not document.text.strip():
        return "there is no text; see whether it was taken from the right place"
    found = "no time was found" if not times else "1 time was found" if times == 1 else f"{times:,} times were found"
    dating = "; timexes has what was found" if times else ""
    if not able:
        return (
            f"{found}, and the language {code!r} has no parser, so that only sentences with a time are events; "
            f"give one with parser=…, or the right language={dating}"
        )
    if choice == "dated":
        none = ", but none that says when something happened" if times else ""
        return f'{found}{none}; events="main" also takes what happened without a date{dating}'
    if choice == "main":
        none = ", but none of them" if times else ", and nothing"
        return (
            f"{found}{none} tells that somebody did something in the past; "
            f'events="all" takes every clause, and language=… says if it is not {code!r}{dating}'
        )
    return f"{found}, and no clause with a verb; language=… says if it is not {code!r}{dating}"
