//! The blocks that lines of colons open and close.

use super::blocks::{Item, Placed, Setting, in_language};
use super::chinese_names;
use super::compositor::{Compositor, span};
use super::directives::{self, Directive, Fence};
use super::tree::DEEPEST;
use crate::ast::numerals::Numeral;
use crate::ast::{Block, Boxed, EditorsNote, Inline, List, ListMarker, MilestoneKind, text, walk};
use crate::diagnostics::{Diagnostic, code, nearest::nearest};
use std::ops::Range;

/// The blocks that lines of colons open.
pub(super) const DIRECTIVES: [&str; 6] = ["editors-note", "quote", "box", "figure", "table-foot", "page-break"];

/// How the items of lists can be numbered, by name.
pub(super) const NUMERALS: [(&str, Numeral); 6] = [
    ("decimal", Numeral::Decimal),
    ("upper-roman", Numeral::UpperRoman),
    ("lower-roman", Numeral::LowerRoman),
    ("upper-alpha", Numeral::UpperAlpha),
    ("lower-alpha", Numeral::LowerAlpha),
    ("chinese", Numeral::Chinese),
];

/// How many lines more, or fewer, may be asked of a paragraph.
const LOOSENESS: std::ops::RangeInclusive<i8> = -9..=9;

/// The column of a block of colons that is being set.
pub(super) struct Column {
    /// What opened it.
    pub(super) directive: Directive,
    /// Where it was opened.
    pub(super) range: Range<usize>,
    pub(super) items: Vec<Placed>,
}

