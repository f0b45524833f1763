//! Who is let in: whoever holds the address that the program printed, from a page of its own.

use super::answer::{Answer, Status};
use super::request::Request;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};

/// The bytes of a secret.
const SECRET: usize = 16;

/// The name of the cookie.
const COOKIE: &str = "masthead-preview";

/// The secrets of a run, and where it listens. The folder under which everything stands is secret as well as the token: cookies know
/// no ports, and only a path keeps this one from the other servers of the machine.
#[derive(Debug)]
pub(super) struct Door {
    port: u16,
    folder: String,
    token: String,
    /// Opens the page once. Whoever lists the programs of this machine sees what another one was started with.
    once: Mutex<Option<String>>,
}

/// A request that was let in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Admitted<'r> {
    /// What it asks for in the folder.
    pub(super) path: &'r str,
}

impl Door {
    /// A door with secrets of the system's chance, or why the system has none.
    pub(super) fn new(port: u16) -> Result<Door, String> {
        Ok(Door { port, folder: secret()?, token: secret()?, once: Mutex::default() })
    }

    /// The address to open.
    pub(super) fn address(&self) -> String {
        self.address_with(&self.token)
    }

    /// An address that opens the page once, or why the system has no chance for its secret.
    pub(super) fn address_for_once(&self) -> Result<String, String> {
        let token = secret()?;
        let address = self.address_with(&token);
        *self.once.lock().unwrap_or_else(PoisonError::into_inner) = Some(token);
        Ok(address)
    }

    fn address_with(&self, token: &str) -> String {
        format!("http://127.0.0.1:{}/{}/?token={token}", self.port, self.folder)
    }

    /// The field that gives the token to the browser for what the page asks for next.
    pub(super) fn cookie(&self) -> String {
        format!("Set-Cookie: {COOKIE}={}; Path=/{}/; HttpOnly; SameSite=Strict\r\n", self.token, self.folder)
    }

    /// Lets a request in, or says what to answer.
    pub(super) fn admit<'r>(&self, request: &'r Request) -> Result<Admitted<'r>, Answer> {
        if !self.is_addressed(request) {
            let words = "This address is not the one that masthead preview listens at.";
            return Err(Answer::refusal(Status::Forbidden, words));
        }
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return Err(Answer::refusal(Status::NotAllowed, "Pages are looked at here, and nothing is changed."));
        }
        let path = self.within(&request.path).ok_or_else(|| Answer::refusal(Status::NotFound, "Nothing is here."))?;
        let by_address = path.is_empty() && request.parameter("token").is_some_and(|token| self.is_token(token));
        let by_cookie = request.cookie(COOKIE).is_some_and(|token| same(token, &self.token)) && self.is_own(request);
        match (by_address && !request.has("origin")) || by_cookie {
            true => Ok(Admitted { path }),
            false => {
                let words = "Open the whole address that masthead preview printed; it holds the token of this run.";
                Err(Answer::refusal(Status::Forbidden, words))
            }
        }
    }

    fn is_token(&self, token: &str) -> bool {
        let mut once = self.once.lock().unwrap_or_else(PoisonError::into_inner);
        same(token, &self.token) || once.take_if(|once| same(token, once)).is_some()
    }

    /// Whether the browser believes to speak with this machine: the name of another that leads here is an attack.
    fn is_addressed(&self, request: &Request) -> bool {
        request.only("host").is_some_and(|host| self.names().iter().any(|name| name == host))
    }

    /// Whether a page of this server asks, or the user by the bar of addresses.
    fn is_own(&self, request: &Request) -> bool {
        let is_own_origin = |origin: &str| self.names().iter().any(|name| origin == format!("http://{name}"));
        let by_origin = !request.has("origin") || request.only("origin").is_some_and(is_own_origin);
        let is_own_site = |site: &str| matches!(site, "same-origin" | "none");
        let by_site = !request.has("sec-fetch-site") || request.only("sec-fetch-site").is_some_and(is_own_site);
        by_origin && by_site
    }

    fn names(&self) -> [String; 2] {
        [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)]
    }

    fn within<'p>(&self, path: &'p str) -> Option<&'p str> {
        let (folder, rest) = path.strip_prefix('/')?.split_once('/')?;
        same(folder, &self.folder).then_some(rest)
    }
}

/// Whether two secrets are the same, in the same time wherever they differ.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differing, (a, b)| differing | (a ^ b)) == 0
}

