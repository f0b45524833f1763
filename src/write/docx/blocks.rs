//! Blocks: paragraphs, lists, definitions, quotes.

use super::manuscript::{Manuscript, Opening, Setting};
use super::marks::Mark;
use super::markup::{number, switch, tab, val};
use super::names::{Char, Para};
use super::numbering::{Item, Place};
use super::pattern;
use super::pieces::{Look, Row};
use super::shape::Shape;
use super::signs::spoken;
use crate::ast::{Alignment, Block, DefinitionItem, Inline, List, ListMarker, Paragraph, Quote, text};
use crate::geom::{Em, Pt};

impl<'a> Manuscript<'a> {
    /// Writes blocks; the first paragraph takes the setting's opening, and there is always a first paragraph for it.
    pub(super) fn blocks(&mut self, blocks: &'a [Block], mut setting: Setting<'a>) {
        for block in blocks {
            if !matches!(block, Block::Paragraph(_) | Block::Milestone { .. }) {
                self.settle(&mut setting);
            }
            self.block(block, &mut setting);
        }
        self.settle(&mut setting);
    }

    /// Gives an opening that no paragraph has taken a paragraph of its own.
    fn settle(&mut self, setting: &mut Setting<'a>) {
        if setting.opening.is_some() {
            self.paragraph(&Row::default(), setting);
        }
    }

    fn block(&mut self, block: &'a Block, setting: &mut Setting<'a>) {
        match block {
            Block::Paragraph(paragraph) => {
                self.marked_if(kept(paragraph), |manuscript| manuscript.plain(paragraph, setting));
            }
            Block::List(list) => self.together(listed(list), |manuscript| manuscript.list(list, setting)),
            Block::Definitions { items, .. } => self.together(Mark::of("definitions"), |manuscript| {
                items.iter().for_each(|item| manuscript.definition(item, setting));
            }),
            Block::Quote(quote) => self.together(Mark::of("quote"), |manuscript| manuscript.quote(quote, setting)),
            Block::Table(table) => self.table(table, setting),
            Block::Figure(figure) => self.figure(figure, setting),
            Block::Boxed(boxed) => self.boxed(boxed, setting),
            Block::Milestone { .. } => self.page_end(),
        }
    }

    fn plain(&mut self, paragraph: &'a Paragraph, setting: &mut Setting<'a>) {
        let mut row = Row::default();
        if let Some(run_in) = &paragraph.run_in {
            row.inlines(Look { run_in: true, ..Look::default() }, &run_in.inlines, &self.narrow);
            row.words(Look::default(), gap(&run_in.inlines, &paragraph.inlines));
        }
        row.inlines(Look::default(), &paragraph.inlines, &self.narrow);
        let mut inner = setting.in_lang(paragraph.lang.as_ref());
        self.paragraph(&row, &mut inner);
        setting.opening = inner.opening;
    }

    /// A paragraph of inlines in a style.
    pub(super) fn styled(&mut self, para: Para, inlines: &'a [Inline], setting: &Setting<'a>) {
        if !inlines.is_empty() {
            let mut row = Row::default();
            row.inlines(Look::default(), inlines, &self.narrow);
            self.paragraph(&row, &mut Setting { para, opening: None, ..setting.clone() });
        }
    }

    /// A paragraph of plain words in a style; nothing for no words.
    pub(super) fn line(&mut self, para: Para, words: &str) {
        if !words.trim().is_empty() {
            let mut row = Row::default();
            row.words(Look::default(), words.to_string());
            self.paragraph(&row, &mut Setting::of(para));
        }
    }

    /// Writes one paragraph, with the setting's opening before its words.
    pub(super) fn paragraph(&mut self, row: &Row<'a>, setting: &mut Setting<'a>) {
        let opening = setting.opening.take();
        self.as_part(|manuscript| manuscript.opened_paragraph(row, setting, opening));
    }

    fn opened_paragraph(&mut self, row: &Row<'a>, setting: &Setting<'a>, opening: Option<Opening<'a>>) {
        self.xml.start("w:p");
        self.paragraph_properties(setting, opening.as_ref());
        match opening.and_then(|opening| self.open_with(opening, row)) {
            Some(whole) => self.row(&whole, setting.para, setting.lang),
            None => self.row(row, setting.para, setting.lang),
        }
        self.xml.end().line();
    }

