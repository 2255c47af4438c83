"""The Brown clusters of frequent word forms, taken from the package spacy-lookups-data (see README.md)."""

from __future__ import annotations

import gzip
import importlib.util
import json
from pathlib import Path

import numpy as np

from dateline.syntax.features import form_key

__all__ = ["read_clusters"]


def read_clusters(most: int) -> dict[str, np.ndarray]:
    """The clusters of the `most` most frequent forms that have one, as arrays for the weights file.

    `cluster_keys` (uint32, rising) are the keys of the forms, `cluster_numbers` (uint16) their clusters, and
    `cluster_bits` (uint32) the path of each cluster in the tree.
    """
    found = importlib.util.find_spec("spacy_lookups_data")
    if found is None or found.origin is None:
        raise SystemExit("training needs the clusters in spacy-lookups-data: pip install -r training/requirements.txt")
    folder = Path(found.origin).parent / "data"
    with gzip.open(folder / "en_lexeme_cluster.json.gz", "rt", encoding="utf-8") as file:
        clusters = {form: int(bits) for form, bits in json.load(file).items()}
    with gzip.open(folder / "en_lexeme_prob.json.gz", "rt", encoding="utf-8") as file:
        likely = json.load(file)
    forms = [form for form, bits in clusters.items() if bits and form.isprintable() and " " not in form]
    forms.sort(key=lambda form: (-likely.get(form, -20.0), form))
    forms = forms[:most]
    bits = sorted({clusters[form] for form in forms})[:1000]
    number = {b: n for n, b in enumerate(bits)}
    pairs = {form_key(form): number[clusters[form]] for form in reversed(forms) if clusters[form] in number}
    keys = sorted(pairs)
    return {
        "cluster_keys": np.array(keys, dtype=np.uint32),
        "cluster_numbers": np.array([pairs[key] for key in keys], dtype=np.uint16),
        "cluster_bits": np.array(bits, dtype=np.uint32),
    }