impl Compositor<'_> {
    /// A line of colons.
    pub(super) fn fence(&mut self, range: Range<usize>, setting: &mut Setting) {
        match directives::read(self.text, range.clone()) {
            Fence::Close => match setting.columns.pop() {
                Some(column) => self.close(column, setting),
                None => {
                    let message = "this line closes a block, but none is open";
                    let hint = self.opening_hint(range.start);
                    self.tell(code::DIRECTIVE_UNOPENED, range, message, &hint);
                }
            },
            Fence::Unreadable(directive) => {
                let message = "what stands after these colons cannot be read and is left out";
                self.tell(code::ATTRIBUTE_INVALID, range.clone(), message, self.fence_hint(&range));
                self.push_column(directive, range, setting);
            }
            Fence::Open(directive) if directive.name == "page-break" => {
                setting.push(Block::Milestone { span: span(range), kind: MilestoneKind::PageBreak });
            }
            Fence::Open(directive) => self.open(directive, range, setting),
        }
    }

    /// What to do about a line that closes nothing.
    fn opening_hint(&self, at: usize) -> String {
        match self.mistyped.openings.range(..at).next_back() {
            Some((_, colons)) => format!("mend {}: they were to open the block", colons.named()),
            None => "delete it".into(),
        }
    }

    /// What to do about a block that was opened at a place and that nothing closes.
    pub(super) fn closing_hint(&self, at: usize) -> String {
        match self.mistyped.closings.range(at..).next() {
            Some((_, colons)) => format!("mend {}: they were to close it", colons.named()),
            None => "put a line `:::` after its last paragraph".into(),
        }
    }

    /// What to do about a line of colons that cannot be read.
    fn fence_hint(&self, range: &Range<usize>) -> &'static str {
        let line = self.text.get(range.clone()).unwrap_or_default();
        if !line.contains('{') {
            "write `::: name`, and what more there is to say in braces: `::: box {title=\"The words\"}`"
        } else if !line.matches('"').count().is_multiple_of(2) {
            "a quotation mark is missing: write `{title=\"The words\"}`"
        } else {
            "write `::: name` or `::: {.name key=value}`, with words of more than one in quotation marks"
        }
    }

    /// Reports colons that stand where no line of colons can.
    pub(super) fn stray_colons(&mut self, range: Range<usize>) {
        let hint = "put them at the start of a line of their own, no further in than the paragraphs around them";
        self.tell(code::DIRECTIVE_UNKNOWN, range, "these colons open no block; they are kept as words", hint);
    }

    fn open(&mut self, mut directive: Directive, range: Range<usize>, setting: &mut Setting) {
        let asks = |key| directive.attributes.get(key).is_some();
        let plain = directive.name.is_empty() && ["lang", "looseness", "numerals"].into_iter().any(asks);
        if !plain && !DIRECTIVES.contains(&directive.name.as_str()) {
            let diagnostic =
                Diagnostic::new(code::DIRECTIVE_UNKNOWN, format!("there is no block `{}`", directive.shown()))
                    .at(span(range.clone()));
            let near = nearest(&directive.name, DIRECTIVES);
            self.report(diagnostic.hint(match near.or(chinese_names::block(&directive.name)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the blocks are {}; what is in it is kept", DIRECTIVES.join(", ")),
            }));
            directive.name.clear();
        }
        self.check_directive(&directive);
        self.push_column(directive, range, setting);
    }

    fn push_column(&mut self, mut directive: Directive, range: Range<usize>, setting: &mut Setting) {
        if setting.depth + setting.columns.len() >= DEEPEST {
            self.too_deep(range.clone());
            directive = Directive::default();
        }
        setting.columns.push(Column { directive, range, items: Vec::new() });
    }

    fn check_directive(&mut self, directive: &Directive) {
        let attributes = &directive.attributes;
        let known: &[&str] = match directive.name.as_str() {
            "editors-note" => &["lang", "looseness", "label"],
            "quote" => &["lang", "looseness", "by"],
            "box" => &["lang", "looseness", "title"],
            "" => &["lang", "looseness", "numerals"],
            _ => &["lang", "looseness"],
        };
        for (key, _) in attributes.pairs.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
            self.unknown(key, key, known.iter().copied(), attributes.range.clone());
        }
        if let Some(id) = attributes.id.as_ref().filter(|_| directive.name != "box") {
            self.unknown(&format!("#{id}"), id, std::iter::empty(), attributes.range.clone());
        }
    }

    /// Sets a block of colons that has come to its end.
    pub(super) fn close(&mut self, column: Column, setting: &mut Setting) {
        let Column { directive, range, items } = column;
        let mut items = self.caption_tables(items);
        // In a block `figure` such a paragraph is the caption.
        if directive.name != "figure" {
            self.tell_typed_captions(&items);
        }
        let attributes = &directive.attributes;
        if let Some(lang) = attributes.get("lang").and_then(|tag| self.lang(tag, attributes.range.clone())) {
            items.iter_mut().for_each(|placed| in_language(placed, &lang));
        }
        if let Some(lines) =
            attributes.get("looseness").and_then(|lines| self.looseness(lines, attributes.range.clone()))
        {
            items.iter_mut().for_each(|placed| loosen(placed, lines));
        }
        if let Some(name) = attributes.get("numerals") {
            self.count_in(name, &mut items, attributes.range.clone());
        }
        match directive.name.as_str() {
            "quote" => {
                let blocks = self.only_blocks(items);
                let by = attributes.get("by").map(|name| vec![Inline::text(name, span(attributes.range.clone()))]);
                let quote = self.quote(blocks, by, range);
                setting.push(Block::Quote(quote));
            }
            "figure" => {
                let blocks = self.captioned_figure(items, range);
                blocks.into_iter().for_each(|block| setting.push(block));
            }
            "table-foot" => {
                let blocks = self.only_blocks(items);
                setting.place(Item::Foot(blocks, range));
            }
            "box" => {
                let boxed = self.boxed(items, &directive, range);
                setting.push(boxed.into());
            }
            "editors-note" if setting.depth == 0 && setting.columns.is_empty() => {
                self.editors_note(items, &directive, range)
            }
            "editors-note" => {
                let message =
                    "the editor's note stands inside a list, a quote or a note; it is kept there as plain paragraphs";
                self.tell(code::EDITORS_NOTE_MISPLACED, range, message, "put it before the first section");
                setting.extend(items);
            }
            _ => setting.extend(items),
        }
    }

    /// How many lines more or fewer paragraphs are to have.
    fn looseness(&mut self, lines: &str, range: Range<usize>) -> Option<i8> {
        let found = lines.parse().ok().filter(|lines| LOOSENESS.contains(lines));
        if found.is_none() {
            let hint = "give a few lines more or fewer, as in `looseness=1` or `looseness=-1`";
            self.tell(code::ATTRIBUTE_INVALID, range, format!("`{lines}` is no number of lines"), hint);
        }
        found
    }

    /// Gives the lists that stand in a block of colons their numerals.
    fn count_in(&mut self, name: &str, items: &mut [Placed], at: Range<usize>) {
        let Some((_, wanted)) = NUMERALS.iter().find(|(known, _)| *known == name) else {
            let hint = format!("write one of {}", NUMERALS.map(|(name, _)| name).join(", "));
            return self.tell(code::ATTRIBUTE_INVALID, at, format!("there are no numerals `{name}`"), &hint);
        };
        for placed in items {
            if let Item::Block(Block::List(List { marker: ListMarker::Number { numeral, .. }, .. })) = &mut placed.item
            {
                *numeral = *wanted;
            }
        }
    }

    /// A picture with a paragraph that is its caption; anything else stands as it is.
    fn captioned_figure(&mut self, items: Vec<Placed>, range: Range<usize>) -> Vec<Block> {
        let mut blocks = self.only_blocks(items);
        match blocks.as_mut_slice() {
            [Block::Figure(figure), Block::Paragraph(caption)] if figure.caption.is_empty() => {
                figure.caption = std::mem::take(&mut caption.inlines);
                blocks.truncate(1);
            }
            // A page ended in a caption without words.
            [Block::Figure(figure), Block::Milestone { span, kind }] if figure.caption.is_empty() => {
                figure.caption = vec![Inline::Milestone { span: *span, kind: *kind }];
                blocks.truncate(1);
            }
            _ => {
                let message = "a block `figure` holds a picture and one paragraph, which is its caption; this one is kept as it is";
                let hint = "put the picture first, then its caption, and nothing else";
                self.tell(code::DIRECTIVE_UNKNOWN, range, message, hint);
            }
        }
        blocks
    }

    /// A box has its title from its attributes, or from a heading that opens it.
    fn boxed(&mut self, mut items: Vec<Placed>, directive: &Directive, range: Range<usize>) -> Boxed {
        let at = directive.attributes.range.clone();
        let mut id = directive.attributes.id.clone();
        let mut title = match directive.attributes.get("title") {
            Some(words) => vec![Inline::text(words, span(at.clone()))],
            None => Vec::new(),
        };
        let headed = matches!(items.first(), Some(Placed { item: Item::Heading(_), .. }));
        if title.is_empty()
            && headed
            && let Item::Heading(heading) = items.remove(0).item
        {
            let label = heading.label.map(|label| {
                let source = self.slice(heading.range.clone()).trim_start_matches(['#', ' ']);
                let is_close =
                    source.strip_prefix(&label.text).is_some_and(|rest| !rest.starts_with(char::is_whitespace));
                let gap = if is_close { "" } else { text::gap(&label.text, &text::inlines(&heading.title)) };
                Inline::text(format!("{}{gap}", label.text), span(heading.range))
            });
            title = label.into_iter().chain(heading.title).collect();
            id = id.or(heading.id.inspect(|id| self.release(id)));
        }
        let id = self.claim(id, at);
        Boxed { span: span(range), id, title, blocks: self.only_blocks(items) }
    }

    fn editors_note(&mut self, items: Vec<Placed>, directive: &Directive, range: Range<usize>) {
        let blocks = self.only_blocks(items);
        let label = directive.attributes.get("label").map(str::to_string);
        if let Some(note) = &mut self.front.editors_note {
            note.blocks.extend(blocks);
            let message = "the issue has an editor's note already; this one was added to it";
            self.tell(code::EDITORS_NOTE_MISPLACED, range, message, "write one editor's note");
        } else {
            self.front.editors_note = Some(EditorsNote { span: span(range), label, blocks });
        }
    }
}

/// Asks lines more or fewer of the paragraphs of which none have been asked yet.
fn loosen(placed: &mut Placed, lines: i8) {
    if let Item::Block(block) = &mut placed.item {
        walk::blocks_mut(std::slice::from_mut(block), &mut |block| match block {
            Block::Paragraph(paragraph) if paragraph.looseness == 0 => paragraph.looseness = lines,
            _ => {}
        });
    }
}

impl Directive {
    /// The name, or what stands for it in a message.
    pub(super) fn shown(&self) -> &str {
        if self.name.is_empty() { ":::" } else { &self.name }
    }
}
