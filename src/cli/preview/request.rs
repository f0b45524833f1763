//! What a browser asks, read within bounds from whatever brings it.

use std::io::{self, ErrorKind, Read};

/// The longest first line, bytes.
const LONGEST_LINE: usize = 2_048;
/// The longest head, bytes: a browser sends the cookies of all programs of this machine.
const LONGEST_HEAD: usize = 16_384;
/// The most fields.
const MOST_FIELDS: usize = 64;

/// A request without its body, which nothing here has.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Request {
    /// `GET`.
    pub(super) method: String,
    /// The path as it came, without what follows the question mark.
    pub(super) path: String,
    /// What follows the question mark.
    pub(super) query: String,
    /// Names, in small letters, and values.
    fields: Vec<(String, String)>,
}

/// Why a request cannot be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is no request of HTTP/1.
    Malformed,
    /// Its first line is too long.
    LongLine,
    /// Its head is too long, or has too many fields.
    LongHead,
    /// It did not come in time.
    Late,
    /// Whoever asked is gone.
    Gone,
}

impl Request {
    /// Reads the head of a request. The reader says [`ErrorKind::TimedOut`] once its time is over.
    pub(super) fn read(from: &mut dyn Read) -> Result<Request, Fault> {
        let head = head(from)?;
        let text = std::str::from_utf8(&head).map_err(|_| Fault::Malformed)?;
        Request::parse(text).ok_or(Fault::Malformed).and_then(|request| match request.fields.len() {
            ..=MOST_FIELDS => Ok(request),
            _ => Err(Fault::LongHead),
        })
    }

    fn parse(head: &str) -> Option<Request> {
        let mut lines = head.split("\r\n");
        let mut words = lines.next()?.split(' ');
        let (method, target, version) = (words.next()?, words.next()?, words.next()?);
        if words.next().is_some() || !version.starts_with("HTTP/1.") || !target.starts_with('/') {
            return None;
        }
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let fields: Option<Vec<_>> = lines.filter(|line| !line.is_empty()).map(field).collect();
        Some(Request { method: method.into(), path: path.into(), query: query.into(), fields: fields? })
    }

    /// The value of a field; nothing where it is absent or stands twice, since nobody knows then which one is meant.
    pub(super) fn only(&self, name: &str) -> Option<&str> {
        let mut values = self.fields.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
        values.next().filter(|_| values.next().is_none())
    }

