//! The tree of sections, from headings and blocks in a row.

use super::blocks::{Heading, Item, Placed, in_language};
use super::compositor::{Compositor, span};
use crate::ast::{Block, Lang, Section};
use crate::diagnostics::code;
use std::collections::BTreeSet;

/// The blocks before the first section, and the sections.
pub(super) fn assemble(placed: Vec<Placed>, compositor: &mut Compositor<'_>) -> (Vec<Block>, Vec<Section>) {
    let mut tree = Tree { document: compositor.front.lang.clone(), ..Tree::default() };
    for placed in placed {
        tree.place(placed, compositor);
    }
    tree.close(0);
    (tree.lead, tree.sections)
}

#[derive(Default)]
struct Tree {
    /// The document's language.
    document: Lang,
    lead: Vec<Block>,
    sections: Vec<Section>,
    /// The sections that are open, outermost first, with the levels of their headings.
    open: Vec<(usize, Section)>,
    /// Levels that were skipped and told, each with the level that it stands under.
    told: BTreeSet<(usize, usize)>,
}

impl Tree {
    fn place(&mut self, mut placed: Placed, compositor: &mut Compositor<'_>) {
        // A heading closes the sections of its level and below, and their languages with them.
        let above = match &placed.item {
            Item::Heading(heading) => heading.level,
            _ => usize::MAX,
        };
        let open = self.open.iter().rev().skip_while(|(level, _)| *level >= above);
        let around = open.into_iter().find_map(|(_, section)| section.lang.clone());
        // What stands after the blocks of a section in another language is in the document's again.
        if around.is_some() && placed.lang.is_none() {
            in_language(&mut placed, &self.document);
        }
        let lang = placed.lang;
        match placed.item {
            Item::Heading(heading) => self.open(heading, lang.filter(|lang| Some(lang) != around.as_ref()), compositor),
            Item::Block(block) => self.blocks().push(block),
            Item::Caption(caption) => {
                let block = compositor.stray_caption(caption);
                self.blocks().push(block);
            }
            Item::Foot(foot, range) => {
                let blocks = compositor.stray_foot(foot, range);
                self.blocks().extend(blocks);
            }
        }
    }

    fn blocks(&mut self) -> &mut Vec<Block> {
        match self.open.last_mut() {
            Some((_, section)) => &mut section.blocks,
            None => &mut self.lead,
        }
    }

    fn open(&mut self, heading: Heading, lang: Option<Lang>, compositor: &mut Compositor<'_>) {
        let Heading { range, level, id, label, title } = heading;
        let outer = self.open.iter().rposition(|(open, _)| *open < level).map_or(0, |index| index + 1);
        self.close(outer);
        let parent = self.open.last().map_or(0, |(level, _)| *level);
        if level > parent + 1 && self.told.insert((parent, level)) {
            let is_underlined = !compositor.slice(range.clone()).trim_start_matches([' ', '>']).starts_with('#');
            let (message, hint) = match is_underlined {
                true => (
                    "the line of hyphens under these words makes a heading of them".to_string(),
                    "put an empty line above the hyphens where no heading is meant, and write `# …` where one is",
                ),
                false => (
                    format!("this heading has {level} `#` where {} should stand", parent + 1),
                    "it now stands one level below the heading before it; give it as many `#` as that takes",
                ),
            };
            compositor.tell(code::HEADING_LEVEL_SKIPPED, range.clone(), message, hint);
        }
        self.open.push((level, Section { span: span(range), id, label, title, lang, ..Section::default() }));
    }

    /// Closes sections until `count` are open.
    fn close(&mut self, count: usize) {
        while self.open.len() > count {
            let Some((_, section)) = self.open.pop() else { return };
            match self.open.last_mut() {
                Some((_, parent)) => parent.sections.push(section),
                None => self.sections.push(section),
            }
        }
    }
}
