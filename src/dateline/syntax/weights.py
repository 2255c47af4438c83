"""The weights of the built-in parsers, one file a language, read when they are first needed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dateline.errors import WeightsError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FOLDER", "has_weights", "load_weights"]

FOLDER: Final = Path(__file__).with_name("weights")
# The languages whose weights ship: without their file the installation is broken.  Others need no more than a file.
SHIPPED: Final = ("en",)
_NEEDED: Final = ("table_0", "layers", "out", "labels_upos", "labels_feats", "labels_relations", "cluster_keys")


def has_weights(language: str) -> bool:
    """Whether there is, or should be, a parser for a language."""
    return language in SHIPPED or (FOLDER / f"{language}.npz").is_file()


@lru_cache(maxsize=4)
def load_weights(path: Path) -> Mapping[str, Any]:
    """The arrays of a weights file.  Raises `WeightsError` where it is missing, broken or not one of the parser's."""
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as file:
            weights = {name: file[name] for name in file.files}
    except FileNotFoundError:
        raise WeightsError(path, "is not there") from None
    except Exception as error:  # what a broken archive raises is not written down anywhere
        raise WeightsError(path, f"cannot be read: {error}") from error
    missing = [name for name in _NEEDED if name not in weights]
    if missing:
        raise WeightsError(path, f"has no {missing[0]}")
    return weights
