//! What stands in a column: sections, paragraphs, lists, quotes, figures, boxes.

use super::desk::{Desk, Fate, line, span};
use crate::ast::labels;
use crate::ast::numerals::Numeral;
use crate::ast::{
    Block, Boxed, DefinitionItem, Figure, Inline, Inlines, Label, Lang, List, ListItem, ListMarker, Paragraph,
    Placement, Quote, RunIn, Section, text,
};
use crate::diagnostics::Span;
use crate::xml::{Element, Node};

/// Elements that stand in a column and not in a line.
const BLOCKS: [&str; 17] = [
    "p",
    "list",
    "def-list",
    "disp-quote",
    "verse-group",
    "table-wrap",
    "table-wrap-group",
    "fig",
    "fig-group",
    "graphic",
    "boxed-text",
    "disp-formula",
    "disp-formula-group",
    "code",
    "preformat",
    "statement",
    "speech",
];

/// Whether an element stands as a block of its own even among words.
pub(super) fn is_block(element: &Element<'_>) -> bool {
    element.space.is_empty() && BLOCKS.contains(&element.name)
}

impl Desk<'_> {
    /// Sections directly inside an element.
    pub(super) fn sections(&mut self, element: &Element<'_>) -> Vec<Section> {
        element.elements().filter(|inner| inner.name == "sec").map(|inner| self.section(inner)).collect()
    }

    fn section(&mut self, element: &Element<'_>) -> Section {
        let mut title = element.child("title").map(|title| self.inlines(title)).unwrap_or_default();
        let given = self.take(element.child("label")).map(|text| {
            let number = label_number(element).unwrap_or_else(|| labels::counted_by(&text));
            Label { text, number, literal: true }
        });
        let made = element.attribute("specific-use") == Some("label-made-by-style");
        let label = match made || self.own {
            true => given.filter(|_| !made),
            false => given.or_else(|| taken_label(&mut title)),
        };
        Section {
            span: span(element),
            id: id(element),
            label,
            title,
            lang: lang(element),
            blocks: self.blocks(element),
            sections: self.sections(element),
        }
    }

    /// The blocks directly inside an element. Words that stand beside them make paragraphs of their own.
    pub(super) fn blocks(&mut self, element: &Element<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for inner in element.elements() {
            self.block(inner, &mut blocks);
        }
        blocks
    }

    fn block(&mut self, element: &Element<'_>, blocks: &mut Vec<Block>) {
        match element.name {
            "p" => self.paragraphs(element, blocks),
            "list" => blocks.extend(self.list(element)),
            "def-list" => blocks.extend(self.definitions(element)),
            "disp-quote" => blocks.push(Block::Quote(self.quote(element))),
            "table-wrap" => blocks.extend(self.table(element)),
            "fig" => blocks.extend(self.figure(element)),
            "graphic" => {
                let figure = self.graphic(element);
                blocks.push(figure.into());
            }
            "boxed-text" => blocks.push(self.boxed(element).into()),
            "table-wrap-group" | "fig-group" | "disp-formula-group" | "statement" | "speech" | "verse-group" => {
                self.leave(element, Fate::Unwrapped);
                blocks.extend(self.blocks(element));
            }
            "disp-formula" | "code" | "preformat" | "verse-line" => self.lone(element, blocks),
            "sec" | "title" | "label" | "caption" | "attrib" | "sig-block" | "alt-text" | "long-desc" | "object-id"
            | "fn" | "fn-group" => {}
            "permissions" | "media" | "supplementary-material" | "sec-meta" | "chem-struct-wrap" => {
                self.leave(element, Fate::Dropped);
            }
            _ => self.leave(element, Fate::Dropped),
        }
    }

    /// An element of words that has no block of its own: a paragraph. The number of a formula stands after it.
    fn lone(&mut self, element: &Element<'_>, blocks: &mut Vec<Block>) {
        self.leave(element, Fate::Unwrapped);
        let is_label = |node: &Node<'_>| matches!(node, Node::Element(inner) if inner.name == "label");
        let words: Vec<Node<'_>> = element.children.iter().filter(|node| !is_label(node)).cloned().collect();
        let mut inlines = self.run(&words);
        if inlines.is_empty() {
            self.formula_in_picture(element, blocks);
        }
        if let Some(label) = element.child("label") {
            let label = self.inlines(label);
            inlines.extend((!inlines.is_empty()).then(|| Inline::text(" ", span(element))));
            inlines.extend(label);
        }
        if !inlines.is_empty() {
            blocks.push(Block::Paragraph(Paragraph { span: span(element), inlines, ..Paragraph::default() }));
        }
    }

    /// A formula that the article has as a picture alone.
    fn formula_in_picture(&mut self, element: &Element<'_>, blocks: &mut Vec<Block>) {
        let mut figures = Vec::new();
        self.gather(element, &mut figures);
        blocks.extend(figures.into_iter().map(Block::from));
    }

    /// What stands in an element, words and blocks.
    pub(super) fn parted(&mut self, element: &Element<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.paragraphs(element, &mut blocks);
        blocks
    }

    /// A paragraph may hold blocks among its words: it is parted there.
    fn paragraphs(&mut self, element: &Element<'_>, blocks: &mut Vec<Block>) {
        let lang = lang(element);
        let is_block = |node: &Node<'_>| matches!(node, Node::Element(inner) if is_block(inner));
        for stretch in element.children.chunk_by(|one, next| is_block(one) == is_block(next)) {
            if stretch.first().is_some_and(is_block) {
                for node in stretch {
                    if let Node::Element(inner) = node {
                        self.block(inner, blocks);
                    }
                }
                continue;
            }
            self.paragraph(element, stretch, lang.clone(), blocks);
        }
    }

    /// A paragraph of some nodes, with the heading that opens it by its markup.
    fn paragraph(&mut self, element: &Element<'_>, nodes: &[Node<'_>], lang: Option<Lang>, blocks: &mut Vec<Block>) {
        let opens = nodes.iter().position(|node| match node {
            Node::Text(words, _) => !words.trim().is_empty(),
            Node::Element(inner) => inner.name != "milestone-start",
        });
        let (places, words) = nodes.split_at(opens.unwrap_or(nodes.len()));
        for inline in self.run(places) {
            if let Inline::Milestone { span, kind } = inline {
                blocks.push(Block::Milestone { span, kind });
            }
        }
        let (run_in, words) = match words.split_first() {
            Some((Node::Element(head), rest)) if is_run_in(head) => (Some(Box::new(self.run_in(head))), rest),
            _ => (None, words),
        };
        let inlines = self.run(words);
        if !inlines.is_empty() || run_in.is_some() {
            blocks.push(Block::Paragraph(Paragraph {
                span: span(element),
                run_in,
                inlines,
                lang,
                looseness: wish(element, "looseness").and_then(|lines| lines.parse().ok()).unwrap_or_default(),
            }));
        }
    }

    fn run_in(&mut self, head: &Element<'_>) -> RunIn {
        let inlines = self.inlines(head);
        RunIn { span: span(head), label: labels::run_in(&text::inlines(&inlines)), inlines }
    }

    fn list(&mut self, element: &Element<'_>) -> Option<Block> {
        let mut items = Vec::new();
        let listed = || element.elements().filter(|inner| inner.name == "list-item");
        let first = listed().find_map(|inner| line(inner.child("label")));
        let marker = marker(element.attribute("list-type"), first.as_deref());
        for (number, inner) in (0..).zip(listed()) {
            if let Some(label) = inner.child("label").filter(|label| is_counted(label, marker, number)) {
                self.took(label);
            }
            items.push(ListItem { span: span(inner), label: None, blocks: self.blocks(inner) });
        }
        (!items.is_empty()).then_some(Block::List(List { span: span(element), marker, items }))
    }

    fn definitions(&mut self, element: &Element<'_>) -> Option<Block> {
        let mut items = Vec::new();
        for inner in element.elements().filter(|inner| inner.name == "def-item") {
            let term = inner.child("term").map(|term| self.inlines(term)).unwrap_or_default();
            let blocks = inner.elements().filter(|it| it.name == "def").flat_map(|it| self.blocks(it)).collect();
            items.push(DefinitionItem { span: span(inner), term, blocks });
        }
        (!items.is_empty()).then_some(Block::Definitions { span: span(element), items })
    }

    fn quote(&mut self, element: &Element<'_>) -> Quote {
        let attribution = element.child("attrib").map(|attribution| self.inlines(attribution));
        Quote { span: span(element), blocks: self.blocks(element), attribution }
    }

    fn boxed(&mut self, element: &Element<'_>) -> Boxed {
        let title = self.caption(element);
        let mut blocks = self.blocks(element);
        for section in element.elements().filter(|inner| inner.name == "sec") {
            self.leave(section, Fate::Unwrapped);
            let title = section.child("title").map(|title| self.inlines(title)).unwrap_or_default();
            if !title.is_empty() {
                blocks.push(Block::Paragraph(Paragraph {
                    span: span(section),
                    inlines: title,
                    ..Paragraph::default()
                }));
            }
            blocks.extend(self.blocks(section));
        }
        Boxed { span: span(element), id: id(element), title, blocks }
    }

    /// The words of a caption: its title, and its paragraphs after it.
    pub(super) fn caption(&mut self, element: &Element<'_>) -> Inlines {
        let mut words = Inlines::new();
        let parts = element.child("caption").into_iter().flat_map(Element::elements);
        for part in parts.filter(|part| matches!(part.name, "title" | "p")) {
            let more = self.inlines(part);
            if !words.is_empty() && !more.is_empty() {
                words.push(Inline::text(" ", span(part)));
            }
            words.extend(more);
        }
        words
    }

    /// A figure of several pictures is several figures, the caption with the last one.
    fn figure(&mut self, element: &Element<'_>) -> Vec<Block> {
        let mut caption = self.caption(element);
        self.credit(element, &mut caption);
        let mut figures: Vec<Figure> = Vec::new();
        self.gather(element, &mut figures);
        if figures.is_empty() {
            self.leave(element, Fate::Unwrapped);
            let paragraph = Paragraph { span: span(element), inlines: caption, ..Paragraph::default() };
            return if paragraph.inlines.is_empty() { Vec::new() } else { vec![Block::Paragraph(paragraph)] };
        }
        let said = self.said(element);
        for figure in figures.iter_mut().filter(|figure| figure.alternative.is_empty()) {
            figure.alternative = said.clone().unwrap_or_default();
        }
        if let Some(last) = figures.last_mut() {
            (last.caption, last.id) = (caption, id(element));
            self.label_of(element, last.span);
        }
        figures.into_iter().map(Block::from).collect()
    }

    /// Whose picture it is, at the end of what it shows.
    fn credit(&mut self, element: &Element<'_>, caption: &mut Inlines) {
        for credit in element.elements().filter(|inner| inner.name == "attrib") {
            let words = self.inlines(credit);
            if !caption.is_empty() && !words.is_empty() {
                caption.push(Inline::text(" ", span(credit)));
            }
            self.leave(credit, Fate::Unwrapped);
            caption.extend(words);
        }
    }

    /// Notes down the label of a table or figure, for when all are counted.
    pub(super) fn label_of(&mut self, element: &Element<'_>, named: Span) {
        let label = element.child("label").and_then(|label| Some((label.offset, line(Some(label))?)));
        self.labels.extend(named.range().map(|range| range.start).zip(label));
    }

    /// What a picture shows, for those who cannot see it.
    fn said(&mut self, element: &Element<'_>) -> Option<String> {
        self.take(element.child("alt-text")).or_else(|| self.take(element.child("long-desc")))
    }

    /// The pictures in a figure; of several forms of one picture, the first.
    fn gather(&mut self, element: &Element<'_>, figures: &mut Vec<Figure>) {
        for inner in element.elements() {
            match inner.name {
                "graphic" => figures.push(self.graphic(inner)),
                "alternatives" => figures.extend(inner.child("graphic").map(|graphic| self.graphic(graphic))),
                "p" | "fig" => self.gather(inner, figures),
                _ => {}
            }
        }
    }

    fn graphic(&mut self, element: &Element<'_>) -> Figure {
        let said = self.said(element);
        let width = wish(element, "width-").and_then(|width| width.parse::<f64>().ok());
        let width = width.map(|width| (width * 1e3).round() / 1e5);
        let (placement, spans_page) = standing(element);
        Figure {
            width: width.filter(|width| *width > 0.0 && *width <= 1.0),
            placement,
            spans_page,
            span: span(element),
            id: id(element),
            image: unescape(element.attribute("href").unwrap_or_default()),
            alternative: said.unwrap_or_default(),
            ..Figure::default()
        }
    }
}

