//! `masthead fonts`: the faces that a style asks for, where they were found, and what an input makes of them.

use super::args::{Fonts, MessageFormat};
use super::faces::{self, Faces};
use super::inputs::{self, Input};
use super::ledger;
use super::messages::{Findings, Voice};
use super::styling::{self, Fault};
use super::usage::{self, Usage};
use super::world::World;
use super::{Refusal, Verdict, print, shop};
use crate::convert;
use crate::diagnostics::{Diagnostic, Severity, Sink, render};
use crate::fonts::FontFace;
use crate::read;
use crate::style::StyleSheet;
use serde::Serialize;
use std::fmt::Write;
use std::path::Path;

/// What the command prints.
#[derive(Serialize)]
struct Report {
    style: String,
    roles: Vec<Role>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refused: Vec<Refused>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inputs: Vec<Usage>,
}

/// What a role of the style asks for, in one language where it differs.
#[derive(Serialize)]
struct Role {
    role: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
    families: Vec<Family>,
}

#[derive(Serialize)]
struct Family {
    family: String,
    faces: Vec<Found>,
}

/// A face as it was found.
#[derive(PartialEq, Serialize)]
struct Found {
    face: String,
    /// The file; none for faces of the program.
    file: Option<String>,
    index: u32,
    /// The place on the axes of a variable font.
    instance: Vec<(String, f32)>,
    /// OpenType OS/2 fsType.
    licence_bits: u16,
    embedding: String,
    embeddable: bool,
    licence: Option<String>,
}

/// A file that was passed over.
#[derive(Serialize)]
struct Refused {
    file: String,
    reason: String,
}

/// Shows the faces of a style and, of an input, which of them show its characters and which characters none does.
pub(super) fn fonts(asked: &Fonts, world: &dyn World) -> Result<Verdict, Refusal> {
    let faces = faces::faces(&asked.font_paths, world)?;
    let voice = Voice::new(world, asked.speech());
    let given = asked.style.as_deref().map(|name| shop::named_style(name, world)).transpose()?;
    let mut verdict = Verdict::Clean;
    let (mut shown, mut used) = (given.clone(), Vec::new());
    for input in ledger::with_standing(inputs::gather(asked.input.as_slice(), None, world), world)?.iter() {
        match set(&input, given.as_ref(), &faces, world) {
            Ok((style, usage, findings)) => {
                voice.tell(&[findings]);
                verdict = if usage.is_sound() { verdict } else { Verdict::Faulty };
                used.push(usage);
                shown.get_or_insert(style);
            }
            Err(findings) => {
                voice.tell(&findings);
                verdict = Verdict::Faulty;
            }
        }
    }
    let style = match shown {
        Some(style) => style,
        None => shop::named_style(Path::new(styling::DEFAULT), world)?,
    };
    let report = report(&style, &faces, used);
    let text = match asked.message_format {
        MessageFormat::Json => serde_json::to_string_pretty(&report).unwrap_or_default() + "\n",
        MessageFormat::Human | MessageFormat::Short => human(&report),
    };
    print(text.as_bytes(), world)?;
    Ok(verdict)
}

/// Sets an input in its style, for the faces that its pages use. Errors of reading stop it.
fn set(
    input: &Input,
    given: Option<&StyleSheet>,
    faces: &Faces,
    world: &dyn World,
) -> Result<(StyleSheet, Usage, Findings), Vec<Findings>> {
    let about = |fault: Diagnostic| vec![Findings::about(&input.name, vec![fault])];
    let loaded = input.load(world).map_err(about)?;
    let mut sink = Sink::new();
    let bytes = read::Input::new(&input.name, &loaded.bytes);
    let mut prepared = convert::prepare_in(&input.standing, &bytes, loaded.reader, &mut sink);
    let own = prepared.document.front.style.clone().unwrap_or_else(|| styling::DEFAULT.into());
    let style = match given {
        Some(style) => style.clone(),
        None => styling::find(Path::new(&own), input.folder(), world).map_err(|fault| match fault {
            Fault::Unknown(unknown) => about(unknown),
            Fault::Sheet(findings) => findings,
        })?,
    };
    if sink.has_errors() {
        return Err(vec![Findings { source: prepared.source, diagnostics: sink.into_diagnostics() }]);
    }
    let usage = usage::usage(&mut prepared.document, &prepared.source, &style, &faces.book, &mut sink);
    let mut diagnostics = sink.into_diagnostics();
    diagnostics.retain(|found| found.severity == Severity::Error);
    Ok((style, usage, Findings { source: prepared.source, diagnostics }))
}

