//! Names of objects: `s3://bucket/key`.

use std::io;
use std::path::Path;

const SCHEME: &str = "s3://";

/// Whether a path names something in a bucket.
pub(in crate::cli) fn is_remote(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().starts_with(SCHEME.as_bytes())
}

/// An object, a folder or a bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) bucket: String,
    /// Without a stroke at either end; nothing for the bucket itself.
    pub(super) key: String,
}

impl Spot {
    /// What a path names, with `.` and `..` followed.
    pub(super) fn of(path: &Path) -> io::Result<Spot> {
        let wrong = |why: &str| io::Error::new(io::ErrorKind::InvalidInput, why.to_string());
        let text = path.to_str().ok_or_else(|| wrong("names in a bucket are Unicode"))?;
        let mut parts = text.strip_prefix(SCHEME).unwrap_or(text).split('/');
        let bucket = parts.next().unwrap_or_default();
        let is_fit = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
        if bucket.trim_matches('.').is_empty() || !bucket.chars().all(is_fit) {
            return Err(wrong("it names no bucket; write s3://bucket/name"));
        }
        let mut key: Vec<&str> = Vec::new();
        for part in parts {
            match part {
                "" | "." => {}
                ".." => {
                    key.pop().ok_or_else(|| wrong("it leads out of its bucket"))?;
                }
                part => key.push(part),
            }
        }
        Ok(Spot { bucket: bucket.into(), key: key.join("/") })
    }

    /// The one name by which it is known.
    pub(super) fn path(&self) -> String {
        match self.key.is_empty() {
            true => format!("{SCHEME}{}", self.bucket),
            false => format!("{SCHEME}{}/{}", self.bucket, self.key),
        }
    }

    /// The folder that it is in, and its name there.
    pub(super) fn parted(&self) -> (Spot, &str) {
        let (folder, name) = self.key.rsplit_once('/').unwrap_or(("", &self.key));
        (Spot { bucket: self.bucket.clone(), key: folder.into() }, name)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn names_are_followed() {
        for (path, name) in [
            ("s3://b", "s3://b"),
            ("s3://b/", "s3://b"),
            ("s3://b/in//a/./x.md", "s3://b/in/a/x.md"),
            ("s3://b/in/a/../../x y.md", "s3://b/x y.md"),
        ] {
            assert_eq!(Spot::of(Path::new(path)).unwrap().path(), name);
        }
        for path in ["s3://", "s3:///a", "s3://b/../a", "s3://u:p@host/a", "s3://../a", "s3://b c/a"] {
            assert!(Spot::of(Path::new(path)).is_err(), "{path}");
        }
    }
}
