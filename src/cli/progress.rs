//! How far a run of many inputs is: a line that moves on a terminal, lines of JSON for programs.

use super::args::{MessageFormat, Speech};
use super::world::World;
use serde_json::json;
use std::time::Duration;

/// How often it is shown at most on a terminal, and how often it is told to programs.
const SHOWN: Duration = Duration::from_millis(100);
const TOLD: Duration = Duration::from_secs(1);
/// The width of the bar, cells.
const WIDTH: usize = 24;
/// Goes to the start of the line and wipes it (ECMA-48, EL).
const WIPE: &str = "\r\x1b[K";

/// How far a run is.
pub(super) struct Progress<'a> {
    world: &'a dyn World,
    form: Form,
    all: usize,
    done: usize,
    start: Duration,
    last: Duration,
    /// The line as it was last drawn.
    bar: String,
    is_shown: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Bar,
    Json,
    Silence,
}

impl<'a> Progress<'a> {
    /// That of a run over so many inputs.
    pub(super) fn new(all: usize, speech: Speech, world: &'a dyn World) -> Progress<'a> {
        let dumb = world.variable("TERM").is_some_and(|term| term == "dumb");
        let form = match speech.message_format {
            _ if speech.quiet || all < 2 => Form::Silence,
            MessageFormat::Json => Form::Json,
            _ if world.is_terminal() && !dumb => Form::Bar,
            _ => Form::Silence,
        };
        let start = world.clock();
        Progress { world, form, all, done: 0, start, last: start, bar: String::new(), is_shown: false }
    }

    /// Makes room for something to be said.
    pub(super) fn hide(&mut self) {
        if std::mem::take(&mut self.is_shown) {
            self.world.say(WIPE);
        }
    }

    /// One more input is done.
    pub(super) fn step(&mut self) {
        self.done += 1;
        let now = self.world.clock();
        let wait = if self.form == Form::Json { TOLD } else { SHOWN };
        if self.form == Form::Silence || self.done == self.all {
            return;
        }
        if now.saturating_sub(self.last) >= wait {
            self.last = now;
            let pace = Pace::of(self.done, self.all, now.saturating_sub(self.start));
            match self.form {
                Form::Json => self.world.say(&format!("{}\n", pace.json())),
                _ => self.bar = pace.bar(),
            }
        } else if self.is_shown {
            return;
        }
        if !self.bar.is_empty() {
            self.world.say(&format!("{WIPE}{}", self.bar));
            self.is_shown = true;
        }
    }
}

/// So many of all, and how fast.
struct Pace {
    done: usize,
    all: usize,
    a_second: f64,
    seconds_left: f64,
}

impl Pace {
    fn of(done: usize, all: usize, time: Duration) -> Pace {
        let a_second = done as f64 / time.as_secs_f64().max(1e-3);
        Pace { done, all, a_second, seconds_left: (all - done) as f64 / a_second.max(1e-3) }
    }

    fn bar(&self) -> String {
        let full = WIDTH * self.done / self.all.max(1);
        let (hashes, dots) = ("#".repeat(full), "·".repeat(WIDTH - full));
        let rate = if self.a_second < 10.0 { format!("{:.1}", self.a_second) } else { format!("{:.0}", self.a_second) };
        format!("[{hashes}{dots}] {} of {}, {rate} a second, {} left", self.done, self.all, clock(self.seconds_left))
    }

    fn json(&self) -> serde_json::Value {
        let rounded = |number: f64| (number * 10.0).round() / 10.0;
        json!({ "progress": {
            "done": self.done,
            "of": self.all,
            "a-second": rounded(self.a_second),
            "seconds-left": rounded(self.seconds_left),
        }})
    }
}

/// `0:07`, `12:34`, `1:02:03`.
fn clock(seconds: f64) -> String {
    let whole = seconds.ceil() as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_says_how_far_how_fast_and_how_long() {
        let pace = Pace::of(5_000, 20_000, Duration::from_secs(25));
        assert_eq!(pace.bar(), "[######··················] 5000 of 20000, 200 a second, 1:15 left");
        assert_eq!(pace.json()["progress"]["seconds-left"], 75.0);
    }

    #[test]
    fn hours_are_told_where_there_are_any() {
        assert_eq!(
            ["6.2", "59.5", "3723"].map(|it| clock(it.parse().unwrap_or_default())),
            ["0:07", "1:00", "1:02:03"]
        );
    }
}
