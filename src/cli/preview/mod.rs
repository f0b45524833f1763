//! `masthead preview`: the pages of an issue as they will print, in a browser, following each save.

mod answer;
mod browser;
mod choices;
mod door;
mod making;
mod picture;
mod places;
mod proof;
mod proofs;
mod request;
mod routes;
mod server;

use super::args::Preview;
use super::messages::Voice;
use super::pictures::Gallery;
use super::world::{Standing, World, is_remote, reason};
use super::{Refusal, Verdict, faces, inputs, print};
use crate::diagnostics::Severity;
use crate::layout::Typesetter;
use crate::write::Options;
use choices::choices;
use door::Door;
use making::Maker;
use proof::Proof;
use proofs::Proofs;
use routes::{About, Site};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How long nothing is looked at: a save is seen within this time.
const PAUSE: Duration = Duration::from_millis(10);

/// Shows an issue until the user has seen enough.
pub(super) fn preview(asked: &Preview, world: &dyn World) -> Result<Verdict, Refusal> {
    let voice = Voice::new(world, asked.speech());
    let input = one_file(&asked.input, world)?;
    let (choices, start) = choices(asked.style.as_deref(), &input, world);
    let fonts = faces::faces(&asked.font_paths, world)?.book;
    let typesetter = Typesetter::new(&fonts).with_companion(true);
    let (options, gallery) = (Options::default(), Gallery::default());
    let needs = BTreeMap::new();
    let mut maker = Maker { asked, world, typesetter: &typesetter, choices: &choices, options, gallery, needs };
    let listener = server::listen(asked.port).map_err(|error| unheard(asked.port, &reason(&error)))?;
    let port = listener.local_addr().map_err(|error| unheard(asked.port, &reason(&error)))?.port();
    let door = Door::new(port).map_err(|why| {
        Refusal::new(format!("the system gives no random numbers: {why}"), "nothing may be shown without a secret")
    })?;
    let address = door.address();
    let for_once = if asked.open { door.address_for_once().ok() } else { None };
    let about = About {
        file: input.name.clone(),
        pdf: format!("{}.pdf", input.stem().to_string_lossy()),
        styles: choices.iter().map(|choice| choice.name.clone()).collect(),
        start,
    };
    let proofs = Arc::new(Proofs::default());
    world.listen();
    let first = maker.make(start, None);
    tell(&first, &input.name, voice);
    proofs.put(start, first);
    let site = Site { door, proofs: Arc::clone(&proofs), about };
    server::serve(listener, Arc::new(site)).map_err(|error| unheard(port, &reason(&error)))?;
    print(format!("{address}\n").as_bytes(), world)?;
    if let Some(Err(error)) = for_once.map(|address| browser::open(&address)) {
        voice.remark(&format!("the browser cannot be opened: {}; open the address above", reason(&error)));
    }
    voice.remark("follows every save; stop with Ctrl-C");
    follow(&mut maker, &proofs, world);
    Ok(Verdict::Clean)
}

/// Makes new proofs of what is looked at whenever something that they are made of changes.
fn follow(maker: &mut Maker<'_>, proofs: &Proofs, world: &dyn World) {
    while world.stop().is_none() {
        for style in proofs.viewed() {
            if maker.is_fresh(style) {
                continue;
            }
            maker.wait_until_still(style);
            let before = proofs.latest(style);
            proofs.put(style, maker.make(style, before.as_deref()));
        }
        world.rest(PAUSE);
    }
}

/// The one issue to show.
fn one_file(path: &Path, world: &dyn World) -> Result<inputs::Input, Refusal> {
    if path == Path::new("-") || is_remote(path) {
        return Err(Refusal::new("only a file of this machine can be previewed", "name the source of one issue"));
    }
    match world.standing(path) {
        Some(Standing::File) => {}
        Some(Standing::Folder) => {
            return Err(Refusal::new(
                format!("`{}` is a folder, and a preview shows one issue", path.display()),
                "name the source of one issue",
            ));
        }
        None => return Err(Refusal::new(format!("there is no file `{}`", path.display()), "check the path")),
    }
    let inputs = inputs::gather(&[path.to_path_buf()], None, world);
    inputs.get(0).ok_or_else(|| Refusal::new("there is nothing to preview", "name the source of one issue"))
}

fn unheard(port: u16, why: &str) -> Refusal {
    match port {
        0 => Refusal::new(format!("no port of this machine can be had: {why}"), "check what may listen on 127.0.0.1"),
        _ => Refusal::new(
            format!("port {port} of this machine cannot be had: {why}"),
            "leave --port out, and any free one is taken",
        ),
    }
}

/// Says what the page begins with.
fn tell(proof: &Proof, name: &str, voice: Voice<'_>) {
    if !proof.is_sound() {
        let errors = proof.count(Severity::Error);
        let word = if errors == 1 { "error" } else { "errors" };
        voice.remark(&format!("{name}: no pages yet, {errors} {word}; the page shows where"));
    }
}
