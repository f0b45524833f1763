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
