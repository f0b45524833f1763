//! Text in a frame: a table of one cell. Borders of paragraphs join only where their indents are the same, so that lists
//! and quotes would fall out of a frame made of them.

use super::grid::{Grid, open_cell};
use super::manuscript::{Manuscript, Setting};
use super::marks::Mark;
use super::markup::switch;
use super::names::Para;
use super::pieces::Row;
use super::styles::BOX;
use crate::ast::{Block, Boxed, text, walk};

/// A box with no more characters than this stays on one page; Han characters count twice.
const SHORT: f64 = 1200.0;

impl<'a> Manuscript<'a> {
    /// Text in a frame, its title first.
    pub(super) fn boxed(&mut self, boxed: &'a Boxed, setting: &Setting<'a>) {
        let mark = Mark::of("box").maybe("id", boxed.id.as_deref());
        self.together(mark, |manuscript| manuscript.framed(boxed, setting));
    }

    fn framed(&mut self, boxed: &'a Boxed, setting: &Setting<'a>) {
        self.around_table(true);
        let name = boxed.id.as_deref().and_then(|id| self.bookmarks.place(id)).map(str::to_string);
        if let Some(name) = name {
            let number = self.open_bookmark(&name);
            self.close_bookmark(&number);
        }
        let width = (self.issue.style.measure() - setting.inset).twips();
        Grid { style: BOX, widths: &[width], ..Grid::default() }.open(&mut self.xml);
        self.xml.start("w:tr");
        if length(&boxed.blocks) <= SHORT {
            self.xml.start("w:trPr");
            switch(&mut self.xml, "w:cantSplit", true);
            self.xml.end();
        }
        open_cell(&mut self.xml, width);
        self.xml.end();
        self.in_cells(|manuscript| manuscript.inside_box(boxed, setting));
        self.xml.end().end().end().line();
        self.around_table(false);
    }

    fn inside_box(&mut self, boxed: &'a Boxed, setting: &Setting<'a>) {
        let inset = setting.inset + self.issue.style.boxes.padding * 2.0;
        let inner = Setting { lang: setting.lang, inset, ..Setting::of(Para::Box) };
        self.styled(Para::BoxTitle, &boxed.title, &inner);
        // A cell holds a paragraph at the least (clause 17.4.65).
        if boxed.title.is_empty() && boxed.blocks.iter().all(|block| matches!(block, Block::Milestone { .. })) {
            self.paragraph(&Row::default(), &mut inner.clone());
        }
        self.blocks(&boxed.blocks, inner);
    }

    /// The space over a box, which stays with it, or that under it: a table of Word has none of its own, and two that
    /// touch would become one.
    pub(super) fn around_table(&mut self, keep: bool) {
        self.paragraph(&Row::default(), &mut Setting { keep, ..Setting::of(Para::AroundTable) });
    }
}

/// The characters of some blocks.
fn length(blocks: &[Block]) -> f64 {
    let mut sum = 0.0;
    walk::blocks(blocks, &mut |block| {
        sum += walk::own_inlines(block).into_iter().map(|run| text::characters(&text::inlines(run))).sum::<f64>();
    });
    sum
}
