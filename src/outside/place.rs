//! The place of a fault in JSON, as the keys that lead there.

/// The keys and numbers around a byte of a JSON text: `document/sections/2/title`. The text need not be sound.
pub(super) fn place(text: &str, at: usize) -> String {
    let mut path: Vec<Step> = Vec::new();
    let mut bytes = text.as_bytes().iter().enumerate().take_while(|(place, _)| *place <= at);
    while let Some((start, byte)) = bytes.next() {
        match byte {
            b'{' => path.push(Step::Key(String::new())),
            b'[' => path.push(Step::Item(0)),
            b'}' | b']' if start < at => drop(path.pop()),
            b',' => {
                if let Some(Step::Item(count)) = path.last_mut() {
                    *count += 1;
                }
            }
            b'"' => {
                let mut escaped = false;
                let end = bytes.find(|(_, byte)| {
                    let ends = **byte == b'"' && !escaped;
                    escaped = **byte == b'\\' && !escaped;
                    ends
                });
                let (Some((end, _)), Some(Step::Key(key))) = (end, path.last_mut()) else { continue };
                if text.get(end + 1..).is_some_and(|rest| rest.trim_start().starts_with(':')) {
                    *key = text.get(start + 1..end).unwrap_or_default().to_string();
                }
            }
            _ => {}
        }
    }
    path.iter().map(Step::name).collect::<Vec<_>>().join("/")
}

enum Step {
    Key(String),
    Item(usize),
}

impl Step {
    fn name(&self) -> String {
        match self {
            Step::Key(key) => key.clone(),
            Step::Item(count) => count.to_string(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn the_keys_around_a_byte_are_told() {
        let text = r#"{"a": [1, {"b, \"]": "x: {", "c": [true, [false]]}], "d": 2}"#;
        let at = |words: &str| place(text, text.find(words).unwrap());
        assert_eq!(at("1"), "a/0");
        assert_eq!(at("true"), "a/1/c/0");
        assert_eq!(at("false"), "a/1/c/1/0");
        assert_eq!(at("x: {"), "a/1/b, \\\"]");
        assert_eq!(at("2"), "d");
        assert_eq!(place(text, text.len() + 9), "");
    }
}
