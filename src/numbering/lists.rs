//! The markers of list items.

use crate::ast::{Block, Document, List, ListMarker, walk};

/// Bullets by depth, from the outermost list.
const BULLETS: [&str; 3] = ["•", "–", "·"];

/// Writes the marker of every list item: a bullet by depth, or the number with a full stop.
pub(super) fn label(document: &mut Document) {
    if let Some(note) = &mut document.front.editors_note {
        label_blocks(&mut note.blocks, 0);
    }
    label_blocks(&mut document.lead, 0);
    walk::sections_mut(&mut document.sections, &mut |section, _| label_blocks(&mut section.blocks, 0));
    for note in &mut document.notes {
        label_blocks(&mut note.blocks, 0);
    }
}

fn label_blocks(blocks: &mut [Block], depth: usize) {
    for block in blocks {
        if let Block::List(list) = block {
            label_list(list, depth);
        } else {
            walk::inner_blocks_mut(block).into_iter().for_each(|inner| label_blocks(inner, depth));
        }
    }
}

fn label_list(list: &mut List, depth: usize) {
    for (index, item) in (0..).zip(&mut list.items) {
        item.label = Some(match list.marker {
            ListMarker::Bullet => BULLETS[depth.min(BULLETS.len() - 1)].to_string(),
            ListMarker::Number { start, numeral } => format!("{}.", numeral.write(start.saturating_add(index))),
        });
        label_blocks(&mut item.blocks, depth + 1);
    }
}
