//! Which program a command means.

use super::super::world::World;
use std::path::{Path, PathBuf};

/// A program with its arguments, ready to be run.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Command {
    pub(super) program: PathBuf,
    pub(super) arguments: Vec<String>,
}

impl Command {
    /// The command of a file in a folder; or why there is none, and what to do.
    pub(super) fn read(words: &[String], folder: &Path, world: &dyn World) -> Result<Command, (String, String)> {
        let Some((name, arguments)) = words.split_first() else {
            return Err(("names no program".into(), "write `command = [\"…\"]`".into()));
        };
        let arguments = arguments.iter().map(|word| argument(word, folder)).collect();
        if name.contains('/') {
            let program = folder.join(name);
            return match world.is_program(&program) {
                true => Ok(Command { program, arguments }),
                false => {
                    let what = format!("wants `{}`, which is no file that can be run", program.display());
                    Err((what, "check its path from the folder of series.toml, and `chmod +x` it".into()))
                }
            };
        }
        let program = on_path(name, world).ok_or_else(|| {
            let what = format!("wants `{name}`, and no folder of the PATH has such a program");
            let hint = "install it, or write its path in series.toml: `./…` leads from the folder of that file";
            (what, hint.to_string())
        })?;
        Ok(Command { program, arguments })
    }
}

/// A word of a command; one that is a path from the folder of the file becomes one from the root of the disk.
fn argument(word: &str, folder: &Path) -> String {
    match word.strip_prefix("./") {
        Some(rest) => folder.join(rest).to_string_lossy().into_owned(),
        None if word.starts_with("../") => folder.join(word).to_string_lossy().into_owned(),
        None => word.to_string(),
    }
}

/// A program on the PATH. Folders that depend on where the user stands are passed over: what lies there may have come with an
/// issue.
pub(super) fn on_path(name: &str, world: &dyn World) -> Option<PathBuf> {
    let path = world.variable("PATH")?;
    let mut folders = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
    folders.find_map(|folder| Some(folder.join(name)).filter(|program| world.is_program(program)))
}
