//! The addresses of documents: `file:///home/me/issue.md`.

use std::path::PathBuf;

/// The file of an address; nothing where it is of another kind.
pub(super) fn path(address: &str) -> Option<PathBuf> {
    let rest = address.strip_prefix("file://")?;
    let from = rest.find('/')?;
    let path = decoded(rest.get(from..)?)?;
    // `/c:/issue.md` is a path of Windows with a slash before it.
    let bare = path.strip_prefix('/').filter(|bare| cfg!(windows) && bare.as_bytes().get(1) == Some(&b':'));
    Some(PathBuf::from(bare.unwrap_or(&path)))
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut figure = || rest.next().and_then(|byte| char::from(byte).to_digit(16));
        let value = figure()? * 16 + figure()?;
        bytes.push(u8::try_from(value).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_and_nothing_else() {
        let at = |address: &str| path(address).map(|path| path.display().to_string());
        assert_eq!(at("file:///a/b%20c/%E6%B1%89.md").as_deref(), Some("/a/b c/汉.md"));
        assert_eq!(at("file://host/a.md").as_deref(), Some("/a.md"));
        for other in ["untitled:Untitled-1", "file:///%zz", "file:///%e", "file:///%FF", "file://", ""] {
            assert_eq!(at(other), None, "{other}");
        }
    }
}