    fn paragraph_properties(&mut self, setting: &Setting<'a>, opening: Option<&Opening<'a>>) {
        self.xml.start("w:pPr");
        val(&mut self.xml, "w:pStyle", setting.para.id());
        if setting.keep {
            switch(&mut self.xml, "w:keepNext", true);
        }
        if let Some(stop) = setting.stop {
            tab(&mut self.xml, "decimal", stop);
        }
        if let Some(above) = setting.above {
            self.xml.start("w:spacing").attribute("w:before", above.twips().to_string()).end();
        }
        match opening {
            Some(Opening::Item(item)) => self.numbered(*item),
            Some(Opening::Typed(_, hanging)) => self.inset(setting.left, ("w:hanging", *hanging)),
            _ if setting.hanging > Pt::ZERO => self.inset(setting.left, ("w:hanging", setting.hanging)),
            _ if setting.depth > 0 => self.inset(setting.left, ("w:firstLine", Pt::ZERO)),
            // A quote in a quote stands further in than its style says.
            _ if setting.para == Para::Quote && setting.left > self.own_inset(Para::Quote) => {
                let text = Shape::of(Para::Quote, self.issue.style).text;
                self.inset(setting.left, ("w:firstLine", text.indent.at(text.size)));
            }
            _ => {}
        }
        match setting.alignment {
            Alignment::Left => {}
            Alignment::Centre => val(&mut self.xml, "w:jc", "center"),
            Alignment::Decimal if setting.stop.is_some() => {}
            Alignment::Right | Alignment::Decimal => val(&mut self.xml, "w:jc", "right"),
        }
        self.xml.end();
    }

    /// A live number, of a list or of a section.
    pub(super) fn numbered(&mut self, item: Item) {
        self.xml.start("w:numPr");
        number(&mut self.xml, "w:ilvl", item.level as i64);
        number(&mut self.xml, "w:numId", item.id);
        self.xml.end();
    }

    /// The place of words in a list that have no live marker, which would bring it.
    fn inset(&mut self, left: Pt, (name, first): (&str, Pt)) {
        self.xml.start("w:ind").attribute("w:left", left.twips().to_string());
        self.xml.attribute(name, first.twips().to_string()).end();
    }

    /// How far a style sets its paragraphs in; lists in them begin there.
    fn own_inset(&self, para: Para) -> Pt {
        let text = Shape::of(para, self.issue.style).text;
        text.left.at(text.size)
    }

