"""Where the words that masthead reads in a manuscript are not those of pandoc, and why, one by one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """In one manuscript, words that pandoc has in one place, and what masthead has there instead."""

    manuscript: str
    pandoc: str
    masthead: str
    why: str


@dataclass(frozen=True)
class Lesser:
    """In one manuscript, a kind of structure that pandoc counts higher than masthead, and both counts."""

    manuscript: str
    kind: str
    pandoc: int
    masthead: int
    why: str


_CONTENTS = "a table of contents, which every output makes anew; told as contents-dropped"
_TEX = "a command of TeX, into which pandoc writes an equation; masthead writes one in signs and brackets"
_FIELD = "the result of a simple field, which pandoc passes over"
_READING = "words with their reading, which pandoc passes over"
_BOX = "a text box, which pandoc passes over"
_NUMBER = "the number of a caption, which is a field that every output counts anew"
_COUNTED = "the number of a field without a result, which masthead counts as word processors do, and pandoc passes over"
_TITLE = "the heading that is the title of the issue, which is read as such"
_LEVEL = "the level of the heading that is the title of the issue, which is read as such"
_PAGE = "a reference to a page by its number, which the pages of the issue give anew with the word before it"
_TYPED = "the number that an author typed before a caption, which is read as its label and counted by every output"
_FRONT = "a line of the masthead or imprint, which is read as facts of the issue and printed by the style"

DIFFERENCES = [
    Difference("docx-newsletter", "Ships and their cargo What they brought A remark Where they lay", "", _CONTENTS),
    Difference("docx-newsletter", "frac", "", _TEX),
    Difference("docx-newsletter", "sqrt", "", _TEX),
    Difference("docx-newsletter", "", "1 April 2024", _FIELD),
    Difference("docx-newsletter", "", "Words in a box", _BOX),
    Difference("docx-newsletter", "page", "", _PAGE),
    Difference("docx-newsletter", "", "1", _COUNTED),
    Difference("docx4j-yearbook", "page 3", "", _PAGE),
    Difference("docx4j-yearbook", "", "Words in the box More of them", _BOX),
    Difference("libreoffice-review", "Contents Catches 1 Boats 2", "", _CONTENTS),
    Difference("libreoffice-review", "page 1", "", _PAGE),
    Difference("libreoffice-review", "", "Beside a frame", "the paragraph that a text box hangs on, which pandoc passes over with the box"),
    Difference("libreoffice-review", "", "渔 湾 yú wān", _READING),
    Difference("pandoc-report", "frac pi d", "πd", _TEX),
    Difference("pandoc-report", "sum", "", _TEX),
    Difference("pandoc-report", "leq sqrt", "", _TEX),
    Difference("poi-assessment", "", "at the old sluice", _FIELD),
    Difference("poi-statute", "", "弄 lòng", _READING),
    Difference("python-docx-form", "page 1", "", _PAGE),
    Difference("python-docx-form", "", "3 March 2024", _FIELD),
    Difference("python-docx-form", "frac", "", _TEX),
    Difference("python-docx-form", "", "港 gǎng 口 kǒu", _READING),
    Difference("python-docx-form", "Hidden", "", "hidden words; told as hidden-text-dropped"),
    Difference("libreoffice-bulletin", "表 1", "", _TYPED),
    Difference("poi-assessment", "Table 1", "", _TYPED),
    Difference("poi-assessment", "Figure 1", "", _TYPED),
    Difference("python-docx-bulletin-en", "", "Ada Brown Lin Mo", _FRONT),
    Difference("python-docx-bulletin-en", "Table 1", "", _TYPED),
    Difference("python-docx-bulletin-en", "secret note to self", "", "hidden words; told as hidden-text-dropped"),
    Difference("python-docx-bulletin-en", "", "20 October 2023", _FIELD),
    Difference("python-docx-bulletin-en", "Compiled by Ada Brown and Lin Mo", "", _FRONT),
    Difference("python-docx-bulletin-en", "style", "STYLE", "a word that its look shows in capitals, which pandoc leaves as it was typed"),
    Difference("python-docx-bulletin-zh", "", "内 部 资 料 注 意 保 存", "a line at the head of pages, which pandoc passes over; masthead reads it as the classification"),
    Difference("python-docx-bulletin-zh", "", "蒋 娇 燕 周 少 丹", _FRONT),
    Difference("python-docx-bulletin-zh", "frac", "", _TEX),
    Difference("python-docx-bulletin-zh", "表 1", "", _TYPED),
    Difference("python-docx-bulletin-zh", "图 1", "", _NUMBER),
    Difference("python-docx-bulletin-zh", "", "专 栏 如 下", "the paragraph that a text box hangs on, which pandoc passes over with the box"),
    Difference("python-docx-bulletin-zh", "撰 稿 蒋 娇 燕 周 少 丹", "", _FRONT),
    Difference("python-docx-bulletin-zh", "共 印 80 份", "", _FRONT),
    Difference("python-docx-minutes", "Table 1", "", _TYPED),
    Difference("python-docx-minutes", "Figure 1", "", _TYPED),
    Difference("masthead-kitchen-sink", "Table 1", "", _NUMBER),
    Difference("masthead-kitchen-sink", "Table 2", "", _NUMBER),
    Difference("masthead-kitchen-sink", "Figure 1", "", _NUMBER),
    Difference("masthead-kitchen-sink", "", "Ada Brown Lin Mo", _FRONT),
    Difference("masthead-kitchen-sink", "Compiled by Ada Brown Lin Mo", "", _FRONT),
    Difference("masthead-kitchen-sink", "120 copies", "", _FRONT),
    Difference("masthead-figures-and-notes", "", "Ada Brown Lin Mo", _FRONT),
    Difference("masthead-figures-and-notes", "Compiled by Ada Brown Lin Mo", "", _FRONT),
    Difference("masthead-tables", "", "Ada Brown", _FRONT),
    Difference("masthead-tables", "Compiled by Ada Brown", "", _FRONT),
    Difference("masthead-tables", "Table 1", "", _NUMBER),
    Difference("masthead-tables", "Table 2", "", _NUMBER),
    Difference("masthead-zh-2024-03", "", "周 文 李 岚", _FRONT),
    Difference("masthead-zh-2024-03", "编 辑 周 文 李 岚", "", _FRONT),
    Difference("masthead-zh-2024-03", "共 印 200 份", "", _FRONT),
    Difference("masthead-zh-2024-03", "表 1", "", _NUMBER),
]

LESSER = [
    Lesser("libreoffice-bulletin", "cells", 11, 9, "two cells of the table that lays out the masthead, which is read as facts of the issue"),
    Lesser("libreoffice-bulletin", "headings", 3, 2, _TITLE),
    Lesser("libreoffice-bulletin", "levels", 2, 1, _LEVEL),
    Lesser("docx-newsletter", "links", 6, 3, "four of pandoc’s lead from the table of contents, which every output makes anew; told as contents-dropped"),
    Lesser("libreoffice-review", "levels", 3, 2, "a heading of level 3 under one of level 1, which is raised; told as heading-level-skipped"),
    Lesser("pandoc-report", "items", 13, 12, "the second paragraph of an item, which pandoc takes for an item of its own"),
    Lesser("python-docx-form", "headings", 4, 3, _TITLE),
    Lesser("python-docx-form", "levels", 2, 1, _LEVEL),
    Lesser("python-docx-form", "cells", 6, 4, "a row that a tracked change takes away, which pandoc leaves empty; told as revisions-settled"),
    Lesser("python-docx-minutes", "cells", 17, 15, "two cells of a table in a cell, which give their paragraphs; told as table-flattened"),
]
