//! What went wrong with a request, in the words of people, and whether it may pass.

use super::service::Failure;
use crate::xml::XmlReader;
use std::io;
use ureq::{Error, Timeout};

/// What follows where nobody answered, or not to the end.
pub(super) fn unreachable(error: &Error, host: &str) -> Failure {
    let told = match error {
        Error::HostNotFound => format!("there is no host `{host}`, or no network"),
        Error::Timeout(Timeout::Connect | Timeout::Resolve) => format!("`{host}` cannot be reached in time"),
        Error::Timeout(_) => format!("`{host}` does not answer in time"),
        Error::Io(error) => format!("`{host}` cannot be reached: {}", error.to_string().to_lowercase()),
        Error::ConnectionFailed => format!("`{host}` cannot be reached"),
        Error::Tls(why) => format!("the connection to `{host}` is not safe: {why}"),
        Error::Rustls(why) => format!("the connection to `{host}` is not safe: {why}"),
        other => format!("`{host}` does not answer as it should: {other}"),
    };
    let passes = !matches!(error, Error::Tls(_) | Error::Rustls(_) | Error::BadUri(_) | Error::Http(_));
    Failure { error: io::Error::other(told), passes }
}

/// What follows where the service said no.
pub(super) fn refused(status: u16, complaint: &str, region: &str, bucket: &str, host: &str) -> Failure {
    let code = code(complaint);
    let told = match (status, code.as_str()) {
        (_, "NoSuchBucket") => format!("there is no bucket `{bucket}`"),
        (404, _) => return Failure { error: io::ErrorKind::NotFound.into(), passes: false },
        (301 | 307 | 400, _) if !region.is_empty() => {
            format!("the bucket `{bucket}` is in the region {region}; say so in AWS_REGION")
        }
        (_, "InvalidAccessKeyId") => format!("`{host}` does not know the access key"),
        (_, "SignatureDoesNotMatch") => "the secret key does not belong to the access key".into(),
        (_, "ExpiredToken" | "InvalidToken") => "the session token is not valid any more".into(),
        (_, "RequestTimeTooSkewed") => "the clock of this machine is wrong".into(),
        (401 | 403, _) => {
            let told = format!("access to the bucket `{bucket}` is denied");
            return Failure { error: io::Error::new(io::ErrorKind::PermissionDenied, told), passes: false };
        }
        (_, "") => format!("`{host}` answers with status {status}"),
        (_, code) => format!("`{host}` answers with status {status} ({code})"),
    };
    let passes = status >= 500 || status == 429 || matches!(code.as_str(), "RequestTimeout" | "SlowDown");
    Failure { error: io::Error::other(told), passes }
}

/// The word by which a complaint is known; none where something stands there that is no such word.
fn code(complaint: &str) -> String {
    let root = XmlReader::new(complaint, &[]).root().ok().flatten();
    let code = root.and_then(|root| root.child("Code").map(|code| code.words())).unwrap_or_default();
    let is_word = code.len() < 64 && code.chars().all(|c| c.is_ascii_alphanumeric());
    if is_word { code } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(status: u16, code: &str) -> (String, bool) {
        let complaint = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>m</Message></Error>");
        let failure = refused(status, &complaint, "", "b", "host:1");
        (failure.error.to_string(), failure.passes)
    }

    #[test]
    fn faults_of_the_user_are_told_at_once_and_others_tried_again() {
        assert_eq!(told(404, "NoSuchBucket"), ("there is no bucket `b`".into(), false));
        assert_eq!(told(403, "AccessDenied"), ("access to the bucket `b` is denied".into(), false));
        assert_eq!(told(403, "InvalidAccessKeyId"), ("`host:1` does not know the access key".into(), false));
        assert_eq!(told(503, "SlowDown"), ("`host:1` answers with status 503 (SlowDown)".into(), true));
        assert_eq!(told(500, "<b>"), ("`host:1` answers with status 500".into(), true));
        assert!(told(400, "RequestTimeout").1);
        let missing = refused(404, "", "", "b", "h");
        assert_eq!((missing.error.kind(), missing.passes), (io::ErrorKind::NotFound, false));
        assert_eq!(refused(403, "", "", "b", "h").error.kind(), io::ErrorKind::PermissionDenied);
        let elsewhere = refused(301, "", "eu-west-1", "b", "h");
        assert_eq!(elsewhere.error.to_string(), "the bucket `b` is in the region eu-west-1; say so in AWS_REGION");
    }

    #[test]
    fn a_host_that_is_not_there_is_tried_again_and_one_that_is_not_safe_is_not() {
        let refused = unreachable(&Error::Io(io::ErrorKind::ConnectionRefused.into()), "h:1");
        assert_eq!(
            (refused.error.to_string().as_str(), refused.passes),
            ("`h:1` cannot be reached: connection refused", true)
        );
        assert!(!unreachable(&Error::Tls("no certificate"), "h").passes);
    }
}
