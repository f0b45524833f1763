//! What a drawing may not hold: anything from outside, and more than a page can show.

use std::collections::BTreeMap;
use usvg::roxmltree::{Document, Node};

/// How deep elements may lie in one another, references followed.
const DEEPEST: u32 = 200;
/// The most elements, those that are shown again counted again.
const MOST_SHOWN: u64 = 200_000;

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
    let mut count = Count { ids, known: BTreeMap::new() };
    let shown = count.of(document.root_element(), 0)?;
    (shown <= MOST_SHOWN).then_some(()).ok_or_else(|| format!("it shows more than {MOST_SHOWN} elements"))
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

/// What the `url()` of a value name, without quotes.
fn urls(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).map(|rest| rest.split(')').next().unwrap_or_default().trim_matches(['\'', '"', ' ']))
}

/// How many elements are shown, references followed; `None` while an element is being counted.
struct Count<'a, 'input> {
    ids: BTreeMap<&'a str, Node<'a, 'input>>,
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
        let mut shown = 1_u64;
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

/// How many points a path, a line or all that lies in a group may have.
fn points(node: Node<'_, '_>) -> u64 {
    let drawn = node.descendants().flat_map(|inner| [inner.attribute("d"), inner.attribute("points")]).flatten();
    drawn.map(|path| path.len() as u64 / 2).sum::<u64>() + 2
}
