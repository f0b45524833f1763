//! The names of tables and figures in another publisher's article: `Fig. 2`, of which numbering makes its own.

use super::desk::Desk;
use crate::ast::{Block, Document, Inline, ReferenceForm, text, walk};
use std::collections::BTreeMap;

/// What publishers call tables and figures before their numbers.
const KINDS: [&[&str]; 2] = [&["table", "tab", "表", "表格"], &["figure", "fig", "图", "圖"]];

impl Desk<'_> {
    /// Lets go of what numbering makes again: the labels of tables and figures that count as it does, and the words of
    /// links that are such labels. All other words of links stay as the publisher wrote them.
    pub(super) fn settle_callings(&mut self, document: &mut Document) {
        // An issue in two languages counts its floats apart in each.
        let mut mixed = false;
        walk::sections(&document.sections, &mut |section, _| mixed |= section.lang.is_some());
        if mixed || self.own {
            return;
        }
        let made = self.made(document);
        walk::runs_mut(document, &mut |run| {
            walk::inlines_mut(run, &mut |inline| {
                let Inline::Link { span, target, inlines } = inline else { return };
                let Some(words) = target.strip_prefix('#').and_then(|id| made.get(id)) else { return };
                if text::inlines(inlines).trim() == words {
                    let target = target.trim_start_matches('#').to_string();
                    *inline = Inline::Reference { span: *span, target, form: ReferenceForm::Label, label: None };
                }
            });
        });
    }

    /// What numbering will call the tables and figures that have ids.
    fn made(&mut self, document: &Document) -> BTreeMap<String, String> {
        let chinese = document.front.lang.primary() == "zh";
        let mut counts = [0_u32; 2];
        let mut made = BTreeMap::new();
        let labels = std::mem::take(&mut self.labels);
        for root in bodies(document) {
            walk::blocks(root, &mut |block| {
                let (at, names, captioned) = match block {
                    Block::Table(table) => (0, ["Table ", "表"], !table.caption.is_empty()),
                    Block::Figure(figure) => (1, ["Figure ", "图"], !figure.caption.is_empty()),
                    _ => return,
                };
                let [english, han] = names;
                let Some(count) = counts.get_mut(at).filter(|_| captioned) else { return };
                *count += 1;
                let start = block.span().range().map(|range| range.start);
                if let Some((offset, words)) = start.and_then(|start| labels.get(&start))
                    && counts_so(words, at, *count)
                {
                    self.took.insert(*offset);
                }
                let name = if chinese { han } else { english };
                made.extend(block.id().map(|id| (id.to_string(), format!("{name}{count}"))));
            });
        }
        made
    }
}

/// The blocks in the order in which they are counted.
fn bodies(document: &Document) -> Vec<&[Block]> {
    let mut bodies = vec![document.lead.as_slice()];
    walk::sections(&document.sections, &mut |section, _| bodies.push(&section.blocks));
    bodies.extend(document.notes.iter().map(|note| note.blocks.as_slice()));
    bodies
}

/// Whether a label says nothing but what it counts and which it is: `Fig. 2.`
fn counts_so(label: &str, kind: usize, count: u32) -> bool {
    let bare: String = label.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let Some(word) = bare.strip_suffix(&count.to_string()) else { return false };
    KINDS.get(kind).is_some_and(|names| names.contains(&word))
}
