"""Values in models of pydantic: read from what JSON has, and written as that where a model becomes JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["value_schema"]


def value_schema(
    kind: type, form: Literal["string", "object"], read: Callable[[Any], Any], write: Callable[[Any], Any]
) -> Any:
    """The schema of pydantic-core for a class whose values JSON tells by strings or by objects.

    `read` makes a value of one and raises a `ValueError`, which pydantic reports, where it is none; `write` gives it.
    Only pydantic asks for this, so pydantic-core is there.
    """
    from pydantic_core import core_schema

    told = core_schema.str_schema() if form == "string" else core_schema.dict_schema(core_schema.str_schema())

    def held(value: Any) -> Any:
        return value if isinstance(value, kind) else read(value)

    return core_schema.json_or_python_schema(
        json_schema=core_schema.no_info_after_validator_function(read, told),
        python_schema=core_schema.no_info_plain_validator_function(held),
        serialization=core_schema.plain_serializer_function_ser_schema(write, return_schema=told, when_used="json"),
    )
