"""What the constructors of the model accept, how they say no, and how ids are derived."""

from __future__ import annotations

import datetime as dt
import enum
import json
import unicodedata
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from dateline.errors import ArgumentError
from dateline.interval import Granularity, Interval, Moment

if TYPE_CHECKING:
    from attrs import Attribute


__all__ = [
    "are_all",
    "article",
    "canonical",
    "derive_id",
    "digest_of",
    "distinct",
    "escape",
    "folded",
    "is_a",
    "member_of",
    "plain",
    "setters_of",
    "to_interval",
    "to_intervals",
    "to_optional_text",
    "to_tuple",
    "unique_of",
]

_T = TypeVar("_T")

_E = TypeVar("_E", bound=enum.Enum)


def plain(text: str) -> str:
    """Text on one line, without the control characters that a document could steer a terminal with."""
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)


def is_a(kind: type, optional: bool = False) -> Callable[[Any, Attribute[Any], Any], None]:
    """A validator for one class, whose message names the argument."""
    reason = f"must be {article(kind)}{' or None' if optional else ''}"

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, kind) and not (optional and value is None):
            raise ArgumentError(attribute.alias or attribute.name, value, reason)

    return check


def are_all(kind: type) -> Callable[[Any, Attribute[Any], Any], None]:
    """A validator for a tuple of one class, whose message names the argument and the place in it."""
    reason = f"must be {article(kind)}"

    def check(instance: object, attribute: Attribute[Any], value: tuple[object, ...]) -> None:
        for number, item in enumerate(value):
            if not isinstance(item, kind):
                raise ArgumentError(f"{attribute.alias}[{number}]", item, reason)

    return check


def article(kind: type) -> str:
    return "a string" if kind is str else f"{'an' if kind.__name__[0] in 'AEIO' else 'a'} {kind.__name__}"


def to_tuple(value: Any) -> Any:
    if type(value) is tuple:
        return value
    # A string is one alias or note, not its characters; anything else that is no collection is for the validator.
    if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        return (value,)
    return tuple(value)


def member_of(enumeration: type[_E], value: Any, argument: str) -> _E:
    if type(value) is enumeration:
        return value
    try:
        return enumeration(value)
    except ValueError:
        known = ", ".join(str(member.value) for member in enumeration)
        raise ArgumentError(argument, value, f"must be one of {known}") from None


def to_optional_text(value: Any) -> Any:
    return (value.strip() or None) if isinstance(value, str) else value


def to_interval(value: Any) -> Any:
    if value is None or isinstance(value, Interval):
        return value
    if isinstance(value, str):
        return Interval.from_edtf(value)
    if isinstance(value, dt.datetime):
        fine = (
            Granularity.MICROSECOND if value.microsecond else Granularity.SECOND if value.second else Granularity.MINUTE
        )
        return Interval.unit(Moment.of(value), fine)
    if isinstance(value, dt.date):
        return Interval.of(value.year, value.month, value.day)
    return value


def to_intervals(value: Any) -> Any:
    return tuple(to_interval(item) for item in to_tuple(value)) if value else ()


def folded(text: str) -> str:
    """`text` as names and titles are compared: normalized (NFC), white space collapsed, case folded."""
    line = " ".join(text.split())
    # Every text of ASCII is normalized as it is.
    return line.lower() if line.isascii() else unicodedata.normalize("NFC", line).casefold()


canonical = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode

escape = json.encoder.encode_basestring_ascii


def derive_id(prefix: str, *content: object) -> str:
    return digest_of(prefix, canonical(content))


def digest_of(prefix: str, canonical: str) -> str:
    # Escaped JSON is the same bytes everywhere and takes any str, lone surrogates included.
    return f"{prefix}-{sha256(canonical.encode('ascii')).hexdigest()[:16]}"


def unique_of(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))


def distinct(items: Iterable[_T]) -> Iterable[_T]:
    """The items, each object once: cheaper than to compare what is in them, where most are the same object."""
    return {id(item): item for item in items}.values()


def setters_of(kind: type, *names: str) -> tuple[Callable[[object, object], None], ...]:
    """The setters of attributes of a frozen class, for its own constructor."""
    return tuple(getattr(kind, name).__set__ for name in names)