fn secret() -> Result<String, String> {
    let mut bytes = [0; SECRET];
    getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    fn door() -> Door {
        Door { port: 4000, folder: "f0".into(), token: "t0".into(), once: Mutex::default() }
    }

    /// The status of a request by its first line and its fields.
    fn status(line: &str, fields: &[&str]) -> Status {
        status_at(&door(), line, fields)
    }

    fn status_at(door: &Door, line: &str, fields: &[&str]) -> Status {
        let text = format!("{line} HTTP/1.1\r\n{}\r\n\r\n", fields.join("\r\n"));
        let request = Request::read(&mut text.as_bytes()).unwrap();
        door.admit(&request).map_or_else(|answer| answer.status, |_| Status::Fine)
    }

    const HOST: &str = "Host: 127.0.0.1:4000";
    const PASS: &str = "Cookie: other=1; masthead-preview=t0";

    #[test]
    fn the_printed_address_opens_the_page_and_the_cookie_the_rest() {
        assert_eq!(door().address(), "http://127.0.0.1:4000/f0/?token=t0");
        assert_eq!(status("GET /f0/?token=t0", &[HOST]), Status::Fine);
        assert_eq!(status("HEAD /f0/?token=t0", &["Host: localhost:4000"]), Status::Fine);
        assert_eq!(status("GET /f0/events?style=0", &[HOST, PASS]), Status::Fine);
        assert_eq!(status("GET /f0/", &[HOST, PASS, "Sec-Fetch-Site: none"]), Status::Fine);
        assert_eq!(status("GET /f0/about", &[HOST, PASS, "Origin: http://127.0.0.1:4000"]), Status::Fine);
        let cookie = door().cookie();
        assert!(cookie.contains("Path=/f0/;") && cookie.contains("HttpOnly; SameSite=Strict"), "{cookie}");
    }

    #[test]
    fn without_the_token_nobody_is_let_in() {
        for line in ["GET /f0/", "GET /f0/?token=", "GET /f0/?token=t1", "GET /f0/?token=t00", "GET /f0/about?token=t0"]
        {
            assert_eq!(status(line, &[HOST]), Status::Forbidden, "{line}");
        }
        assert_eq!(status("GET /f0/", &[HOST, "Cookie: masthead-preview=t1"]), Status::Forbidden);
        for line in ["GET /", "GET /f1/", "GET /f0", "GET /?token=t0", "GET /../f0/", "GET /%66%30/"] {
            assert_eq!(status(line, &[HOST, PASS]), Status::NotFound, "{line}");
        }
    }

    #[test]
    fn names_of_other_machines_are_refused() {
        let hosts = ["evil.example", "127.0.0.1", "127.0.0.1:4001", "127.0.0.1:4000.evil.example", "[::1]:4000", ""];
        for host in hosts {
            let status = status("GET /f0/?token=t0", &[&format!("Host: {host}"), PASS]);
            assert_eq!(status, Status::Forbidden, "{host}");
        }
        assert_eq!(status("GET /f0/?token=t0", &[PASS]), Status::Forbidden, "no host");
        assert_eq!(status("GET /f0/?token=t0", &[HOST, "Host: evil.example"]), Status::Forbidden, "two hosts");
    }

    #[test]
    fn pages_of_others_are_refused_though_the_cookie_came_along() {
        for origin in ["http://evil.example", "null", "http://127.0.0.1:4001", "https://127.0.0.1:4000"] {
            assert_eq!(status("GET /f0/about", &[HOST, PASS, &format!("Origin: {origin}")]), Status::Forbidden);
        }
        for site in ["cross-site", "same-site", "anything"] {
            assert_eq!(status("GET /f0/pdf", &[HOST, PASS, &format!("Sec-Fetch-Site: {site}")]), Status::Forbidden);
        }
        let own = "Origin: http://127.0.0.1:4000";
        assert_eq!(status("GET /f0/about", &[HOST, PASS, own, "Origin: http://evil.example"]), Status::Forbidden);
        assert_eq!(status("GET /f0/?token=t0", &[HOST, "Origin: http://evil.example"]), Status::Forbidden);
    }

    #[test]
    fn nothing_can_be_changed() {
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "get"] {
            assert_eq!(status(&format!("{method} /f0/"), &[HOST, PASS]), Status::NotAllowed, "{method}");
        }
    }

    #[test]
    fn an_address_for_once_opens_the_page_once() {
        let door = door();
        let address = door.address_for_once().unwrap();
        let line = format!("GET {}", address.split_once("4000").unwrap().1);
        assert_eq!(status_at(&door, "GET /f0/?token=t1", &[HOST]), Status::Forbidden);
        assert_eq!(status_at(&door, &line, &[HOST]), Status::Fine);
        assert_eq!(status_at(&door, &line, &[HOST]), Status::Forbidden);
        assert_eq!(status_at(&door, "GET /f0/?token=t0", &[HOST]), Status::Fine);
    }

    #[test]
    fn secrets_differ_from_run_to_run() {
        let (a, b) = (Door::new(1).unwrap(), Door::new(1).unwrap());
        assert!(a.token.len() == 32 && a.folder.len() == 32);
        assert!(a.token != b.token && a.folder != b.folder && a.token != a.folder);
    }
}
