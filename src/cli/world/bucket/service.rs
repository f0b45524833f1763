//! Requests to the service that keeps the buckets, and what it answers.

use super::sign::{Keys, Letter, escaped};
use super::spot::Spot;
use super::trouble;
use std::io::{self, Read};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use ureq::http::{Request, Response, header};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body};

/// How often a request is made before it is given up, and how long is waited after the first time; twice as long after each.
const ATTEMPTS: u32 = 5;
const PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// How long a connection, an answer, a piece and the whole may take.
const CONNECT: Duration = Duration::from_secs(10);
const ANSWER: Duration = Duration::from_secs(60);
const PIECE: Duration = Duration::from_secs(30);
const WHOLE: Duration = Duration::from_secs(600);
/// The most that is read of an answer that says what went wrong, bytes.
const LONGEST_COMPLAINT: u64 = 64 << 10;

/// The service, as the environment names it.
pub(super) struct Service {
    agent: Agent,
    keys: Keys,
    scheme: String,
    host: String,
    /// Whether buckets are parts of the path and not of the host's name.
    has_paths: bool,
}

/// A request.
pub(super) struct Ask<'a> {
    pub(super) method: &'static str,
    pub(super) spot: &'a Spot,
    /// In the order of the names.
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) body: &'a [u8],
    /// The bytes that are wanted, where not all are: the first, and how many.
    pub(super) range: Option<(u64, u64)>,
    /// The most that is read of the answer, bytes.
    pub(super) most: u64,
}

impl<'a> Ask<'a> {
    /// A request about an object.
    pub(super) fn new(method: &'static str, spot: &'a Spot) -> Ask<'a> {
        Ask { method, spot, query: Vec::new(), body: b"", range: None, most: 0 }
    }
}

/// An answer.
pub(super) struct Answer {
    /// What tells this state of the object from others.
    pub(super) tag: String,
    /// How many bytes the object has, as it is said.
    pub(super) size: u64,
    pub(super) body: Vec<u8>,
}

/// How an attempt failed.
pub(super) struct Failure {
    pub(super) error: io::Error,
    /// Whether it may succeed when it is made again.
    pub(super) passes: bool,
}

impl Service {
    /// The service that variables of the environment name, as they do for Amazon's own programs.
    pub(super) fn of(
        variable: impl Fn(&str) -> Option<String>,
        file: impl Fn(&str) -> io::Result<Vec<u8>>,
    ) -> io::Result<Service> {
        let needed =
            |name: &str| variable(name).ok_or_else(|| io::Error::other(format!("the variable {name} is not set")));
        let region = variable("AWS_REGION").or_else(|| variable("AWS_DEFAULT_REGION")).unwrap_or("us-east-1".into());
        let endpoint = variable("AWS_ENDPOINT_URL_S3").or_else(|| variable("AWS_ENDPOINT_URL"));
        let has_paths = endpoint.is_some();
        let endpoint = endpoint.unwrap_or_else(|| format!("https://s3.{region}.amazonaws.com"));
        let (scheme, host) = parted(&endpoint).ok_or_else(|| {
            io::Error::other("the variable AWS_ENDPOINT_URL holds no address such as https://host:port")
        })?;
        let keys = Keys {
            id: needed("AWS_ACCESS_KEY_ID")?,
            secret: needed("AWS_SECRET_ACCESS_KEY")?,
            token: variable("AWS_SESSION_TOKEN"),
            region,
        };
        let agent = agent(roots(variable("AWS_CA_BUNDLE"), file)?);
        Ok(Service { agent, keys, scheme: scheme.into(), host: host.into(), has_paths })
    }