/// Whether the label of an item is what counting will print before it.
fn is_counted(label: &Element<'_>, marker: ListMarker, number: u32) -> bool {
    let words = label.words();
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
    match marker {
        ListMarker::Bullet => false,
        ListMarker::Number { start, numeral } => numeral.write(start.saturating_add(number)) == bare,
    }
}

fn is_run_in(element: &Element<'_>) -> bool {
    element.name == "named-content" && element.attribute("content-type") == Some("run-in-heading")
}

/// What our own articles say of how something is to stand on pages, by the beginning of the wish.
pub(super) fn wish<'a>(element: &'a Element<'_>, name: &str) -> Option<&'a str> {
    element.attribute("specific-use")?.split(' ').find_map(|wish| wish.strip_prefix(name))
}

/// At which place of a page something is to stand, and whether over all its columns.
pub(super) fn standing(element: &Element<'_>) -> (Option<Placement>, bool) {
    let placed =
        |name: &str| Placement::NAMES.iter().find(|(known, _)| *known == name).map(|(_, placement)| *placement);
    (wish(element, "placement-").and_then(placed), wish(element, "span-") == Some("page"))
}

/// An address as a path: percent escapes are undone where they make UTF-8.
fn unescape(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = (first == b'%').then(|| after.get(..2)).flatten();
        let code =
            code.and_then(|code| std::str::from_utf8(code).ok()).and_then(|code| u8::from_str_radix(code, 16).ok());
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_string())
}