    /// The row with what the opening puts before it, if that is words.
    fn open_with(&mut self, opening: Opening<'a>, row: &Row<'a>) -> Option<Row<'a>> {
        let mut whole = Row::default();
        match opening {
            Opening::Item(_) => return None,
            Opening::Typed(label, _) => whole.words(Look::default(), format!("{label}\t")),
            Opening::EditorsNote(label) => {
                whole.words(Look { editors_note_label: true, ..Look::default() }, label);
                whole.words(Look::default(), text::gap(label, &row.opening()));
            }
            Opening::Note(label, counted) => {
                self.note_mark(label, counted);
                whole.words(Look::default(), " ");
            }
        }
        whole.extend(row);
        Some(whole)
    }

    /// The mark before a note's words.
    fn note_mark(&mut self, label: &str, counted: bool) {
        self.xml.start("w:r").start("w:rPr");
        val(&mut self.xml, "w:rStyle", Char::FootnoteReference.id());
        self.xml.end();
        if counted {
            self.xml.empty("w:footnoteRef");
        } else {
            super::markup::words(&mut self.xml, label);
        }
        self.xml.end();
    }

    fn list(&mut self, list: &'a List, setting: &Setting<'a>) {
        let base = if setting.depth > 0 { setting.left } else { self.own_inset(setting.para) };
        let (place, live) = self.placed(list, base, setting);
        let (first, later) = match (setting.para, list.marker) {
            (Para::BodyText | Para::ListContinue, ListMarker::Bullet) => (Para::ListBullet, Para::ListContinue),
            (Para::BodyText | Para::ListContinue, ListMarker::Number { .. }) => (Para::ListNumber, Para::ListContinue),
            (para, _) => (para, para),
        };
        for item in &list.items {
            let typed = || item.label.as_deref().map(|label| Opening::Typed(label, place.hanging));
            let opening = live.map(Opening::Item).or_else(typed);
            let (depth, left, first_line) = (setting.depth + 1, place.left, place.first);
            let inner = Setting { para: later, depth, left, first_line, opening: None, ..setting.clone() };
            let mark = Mark::of("item").maybe("label", item.label.as_deref().filter(|_| live.is_none()));
            self.together(mark, |manuscript| {
                manuscript.item(&item.blocks, Setting { para: first, opening, ..inner.clone() }, inner);
            });
        }
    }

    /// Where the items of a list stand, and its live marks. Numbers in Chinese open paragraphs as on the page; bullets in
    /// such an item hang behind its number.
    fn placed(&mut self, list: &List, base: Pt, setting: &Setting<'a>) -> (Place, Option<Item>) {
        let bulleted = list.marker == ListMarker::Bullet;
        if let Some(indent) = self.run_on_indent(setting).filter(|_| !bulleted) {
            let place = self.numbering.run_on(base, indent);
            if let Some(live) = self.numbering.list(list, setting.depth, place) {
                return (place, Some(live));
            }
        }
        let place = self.numbering.place(list, base + setting.first_line);
        (place, self.numbering.list(list, setting.depth, place))
    }

    fn run_on_indent(&self, setting: &Setting<'a>) -> Option<Em> {
        let lang = setting.lang.unwrap_or(&self.issue.document.front.lang);
        let indent = self.issue.style.text.body.indent;
        let running = matches!(setting.para, Para::BodyText | Para::ListContinue);
        (running && lang.is_chinese() && indent.0 > 0.0).then_some(indent)
    }

    /// The first paragraph of an item has the marker's style, what follows that of a continuation.
    fn item(&mut self, blocks: &'a [Block], opening: Setting<'a>, later: Setting<'a>) {
        let (first, rest) = match blocks.split_first() {
            Some((Block::Paragraph(_), rest)) => blocks.split_at(blocks.len() - rest.len()),
            _ => (&[][..], blocks),
        };
        self.blocks(first, opening);
        self.blocks(rest, later);
    }

    /// The same in a style that sets in further.
    fn within(&self, para: Para, setting: &Setting<'a>) -> Setting<'a> {
        Setting { para, left: setting.left + self.own_inset(para), opening: None, ..setting.clone() }
    }

    fn definition(&mut self, item: &'a DefinitionItem, setting: &Setting<'a>) {
        let inner = self.within(Para::Definition, setting);
        self.together(Mark::of("meaning"), |manuscript| {
            manuscript.styled(Para::Term, &item.term, setting);
            manuscript.blocks(&item.blocks, inner);
        });
    }

    fn quote(&mut self, quote: &'a Quote, setting: &Setting<'a>) {
        let inner = self.within(Para::Quote, setting);
        let Some(attribution) = &quote.attribution else { return self.blocks(&quote.blocks, inner) };
        let (last, rest) = match quote.blocks.split_last() {
            Some((last @ Block::Paragraph(_), rest)) => (Some(last), rest),
            _ => (None, quote.blocks.as_slice()),
        };
        self.blocks(rest, inner.clone());
        last.iter().for_each(|last| self.block(last, &mut Setting { keep: true, ..inner.clone() }));
        self.styled(Para::Attribution, attribution, &inner);
    }
}

/// What Word cannot say of a paragraph.
fn kept(paragraph: &Paragraph) -> Mark {
    let mark = Mark::of("paragraph");
    let mark = paragraph.lang.iter().fold(mark, spoken);
    mark.maybe("looseness", Some(paragraph.looseness).filter(|lines| *lines != 0).map(|lines| lines.to_string()))
}

/// What Word may not say of a list.
fn listed(list: &List) -> Mark {
    match list.marker {
        ListMarker::Bullet => Mark::of("list"),
        ListMarker::Number { start, numeral } => {
            Mark::of("list").with("start", start.to_string()).with("numeral", pattern::format(numeral))
        }
    }
}

/// What stands between two runs of inlines.
pub(super) fn gap(before: &[Inline], after: &[Inline]) -> &'static str {
    text::gap(&text::inlines(before), &text::inlines(after))
}
