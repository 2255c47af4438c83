"""Small files of many formats, made here: a story about a mill in blocks, written as each format has it."""

from __future__ import annotations

import io
import textwrap
import zipfile
from html import escape
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["STORY", "Block", "docx", "epub", "html", "mail", "markdown", "odt", "package", "pdf", "rtf", "srt"]

Block: TypeAlias = "tuple[str, str | tuple[str, ...]]"

# "break" ends a page.
STORY: list[Block] = [
    ("heading", "The mill at Kelden"),
    (
        "paragraph",
        "Ada Brook opened the mill on 3 March 1911. It ground corn for the town until 1950, said Mair Pryce.",
    ),
    ("item", "Ivo Lind bought it in 1951."),
    ("item", "He sold it to the town in May 1960."),
    ("row", ("Date", "Event")),
    ("row", ("4 May 1961", "The wheel broke")),
    ("quote", "“It stood still for a year,” Mair Pryce wrote in 1962."),
    ("break", ""),
    ("heading", "The fire"),
    ("paragraph", "The mill burned down on 9 June 1970."),
]
TITLE, AUTHOR = "The mill & its fire", "Ada Brook"


def words(block: Block) -> str:
    return block[1] if isinstance(block[1], str) else " | ".join(block[1])


def groups(blocks: Iterable[Block]) -> Iterable[tuple[str, list[Block]]]:
    """Blocks, those of a list or a table that stand together as one."""
    together: list[Block] = []
    for block in blocks:
        if together and (block[0] != together[0][0] or block[0] not in ("item", "row")):
            yield together[0][0], together
            together = []
        together.append(block)
    if together:
        yield together[0][0], together


def package(members: dict[str, str | bytes], *, stored: str = "") -> bytes:
    """A ZIP file; the member `stored` comes first and is not compressed. Its times are fixed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            file.writestr(info, data)
    return out.getvalue()


def pdf(blocks: Iterable[Block] = STORY, *, encrypt: bytes = b"", language: str = "en-GB") -> bytes:
    """A PDF of lines of at most 80 characters, a page for each break; "" as its only page has no text."""
    pages: list[list[str]] = [[]]
    for block in blocks:
        if block[0] == "break":
            pages.append([])
        else:
            pages[-1] += [*textwrap.wrap(words(block), 80), ""]
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (%s) >>" % language.encode(),
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (5 + 2 * number) for number in range(len(pages)))),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (%s) /Author (%s) /CreationDate (D:20190303120000Z) >>" % (TITLE.encode(), AUTHOR.encode()),
    ]
    for number, lines in enumerate(pages):
        shown = [line.encode("cp1252", "replace").replace(b"(", rb"\(").replace(b")", rb"\)") for line in lines]
        content = b"BT /F1 11 Tf 14 TL 50 780 Td\n%s\nET" % b"\n".join(b"(%s) Tj T*" % line for line in shown)
        content = content if any(lines) else b""
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (6 + 2 * number),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return locked(bytes(out), encrypt) if encrypt else bytes(out)


def locked(data: bytes, password: bytes) -> bytes:
    """A PDF that opens with a password."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(data)))
    writer.encrypt(password.decode(), algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "application/vnd.openxmlformats-officedocument"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS_OF_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = {"heading": "Heading1", "item": "ListBullet", "quote": "Quote", "paragraph": "Normal"}


def docx(blocks: Iterable[Block] = STORY, *, notes: Sequence[str] = (), body: str = "", header: str = "") -> bytes:
    """A Word file; `body` is XML to put before its blocks, `notes` are its footnotes."""

    def paragraph(kind: str, text: str) -> str:
        style = f'<w:pPr><w:pStyle w:val="{STYLES[kind]}"/></w:pPr>' if kind in STYLES else ""
        return f'<w:p>{style}<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r></w:p>'

    parts = [body]
    for kind, together in groups(blocks):
        if kind == "row":
            rows = (
                "<w:tr>" + "".join(f"<w:tc>{paragraph('paragraph', cell)}</w:tc>" for cell in block[1]) + "</w:tr>"
                for block in together
            )
            parts.append(f"<w:tbl>{''.join(rows)}</w:tbl>")
        elif kind == "break":
            parts.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
        else:
            parts += [paragraph(kind, words(block)) for block in together]
    names = {"Heading1": "heading 1", "ListBullet": "List Bullet", "Quote": "Quote", "Normal": "Normal"}
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in names.items()
    )
    language = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
    further = {"styles": f"<w:styles {W}>{language}{styles}</w:styles>"}
    if notes:
        written = "".join(f'<w:footnote w:id="{n}">{paragraph("", note)}</w:footnote>' for n, note in enumerate(notes))
        line = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>'
        further["footnotes"] = f"<w:footnotes {W}>{line}{written}</w:footnotes>"
    if header:
        further["header"] = f"<w:hdr {W}>{paragraph('', header)}</w:hdr>"
    kind_of_part = f"{OFFICE}.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind_of_part}.{name}+xml"/>' for name in further
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{KINDS_OF_RELATION}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(further, 1)
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(TITLE)}</dc:title><dc:creator>{AUTHOR}</dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2019-03-03T12:00:00Z</dcterms:created></cp:coreProperties>'
    )
    return package(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind_of_part}.document.main+xml"/>'
            '<Override PartName="/docProps/core.xml" '
            f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{overrides}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">'
            f'<Relationship Id="rId1" Type="{KINDS_OF_RELATION}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="rId2" Type="{RELATIONS}/metadata/core-properties" Target="docProps/core.xml"/>'
            "</Relationships>",
            "docProps/core.xml": core,
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>',
            "word/document.xml": f"<w:document {W}><w:body>{''.join(parts)}</w:body></w:document>",
            **{f"word/{name}.xml": xml for name, xml in further.items()},
        }
    )


ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "meta")
)