/// The number of a label, where its words do not show it.
pub(super) fn label_number(element: &Element<'_>) -> Option<u32> {
    element.attribute("specific-use")?.strip_prefix("label-number-")?.parse().ok()
}

/// An id that the model takes; ids that numbering makes anew are not kept.
pub(super) fn id(element: &Element<'_>) -> Option<String> {
    element.attribute("id").filter(|id| crate::ast::check::is_ncname(id)).map(str::to_string)
}

pub(super) fn lang(element: &Element<'_>) -> Option<Lang> {
    element.attribute("lang").map(Lang::new).filter(Lang::is_well_formed)
}

/// The label that the words of a title open with.
fn taken_label(title: &mut Inlines) -> Option<Label> {
    let Some(Inline::Text { text, .. }) = title.first_mut() else { return None };
    let (label, taken) = labels::heading(text)?;
    *text = text.get(taken..).unwrap_or_default().to_string();
    Some(label)
}

fn marker(kind: Option<&str>, first: Option<&str>) -> ListMarker {
    let numeral = match kind {
        Some("order") | None if first.is_some_and(|label| labels::heading(&format!("{label} x")).is_some()) => {
            match first.and_then(|label| label.chars().next()).is_some_and(|c| c.is_ascii_digit() || c == '(') {
                true => Numeral::Decimal,
                false => Numeral::Chinese,
            }
        }
        Some("order") => Numeral::Decimal,
        Some("roman-upper") => Numeral::UpperRoman,
        Some("roman-lower") => Numeral::LowerRoman,
        Some("alpha-upper") => Numeral::UpperAlpha,
        Some("alpha-lower") => Numeral::LowerAlpha,
        _ => return ListMarker::Bullet,
    };
    let bare = first.unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    let counted = || (1..1000).find(|number| numeral.write(*number) == bare);
    let start = bare.parse().ok().or_else(counted).unwrap_or(1);
    ListMarker::Number { start, numeral }
}
