#!/usr/bin/env python3
"""A backend for masthead: an issue as a message that any program for mail opens and sends on, with nothing but Python's
standard library.

    [backend.mail]
    command = ["python3", "./mail.py", "bulletin@example.org"]
    extension = "eml"
"""

import json
import sys
from email.message import EmailMessage
from html import escape
from pathlib import Path

LOOKS = {
    "emphasis": "em", "strong": "strong", "strike": "s", "underline": "u", "superscript": "sup", "subscript": "sub",
    "dots": "em",
}
PAGE = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{title}</title><style>
body {{ max-width: 40em; margin: auto; padding: 1em; font-family: serif; line-height: 1.5 }} header {{ text-align: center }}
header p:nth-child({name}) {{ color: {accent}; font-size: 2em }} h1, h2, h3 {{ line-height: 1.2 }}
table {{ border-collapse: collapse }} td, th {{ border: 1px solid; padding: .2em .5em }} img {{ max-width: 100% }}
</style></head><body>{body}</body></html>
"""


def tell(severity, message, span=None, hint=None):
    """A finding: one JSON object a line on standard error."""
    finding = {"severity": severity, "message": message, "hint": hint}
    print(json.dumps(finding | ({"span": span} if span else {})), file=sys.stderr)


def plain_words(run):
    """The words of a run. Where a line ends, a blank stands between them."""
    signs = {"line-break": " "}
    return "".join(signs.get(one["type"]) or one.get("text", "") + plain_words(one.get("inlines", [])) for one in run)


class Issue:
    def __init__(self, request):
        self.document = request["document"]
        self.pictures = {}
        for number, (path, picture) in enumerate(sorted(request.get("pictures", {}).items()), 1):
            name = f"picture-{number}@masthead"
            self.pictures[path] = (name, picture["media-type"], Path(picture["file"]).read_bytes())

    def inlines(self, run):
        return "".join(self.inline(one) for one in run)

    def inline(self, one):
        inner = self.inlines(one["inlines"]) if "inlines" in one else ""
        match one["type"]:
            case "text":
                return escape(one["text"])
            case "styled":
                look = LOOKS.get(one["emphasis"])
                return f"<{look}>{inner}</{look}>" if look else f'<span class="{one["emphasis"]}">{inner}</span>'
            case "link":
                return f'<a href="{escape(one["target"])}">{inner}</a>'
            case "language":
                return f'<span lang="{escape(one["lang"])}">{inner}</span>'
            case "ruby":
                return f"<ruby>{inner}<rp>（</rp><rt>{escape(one['reading'])}</rt><rp>）</rp></ruby>"
            case "reference":
                return escape(one.get("label") or "")
            case "callout":
                return f'<sup><a href="#{escape(one["note"])}">{self.mark(one["note"])}</a></sup>'
            case "orphan-mark":
                return f"<sup>{escape(one['mark'])}</sup>"
            case "line-break":
                return "<br>"
            case "milestone":
                return ""
        return inner

    def mark(self, note):
        labels = (known.get("label") for known in self.document.get("notes", []) if known["id"] == note)
        return escape((next(labels, None) or {"text": "*"})["text"])

    def blocks(self, blocks):
        return "\n".join(self.block(block) for block in blocks)

    def block(self, block):
        label = escape((block.get("label") or {"text": ""})["text"])
        match block["type"]:
            case "paragraph":
                opening = block.get("run-in")
                opening = f"<strong>{self.inlines(opening['inlines'])}</strong> " if opening else ""
                return f"<p>{opening}{self.inlines(block['inlines'])}</p>"
            case "list":
                items = (f"<li>{escape(item.get('label') or '')} {self.blocks(item['blocks'])}</li>" for item in block["items"])
                return f'<ul style="list-style: none">{"".join(items)}</ul>'
            case "definitions":
                items = (f"<dt>{self.inlines(item['term'])}</dt><dd>{self.blocks(item['blocks'])}</dd>" for item in block["items"])
                return f"<dl>{''.join(items)}</dl>"
            case "quote":
                source = self.inlines(block.get("attribution") or [])
                return f"<blockquote>{self.blocks(block['blocks'])}<p>{source}</p></blockquote>"
            case "table":
                rows = [self.row(row, "th") for row in block["head"]] + [self.row(row, "td") for row in block["body"]]
                under = self.blocks(block.get("foot", [])) + self.notes(block.get("notes", []))
                return f"<p>{label} {self.inlines(block['caption'])}</p><table>{''.join(rows)}</table>{under}"
            case "figure":
                name = self.pictures[block["image"]][0]
                picture = f'<img src="cid:{name}" alt="{escape(block["alternative"])}">'
                return f"<figure>{picture}<figcaption>{label} {self.inlines(block['caption'])}</figcaption></figure>"
            case "boxed":
                return f"<aside><p><strong>{self.inlines(block['title'])}</strong></p>{self.blocks(block['blocks'])}</aside>"
            case "milestone":
                return ""
        tell("error", f"a block of the kind `{block['type']}` cannot be written", block.get("span"), "get a newer mail.py")
        return ""

    def row(self, row, tag):
        def spans(cell):
            across, down = cell.get("columns", 1), cell.get("rows", 1)
            return (f' colspan="{across}"' if across > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")

        cells = (f"<{tag}{spans(cell)}>{self.blocks(cell['blocks'])}</{tag}>" for cell in row["cells"])
        return f"<tr>{''.join(cells)}</tr>"

    def notes(self, notes):
        label = lambda note: escape((note.get("label") or {"text": ""})["text"])
        return "".join(
            f'<aside id="{escape(note["id"])}">{label(note)} {self.blocks(note["blocks"])}</aside>'
            for note in notes
        )

    def sections(self, sections, depth=2):
        for section in sections:
            label = escape((section.get("label") or {"text": ""})["text"])
            tag = f"h{min(depth, 6)}"
            identity = f' id="{escape(section["id"])}"' if section.get("id") else ""
            yield f"<{tag}{identity}>{label} {self.inlines(section['title'])}</{tag}>{self.blocks(section['blocks'])}"
            yield from self.sections(section["sections"], depth + 1)

    def body(self):
        front, masthead = self.document["front"], self.document["masthead"]
        lines = [front.get("classification"), front.get("copy-number"), " ".join(masthead["name"])]
        lines += [masthead.get(key) for key in ("issue-line", "publisher", "date", "designation")]
        head = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
        titles = "".join(
            f"<h1>{self.inlines(title['inlines'])}</h1><p>{self.inlines(title.get('subtitle', []))}</p>" for title in front["titles"]
        )
        note = front.get("editors-note")
        note = f"<p>{escape(masthead.get('editors-note-label') or '')}</p>{self.blocks(note['blocks'])}" if note else ""
        imprint = "".join(f"<p>{escape(line['label'])} {escape(line['text'])}</p>" for line in masthead["imprint"])
        text = self.blocks(self.document["lead"]) + "\n".join(self.sections(self.document["sections"]))
        return f'<header>{head}{titles}</header>{note}{text}{imprint}{self.notes(self.document["notes"])}'


def main():
    request = json.load(sys.stdin)
    if request["masthead-protocol"] != 1 or request["masthead-ast"] != 1:
        tell("error", "this masthead speaks of documents in a form that is not known here", hint="get a newer mail.py")
        return 1
    issue = Issue(request)
    front, masthead = request["document"]["front"], request["document"]["masthead"]
    title = plain_words(front["titles"][0]["inlines"]) if front["titles"] else request["stem"]
    page = PAGE.format(
        lang=escape(front.get("lang") or "und"),
        title=escape(title),
        accent=request["style"]["colours"]["accent"]["rgb"],
        name=1 + sum(1 for key in ("classification", "copy-number") if front.get(key)),
        body=issue.body(),
    )
    message = EmailMessage()
    message["From"] = sys.argv[1] if len(sys.argv) > 1 else "bulletin@example.org"
    message["Subject"] = " · ".join(filter(None, [" ".join(masthead["name"]), masthead.get("issue-line"), title]))
    message.set_content(page, subtype="html", charset="utf-8", cte="base64")
    for name, kind, data in issue.pictures.values():
        message.add_related(data, *kind.split("/"), cid=f"<{name}>")
    if message.is_multipart():
        # The same issue gives the same bytes: otherwise the line between the parts would be made up anew.
        message.set_boundary("part-of-an-issue")
    # The folder is the working directory.
    Path(f"{request['stem']}.{request['extension']}").write_bytes(bytes(message))
    return 0


sys.exit(main())
