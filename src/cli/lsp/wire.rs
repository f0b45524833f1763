//! Messages on a stream: a head that says how long each is, then JSON (base protocol of the Language Server Protocol 3.17).

use serde_json::Value;
use std::io::{self, BufRead, Read};

/// The longest message that is read, bytes.
const LARGEST: u64 = 256 << 20;
/// The longest line of a head, bytes.
const LONGEST_LINE: u64 = 4096;

/// The next message; nothing where the stream has ended.
pub(super) fn read(from: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut length = None;
    let mut begun = false;
    loop {
        let mut line = Vec::new();
        from.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)?;
        match line.strip_suffix(b"\n") {
            None if line.is_empty() && !begun => return Ok(None),
            None => return Err(broken("the head of a message is broken off or too long")),
            Some(bare) if bare.trim_ascii().is_empty() => {
                // Blank lines between messages are forgiven.
                if begun {
                    break;
                }
            }
            Some(bare) if !bare.contains(&b':') => return Err(broken("a line of its head has no colon")),
            Some(bare) => {
                begun = true;
                length = length_in(bare).or(length);
            }
        }
    }
    let length = length.ok_or_else(|| broken("a message does not say how long it is"))?;
    if length > LARGEST {
        return Err(broken("a message is longer than 256 MiB"));
    }
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != length {
        return Err(broken("the last message is broken off"));
    }
    Ok(Some(bytes))
}

/// The length that a line of a head gives.
fn length_in(line: &[u8]) -> Option<u64> {
    let (name, value) = std::str::from_utf8(line).ok()?.split_once(':')?;
    name.trim().eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok()).flatten()
}

fn broken(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

/// What stands in a string before a half of a pair, which no string can hold: a noncharacter, of which none comes from outside.
const HALF: char = '\u{FDD1}';
/// The half of the lowest number, and what stands for it behind [`HALF`]; the others follow in order.
const FIRST: (u16, u32) = (0xD800, 0xE000);
const HALVES: u32 = 0x800;

/// Whether words hold half of a pair.
pub(super) fn has_half(words: &str) -> bool {
    words.contains(HALF)
}

/// The units of UTF-16 of words that came on the stream.
pub(super) fn units(words: &str) -> impl Iterator<Item = u16> {
    let mut characters = words.chars().peekable();
    std::iter::from_fn(move || {
        let c = characters.next()?;
        let is_half = |next: &char| c == HALF && (FIRST.1..FIRST.1 + HALVES).contains(&u32::from(*next));
        let mut pair = [0; 2];
        let units = match characters.next_if(is_half) {
            Some(half) => vec![FIRST.0 + u16::try_from(u32::from(half) - FIRST.1).unwrap_or_default()],
            None => c.encode_utf16(&mut pair).to_vec(),
        };
        Some(units)
    })
    .flatten()
}

/// A message in which halves of pairs, written by their numbers, have become what [`units`] takes for them: editors whose strings
/// are UTF-16 send such, and no parser reads them. Nothing where there is none.
pub(super) fn without_halves(message: &[u8]) -> Option<Vec<u8>> {
    let (mut whole, mut at, mut found) = (Vec::with_capacity(message.len()), 0, false);
    while let Some(&byte) = message.get(at) {
        let length = match (escaped(message, at), escaped(message, at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(half @ 0xD800..=0xDFFF), _) => {
                found = true;
                whole.extend_from_slice(
                    format!("\\u{:04x}\\u{:04x}", u32::from(HALF), u32::from(half - FIRST.0) + FIRST.1).as_bytes(),
                );
                at += 6;
                continue;
            }
            _ if byte == b'\\' => 2,
            _ => 1,
        };
        whole.extend_from_slice(message.get(at..(at + length).min(message.len()))?);
        at += length;
    }
    found.then_some(whole)
}

/// The number of the escape that begins at a byte.
fn escaped(message: &[u8], at: usize) -> Option<u16> {
    let figures = message.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let is_figure = figures.iter().all(u8::is_ascii_hexdigit);
    is_figure.then(|| u16::from_str_radix(std::str::from_utf8(figures).ok()?, 16).ok())?
}

/// A message with its head.
pub(super) fn framed(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    let mut bytes = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body.as_bytes());
    bytes
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn messages_come_one_after_another() {
        let (one, two) = (json!({ "words": "汉字 𝄞" }), json!([]));
        let stream = [framed(&one), b"\r\n".to_vec(), framed(&two)].concat();
        let mut from = stream.as_slice();
        for message in [one, two] {
            assert_eq!(serde_json::from_slice::<Value>(&read(&mut from).unwrap().unwrap()).unwrap(), message);
        }
        assert_eq!(read(&mut from).unwrap(), None);
    }

    #[test]
    fn halves_of_pairs_come_through() {
        let told = |message: &str| {
            let whole = without_halves(message.as_bytes()).unwrap_or_else(|| message.into());
            let words: Value = serde_json::from_slice(&whole).unwrap();
            units(words.as_str().unwrap()).collect::<Vec<u16>>()
        };
        assert_eq!(told(r#""a\uD834b""#), [0x61, 0xD834, 0x62]);
        assert_eq!(told(r#""\ud834\udd1e\udd1e""#), [0xD834, 0xDD1E, 0xDD1E]);
        assert_eq!(told(r#""\ud834\ud834\udd1e""#), [0xD834, 0xD834, 0xDD1E]);
        assert_eq!(told(r#""\\ud834""#), "\\ud834".encode_utf16().collect::<Vec<_>>());
        assert_eq!(told(r#""\udfff\n\"""#), [0xDFFF, 0x0A, 0x22]);
        assert!(without_halves(r#""\ud834\udd1e\u"#.as_bytes()).is_none());
        assert!(without_halves(b"\\").is_none());
    }

    #[test]
    fn heads_are_read_as_people_write_them() {
        let mut from = b"content-LENGTH:2\r\nContent-Type: x\r\n\r\n{}".as_slice();
        assert_eq!(read(&mut from).unwrap().unwrap(), b"{}");
    }

    #[test]
    fn broken_streams_are_refused() {
        let endless = [b'a'; 9000];
        for stream in [
            b"Content-Length: 9\r\n\r\n{}".as_slice(),
            b"Content-Length: 99999999999\r\n\r\n",
            b"Content-Type: x\r\n\r\n",
            b"Content-Len",
            b"hello\nand more",
            &endless,
        ] {
            assert!(read(&mut &*stream).is_err(), "{}", String::from_utf8_lossy(stream));
        }
    }
}
