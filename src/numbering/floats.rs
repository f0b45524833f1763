//! Labels and ids of tables and figures.

use super::ids::Ids;
use crate::ast::{Block, Document, Label, Lang, Section, walk};
use crate::style::StyleSheet;
use std::collections::BTreeMap;

/// Labels the tables and figures that have captions, each kind in one sequence for each language of the issue, and
/// gives every table and figure an id.
pub(super) fn label(document: &mut Document, style: &StyleSheet, ids: &mut Ids) {
    let own = document.front.lang.clone();
    let mut floats = Floats { style, ids, tables: Kind::new("table"), figures: Kind::new("figure") };
    floats.blocks(&mut document.lead, &own);
    document.sections.iter_mut().for_each(|section| floats.section(section, &own));
    document.notes.iter_mut().for_each(|note| floats.blocks(&mut note.blocks, &own));
}

struct Floats<'a> {
    style: &'a StyleSheet,
    ids: &'a mut Ids,
    tables: Kind,
    figures: Kind,
}

impl Floats<'_> {
    fn section(&mut self, section: &mut Section, around: &Lang) {
        let lang = section.lang.as_ref().unwrap_or(around);
        self.blocks(&mut section.blocks, lang);
        section.sections.iter_mut().for_each(|inner| self.section(inner, lang));
    }

    fn blocks(&mut self, blocks: &mut [Block], lang: &Lang) {
        let words = self.style.words(lang);
        let table = words.map_or("{n}", |words| &words.table);
        let figure = words.map_or("{n}", |words| &words.figure);
        walk::blocks_mut(blocks, &mut |block| match block {
            Block::Table(found) => {
                self.tables.identify(self.ids, &mut found.id);
                self.tables.label(&mut found.label, !found.caption.is_empty(), lang, table);
            }
            Block::Figure(found) => {
                self.figures.identify(self.ids, &mut found.id);
                self.figures.label(&mut found.label, !found.caption.is_empty(), lang, figure);
            }
            _ => {}
        });
    }
}

/// Tables, or figures.
struct Kind {
    name: &'static str,
    seen: u32,
    /// The last number in each language: an issue in two languages says each of its parts twice.
    last: BTreeMap<String, u32>,
}

impl Kind {
    fn new(name: &'static str) -> Kind {
        Kind { name, seen: 0, last: BTreeMap::new() }
    }

    fn identify(&mut self, ids: &mut Ids, id: &mut Option<String>) {
        self.seen += 1;
        id.get_or_insert_with(|| ids.free(format!("{}-{}", self.name, self.seen)));
    }

    fn label(&mut self, label: &mut Option<Label>, captioned: bool, lang: &Lang, pattern: &str) {
        let last = self.last.entry(lang.primary().into_owned()).or_default();
        if let Some(label) = label {
            *last = label.number;
        } else if captioned {
            *last += 1;
            let text = pattern.replace("{n}", &last.to_string());
            *label = Some(Label { text, number: *last, literal: false });
        }
    }
}
