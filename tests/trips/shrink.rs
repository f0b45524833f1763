//! A smaller document with the same fault, for those who look into it.

use crate::places::prepare;
use masthead::ast::Document;
use serde_json::Value;

/// So many smaller documents are tried.
const MOST: usize = 4000;

/// Takes parts out of a document as long as it stays sound and the fault stays.
pub(crate) fn shrunk(document: &Document, fails: &dyn Fn(&Document) -> bool) -> Document {
    let mut best = document.clone();
    let mut tried = 0;
    loop {
        let before = size(&best);
        let mut at = 0;
        loop {
            let value = serde_json::to_value(&best).unwrap();
            let mut places = Vec::new();
            paths(&value, String::new(), &mut places);
            let Some(path) = places.get(at) else { break };
            let smaller = reductions(&value, path).into_iter().find_map(|smaller| {
                let mut found = serde_json::from_value::<Document>(smaller).ok()?;
                tried += 1;
                (prepare(&mut found).is_empty() && size(&found) < size(&best) && fails(&found)).then_some(found)
            });
            match smaller {
                Some(smaller) => best = smaller,
                None => at += 1,
            }
            if tried > MOST {
                return best;
            }
        }
        if size(&best) == before {
            return best;
        }
    }
}

fn size(document: &Document) -> usize {
    serde_json::to_string(document).map_or(0, |text| text.len())
}

/// What a document needs to be one that is read without a word.
const KEPT: [&str; 11] =
    ["target", "label", "series", "publisher", "number", "date", "titles", "lang", "id", "masthead", "provenance"];

/// Every list and every text of a value, the outermost first.
fn paths(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            found.push(path.clone());
            items.iter().enumerate().for_each(|(index, item)| paths(item, format!("{path}/{index}"), found));
        }
        Value::Object(fields) => {
            found.push(path.clone());
            let smaller = fields.iter().filter(|(key, _)| !KEPT.contains(&key.as_str()));
            smaller.for_each(|(key, field)| paths(field, format!("{path}/{key}"), found));
        }
        Value::String(_) => found.push(path),
        _ => {}
    }
}

fn reductions(value: &Value, path: &str) -> Vec<Value> {
    let with = |part: Value| {
        let mut whole = value.clone();
        whole.pointer_mut(path).into_iter().for_each(|place| *place = part.clone());
        whole
    };
    match value.pointer(path) {
        Some(Value::Array(items)) => {
            let without = |index: usize| {
                let rest = items.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, item)| item.clone());
                Value::Array(rest.collect())
            };
            let mut smaller: Vec<Value> = (0..items.len()).map(|index| with(without(index))).collect();
            // A node that holds others in place of itself.
            for (index, item) in items.iter().enumerate() {
                for key in ["inlines", "blocks"] {
                    if let Some(inner) = item.get(key).and_then(Value::as_array) {
                        let mut items = items.clone();
                        items.splice(index..=index, inner.iter().cloned());
                        smaller.push(with(Value::Array(items)));
                    }
                }
            }
            smaller
        }
        Some(Value::Object(fields)) => fields
            .keys()
            .filter(|key| {
                !fields[*key].is_null() && (["lang", "label"].contains(&key.as_str()) || !KEPT.contains(&key.as_str()))
            })
            .map(|key| {
                let mut fields = fields.clone();
                fields.insert(key.clone(), Value::Null);
                with(Value::Object(fields))
            })
            .collect(),
        Some(Value::String(text)) => {
            let cut: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let middle = cut.get(cut.len() / 2).copied().unwrap_or_default();
            let ends = [text[middle..].to_string(), text[..middle].to_string()];
            let mut chars = text.chars();
            chars.next();
            let first = chars.as_str().to_string();
            let mut chars = text.chars();
            chars.next_back();
            let last = chars.as_str().to_string();
            ends.into_iter()
                .chain([first, last])
                .filter(|short| short.len() < text.len())
                .map(|short| with(Value::String(short)))
                .collect()
        }
        _ => Vec::new(),
    }
}
