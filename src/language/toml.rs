//! Where a place stands in a file of tables that may be half-typed: by its lines alone.

use super::text::Text;
use super::yaml::{Field, value_length};

/// What stands at an offset.
pub(super) fn field(text: &Text, offset: usize) -> Option<Field> {
    let number = text.line_of(offset);
    let line = text.line(number);
    let words = text.as_str().get(line.clone())?;
    let indent = words.len() - words.trim_start().len();
    let bare = words.trim_start();
    if bare.starts_with('#') {
        return None;
    }
    if let Some(name) = bare.strip_prefix('[') {
        let start = line.start + words.len() - name.trim_start_matches('[').len();
        let length = text.as_str().get(start..line.end)?.find(']').unwrap_or(line.end - start);
        let typed = text.as_str().get(start..offset.clamp(start, start + length))?;
        let (around, _) = typed.rsplit_once('.').unwrap_or_default();
        let name = start + if around.is_empty() { 0 } else { around.len() + 1 }..start + length;
        return Some(Field::Key { around: parts(around), name, is_bare: false });
    }
    let mut path = table(text, number);
    let Some(equals) = words.find('=') else {
        let typed = words.get(indent..offset.clamp(line.start + indent, line.end) - line.start)?;
        let (around, _) = typed.rsplit_once('.').unwrap_or_default();
        let from = indent + if around.is_empty() { 0 } else { around.len() + 1 };
        path.extend(parts(around));
        return Some(Field::Key { around: path, name: line.start + from..line.end, is_bare: true });
    };
    let key = words.get(indent..equals)?;
    if offset <= line.start + equals {
        let (around, name) = key.trim_end().rsplit_once('.').unwrap_or(("", key.trim_end()));
        let from = line.start + indent + key.trim_end().len() - name.len();
        path.extend(parts(around));
        return Some(Field::Key { around: path, name: from..from + name.len(), is_bare: false });
    }
    path.extend(parts(key));
    let after = words.get(equals + 1..)?;
    let blank = after.len() - after.trim_start().len();
    let start = line.start + equals + 1 + blank;
    let value = start.min(offset)..start + value_length(after.trim_start());
    (offset <= value.end.max(start)).then_some(Field::Value { path, value })
}

/// The table that a line stands in.
fn table(text: &Text, line: usize) -> Vec<String> {
    let heads = (0..line).rev().filter_map(|line| {
        let words = text.as_str().get(text.line(line))?.trim_start().strip_prefix('[')?;
        Some(words.trim_start_matches('[').split(']').next().unwrap_or_default())
    });
    heads.map(parts).next().unwrap_or_default()
}

fn parts(name: &str) -> Vec<String> {
    let parts = name.split('.').map(|part| part.trim().trim_matches(['"', '\'']).to_string());
    parts.filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(marked: &str) -> String {
        let offset = marked.find('|').unwrap_or_default();
        let text = Text::new(marked.replacen('|', "", 1));
        match field(&text, offset) {
            Some(Field::Key { around, name, .. }) => format!("key {} in {}", &text.as_str()[name], around.join(".")),
            Some(Field::Value { path, value }) => format!("{} = {}", path.join("."), &text.as_str()[value]),
            None => "nothing".into(),
        }
    }

    #[test]
    fn places_are_known_by_their_lines() {
        assert_eq!(at("na|"), "key na in ");
        assert_eq!(at("[page]\nwid|th = 1"), "key width in page");
        assert_eq!(at("[page]\nwidth = |1"), "page.width = 1");
        assert_eq!(at("[lang.zh.te|xt]"), "key text in lang.zh");
        assert_eq!(at("[text.body]\n\nsize.|"), "key  in text.body.size");
        assert_eq!(at("colours.acc|ent = 1"), "key accent in colours");
        assert_eq!(at("width = |1 # mm"), "width = 1");
        assert_eq!(at("# x|"), "nothing");
        assert_eq!(at("[[clauses]]\nmeasure = \"|\""), "clauses.measure = \"\"");
    }
}
