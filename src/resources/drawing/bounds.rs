//! What a drawing may not hold: anything from outside, and more than a page can show.

use std::collections::BTreeMap;
use usvg::roxmltree::{Document, Node};

/// How deep elements may lie in one another, references followed.
const DEEPEST: u32 = 200;
/// The most elements, those that are shown again counted again.
const MOST_SHOWN: u64 = 200_000;
/// How many bytes of a path's points weigh as much as an element.
const POINTS: u64 = 40;
/// How much a letter weighs: it is set, and then drawn as a path of its own.
const LETTER: u64 = 10;

/// Refuses, before anything is parsed, entities and what lies too deep.
pub(super) fn nesting(source: &str) -> Result<(), String> {
    if source.contains("<!ENTITY") {
        return Err("the drawing declares entities of its own".into());
    }
    let mut depth = 0_u32;
    for tag in source.split('<').skip(1) {
        let closes = tag.starts_with('/');
        let is_mark = tag.starts_with(['!', '?']);
        let is_empty = tag.split('>').next().is_some_and(|inner| inner.ends_with('/'));
        match (closes, is_mark || is_empty) {
            (true, _) => depth = depth.saturating_sub(1),
            (false, true) => {}
            (false, false) => depth += 1,
        }
        if depth > DEEPEST * 2 {
            return Err(too_deep());
        }
    }
    Ok(())
}

fn too_deep() -> String {
    format!("its elements lie in one another more than {DEEPEST} deep")
}

/// Refuses what would be lost, what comes from outside, and what grows without bound.
pub(super) fn check(document: &Document<'_>) -> Result<(), String> {
    for node in document.descendants() {
        if node.is_pi() && node.pi().is_some_and(|pi| pi.target == "xml-stylesheet") {
            return Err("the drawing takes its look from another file".into());
        }
        inside(node)?;
    }
    let ids = document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    document.descendants().try_for_each(|node| leads_somewhere(node, &ids))?;
    let mut count = Count { ids, known: BTreeMap::new() };
    let shown = count.of(document.root_element(), 0)?;
    (shown <= MOST_SHOWN).then_some(()).ok_or_else(|| {
        format!(
            "it shows more than {MOST_SHOWN} elements, a letter counted as {LETTER} and {POINTS} bytes of points as one"
        )
    })
}

/// One element alone.
fn inside(node: Node<'_, '_>) -> Result<(), String> {
    let name = node.tag_name().name();
    if matches!(name, "image" | "feImage" | "foreignObject" | "filter" | "script") {
        return Err(format!("it holds `{name}`, which cannot be drawn on a page"));
    }
    if name == "style"
        && node
            .descendants()
            .filter_map(|text| text.text())
            .map(str::to_ascii_lowercase)
            .any(|text| text.contains("url(") || text.contains("@import"))
    {
        return Err("its style sheet refers to something else".into());
    }
    for attribute in node.attributes().filter(|_| name != "a") {
        let value = attribute.value().trim();
        let outside = if attribute.name() == "href" {
            !value.starts_with('#')
        } else {
            urls(value).any(|url| !url.starts_with('#'))
        };
        if outside {
            return Err(format!("it refers to `{value}`, which is outside the file"));
        }
    }
    Ok(())
}

/// Refuses what names something that is not there and would not be shown: a copy, letters along a path, a colour without
/// another in its place. A clip or mask that is missing shows all.
fn leads_somewhere(node: Node<'_, '_>, ids: &Ids<'_, '_>) -> Result<(), String> {
    let missing = |id: &str| id.strip_prefix('#').is_some_and(|id| !ids.contains_key(id));
    for attribute in node.attributes() {
        let value = attribute.value().trim();
        let lost = match attribute.name() {
            "href" => node.tag_name().name() != "a" && missing(value),
            "fill" | "stroke" => value.ends_with(')') && urls(value).any(missing),
            _ => false,
        };
        if lost {
            return Err(format!("it refers to `{value}`, which is not in it"));
        }
    }
    Ok(())
}

/// What the `url()` of a value name, without quotes.
fn urls(value: &str) -> impl Iterator<Item = &str> {
    let starts = value.char_indices().filter_map(|(at, _)| {
        let (opening, rest) = value.get(at..)?.split_at_checked(4)?;
        opening.eq_ignore_ascii_case("url(").then_some(rest)
    });
    starts.map(|rest| rest.split(')').next().unwrap_or_default().trim_matches(['\'', '"', ' ']))
}

/// The elements by their ids.
type Ids<'a, 'input> = BTreeMap<&'a str, Node<'a, 'input>>;

/// How many elements are shown, references followed; `None` while an element is being counted.
struct Count<'a, 'input> {
    ids: Ids<'a, 'input>,
    known: BTreeMap<u32, Option<u64>>,
}

impl<'a, 'input> Count<'a, 'input> {
    fn of(&mut self, node: Node<'a, 'input>, depth: u32) -> Result<u64, String> {
        match self.known.get(&node.id().get()) {
            Some(Some(known)) => return Ok(*known),
            Some(None) => return Err("it shows itself within itself".into()),
            None if depth > DEEPEST => return Err(too_deep()),
            None => {}
        }
        self.known.insert(node.id().get(), None);
        let mut shown = weight(node);
        for child in node.children().filter(Node::is_element) {
            shown = shown.saturating_add(self.of(child, depth + 1)?);
        }
        for attribute in node.attributes() {
            // A marker stands at every point of a path, and a point takes two characters or more.
            let times = if attribute.value().contains("marker") || attribute.name().starts_with("marker") {
                points(node)
            } else {
                1
            };
            let link = (attribute.name() == "href").then(|| attribute.value().trim());
            for target in link.into_iter().chain(urls(attribute.value())) {
                let Some(&target) = target.strip_prefix('#').and_then(|id| self.ids.get(id)) else { continue };
                shown = shown.saturating_add(self.of(target, depth + 1)?.saturating_mul(times));
            }
        }
        self.known.insert(node.id().get(), Some(shown));
        Ok(shown)
    }
}

/// How much an element alone counts.
fn weight(node: Node<'_, '_>) -> u64 {
    let points = [node.attribute("d"), node.attribute("points")].into_iter().flatten().map(|path| path.len() as u64);
    let letters = node.children().filter_map(|child| child.text()).map(|text| text.trim().len() as u64);
    let letters: u64 = if node.is_element() && is_lettered(node) { letters.sum() } else { 0 };
    1 + points.sum::<u64>() / POINTS + letters * LETTER
}

fn is_lettered(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "text" | "tspan" | "textPath" | "tref" | "a")
}

/// How many points a path, a line or all that lies in a group may have.
fn points(node: Node<'_, '_>) -> u64 {
    let drawn = node.descendants().flat_map(|inner| [inner.attribute("d"), inner.attribute("points")]).flatten();
    drawn.map(|path| path.len() as u64 / 2).sum::<u64>() + 2
}