    /// Asks until there is an answer that stands.
    pub(super) fn ask(&self, ask: &Ask<'_>) -> io::Result<Answer> {
        let mut pause = PAUSE;
        for attempt in 1.. {
            match self.attempt(ask) {
                Err(failure) if failure.passes && attempt < ATTEMPTS => {
                    std::thread::sleep(pause + spread(pause));
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
                Err(failure) if failure.passes => {
                    return Err(io::Error::other(format!("{}, tried {ATTEMPTS} times", failure.error)));
                }
                done => return done.map_err(|failure| failure.error),
            }
        }
        Err(io::Error::other("no attempt was made"))
    }

    fn attempt(&self, ask: &Ask<'_>) -> Result<Answer, Failure> {
        let request = self.request(ask).map_err(|error| Failure { error: io::Error::other(error), passes: false })?;
        let answered = match ask.method {
            "PUT" => self.agent.run(request.map(|()| ask.body)),
            _ => self.agent.run(request),
        };
        let response = answered.map_err(|error| trouble::unreachable(&error, &self.host))?;
        if response.status().is_success() {
            return received(response, ask, &self.host);
        }
        let (status, region) = (response.status().as_u16(), text(&response, "x-amz-bucket-region"));
        let mut complaint = Vec::new();
        let _ = response.into_body().into_reader().take(LONGEST_COMPLAINT).read_to_end(&mut complaint);
        Err(trouble::refused(status, &String::from_utf8_lossy(&complaint), &region, &ask.spot.bucket, &self.host))
    }

    fn request(&self, ask: &Ask<'_>) -> Result<Request<()>, ureq::http::Error> {
        let Spot { bucket, key } = ask.spot;
        let (host, path) = match self.has_paths || bucket.contains('.') {
            true => (self.host.clone(), format!("/{}", escaped(&format!("{bucket}/{key}"), true))),
            false => (format!("{bucket}.{}", self.host), format!("/{}", escaped(key, true))),
        };
        let pairs: Vec<_> = ask.query.iter().map(|(name, value)| format!("{name}={}", escaped(value, false))).collect();
        let query = pairs.join("&");
        let at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let letter = Letter { method: ask.method, host: &host, path: &path, query: &query, body: ask.body, at };
        let stroke = if query.is_empty() { "" } else { "?" };
        let mut request =
            Request::builder().method(ask.method).uri(format!("{}://{host}{path}{stroke}{query}", self.scheme));
        for (name, value) in self.keys.sign(&letter).into_iter().filter(|(name, _)| *name != "host") {
            request = request.header(name, value);
        }
        if let Some((first, count)) = ask.range {
            request = request.header(header::RANGE, format!("bytes={first}-{}", first + count.max(1) - 1));
        }
        if let Some(kind) = (ask.method == "PUT").then(|| kind(key)).flatten() {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        request.body(())
    }
}

fn received(response: Response<Body>, ask: &Ask<'_>, host: &str) -> Result<Answer, Failure> {
    let tag = text(&response, "etag");
    let size = text(&response, "content-length").parse().unwrap_or_default();
    let mut body = Vec::new();
    if ask.most > 0 {
        let mut reader = response.into_body().into_with_config().limit(u64::MAX).reader();
        let read = reader.by_ref().take(ask.most).read_to_end(&mut body);
        read.map_err(|error| trouble::unreachable(&ureq::Error::Io(error), host))?;
    }
    Ok(Answer { tag, size, body })
}

fn text(response: &Response<Body>, name: &str) -> String {
    let value = response.headers().get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_string()
}

/// `https` and `host:port`. An address that has more is no one's endpoint, or has a password in it.
fn parted(endpoint: &str) -> Option<(&str, &str)> {
    let (scheme, host) = endpoint.trim_end_matches('/').split_once("://")?;
    let is_fit = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
    (["http", "https"].contains(&scheme) && !host.is_empty() && host.chars().all(is_fit)).then_some((scheme, host))
}

fn agent(roots: Option<RootCerts>) -> Agent {
    let tls = TlsConfig::builder();
    let tls = match roots {
        Some(roots) => tls.root_certs(roots),
        None => tls,
    };
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .user_agent(concat!("masthead/", env!("CARGO_PKG_VERSION")))
        .max_idle_connections(64)
        .max_idle_connections_per_host(64)
        .timeout_connect(Some(CONNECT))
        .timeout_recv_response(Some(ANSWER))
        .timeout_per_read(Some(PIECE))
        .timeout_per_write(Some(PIECE))
        .timeout_global(Some(WHOLE))
        .tls_config(tls.build());
    config.build().new_agent()
}

/// The certificates of a house of its own, which stand in the place of the public ones.
fn roots(bundle: Option<String>, file: impl Fn(&str) -> io::Result<Vec<u8>>) -> io::Result<Option<RootCerts>> {
    let Some(path) = bundle else { return Ok(None) };
    let wrong = |why: String| io::Error::other(format!("the certificates of AWS_CA_BUNDLE cannot be read: {why}"));
    let bytes = file(&path).map_err(|error| wrong(super::super::reason(&error)))?;
    let certificates = parse_pem(&bytes).filter_map(|item| match item {
        Ok(PemItem::Certificate(certificate)) => Some(certificate),
        _ => None,
    });
    let certificates: Vec<_> = certificates.collect();
    match certificates.is_empty() {
        true => Err(wrong("there is none in it".into())),
        false => Ok(Some(RootCerts::new_with_certs(&certificates))),
    }
}

/// Up to half as much again, so that many who failed together do not come back together.
fn spread(pause: Duration) -> Duration {
    let nanoseconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().subsec_nanos();
    pause / 2 * (nanoseconds / 1000 % 1000) / 1000
}

/// What programs that fetch a file are told of it.
fn kind(key: &str) -> Option<&'static str> {
    Some(match key.rsplit_once('.')?.1 {
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xml" => "application/xml",
        "json" => "application/json",
        "md" => "text/markdown; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_with_passwords_or_paths_are_refused() {
        assert_eq!(parted("http://127.0.0.1:8080/"), Some(("http", "127.0.0.1:8080")));
        for wrong in ["", "host", "ftp://host", "https://user:secret@host", "https://host/path", "https://"] {
            assert_eq!(parted(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_missing_is_named_and_secrets_are_not() {
        let none = |_: &str| Err(io::ErrorKind::NotFound.into());
        let told = |set: &[(&str, &str)]| {
            let variable = |name: &str| set.iter().find(|(set, _)| *set == name).map(|(_, value)| value.to_string());
            Service::of(variable, none).err().map_or(String::new(), |error| error.to_string())
        };
        assert_eq!(told(&[]), "the variable AWS_ACCESS_KEY_ID is not set");
        assert_eq!(told(&[("AWS_ACCESS_KEY_ID", "a")]), "the variable AWS_SECRET_ACCESS_KEY is not set");
        let set = [("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "hush")];
        assert_eq!(told(&set), "");
        let endpoint = told(&[set[0], set[1], ("AWS_ENDPOINT_URL", "https://user:hush@host")]);
        assert!(endpoint.starts_with("the variable AWS_ENDPOINT_URL") && !endpoint.contains("hush"), "{endpoint}");
        let bundle = told(&[set[0], set[1], ("AWS_CA_BUNDLE", "/nowhere")]);
        assert!(bundle.ends_with("there is no such file or folder"), "{bundle}");
    }
}
