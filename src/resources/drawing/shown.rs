//! What a drawing shows once it is read: whether all of it can be put on a page and painted.

use std::iter::successors;
use usvg::{Group, Node, Paint, Path, Rect, Text, Tree};

/// How deep groups that are clipped, masked or see-through may lie in one another: each is painted on a sheet of its own,
/// and PDF nests 28 states at the most (ISO 32000-1, annex C).
const MOST_LAYERS: usize = 10;
/// How far from the drawing's corner anything may reach, pixels.
const FARTHEST: f32 = 1_000_000.0;
/// How far anything may reach where it is painted, pixels; the painter counts in 16 bits and fractions.
const FARTHEST_PAINTED: f32 = 32_000.0;

/// The largest number that a path may be written in, whatever is made of it: a page has its numbers as they are, and no whole one of
/// more than 31 bits (ISO 19005-2, 6.1.13).
const LARGEST: f32 = 1_000_000_000.0;

/// How many tiles of a pattern may fill an area: programs that show pages paint each by itself.
const MOST_TILES: f32 = 100_000.0;

/// Refuses what shows nothing, what a page cannot show and what could not be painted.
pub(super) fn check(tree: &Tree) -> Result<(), String> {
    if !shows(tree.root()) {
        return Err("it draws nothing".into());
    }
    sound(tree.root(), 0)?;
    let reach = reach(tree.root());
    (reach <= FARTHEST).then_some(()).ok_or_else(|| too_far(reach))
}

fn shows(group: &Group) -> bool {
    group.children().iter().any(|node| match node {
        Node::Group(group) => shows(group),
        Node::Path(_) | Node::Text(_) | Node::Image(_) => true,
    })
}

/// Refuses what would reach too far at a scale.
pub(super) fn paintable(tree: &Tree, scale: f32) -> Result<(), String> {
    let reach = reach(tree.root());
    (reach * scale <= FARTHEST_PAINTED).then_some(()).ok_or_else(|| too_far(reach))
}

fn too_far(reach: f32) -> String {
    let reach = reach.min(FARTHEST * 10.0);
    format!("what it draws reaches {reach:.0} pixels and more from its corner, far beyond its edges")
}

fn sound(group: &Group, around: usize) -> Result<(), String> {
    if !group.filters().is_empty() {
        return Err("it holds a filter, which cannot be drawn on a page".into());
    }
    let beside = clips_and_masks(group);
    let layers = around + beside.len().max(usize::from(group.should_isolate()));
    if layers > MOST_LAYERS {
        return Err(format!("its clips, masks and see-through groups lie in one another more than {MOST_LAYERS} deep"));
    }
    beside.into_iter().try_for_each(|root| sound(root, layers))?;
    for node in group.children() {
        match node {
            Node::Group(group) => sound(group, layers)?,
            Node::Text(text) => lettered(text)?,
            Node::Path(path) => {
                measured(path)?;
                tiled(path)?;
            }
            Node::Image(_) => {}
        }
        let mut patterns = Ok(());
        if !matches!(node, Node::Group(_)) {
            node.subroots(|root| patterns = patterns.clone().and_then(|()| sound(root, layers + 1)));
        }
        patterns?;
    }
    Ok(())
}

/// Refuses numbers that no page has.
fn measured(path: &Path) -> Result<(), String> {
    let largest = corners(path.bounding_box());
    (largest <= LARGEST).then_some(()).ok_or_else(|| {
        format!("it is drawn in numbers of more than {LARGEST}, which no page has; save it with a smaller `viewBox`")
    })
}

/// Refuses patterns of too many tiles.
fn tiled(path: &Path) -> Result<(), String> {
    let area = path.stroke_bounding_box();
    let fill = path.fill().map(|fill| fill.paint());
    for paint in fill.into_iter().chain(path.stroke().map(|stroke| stroke.paint())) {
        let Paint::Pattern(pattern) = paint else { continue };
        let (tile, scale) = (pattern.rect(), pattern.transform().get_scale());
        let tiles = area.width() / (tile.width() * scale.0) * (area.height() / (tile.height() * scale.1));
        if tiles.is_nan() || tiles.abs() > MOST_TILES {
            return Err(format!("a pattern in it repeats more than {MOST_TILES} times"));
        }
    }
    Ok(())
}

/// Every letter must be in a face.
fn lettered(text: &Text) -> Result<(), String> {
    let mut glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
    match glyphs.find(|glyph| glyph.id.0 == 0) {
        Some(glyph) => Err(format!("no face has what it shows as `{}`", glyph.text)),
        None => Ok(()),
    }
}

/// What cuts a group out, and what cuts that out in turn.
fn clips_and_masks(group: &Group) -> Vec<&Group> {
    let clips = successors(group.clip_path(), |clip| clip.clip_path()).map(|clip| clip.root());
    let masks = successors(group.mask(), |mask| mask.mask()).map(|mask| mask.root());
    clips.chain(masks).collect()
}

/// How far the farthest point of anything is from the corner, pixels.
fn reach(group: &Group) -> f32 {
    let mut farthest = clips_and_masks(group).into_iter().map(reach).fold(0.0_f32, f32::max);
    for node in group.children() {
        let own = match node {
            Node::Group(group) => reach(group),
            other => {
                let mut patterns = corners(other.abs_stroke_bounding_box());
                other.subroots(|root| patterns = patterns.max(reach(root)));
                patterns
            }
        };
        farthest = farthest.max(own);
    }
    farthest
}

fn corners(area: Rect) -> f32 {
    [area.left(), area.right(), area.top(), area.bottom()].into_iter().map(f32::abs).fold(0.0, f32::max)
}