def odt(blocks: Iterable[Block] = STORY, *, note: str = "") -> bytes:
    """An OpenDocument text; `note` is a note to its first block."""
    parts = []
    for kind, together in groups(blocks):
        if kind == "row":
            rows = (
                "<table:table-row>"
                + "".join(f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in block[1])
                + "</table:table-row>"
                for block in together
            )
            parts.append(f"<table:table>{''.join(rows)}</table:table>")
        elif kind == "item":
            items = (f"<text:list-item><text:p>{escape(words(block))}</text:p></text:list-item>" for block in together)
            parts.append(f"<text:list>{''.join(items)}</text:list>")
        elif kind == "break":
            parts.append("<text:soft-page-break/>")
        else:
            tag = "h" if kind == "heading" else "p"
            style = ' text:style-name="Quotations"' if kind == "quote" else ""
            body = f"<text:note><text:note-body><text:p>{note}</text:p></text:note-body></text:note>" if note else ""
            parts += [f"<text:{tag}{style}>{escape(words(block))}{body}</text:{tag}>" for block in together]
            note = ""
    meta = (
        f'<office:document-meta {ODF} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        f"<dc:title>{escape(TITLE)}</dc:title><meta:initial-creator>{AUTHOR}</meta:initial-creator>"
        "<meta:creation-date>2019-03-03T12:00:00</meta:creation-date><dc:language>en-GB</dc:language>"
        "</office:meta></office:document-meta>"
    )
    content = f"<office:text>{''.join(parts)}</office:text>"
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "meta.xml": meta,
            "content.xml": f"<office:document-content {ODF}><office:body>{content}</office:body>"
            "</office:document-content>",
        },
        stored="mimetype",
    )


