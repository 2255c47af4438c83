"""Makes the pictures of docs/images anew: the page of a document of ours, wide, narrow and dark.

    python docs/pictures.py [--text FILE] [--dct DATE] [--title TITLE] [--folder docs/images] [--tree]

It needs Chromium (Debian: apt-get install chromium).  With `--tree` it also prints what a screen reader is told.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import dateline

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser import Browser  # noqa: E402  # pyright: ignore[reportMissingImports]

SHOTS = (("wide", 1280, 900, False), ("narrow", 420, 900, False), ("dark", 1280, 900, True))


def main() -> int:
    """Write the page, look at it three times, and once listen to it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, default=ROOT / "seeds/quarry-chronology.txt")
    parser.add_argument("--dct", default="2020-08-18")
    parser.add_argument("--title", default="Quarry chronology")
    parser.add_argument("--publisher", default="Fenwick Echo")
    parser.add_argument("--folder", type=Path, default=ROOT / "docs/images")
    parser.add_argument("--tree", action="store_true")
    options = parser.parse_args()
    text = options.text.read_text(encoding="utf-8")
    source = dateline.Source(title=options.title, publisher=options.publisher)
    timeline = dateline.parse(text, dct=options.dct, source=source)
    with tempfile.TemporaryDirectory() as folder, Browser() as browser:
        page = Path(folder) / "page.html"
        dateline.write(timeline, page, texts=[text])
        for name, width, height, dark in SHOTS:
            browser.open(page, width, height, dark)
            number = min(10, len(timeline.dated))
            browser.click(f"a.bar[data-n='{number}'] .shape")
            browser.run("document.querySelector('#picture').scrollIntoView()")
            browser.run("document.querySelector('.scroll').scrollTop = 0")
            browser.settle()
            (options.folder / f"page-{name}.png").write_bytes(browser.picture())
        if options.tree:
            for role, told in browser.tree():
                print(f"{role}: {told}" if told else role)
        return 1 if browser.log else 0


if __name__ == "__main__":
    raise SystemExit(main())
