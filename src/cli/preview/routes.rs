//! What stands at which address. No part of an address ever names a file: what is served is in the program or in a proof.

use super::answer::{Answer, Kind, Status};
use super::door::Door;
use super::picture::{NARROWEST, WIDEST};
use super::proof::Impression;
use super::proofs::Proofs;
use super::request::Request;
use serde::Serialize;
use std::sync::Arc;

const PAGE: &str = include_str!("../../../assets/preview/preview.html");
const STYLE: &str = include_str!("../../../assets/preview/preview.css");
const SCRIPT: &str = include_str!("../../../assets/preview/preview.js");
const ICON: &str = include_str!("../../../assets/preview/icon.svg");

/// All that is served.
pub(super) struct Site {
    pub(super) door: Door,
    pub(super) proofs: Arc<Proofs>,
    pub(super) about: About,
}

/// What holds for the whole run.
#[derive(Serialize)]
pub(super) struct About {
    /// The source, as the user named it.
    pub(super) file: String,
    /// The name of the PDF.
    pub(super) pdf: String,
    /// The styles to choose from.
    pub(super) styles: Vec<String>,
    /// Which of them the page begins with.
    pub(super) start: usize,
}

/// What follows a request.
pub(super) enum Reply {
    /// An answer.
    Whole(Answer),
    /// Proofs of a style, one after the other, for as long as somebody looks.
    Proofs(usize),
}

impl Site {
    /// Answers a request.
    pub(super) fn reply(&self, request: &Request) -> Reply {
        match self.door.admit(request) {
            Err(refusal) => Reply::Whole(refusal),
            Ok(admitted) => match admitted.path {
                "events" => self.style(request).map_or_else(missing, Reply::Proofs),
                path => Reply::Whole(self.found(path, request).unwrap_or_else(nothing)),
            },
        }
    }

    fn found(&self, path: &str, request: &Request) -> Option<Answer> {
        Some(match path {
            "" => Answer { fields: self.door.cookie(), ..Answer::fine(Kind::Page, PAGE) },
            "preview.css" => Answer::fine(Kind::Style, STYLE),
            "preview.js" => Answer::fine(Kind::Script, SCRIPT),
            "icon.svg" => Answer::fine(Kind::Drawing, ICON),
            "about" => Answer::fine(Kind::Json, serde_json::to_vec(&self.about).ok()?),
            "pdf" => self.pdf(request)?,
            "html" => Answer::fine(Kind::Issue, self.impression(request)?.html.clone()?),
            _ => self.picture(path.strip_prefix("page/")?, request)?,
        })
    }

    /// The style that a request is about; nothing where there is no such style.
    fn style(&self, request: &Request) -> Option<usize> {
        let style: usize = request.parameter("style")?.parse().ok()?;
        (style < self.about.styles.len()).then_some(style)
    }

    fn impression(&self, request: &Request) -> Option<Arc<Impression>> {
        self.proofs.latest(self.style(request)?)?.printed.clone()
    }

    fn pdf(&self, request: &Request) -> Option<Answer> {
        let printed = self.impression(request)?;
        let fields = format!("Content-Disposition: inline; filename*=UTF-8''{}\r\n", escaped(&self.about.pdf));
        Some(Answer { fields, ..Answer::fine(Kind::Pdf, printed.pdf.bytes()) })
    }

    /// The picture of a page by its digest, at a width in pixels.
    fn picture(&self, digest: &str, request: &Request) -> Option<Answer> {
        let width: u16 = request.parameter("width")?.parse().ok()?;
        let (proof, page) = self.proofs.with_page(digest)?;
        let picture = proof.printed.as_ref()?.pdf.png(page, width.clamp(NARROWEST, WIDEST));
        Some(picture.map_or_else(
            || Answer::refusal(Status::Failed, "The page cannot be drawn; open the PDF itself."),
            |bytes| Answer::fine(Kind::Picture, bytes),
        ))
    }
}

fn nothing() -> Answer {
    Answer::refusal(Status::NotFound, "Nothing is here.")
}

fn missing() -> Reply {
    Reply::Whole(nothing())
}

/// A name as fields of HTTP hold it (RFC 8187).
fn escaped(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    name.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    fn site() -> Site {
        let about = About { file: "a.md".into(), pdf: "简报 a.pdf".into(), styles: vec!["own".into()], start: 0 };
        Site { door: Door::new(4000).unwrap(), proofs: Arc::default(), about }
    }

    fn get(site: &Site, path: &str) -> Answer {
        let address = site.door.address();
        let (folder, token) = address.split_once("4000").unwrap().1.split_once("?token=").unwrap();
        let text =
            format!("GET {folder}{path} HTTP/1.1\r\nHost: 127.0.0.1:4000\r\nCookie: masthead-preview={token}\r\n\r\n");
        match site.reply(&Request::read(&mut text.as_bytes()).unwrap()) {
            Reply::Whole(answer) => answer,
            Reply::Proofs(style) => panic!("proofs of style {style}"),
        }
    }

    #[test]
    fn the_page_needs_nothing_but_its_own_files() {
        let site = site();
        for path in ["", "preview.css", "preview.js", "icon.svg", "about"] {
            assert_eq!(get(&site, path).status, Status::Fine, "{path}");
        }
        let page = String::from_utf8(get(&site, "").bytes).unwrap();
        assert!(
            !page.contains("://") && !page.contains("<style") && !page.contains(" style=") && !page.contains(" on")
        );
        assert!(get(&site, "").fields.starts_with("Set-Cookie: "));
    }

    #[test]
    fn no_path_names_a_file() {
        let site = site();
        for path in [
            "../../../etc/passwd",
            "page/../../../etc/passwd?width=100",
            "page/%2e%2e%2fpreview.js?width=100",
            "page/?width=100",
            "page/0?width=100",
            "page/0?width=99999999",
            "preview.js/",
            "pdf?style=0",
            "pdf?style=1",
            "pdf?style=-1",
            "pdf?style=../a.toml",
            "html?style=0",
            "events?style=1",
            "events",
        ] {
            assert_eq!(get(&site, path).status, Status::NotFound, "{path}");
        }
    }

    #[test]
    fn names_of_files_are_escaped() {
        assert_eq!(escaped("a \"b\"\r\nX: 简.pdf"), "a%20%22b%22%0D%0AX%3A%20%E7%AE%80.pdf");
    }
}
