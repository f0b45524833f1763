//! `masthead lsp`: a language server on standard input and output.
//!
//! One thread reads messages, another answers them in order; what is found in a text is looked for only when no message waits,
//! so that nobody waits for what an older text was worth.

mod address;
mod answers;
mod buffer;
mod desk;
mod examine;
mod house;
mod protocol;
mod requests;
mod server;
#[cfg(test)]
mod tests;
mod wire;

use super::args::Lsp;
use super::guard::guarded;
use super::world::{World, reason};
use super::{Refusal, Verdict, faces, shop, unprinted};
use crate::layout::Typesetter;
use protocol::{Cancelled, Message, Refused, failed, message, params};
use serde_json::Value;
use server::{Ending, Server};
use std::collections::VecDeque;
use std::io::{self, BufReader, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// So many messages wait to be answered; a client that sends more waits itself.
const WAITING: usize = 1024;

/// What the stream of messages brought.
enum Arrival {
    Message(Message),
    /// Its end, or why nothing more can be read of it.
    End(io::Result<()>),
}

/// Serves one client until it says that it goes, or is gone.
pub(super) fn lsp(asked: &Lsp, world: &dyn World) -> Result<Verdict, Refusal> {
    let style = asked.style.as_deref().map(|name| shop::named_style(name, world)).transpose()?;
    let fonts = faces::faces(&asked.font_paths, world)?.book;
    let typesetter = Typesetter::new(&fonts);
    let mut server = Server::new(world, style, &typesetter, asked.root.as_deref());
    let (send, arrivals) = sync_channel(WAITING);
    let stream = world.stream();
    // It ends with its stream, or with the process: it may wait for a client that says no more.
    let reader = thread::Builder::new().name("messages".into()).spawn(move || listen(stream, &send));
    reader.map_err(|error| Refusal::new(format!("no thread can be begun: {error}"), "end other programs"))?;
    serve(&mut server, &arrivals, world)
}

fn listen(stream: Box<dyn Read + Send>, to: &SyncSender<Arrival>) {
    let mut stream = BufReader::new(stream);
    loop {
        let arrival = match wire::read(&mut stream) {
            Ok(Some(bytes)) => Arrival::Message(message(&bytes)),
            Ok(None) => Arrival::End(Ok(())),
            Err(error) => Arrival::End(Err(error)),
        };
        let ends = matches!(arrival, Arrival::End(_));
        if to.send(arrival).is_err() || ends {
            return;
        }
    }
}

fn serve(server: &mut Server<'_>, arrivals: &Receiver<Arrival>, world: &dyn World) -> Result<Verdict, Refusal> {
    let mut waiting = VecDeque::new();
    loop {
        while let Ok(arrival) = arrivals.try_recv() {
            wait_in_line(arrival, &mut waiting, server);
        }
        let ending = match waiting.pop_front() {
            Some(Arrival::Message(message)) => take(server, message),
            Some(Arrival::End(how)) => return end(server, how),
            None if settle(server) => None,
            None => match arrivals.recv() {
                Ok(arrival) => {
                    wait_in_line(arrival, &mut waiting, server);
                    None
                }
                Err(_) => return end(server, Ok(())),
            },
        };
        send(server, world)?;
        match ending {
            Some(Ending::Orderly) => return Ok(Verdict::Clean),
            Some(Ending::Abrupt) => return Ok(Verdict::Faulty),
            None => {}
        }
    }
}

/// Puts an arrival behind those that wait; a request that the client no longer wants is answered at once.
fn wait_in_line(arrival: Arrival, waiting: &mut VecDeque<Arrival>, server: &mut Server<'_>) {
    if let Arrival::Message(Message::Notification { method, params: told }) = &arrival
        && method == "$/cancelRequest"
    {
        let Ok(Cancelled { id: unwanted }) = params(told.clone()) else { return };
        let is_unwanted =
            |arrival: &Arrival| matches!(arrival, Arrival::Message(Message::Request { id, .. }) if *id == unwanted);
        if let Some(at) = waiting.iter().position(is_unwanted) {
            waiting.remove(at);
            server.say(failed(&unwanted, Refused::RequestCancelled, "the client no longer wants it"));
        }
        return;
    }
    waiting.push_back(arrival);
}

/// Answers a message. What fails in the program itself fails that one message.
fn take(server: &mut Server<'_>, message: Message) -> Option<Ending> {
    let id = match &message {
        Message::Request { id, .. } => id.clone(),
        _ => Value::Null,
    };
    guarded(|| server.take(message)).unwrap_or_else(|why| {
        server.fail(&id, &why);
        None
    })
}

/// Looks for what is wrong in one text; says whether any was due.
fn settle(server: &mut Server<'_>) -> bool {
    guarded(|| server.settle()).unwrap_or_else(|why| {
        server.log(&why);
        true
    })
}

fn send(server: &mut Server<'_>, world: &dyn World) -> Result<(), Refusal> {
    let bytes: Vec<u8> = server.said().iter().flat_map(wire::framed).collect();
    if bytes.is_empty() { Ok(()) } else { world.print(&bytes).or_else(|error| unprinted(&error)) }
}

/// A client that is gone without a word ends the program as an abrupt one does.
fn end(server: &Server<'_>, how: io::Result<()>) -> Result<Verdict, Refusal> {
    match how {
        Err(error) => Err(Refusal::new(
            format!("what came on standard input is no message: {}", reason(&error)),
            "start `masthead lsp` from an editor, which speaks the Language Server Protocol",
        )),
        Ok(()) if server.is_shut() => Ok(Verdict::Clean),
        Ok(()) => Ok(Verdict::Faulty),
    }
}
