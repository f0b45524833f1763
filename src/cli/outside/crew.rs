//! Who takes part in a run beside the program itself.

use super::super::Refusal;
use super::super::inputs::Inputs;
use super::super::world::World;
use super::Programs;
use super::backend::Program;
use super::command::{Command, on_path};
use crate::diagnostics::nearest;
use crate::outside::{BackendSheet, is_name};
use crate::write::{self, BACKENDS, Backend, Entry};
use std::sync::Arc;

/// What programs on the PATH are called that are backends.
const PREFIX: &str = "masthead-";

/// The programs of others that take part in a run.
pub(in crate::cli) struct Crew<'a> {
    backends: Vec<Program<'a>>,
    has_filters: bool,
}

impl<'a> Crew<'a> {
    /// Finds the programs of the formats that `to` names and the crate does not write, and sees that those which a series names
    /// may run.
    pub(in crate::cli) fn hire(
        inputs: &Inputs,
        to: &[String],
        is_trusted: bool,
        world: &'a dyn World,
    ) -> Result<Crew<'a>, Refusal> {
        let series = series(inputs);
        for programs in &series {
            if let Some((name, _)) = programs.filters.first() {
                programs.check_trust(&format!("the filter `{name}`"), is_trusted, world)?;
            }
        }
        let has_filters = series.iter().any(|programs| !programs.filters.is_empty());
        let mut crew = Crew { backends: Vec::new(), has_filters };
        for name in to.iter().filter(|name| write::by_name(name).is_none()) {
            if crew.backends.iter().all(|known| known.name != *name) {
                crew.backends.push(backend(name, &series, is_trusted, world)?);
            }
        }
        Ok(crew)
    }

    /// Whether nobody else takes part.
    pub(in crate::cli) fn is_empty(&self) -> bool {
        self.backends.is_empty() && !self.has_filters
    }

    /// Their formats.
    pub(in crate::cli) fn entries<'p>(&'p self) -> Vec<Entry<'p>> {
        let entry = |program: &'p Program<'a>| Entry {
            name: &program.name,
            extension: program.extension(),
            summary: &program.sheet.summary,
            backend: Backend::Flow(program),
        };
        self.backends.iter().map(entry).collect()
    }
}

/// What the series of the inputs name, each once.
fn series(inputs: &Inputs) -> Vec<Arc<Programs>> {
    let mut found: Vec<Arc<Programs>> = Vec::new();
    for programs in inputs.programs() {
        if found.iter().all(|known| !Arc::ptr_eq(known, programs) && known != programs) {
            found.push(Arc::clone(programs));
        }
    }
    found
}

fn backend<'a>(
    name: &str,
    series: &[Arc<Programs>],
    is_trusted: bool,
    world: &'a dyn World,
) -> Result<Program<'a>, Refusal> {
    let mut named = series.iter().filter_map(|programs| Some((programs, programs.backends.get(name)?)));
    let Some((programs, sheet)) = named.next() else { return of_path(name, series, world) };
    if let Some((other, _)) = named.next() {
        let message =
            format!("`{}` and `{}` each say what writes `{name}`", programs.file.display(), other.file.display());
        return Err(Refusal::new(message, "build the issues of each series in a run of their own"));
    }
    programs.check_trust(&format!("the backend `{name}`"), is_trusted, world)?;
    let command = Command::read(&sheet.command, &programs.root, world)
        .map_err(|(what, hint)| Refusal::new(format!("the backend `{name}` {what}"), hint))?;
    Ok(Program { name: name.into(), sheet: sheet.clone(), command, world })
}

/// A backend that no series names.
fn of_path<'a>(name: &str, series: &[Arc<Programs>], world: &'a dyn World) -> Result<Program<'a>, Refusal> {
    let program = Some(name).filter(|name| is_name(name)).and_then(|name| on_path(&format!("{PREFIX}{name}"), world));
    let Some(program) = program else {
        let named = series.iter().flat_map(|programs| programs.backends.keys()).map(String::as_str);
        return Err(unknown(name, named));
    };
    let command = Command { program, arguments: Vec::new() };
    Ok(Program { name: name.into(), sheet: BackendSheet::unspoken(), command, world })
}

/// What is said of a format that nothing writes; `others` are formats of programs that are known.
fn unknown<'a>(name: &str, others: impl Iterator<Item = &'a str>) -> Refusal {
    let known: Vec<&str> = BACKENDS.iter().map(|backend| backend.name).chain(others).collect();
    let hint = nearest::advice(name, &known);
    if !is_name(name) {
        return Refusal::new(format!("there is no format `{name}`"), hint);
    }
    let message = format!(
        "there is no format `{name}`, no program `{PREFIX}{name}` on the PATH and no [backend.{name}] in series.toml"
    );
    Refusal::new(message, hint)
}
