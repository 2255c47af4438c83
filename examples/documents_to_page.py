"""Documents of several kinds to one timeline, what of it is asked for, and a page to look at.

PDF, Word, HTML and others are opened in the same way, with the extra "files" installed.
"""

import tempfile
from pathlib import Path

import dateline
from dateline import Timeline

DOCUMENTS = {
    "letter.eml": (
        "From: Petra Hall <petra@calder.example>\n"
        "Date: Fri, 9 Jun 2023 10:12:00 +0100\n"
        "Subject: The wiring\n"
        "Message-ID: <2@calder.example>\n\n"
        "The electrician came yesterday. He had sent us his report on 12 August last year.\n"
    ),
    "minutes.md": (
        "---\ntitle: Minutes of the council\ndate: 2022-10-03\n---\n\n"
        "The council rejected the report of the electrician today. The hall will be painted in November.\n"
    ),
    "inquiry.txt": "Karl Voss smelled smoke on 6 June 2023. He called the brigade the next morning.\n",
}

with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    for file, content in DOCUMENTS.items():
        (folder / file).write_text(content, encoding="utf-8")

    documents = [dateline.open(path) for path in sorted(folder.iterdir())]
    timeline = Timeline.merge(dateline.parse_many(documents))
    print(timeline, end="\n\n")

    told = timeline.filter(status=["asserted", "reported"], between=("2023", None))
    for event in told:
        print(f"{event.human()}: {event.title} ({event.evidence[0].source.name})")
        print("   ", event.why())

    # The page has the texts beside the events; it needs no network.
    report = dateline.write(timeline, folder / "fire.html", texts=[document.text for document in documents])
    print(report.written, "events on the page")

# Prints:
# 12 August 2022          He had sent us his report
# 3 October 2022          The council rejected the report of the electrician
# November 2022           The hall will be painted
# 6 June 2023             Karl Voss smelled smoke
# morning of 7 June 2023  [Karl Voss] called the brigade
# 8 June 2023             The electrician came
#
# 6 June 2023: Karl Voss smelled smoke (inquiry.txt)
#     The text says “6 June 2023”.
# morning of 7 June 2023: [Karl Voss] called the brigade (inquiry.txt)
#     “the next morning” is morning of 7 June 2023, counted from “6 June 2023”. “He” is taken for Karl Voss.
# 8 June 2023: The electrician came (The wiring)
#     “yesterday” is 8 June 2023, counted from the date of the document, 9 June 2023, 10:12.
# 6 events on the page