def body_of(blocks: Iterable[Block]) -> str:
    """The blocks in HTML, which is XHTML too."""
    tags = {"heading": "h2", "paragraph": "p", "quote": "blockquote"}
    parts = []
    for kind, together in groups(blocks):
        if kind == "row":
            rows = ("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in block[1]) + "</tr>\n" for block in together)
            parts.append(f"<table>\n{''.join(rows)}</table>\n")
        elif kind == "item":
            parts.append(f"<ul>\n{''.join(f'<li>{escape(words(block))}</li>' for block in together)}</ul>\n")
        elif kind != "break":
            parts += [f"<{tags[kind]}>{escape(words(block))}</{tags[kind]}>\n" for block in together]
    return "".join(parts)


def html(blocks: Iterable[Block] = STORY, *, head: str = "", charset: str = "utf-8") -> str:
    """A page with a menu and a footer, which are no part of its article."""
    head = head or (
        f'<title>{escape(TITLE)}</title><meta property="og:site_name" content="Kelden Post">'
        f'<meta name="author" content="{AUTHOR}"><link rel="canonical" href="https://post.example/mill">'
        '<meta property="article:published_time" content="1971-02-03T10:00:00+01:00">'
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="{charset}">{head}</head>\n<body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/2">News of 2 May 2023</a></li></ul></nav>\n'
        f"<article>\n<h1>{escape(TITLE)}</h1>\n{body_of(blocks)}</article>\n"
        "<footer><p>Copyright 2024 Kelden Post. All rights reserved.</p></footer></body></html>"
    )


def epub(blocks: Iterable[Block] = STORY, *, extra: dict[str, str] | None = None) -> bytes:
    """A book with a chapter for each break."""
    chapters: list[list[Block]] = [[]]
    for block in blocks:
        if block[0] == "break":
            chapters.append([])
        else:
            chapters[-1].append(block)
    names = [f"text/chapter {number}.xhtml" for number in range(1, len(chapters) + 1)]
    items = "".join(
        f'<item id="c{number}" href="{name.replace(" ", "%20")}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(names)))
    xhtml = (
        '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{}</body></html>'
    )
    return package(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
            '<rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{escape(TITLE)}</dc:title><dc:creator>{AUTHOR}</dc:creator><dc:language>en-GB</dc:language>"
            "<dc:publisher>Kelden Press</dc:publisher><dc:date>1971-02-03</dc:date></metadata><manifest>"
            '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
            f'{items}</manifest><spine><itemref idref="nav"/>{spine}</spine></package>',
            "OEBPS/nav.xhtml": xhtml.format("<nav><ol><li>Contents</li></ol></nav>"),
            **{f"OEBPS/{name}": xhtml.format(body_of(chapter)) for name, chapter in zip(names, chapters, strict=True)},
            **(extra or {}),
        },
        stored="mimetype",
    )


def markdown(blocks: Iterable[Block] = STORY) -> str:
    """Markdown with front matter."""
    signs = {"heading": "## ", "item": "- ", "quote": "> "}
    parts = []
    for kind, together in groups(blocks):
        if kind == "row":
            lines = [f"| {words(block)} |" for block in together]
            lines.insert(1, "|---|---|")
            parts.append("\n".join(lines))
        elif kind != "break":
            parts.append("\n".join(f"{signs.get(kind, '')}{words(block)}" for block in together))
    front = f'---\ntitle: "{TITLE}"\nauthor: [{AUTHOR}, Ivo Lind]\ndate: 1971-02-03 # printed\nlang: en-GB\n---\n\n'
    return front + "\n\n".join(parts) + "\n"


def rtf(blocks: Iterable[Block] = STORY) -> bytes:
    """RTF as Word writes it, in windows-1252."""
    parts = []
    for kind, text in blocks:
        if kind == "break":
            parts.append("\\page\n")
        elif kind == "row":
            parts.append("\\trowd " + "".join(f"{cell}\\cell " for cell in text) + "\\row\n")
        else:
            shown = "".join(char if char.isascii() else f"\\'{char.encode('cp1252').hex()}" for char in str(text))
            parts.append(f"\\pard {shown}\\par\n")
    info = f"{{\\info{{\\title {TITLE}}}{{\\author {AUTHOR}}}{{\\creatim\\yr2019\\mo3\\dy3\\hr12}}}}"
    head = "{\\rtf1\\ansi\\ansicpg1252\\deff0\\deflang2057{\\fonttbl{\\f0\\fswiss Helvetica;}}"
    return f"{head}{info}\n{''.join(parts)}}}".encode("ascii")


def mail(body: str = "", *, more: str = "", fields: str = "") -> bytes:
    """A mail of plain text; `more` is a second part, with its own fields."""
    head = (
        f"From: {AUTHOR} <ada@kelden.example>\r\nTo: ivo@kelden.example\r\n"
        "Subject: =?utf-8?q?The_mill_=26_its_fire?=\r\n"
        f"Date: Wed, 3 Feb 1971 10:00:00 +0100\r\nMessage-ID: <1@kelden.example>\r\nMIME-Version: 1.0\r\n{fields}"
    )
    body = body or "\n\n".join(words(block) for block in STORY if block[0] not in ("break", "row"))
    plain = f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}\r\n"
    if not more:
        return (head + plain).encode()
    parts = f"--b\r\n{plain}\r\n--b\r\n{more}\r\n--b--\r\n"
    return f'{head}Content-Type: multipart/mixed; boundary="b"\r\n\r\n{parts}'.encode()


def clock(second: float, point: str) -> str:
    return f"{int(second // 3600):02}:{int(second // 60) % 60:02}:{int(second) % 60:02}{point}000"


def srt(cues: Iterable[tuple[float, float, str]]) -> str:
    """SubRip: numbered cues with their times in seconds."""
    return "".join(
        f"{number}\n{clock(start, ',')} --> {clock(end, ',')}\n{text}\n\n"
        for number, (start, end, text) in enumerate(cues, 1)
    )
