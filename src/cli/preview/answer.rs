//! What a browser is told, and what it may do with it.

use super::request::Fault;
use std::io::{self, Write};

/// An answer with all its bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: Status,
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
    /// Further fields, each with its line end.
    pub(super) fields: String,
}

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Fine,
    Malformed,
    Forbidden,
    NotFound,
    NotAllowed,
    Late,
    LongLine,
    LongHead,
    Failed,
    Busy,
}

/// What the bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The page around all others: it runs the program's own script and shows what comes from here.
    Page,
    Style,
    Script,
    Json,
    Picture,
    Drawing,
    Pdf,
    /// The issue as HTML, in a frame of the page. It runs nothing.
    Issue,
    Words,
    Events,
}

impl Status {
    fn line(self) -> &'static str {
        match self {
            Status::Fine => "200 OK",
            Status::Malformed => "400 Bad Request",
            Status::Forbidden => "403 Forbidden",
            Status::NotFound => "404 Not Found",
            Status::NotAllowed => "405 Method Not Allowed",
            Status::Late => "408 Request Timeout",
            Status::LongLine => "414 URI Too Long",
            Status::LongHead => "431 Request Header Fields Too Large",
            Status::Failed => "500 Internal Server Error",
            Status::Busy => "503 Service Unavailable",
        }
    }
}

/// Everything is forbidden that the page does not need: no script but its own file, no other address.
const PAGE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                    frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
                    require-trusted-types-for 'script'; trusted-types 'none'";
/// An issue may show its own look and the pictures inside it. Its frame is of the same origin, so that the page around it can
/// see what was clicked, and so it may never run anything.
const ISSUE: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; \
                     form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin";
const NOTHING: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// The browser's own viewer of PDF brings the look of its bars.
const PDF: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

impl Kind {
    fn media_type(self) -> &'static str {
        match self {
            Kind::Page | Kind::Issue => "text/html; charset=utf-8",
            Kind::Style => "text/css; charset=utf-8",
            Kind::Script => "text/javascript; charset=utf-8",
            Kind::Json => "application/json",
            Kind::Picture => "image/png",
            Kind::Drawing => "image/svg+xml",
            Kind::Pdf => "application/pdf",
            Kind::Words => "text/plain; charset=utf-8",
            Kind::Events => "text/event-stream",
        }
    }

    fn policy(self) -> &'static str {
        match self {
            Kind::Page => PAGE,
            Kind::Issue => ISSUE,
            Kind::Pdf => PDF,
            _ => NOTHING,
        }
    }
}

impl Answer {
    /// What was asked for.
    pub(super) fn fine(kind: Kind, bytes: impl Into<Vec<u8>>) -> Answer {
        Answer { status: Status::Fine, kind, bytes: bytes.into(), fields: String::new() }
    }

    /// Why there is nothing, in words.
    pub(super) fn refusal(status: Status, words: &str) -> Answer {
        let fields = if status == Status::NotAllowed { "Allow: GET, HEAD\r\n" } else { "" };
        Answer { status, kind: Kind::Words, bytes: format!("{words}\n").into_bytes(), fields: fields.into() }
    }

    /// What follows a request that could not be read; nothing where nobody is left to tell.
    pub(super) fn to_fault(fault: Fault) -> Option<Answer> {
        let (status, words) = match fault {
            Fault::Gone => return None,
            Fault::Malformed => (Status::Malformed, "This is no request that can be read."),
            Fault::LongLine => (Status::LongLine, "The address is too long."),
            Fault::LongHead => (Status::LongHead, "The head of the request is too long."),
            Fault::Late => (Status::Late, "The request did not come in time."),
        };
        Some(Answer::refusal(status, words))
    }

    /// Writes it, without its bytes for `HEAD`.
    pub(super) fn write(&self, to: &mut dyn Write, is_head: bool) -> io::Result<()> {
        let length = format!("Content-Length: {}\r\n{}", self.bytes.len(), self.fields);
        let mut all = head(self.status, self.kind, &length).into_bytes();
        if !is_head {
            all.extend_from_slice(&self.bytes);
        }
        to.write_all(&all)?;
        to.flush()
    }
}

/// The head of an answer. A connection brings one request: on one machine another costs nothing, and nothing is left over
/// that a second request could be taken for.
pub(super) fn head(status: Status, kind: Kind, fields: &str) -> String {
    format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Security-Policy: {}\r\n{fields}Cache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCross-Origin-Opener-Policy: same-origin\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n\r\n",
        status.line(),
        kind.media_type(),
        kind.policy()
    )
}
