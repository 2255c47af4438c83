"""How fast documents are opened, and the memory it takes: a small file and one of about 20 MB of each kind.

    python bench/documents.py [--size 20] [--kinds pdf,docx] [--parse]

The files are generated, the same on every run: paragraphs, items, rows and headings of made-up sentences.  The size is
that of the text in them.  The small file has ten blocks, and its time is the best of several.  The large one is opened
in a process of its own, whose peak memory (resident set, as Linux tells it) stands beside that of a process that opened
the small one.  With `--parse` the small file is also parsed, to show that its events are found.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import document_files as made  # noqa: E402  # pyright: ignore[reportMissingImports]

import dateline  # noqa: E402

KINDS = "text windows-1252 markdown html mail rtf pdf docx odt epub srt".split()
SYLLABLES = "ka ne mor li tan ver so del bru hin pa rel gos mi tar ula fen wick".split()


def blocks(characters: int) -> list[made.Block]:
    """Blocks of so many characters in all, a page for each three thousand."""
    dice = random.Random(20)
    words = ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(20_000)]
    out: list[made.Block] = []
    length = page = 0

    def add(kind: str, text: str | tuple[str, ...]) -> None:
        nonlocal length
        out.append((kind, text))
        length += len(text) if isinstance(text, str) else sum(map(len, text))

    while length < characters:
        add("heading", " ".join(dice.choices(words, k=4)).capitalize())
        for _ in range(dice.randint(1, 4)):
            sentences = (
                f"{dice.choice(words).capitalize()} {dice.choice(words).capitalize()} opened the "
                f"{' '.join(dice.choices(words, k=8))} on {dice.randint(1, 28)} May {dice.randint(1800, 2000)}."
                for _ in range(dice.randint(2, 6))
            )
            add("paragraph", " ".join(sentences))
        for _ in range(dice.randint(0, 4)):
            add("item", f"{' '.join(dice.choices(words, k=9)).capitalize()}.")
        for _ in range(dice.randint(0, 3)):
            add("row", (f"{dice.randint(1, 28)} May {dice.randint(1800, 2000)}", " ".join(dice.choices(words, k=5))))
        if length - page > 3_000:
            out.append(("break", ""))
            page = length
    return out


def file_of(kind: str, story: list[made.Block]) -> bytes:
    """A file of a kind that tells a story in blocks."""
    text = "\n\n".join(made.words(block) for block in story if block[0] != "break")
    builders: dict[str, Callable[[], bytes]] = {
        "text": text.encode,
        "windows-1252": lambda: text.replace("ten", "tén").replace("Brook", "Bröök").encode("cp1252"),
        "markdown": lambda: made.markdown(story).encode(),
        "html": lambda: made.html(story).encode(),
        "mail": lambda: made.mail(text),
        "rtf": lambda: made.rtf(story),
        "pdf": lambda: made.pdf(story),
        "docx": lambda: made.docx(story),
        "odt": lambda: made.odt(story),
        "epub": lambda: made.epub(story),
        "srt": lambda: made.srt((3 * n, 3 * n + 2, made.words(block)) for n, block in enumerate(story)).encode(),
    }
    return builders[kind]()


def opened(path: str) -> str:
    """What a process of its own says of a file: seconds, characters, blocks, pages, megabytes before and at most."""
    start = time.perf_counter()
    document = dateline.open(path)
    seconds = time.perf_counter() - start
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    pages = len(document.source.pages)
    return f"{seconds} {len(document.text)} {len(document.blocks)} {pages} {peak}"


def measured(path: Path) -> list[float]:
    done = subprocess.run(
        [sys.executable, __file__, "--open", str(path)], capture_output=True, encoding="utf-8", check=True
    )
    return [float(part) for part in done.stdout.split()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=float, default=20, metavar="MB")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--parse", action="store_true")
    parser.add_argument("--open", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.open:
        print(opened(options.open))
        return
    print(
        f"{'kind':14}{'small':>9}{'file':>9}{'text':>9}{'blocks':>9}{'pages':>7}{'time':>9}{'speed':>11}{'memory':>17}"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        for kind in options.kinds.split(","):
            data = file_of(kind, made.STORY)
            times = []
            document = dateline.open(data)
            for _ in range(5):
                start = time.perf_counter()
                document = dateline.open(data)
                times.append(time.perf_counter() - start)
            path.write_bytes(data)
            before = measured(path)[-1]
            path.write_bytes(file_of(kind, blocks(int(options.size * 1e6))))
            size = path.stat().st_size / 1e6
            seconds, characters, number, pages, peak = measured(path)
            told = f"{kind:14}{min(times) * 1000:6.1f} ms{size:6.1f} MB{characters / 1e6:6.1f} MB{number:9,.0f}"
            speed = f"{seconds:7.1f} s{characters / 1e6 / seconds:6.1f} MB/s"
            print(f"{told}{pages:7,.0f}{speed}{before:7.0f} → {peak:4.0f} MB", flush=True)
            if options.parse:
                print(f"    {[event.when.edtf for event in dateline.parse(document).dated if event.when]}")


if __name__ == "__main__":
    main()