fn report(style: &StyleSheet, faces: &Faces, inputs: Vec<Usage>) -> Report {
    let mut roles = roles(style, None, faces);
    for (lang, sheet) in style.lang.iter() {
        let differs = |role: &Role| {
            sheet.faces.iter().any(|(at, face)| {
                name(at) == role.role && style.faces.get(at).is_none_or(|own| own.families != face.families)
            })
        };
        roles.extend(self::roles(sheet, Some(lang), faces).into_iter().filter(differs));
    }
    let refused = faces.refused.iter();
    let refused =
        refused.map(|(file, why)| Refused { file: file.display().to_string(), reason: why.clone() }).collect();
    Report { style: style.name.clone(), roles, refused, inputs }
}

fn name(role: &crate::style::FaceRole) -> String {
    format!("{role:?}").to_lowercase()
}

fn roles(style: &StyleSheet, lang: Option<&str>, faces: &Faces) -> Vec<Role> {
    let family = |family: &String| {
        let called = faces.book.faces().filter(|(_, face)| face.is_called(family));
        Family { family: family.clone(), faces: called.map(|(_, face)| found(face)).collect() }
    };
    let role = |(role, face): (&_, &crate::style::Face)| Role {
        role: name(role),
        lang: lang.map(String::from),
        families: face.families.iter().map(family).collect(),
    };
    style.faces.iter().map(role).collect()
}

fn found(face: &FontFace) -> Found {
    let permission = face.permission();
    let axis = |tag: [u8; 4]| String::from_utf8_lossy(&tag).into_owned();
    Found {
        face: face.name(),
        file: face.origin.file().map(String::from),
        index: face.index,
        instance: face.instance.iter().map(|at| (axis(at.axis), at.value)).collect(),
        licence_bits: permission.bits,
        embedding: permission.words(),
        embeddable: permission.refusal().is_none(),
        licence: face.licence(),
    }
}

fn human(report: &Report) -> String {
    let mut text = format!("style {}\n", report.style);
    let mut faces: Vec<&Found> = Vec::new();
    for role in &report.roles {
        let lang = role.lang.as_ref().map(|lang| format!(" ({lang})")).unwrap_or_default();
        let _ = writeln!(text, "\n{}{lang}", role.role);
        for family in &role.families {
            let found = if family.faces.is_empty() { "not found; name its folder with --font-path" } else { "found" };
            let _ = writeln!(text, "  {}: {found}", family.family);
            for face in &family.faces {
                if !faces.contains(&face) {
                    faces.push(face);
                }
            }
        }
    }
    text.push_str("\nfaces\n");
    faces.into_iter().for_each(|face| text.push_str(&line(face)));
    for refused in &report.refused {
        let _ = writeln!(text, "\npassed over {}: {}", refused.file, refused.reason);
    }
    report.inputs.iter().for_each(|usage| text.push_str(&usage.human()));
    text.lines().map(|line| render::plain(line).to_string() + "\n").collect()
}

/// `  Noto Serif SC Bold: fonts.ttc, face 3; wght 700; may be embedded: installable (fsType 0x0000); SIL OFL …`
fn line(face: &Found) -> String {
    let place = match (&face.file, face.index) {
        (None, _) => "in the program".into(),
        (Some(file), 0) => file.clone(),
        (Some(file), index) => format!("{file}, face {index}"),
    };
    let instance: String = face.instance.iter().map(|(axis, value)| format!("; {axis} {value}")).collect();
    let may = if face.embeddable { "may be embedded" } else { "may not be embedded" };
    let licence = face.licence.as_deref().map(|text| format!("; {}", first_sentence(text))).unwrap_or_default();
    format!(
        "  {}: {place}{instance}; {may}: {} (fsType 0x{:04X}){licence}\n",
        face.face, face.embedding, face.licence_bits
    )
}

/// The first sentence of a licence, cut where it is long.
fn first_sentence(text: &str) -> String {
    const LONGEST: usize = 80;
    let line = text.lines().next().unwrap_or_default();
    let end = line.find(". ").unwrap_or(line.len());
    let sentence: String = line.get(..end).unwrap_or(line).chars().take(LONGEST).collect();
    if sentence.len() < end { format!("{sentence}…") } else { sentence }
}
