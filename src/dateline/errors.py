"""The errors dateline raises: each says what was wrong, where, and what to do about it."""

from __future__ import annotations

__all__ = [
    "ArgumentError",
    "DatelineError",
    "DocumentError",
    "EDTFError",
    "LimitError",
    "LocaleError",
    "MissingExtraError",
    "RangeError",
    "ReadError",
    "TimexValueError",
    "UnknownFormatError",
    "WeightsError",
    "WorkerError",
    "WriteError",
]

_SHOWN = 80


def _show(value: object) -> str:
    """`repr` of a value, shortened so that a hostile value cannot flood a message."""
    text = repr(value[:_SHOWN] if isinstance(value, (str, bytes)) else value)
    cut = len(text) > _SHOWN + 2 or (isinstance(value, (str, bytes)) and len(value) > _SHOWN)
    return f"{text[: _SHOWN + 2]}…" if cut else text


class DatelineError(Exception):
    """Base of every error dateline raises on purpose.

    The arguments of a subclass are kept as they were given, so that errors survive pickling between
    the processes of `parse_many`; the message is made from them when it is shown.
    """


class EDTFError(DatelineError, ValueError):
    """A text is not a date or interval in EDTF (ISO 8601-2:2019); `position` is the code point where reading failed."""

    def __init__(self, text: str, position: int, reason: str) -> None:
        super().__init__(text, position, reason)
        self.text = text
        self.position = position
        self.reason = reason

    def __str__(self) -> str:
        return f"not EDTF: {_show(self.text)}, at character {self.position}: {self.reason}"


class TimexValueError(DatelineError, ValueError):
    """A text is not a TIMEX3 value (TimeML 1.2.1)."""

    def __init__(self, value: str, reason: str) -> None:
        super().__init__(value, reason)
        self.value = value
        self.reason = reason

    def __str__(self) -> str:
        return f"not a TIMEX3 value: {_show(self.value)}: {self.reason}"


class RangeError(DatelineError, ValueError, OverflowError):
    """A time exists but the type asked for cannot hold it (a `datetime` ends at the years 1 and 9999)."""

    def __init__(self, value: object, target: str, reason: str) -> None:
        super().__init__(value, target, reason)
        self.value = value
        self.target = target
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.value} does not fit into {self.target}: {self.reason}"


class ArgumentError(DatelineError, ValueError):
    """An argument has a value that cannot be used; `argument` is its name as the caller writes it."""

    def __init__(self, argument: str, value: object, reason: str) -> None:
        super().__init__(argument, value, reason)
        self.argument = argument
        self.value = value
        self.reason = reason

    def __str__(self) -> str:
        return f"argument {self.argument!r} is {_show(self.value)}: {self.reason}"


class LocaleError(DatelineError, ValueError):
    """A locale file cannot be used; `rule` names the rule or table at fault, or is None for the whole file."""

    def __init__(self, path: object, rule: str | None, reason: str) -> None:
        super().__init__(path, rule, reason)
        self.path = path
        self.rule = rule
        self.reason = reason

    def __str__(self) -> str:
        where = f"{self.path}, rule {self.rule!r}" if self.rule else str(self.path)
        return f"locale file {where}: {self.reason}"


class UnknownFormatError(DatelineError, LookupError, ValueError):
    """No exporter goes by this name or file suffix; `known` lists those that there are."""

    def __init__(self, format: str, known: tuple[str, ...] = ()) -> None:  # noqa: A002
        super().__init__(format, known)
        self.format = format
        self.known = tuple(known)

    def __str__(self) -> str:
        hint = f"; use one of {', '.join(self.known)}" if self.known else ""
        return f"unknown format {_show(self.format)}{hint}"


class DocumentError(DatelineError, ValueError):
    """A file or folder cannot be read as text."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"cannot read {self.path}: {self.reason}"


class LimitError(DocumentError):
    """A file is larger, deeper or of more parts than may be read; `limit` is the field of `Limits` that says so.

    `found` is what there is of it, in words ("700,000,000 bytes"), `allowed` the number that was allowed.  `limit` is
    "" where it cannot be raised; `remedy` then says what to do.
    """

    def __init__(self, path: object, limit: str, allowed: int, found: str, remedy: str = "") -> None:
        raised = remedy or f"raise it with limits=Limits({limit}=…) if the file is to be trusted"
        super().__init__(path, f"it has {found}, and {allowed:,} is the limit; {raised}")
        self.args = (path, limit, allowed, found, remedy)
        self.limit = limit
        self.allowed = allowed
        self.found = found
        self.remedy = remedy


class ReadError(DatelineError, ValueError):
    """Exported data cannot be read back; `where` is the place in it (a line, a row, a JSON path)."""

    def __init__(self, format: str, where: str, reason: str) -> None:  # noqa: A002
        super().__init__(format, where, reason)
        self.format = format
        self.where = where
        self.reason = reason

    def __str__(self) -> str:
        return f"cannot read {self.format} at {self.where}: {self.reason}"


class MissingExtraError(DatelineError, ImportError):
    """A feature needs a package that is not installed; `extra` is the extra of dateline that brings it."""

    def __init__(self, extra: str, package: str) -> None:
        super().__init__(extra, package)
        self.extra = extra
        self.package = package

    def __str__(self) -> str:
        return f"this needs the package {self.package!r}: pip install 'dateline[{self.extra}]'"


class WeightsError(DatelineError, OSError):
    """The weights of a parser cannot be used; `path` is the file, `reason` what is wrong with it."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        remedy = "install dateline again, or make them with training/"
        return f"the weights of the parser, {self.path}, {self.reason}; {remedy}"


class WorkerError(DatelineError, RuntimeError):
    """A process that worked for `parse_many` is lost; `documents` are those that it was at, by number and name.

    They are empty if it was lost before it began with any.
    """

    def __init__(self, documents: tuple[str, ...], reason: str) -> None:
        super().__init__(documents, reason)
        self.documents = tuple(documents)
        self.reason = reason

    def __str__(self) -> str:
        at = f" while it read {'; '.join(self.documents)}" if self.documents else ""
        return f"a process was lost{at}: {self.reason}"


class WriteError(DatelineError, OSError):
    """A file cannot be written; what stood there before stands there still.

    `path` (and `filename`, as any `OSError` has it) is the file as the caller named it, `reason` what is wrong and what
    to do; `errno` is that of the system, None where it had none.
    """

    def __init__(self, path: object, reason: str, errno: int | None = None) -> None:
        super().__init__(errno, reason, str(path))
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[WriteError], tuple[object, str, int | None]]:
        return type(self), (self.path, self.reason, self.errno)

    def __str__(self) -> str:
        return f"cannot write {self.path}: {self.reason}"
