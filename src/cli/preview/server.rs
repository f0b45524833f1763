//! A server for one user on this machine: a thread for each connection, few of them, each with little time.

use super::answer::{Answer, Kind, Status, head};
use super::request::Request;
use super::routes::{Reply, Site};
use crate::cli::guard::guarded;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// So many connections are open at once: two browsers ask by six each, and some wait for proofs.
const MOST: usize = 24;
/// A whole request comes within this time.
const PATIENCE: Duration = Duration::from_secs(10);
/// Nobody who reads nothing for so long is written to.
const WRITING: Duration = Duration::from_secs(10);
/// How often those who wait for proofs hear that the program is alive.
const BEAT: Duration = Duration::from_secs(10);

/// Takes a port of this machine that no other machine reaches; 0 for any.
pub(super) fn listen(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
}

/// Serves from now on until the program ends.
pub(super) fn serve(listener: TcpListener, site: Arc<Site>) -> io::Result<()> {
    let open = Arc::new(AtomicUsize::new(0));
    let accept = move || {
        for stream in listener.incoming() {
            match stream {
                Ok(stream) => take(stream, &site, &open),
                // Too many files are open, it may be; trying at once again would keep a core busy.
                Err(_) => thread::sleep(Duration::from_millis(50)),
            }
        }
    };
    thread::Builder::new().spawn(accept).map(|_| ())
}

fn take(stream: TcpStream, site: &Arc<Site>, open: &Arc<AtomicUsize>) {
    let place = Place(Arc::clone(open));
    let is_full = open.fetch_add(1, Ordering::AcqRel) >= MOST;
    let site = Arc::clone(site);
    // Where no thread can be had, both the place and the connection are let go here.
    let _ = thread::Builder::new().spawn(move || {
        let _place = place;
        let _ = guarded(|| attend(&stream, &site, PATIENCE, is_full));
    });
}

/// A connection's place among those that are open.
struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

fn attend(mut stream: &TcpStream, site: &Site, patience: Duration, is_full: bool) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(WRITING))?;
    if is_full {
        return Answer::refusal(Status::Busy, "Too many pages are open; close some.").write(&mut stream, false);
    }
    let mut timed = Timed { stream, until: Instant::now() + patience };
    let request = match Request::read(&mut timed) {
        Ok(request) => request,
        Err(fault) => {
            return Answer::to_fault(fault).map_or(Ok(()), |answer| answer.write(&mut stream, false));
        }
    };
    let is_head = request.method == "HEAD";
    match site.reply(&request) {
        Reply::Whole(answer) => answer.write(&mut stream, is_head),
        Reply::Proofs(_) if is_head => stream.write_all(head(Status::Fine, Kind::Events, "").as_bytes()),
        Reply::Proofs(style) => proofs(&mut stream, site, style),
    }
}

/// Sends proof after proof (HTML, 9.2: server-sent events), until the other side is gone.
fn proofs(stream: &mut dyn Write, site: &Site, style: usize) -> io::Result<()> {
    let _viewer = site.proofs.view(style);
    stream.write_all(head(Status::Fine, Kind::Events, "").as_bytes())?;
    stream.write_all(b"retry: 500\n\n")?;
    let mut seen = 0;
    loop {
        match site.proofs.next(style, seen, BEAT) {
            Some((number, proof)) => {
                seen = number;
                stream.write_all(format!("data: {}\n\n", proof.json(number)).as_bytes())?;
            }
            None => stream.write_all(b": still here\n\n")?,
        }
        stream.flush()?;
    }
}

/// A connection that is read until a moment and no longer, however slowly its bytes come.
struct Timed<'a> {
    stream: &'a TcpStream,
    until: Instant,
}

impl Read for Timed<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        self.stream.read(into)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::door::Door;
    use super::super::routes::About;
    use super::*;

    fn site(port: u16) -> Site {
        let about = About { file: "a.md".into(), pdf: "a.pdf".into(), styles: vec!["own".into()], start: 0 };
        Site { door: Door::new(port).unwrap(), proofs: Arc::default(), about }
    }

    /// Both ends of a connection.
    fn pair() -> (TcpStream, TcpStream) {
        let listener = listen(0).unwrap();
        let ours = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        (ours, listener.accept().unwrap().0)
    }

    #[test]
    fn nobody_from_elsewhere_is_listened_to() {
        assert!(listen(0).unwrap().local_addr().unwrap().ip().is_loopback());
    }

    #[test]
    fn one_who_brings_a_byte_at_a_time_is_not_waited_for() {
        let (mut ours, theirs) = pair();
        let attended = thread::spawn(move || {
            let start = Instant::now();
            let _ = attend(&theirs, &site(1), Duration::from_millis(120), false);
            start.elapsed()
        });
        let dripped = (0..200).find(|_| {
            thread::sleep(Duration::from_millis(10));
            ours.write_all(b"G").is_err() || attended.is_finished()
        });
        assert!(dripped.is_some(), "it was waited for as long as bytes came");
        assert!(attended.join().unwrap() < Duration::from_millis(1_500));
        let mut answer = Vec::new();
        let _ = ours.read_to_end(&mut answer);
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 408"), "{}", String::from_utf8_lossy(&answer));
    }

    #[test]
    fn a_head_without_end_is_cut_off() {
        let (mut ours, theirs) = pair();
        let attended = thread::spawn(move || attend(&theirs, &site(1), Duration::from_secs(20), false));
        let _ = ours.write_all(b"GET / HTTP/1.1\r\n");
        let mut sent = 0;
        while sent < 10_000_000 && ours.write_all(&[b'a'; 1000]).is_ok() {
            sent += 1000;
        }
        let _ = attended.join().unwrap();
        assert!(sent < 10_000_000, "all of it was read");
    }

    #[test]
    fn one_too_many_is_told_so() {
        let (mut ours, theirs) = pair();
        attend(&theirs, &site(1), PATIENCE, true).unwrap();
        drop(theirs);
        let mut answer = String::new();
        ours.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    }

    #[test]
    fn every_answer_forbids_what_is_not_needed() {
        let (mut ours, theirs) = pair();
        let site = site(4000);
        ours.write_all(b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").unwrap();
        attend(&theirs, &site, PATIENCE, false).unwrap();
        drop(theirs);
        let mut answer = String::new();
        ours.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
        for field in ["default-src 'none'", "nosniff", "no-store", "Referrer-Policy: no-referrer", "Connection: close"]
        {
            assert!(answer.contains(field), "{field} in {answer}");
        }
    }
}
