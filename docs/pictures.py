"""Makes the pictures of docs/images anew: the page of a document of ours, as people see it in several ways.

    python docs/pictures.py [--folder docs/images] [--tree]

It needs Chromium (Debian: apt-get install chromium), pdftoppm for the printed page (poppler-utils), and nbconvert for
the notebook.  With `--tree` it also prints what a screen reader is told.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import nbclient
import nbconvert  # pyright: ignore[reportMissingImports]
import nbformat
from rich.console import Console

import dateline
from dateline.cli.tables import print_table

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "bench"))
sys.path.insert(0, str(ROOT / "tests"))

from browser import Browser  # noqa: E402  # pyright: ignore[reportMissingImports]
from page import generated  # noqa: E402  # pyright: ignore[reportMissingImports]

TEXT = ROOT / "seeds/quarry-chronology.txt"
TITLE = "The appeal about Ostrander Quarry"
CHOOSE = "document.querySelector('.row[data-n=\"8\"]').click()"
LANES = "(s => { s.value = 'who'; s.dispatchEvent(new Event('change')); })(document.querySelector('#lanes'))"
# Name, width, height, whether it is dark, and what is done on the page before.
SHOTS = (
    ("wide", 1280, 860, False, ""),
    ("chosen", 1280, 860, False, CHOOSE),
    ("lanes", 1280, 860, False, f"{LANES}; {CHOOSE}"),
    ("narrow", 420, 860, False, CHOOSE),
    ("dark", 1280, 860, True, CHOOSE),
)


def shoot(browser: Browser, page: Path, name: str, width: int, height: int, dark: bool, script: str) -> bytes:
    """The page in a window of a size, after a script."""
    browser.open(page, width, height, dark)
    if script:
        browser.run(script)
        # Colours change slowly, for the eye.
        browser.run("new Promise(done => setTimeout(done, 300))")
    browser.settle()
    return browser.picture()


def table(browser: Browser, timeline: dateline.Timeline, folder: Path) -> bytes:
    """The table in a terminal of 80 columns."""
    console = Console(record=True, width=80, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    print_table(timeline, console)
    # Without the fonts that it would fetch from the network.
    svg = re.sub(r"@font-face \{.*?\n    \}", "", console.export_svg(title="dateline chronology.txt"), flags=re.DOTALL)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono")
    path = folder / "table.html"
    path.write_text(f"<meta charset=utf-8><style>body{{margin:0}}svg{{width:900px}}</style>{svg}", encoding="utf-8")
    browser.open(path, 900, 1240)
    return browser.picture()


def notebook(browser: Browser, folder: Path) -> bytes:
    """The example notebook, executed, as people see it."""
    book = nbformat.read(ROOT / "docs/how-to/notebook.ipynb", as_version=4)
    nbclient.NotebookClient(book, resources={"metadata": {"path": str(folder)}}).execute()
    path = folder / "notebook.html"
    shown, _ = nbconvert.HTMLExporter(require_js_url="", mathjax_url="").from_notebook_node(book)
    path.write_text(shown, encoding="utf-8")
    browser.open(path, 1000, 1300)
    return browser.picture()


def main() -> int:
    """Write the page, look at it in each way, print it, and once listen to it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=ROOT / "docs/images")
    parser.add_argument("--tree", action="store_true")
    options = parser.parse_args()
    text = TEXT.read_text(encoding="utf-8")
    source = dateline.Source(title=TITLE, publisher="Fenwick Echo", published="2020-08-18")
    timeline = dateline.parse(text, source=source)
    with tempfile.TemporaryDirectory() as folder, Browser() as browser:
        page = Path(folder) / "page.html"
        dateline.write(timeline, page, texts=[text])
        for shot in SHOTS:
            (options.folder / f"page-{shot[0]}.png").write_bytes(shoot(browser, page, *shot))
        browser.open(page)
        if options.tree:
            for role, told in browser.tree():
                print(f"{role}: {told}" if told else role)
        paper = Path(folder) / "page.pdf"
        paper.write_bytes(browser.paper())
        target = options.folder / "page-printed"
        subprocess.run(["pdftoppm", "-r", "80", "-png", "-singlefile", "-l", "1", paper, target], check=True)
        (options.folder / "table.png").write_bytes(table(browser, timeline, Path(folder)))
        (options.folder / "notebook.png").write_bytes(notebook(browser, Path(folder)))
        many, texts = generated(10_000)
        dateline.write(many, page, texts=texts, title="Ten thousand events")
        shot = shoot(browser, page, "many", 1280, 860, False, "")
        (options.folder / "page-many.png").write_bytes(shot)
        return 1 if browser.log else 0


if __name__ == "__main__":
    raise SystemExit(main())
