//! What `series.toml` says of a program.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How long a program may take where nothing is said, seconds.
const TIME: u32 = 60;
/// The most that the files of a backend may have together where nothing is said, MiB.
const LARGEST: u32 = 256;

/// A backend that is a program: `[backend.NAME]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BackendSheet {
    /// The program and its arguments. A program without a slash is looked for on the PATH; what begins with `./` or `../` is a
    /// path from the folder of this file.
    pub command: Vec<String>,
    /// The extension of its main file, without the dot; its name where nothing is said.
    #[serde(default)]
    pub extension: Option<String>,
    /// One line on what it writes.
    #[serde(default)]
    pub summary: String,
    /// How long it may take for one issue, seconds.
    #[serde(default = "time")]
    #[schemars(range(min = 1, max = 3600))]
    pub time_limit: u32,
    /// The most that its files may have together, MiB.
    #[serde(default = "largest")]
    #[schemars(range(min = 1, max = 4096))]
    pub size_limit: u32,
    /// The version of the protocol that it speaks.
    #[serde(default = "protocol")]
    #[schemars(range(min = 1, max = 1000))]
    pub protocol: u32,
}

/// A filter that is a program: `[filter.NAME]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FilterSheet {
    /// The program and its arguments. A program without a slash is looked for on the PATH; what begins with `./` or `../` is a
    /// path from the folder of this file.
    pub command: Vec<String>,
    /// How long it may take for one issue, seconds.
    #[serde(default = "time")]
    #[schemars(range(min = 1, max = 3600))]
    pub time_limit: u32,
    /// The version of the protocol that it speaks.
    #[serde(default = "protocol")]
    #[schemars(range(min = 1, max = 1000))]
    pub protocol: u32,
}

fn time() -> u32 {
    TIME
}

fn largest() -> u32 {
    LARGEST
}

fn protocol() -> u32 {
    super::PROTOCOL
}

impl BackendSheet {
    /// What is known of a program that no file speaks of.
    #[must_use]
    pub fn unspoken() -> BackendSheet {
        BackendSheet {
            command: Vec::new(),
            extension: None,
            summary: String::new(),
            time_limit: TIME,
            size_limit: LARGEST,
            protocol: super::PROTOCOL,
        }
    }
}

/// Whether a backend or filter may be called so: small letters, figures and hyphens, as in `mail` or `spell-check`.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    name.len() <= 64 && name.starts_with(is_letter) && name.chars().all(|c| is_letter(c) || c == '-')
}