    /// Whether a field is there at all.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(known, _)| known == name)
    }

    /// The value of a cookie.
    pub(super) fn cookie(&self, name: &str) -> Option<&str> {
        let all = self.fields.iter().filter(|(known, _)| known == "cookie").flat_map(|(_, value)| value.split(';'));
        all.filter_map(|pair| pair.trim().split_once('=')).find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The value of a parameter behind the question mark, as it stands there.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        let mut pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

/// One field. Blanks before the colon and lines that go on are refused (RFC 9112, 5.1 and 5.2).
fn field(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    let is_sound = !name.is_empty() && name.chars().all(is_name) && !value.contains(['\r', '\n', '\0']);
    is_sound.then(|| (name.to_ascii_lowercase(), value.trim().to_string()))
}

/// The bytes up to the empty line.
fn head(from: &mut dyn Read) -> Result<Vec<u8>, Fault> {
    let (mut head, mut piece) = (Vec::new(), [0; 1024]);
    loop {
        let read = match from.read(&mut piece) {
            Ok(0) => return Err(if head.is_empty() { Fault::Gone } else { Fault::Malformed }),
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            // Browsers open connections before they know what to ask; one that was never used is closed without a word, and they
            // open another.
            Err(_) if head.is_empty() => return Err(Fault::Gone),
            Err(error) => return Err(fault(&error)),
        };
        let seen = head.len().saturating_sub(3);
        head.extend_from_slice(piece.get(..read).unwrap_or_default());
        if !has_line_end(head.get(..LONGEST_LINE).unwrap_or(&head)) && head.len() > LONGEST_LINE {
            return Err(Fault::LongLine);
        }
        let end = head.get(seen..).and_then(|new| new.windows(4).position(|four| four == b"\r\n\r\n"));
        match end {
            Some(end) if seen + end <= LONGEST_HEAD => {
                head.truncate(seen + end);
                return Ok(head);
            }
            _ if head.len() > LONGEST_HEAD => return Err(Fault::LongHead),
            _ => {}
        }
    }
}

fn has_line_end(bytes: &[u8]) -> bool {
    bytes.contains(&b'\n')
}

fn fault(error: &io::Error) -> Fault {
    match error.kind() {
        ErrorKind::TimedOut | ErrorKind::WouldBlock => Fault::Late,
        _ => Fault::Gone,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    /// Brings a request in small pieces, and then says nothing more.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let size = self.1.min(self.0.len()).min(into.len());
            if size == 0 {
                return Err(ErrorKind::TimedOut.into());
            }
            into[..size].copy_from_slice(&self.0[..size]);
            self.0 = &self.0[size..];
            Ok(size)
        }
    }

    fn read(text: &str) -> Result<Request, Fault> {
        Request::read(&mut text.as_bytes())
    }

    #[test]
    fn a_request_is_read_however_it_is_cut() {
        let text = "GET /a/b?style=2&token=x HTTP/1.1\r\nHost: h:1\r\nCOOKIE: a=1; masthead=t\r\n\r\n";
        for size in [1, 2, 3, 7, 1000] {
            let request = Request::read(&mut Slow(text.as_bytes(), size)).unwrap();
            assert_eq!((request.method.as_str(), request.path.as_str()), ("GET", "/a/b"));
            assert_eq!(request.parameter("token"), Some("x"));
            assert_eq!((request.only("host"), request.cookie("masthead")), (Some("h:1"), Some("t")));
        }
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for text in [
            "GET\r\n\r\n",
            "GET / FTP/1.1\r\n\r\n",
            "GET / HTTP/1.1 more\r\n\r\n",
            "GET http://elsewhere/ HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nno colon\r\n\r\n",
            "GET / HTTP/1.1\r\nHost : h\r\n\r\n",
            "GET / HTTP/1.1\r\nA: b\r\n continued\r\n\r\n",
            "GET / HTTP/1.1\r\nA: b\nHost: h\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: h",
        ] {
            assert_eq!(read(text), Err(Fault::Malformed), "{text:?}");
        }
        assert_eq!(Request::read(&mut &b"GET /\xFF HTTP/1.1\r\n\r\n"[..]), Err(Fault::Malformed));
        assert_eq!(read(""), Err(Fault::Gone));
    }

    #[test]
    fn nothing_too_long_is_kept() {
        let line = |size: usize| format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(size));
        assert!(read(&line(1_900)).is_ok());
        assert_eq!(read(&line(4_000)), Err(Fault::LongLine));
        let head = |size: usize| format!("GET / HTTP/1.1\r\nCookie: {}\r\n\r\n", "a".repeat(size));
        assert!(read(&head(16_000)).is_ok());
        assert_eq!(read(&head(17_000)), Err(Fault::LongHead));
        assert_eq!(read(&head(100_000_000)), Err(Fault::LongHead));
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(65));
        assert_eq!(read(&many), Err(Fault::LongHead));
    }

    #[test]
    fn whoever_stops_in_the_middle_is_late() {
        assert_eq!(Request::read(&mut Slow(b"GET / HTTP/1.1\r\nHost:", 5)), Err(Fault::Late));
        assert_eq!(Request::read(&mut Slow(b"", 5)), Err(Fault::Gone), "it never began");
    }

    #[test]
    fn a_field_that_stands_twice_says_nothing() {
        let request = read("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").unwrap();
        assert_eq!((request.only("host"), request.has("host")), (None, true));
    }
}
