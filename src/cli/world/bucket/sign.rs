//! Signatures of requests: AWS Signature Version 4, with the digest of the body in what is signed, so that what arrives damaged
//! is refused.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Who asks.
pub(super) struct Keys {
    pub(super) id: String,
    pub(super) secret: String,
    pub(super) token: Option<String>,
    pub(super) region: String,
}

/// A request as it is signed.
pub(super) struct Letter<'a> {
    pub(super) method: &'a str,
    pub(super) host: &'a str,
    /// Escaped already.
    pub(super) path: &'a str,
    /// Escaped already, in the order of the names.
    pub(super) query: &'a str,
    pub(super) body: &'a [u8],
    /// Seconds since 1970.
    pub(super) at: u64,
}

impl Keys {
    /// The headers that make a request this one's.
    pub(super) fn sign(&self, letter: &Letter<'_>) -> Vec<(&'static str, String)> {
        let (stamp, digest) = (stamp(letter.at), hexadecimal(&Sha256::digest(letter.body)));
        let mut headers = vec![("host", letter.host.to_string()), ("x-amz-content-sha256", digest.clone())];
        headers.push(("x-amz-date", stamp.clone()));
        headers.extend(self.token.clone().map(|token| ("x-amz-security-token", token)));
        let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
        let names = names.join(";");
        let lines: String = headers.iter().map(|(name, value)| format!("{name}:{}\n", value.trim())).collect();
        let Letter { method, path, query, .. } = letter;
        let request = format!("{method}\n{path}\n{query}\n{lines}\n{names}\n{digest}");
        let scope = format!("{}/{}/s3/aws4_request", &stamp[..8], self.region);
        let request = hexadecimal(&Sha256::digest(request));
        let text = format!("AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{request}");
        let mut key = code(format!("AWS4{}", self.secret).as_bytes(), &stamp[..8]);
        for part in [&self.region, "s3", "aws4_request"] {
            key = code(&key, part);
        }
        let signature = hexadecimal(&code(&key, &text));
        let id = &self.id;
        headers.push((
            "authorization",
            format!("AWS4-HMAC-SHA256 Credential={id}/{scope}, SignedHeaders={names}, Signature={signature}"),
        ));
        headers
    }
}

fn code(key: &[u8], text: &str) -> Vec<u8> {
    // A key of any length will do.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A name with all but letters, digits, `-._~` and perhaps strokes escaped.
pub(super) fn escaped(name: &str, keeps_strokes: bool) -> String {
    name.bytes().fold(String::new(), |mut text, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => text.push(char::from(byte)),
            b'/' if keeps_strokes => text.push('/'),
            _ => {
                let _ = write!(text, "%{byte:02X}");
            }
        }
        text
    })
}

/// `20130524T000000Z`.
fn stamp(at: u64) -> String {
    let (days, seconds) = (at / 86_400, at % 86_400);
    let (year, month, day) = date(days);
    format!("{year:04}{month:02}{day:02}T{:02}{:02}{:02}Z", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// The day of the Gregorian calendar, days after 1970 began. Years are counted from March on, so that the odd day is the last.
fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (era * 400 + year + next, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Amazon's own keys of its examples (Signature Calculations for the Authorization Header, Amazon S3 API Reference).
    fn example() -> Keys {
        Keys {
            id: "AKIAIOSFODNN7EXAMPLE".into(),
            secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".into(),
            token: None,
            region: "us-east-1".into(),
        }
    }

    fn signature(path: &str, query: &str) -> String {
        let host = "examplebucket.s3.amazonaws.com";
        let letter = Letter { method: "GET", host, path, query, body: b"", at: 1_369_353_600 };
        let headers = example().sign(&letter);
        headers.last().map_or(String::new(), |(_, value)| value.clone())
    }

    #[test]
    fn amazons_examples_are_signed_as_amazon_does() {
        for (query, wanted) in [
            ("lifecycle=", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
            ("max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
        ] {
            let found = signature("/", query);
            assert!(found.ends_with(wanted), "{found}");
            assert!(found.contains("Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request"));
            assert!(found.contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date,"));
        }
    }

    #[test]
    fn a_token_is_signed_too() {
        let keys = Keys { token: Some("abc".into()), ..example() };
        let letter = Letter { method: "PUT", host: "h", path: "/b/k", query: "", body: b"x", at: 0 };
        let headers = keys.sign(&letter);
        assert!(headers.contains(&("x-amz-security-token", "abc".into())));
        assert!(headers.iter().any(|(_, value)| value.contains("x-amz-date;x-amz-security-token,")));
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(stamp(0), "19700101T000000Z");
        assert_eq!(stamp(951_782_399), "20000228T235959Z");
        assert_eq!(stamp(951_782_400), "20000229T000000Z");
        assert_eq!(stamp(1_709_251_200), "20240301T000000Z");
        assert_eq!(stamp(4_102_444_799), "20991231T235959Z");
    }

    #[test]
    fn names_are_escaped_byte_by_byte() {
        assert_eq!(escaped("in/a b+é~.md", true), "in/a%20b%2B%C3%A9~.md");
        assert_eq!(escaped("in/a", false), "in%2Fa");
    }
}
