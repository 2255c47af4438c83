"""Times in models of pydantic: read from strings, and written as strings where a model becomes JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["text_schema"]


def text_schema(kind: type, read: Callable[[str], Any], write: Callable[[Any], str]) -> Any:
    """The schema of pydantic-core for a class whose values are told by strings.

    `read` makes a value of a string and raises a `ValueError`, which pydantic reports, for any other; `write` gives the
    string.  Only pydantic asks for it, so pydantic-core is there.
    """
    from pydantic_core import core_schema

    def held(value: Any) -> Any:
        return value if isinstance(value, kind) else read(value)

    return core_schema.json_or_python_schema(
        json_schema=core_schema.no_info_after_validator_function(read, core_schema.str_schema()),
        python_schema=core_schema.no_info_plain_validator_function(held),
        serialization=core_schema.plain_serializer_function_ser_schema(
            write, return_schema=core_schema.str_schema(), when_used="json"
        ),
    )
