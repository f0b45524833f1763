//! What stands in a folder of a bucket.

use crate::cli::world::Stamp;
use crate::xml::{Element, XmlReader};
use rustc_hash::FxHashMap;
use siphasher::sip::SipHasher13;
use std::hash::Hasher;
use std::io;

/// Something in a folder.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Seen {
    Folder,
    File(Stamp),
}

/// What stands in a folder, by names.
pub(super) type Names = FxHashMap<String, Seen>;

/// What tells a state of an object from others: the service's own tag stands in the place of times.
pub(super) fn stamp(size: u64, tag: &str) -> Stamp {
    let mut hasher = SipHasher13::new();
    hasher.write(tag.trim_matches('"').as_bytes());
    Stamp { size, modified: 1, changed: 1, inode: hasher.finish() }
}

/// Adds what one answer lists; gives where the next one is to go on.
pub(super) fn add(names: &mut Names, answer: &[u8], prefix: &str) -> io::Result<Option<String>> {
    let wrong = || io::Error::other("the list of the bucket cannot be understood");
    let text = std::str::from_utf8(answer).map_err(|_| wrong())?;
    let root = XmlReader::new(text, &[]).root().ok().flatten().filter(|root| root.name == "ListBucketResult");
    let root = root.ok_or_else(wrong)?;
    let is_escaped = words(&root, "EncodingType") == "url";
    let name = |element: &Element<'_>, of: &str| {
        let key = words(element, of);
        let key = if is_escaped { unescaped(&key) } else { key };
        key.strip_prefix(prefix).map(|name| name.trim_end_matches('/').to_string()).filter(|name| !name.is_empty())
    };
    for element in root.elements() {
        match element.name {
            "CommonPrefixes" => names.extend(name(element, "Prefix").map(|name| (name, Seen::Folder))),
            "Contents" if !words(element, "Key").ends_with('/') => {
                let size = words(element, "Size").parse().unwrap_or_default();
                let file = Seen::File(stamp(size, &words(element, "ETag")));
                names.extend(name(element, "Key").map(|name| (name, file)));
            }
            _ => {}
        }
    }
    let next = words(&root, "NextContinuationToken");
    Ok((words(&root, "IsTruncated") == "true" && !next.is_empty()).then_some(next))
}

fn words(element: &Element<'_>, name: &str) -> String {
    element.child(name).map(|child| child.words()).unwrap_or_default()
}

/// A key as it was before it was escaped for a form.
fn unescaped(key: &str) -> String {
    let bytes = key.as_bytes();
    let (mut plain, mut at) = (Vec::new(), 0);
    while let Some(&byte) = bytes.get(at) {
        let code =
            bytes.get(at + 1..at + 3).and_then(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
        match (byte, code) {
            (b'%', Some(code)) => {
                plain.push(code);
                at += 2;
            }
            (b'+', _) => plain.push(b' '),
            _ => plain.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&plain).into_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    const ANSWER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
        <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><EncodingType>url</EncodingType>
        <IsTruncated>true</IsTruncated><NextContinuationToken>1/a+=</NextContinuationToken>
        <Contents><Key>in/</Key><Size>0</Size></Contents>
        <Contents><Key>in/a+b%26%2B.md</Key><ETag>&quot;abc&quot;</ETag><Size>12</Size></Contents>
        <CommonPrefixes><Prefix>in/pictures/</Prefix></CommonPrefixes></ListBucketResult>"#;

    #[test]
    fn files_and_folders_are_told_apart() {
        let mut names = Names::default();
        let next = add(&mut names, ANSWER.as_bytes(), "in/").unwrap();
        assert_eq!(next.as_deref(), Some("1/a+="));
        assert_eq!(names.len(), 2);
        assert_eq!(names["a b&+.md"], Seen::File(stamp(12, "abc")));
        assert_eq!(names["pictures"], Seen::Folder);
        assert!(add(&mut names, b"<html/>", "").is_err());
    }

    #[test]
    fn states_are_told_apart_and_rest_at_once() {
        assert_ne!(stamp(1, "a"), stamp(1, "b"));
        assert_eq!(stamp(1, "\"a\""), stamp(1, "a"));
        assert!(stamp(1, "a").had_rested(1_000_000_000));
    }
}
