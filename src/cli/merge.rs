//! `masthead report merge`: the reports of all shards as one, the same bytes whatever ran where, when and how often. Nothing but one
//! input of each report is held at a time.

use super::args::Merge;
use super::parts::Part;
use super::report::{Head, NEW, Report, Status};
use super::world::World;
use super::{Refusal, Verdict};
use serde_json::Value;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What holds for a run and not for what it made.
const OF_THE_RUN: [&str; 3] = ["fresh", "milliseconds", super::report::INDEX];

/// Merges reports, unless they are not all of one run.
pub(super) fn merge(asked: &Merge, world: &dyn World) -> Result<Verdict, Refusal> {
    if let Some(same) = asked.reports.iter().find(|report| world.identity(report) == world.identity(&asked.output)) {
        let message = format!("the whole report would overwrite the report `{}`", same.display());
        return Err(Refusal::new(message, "give -o another file"));
    }
    let mut parts: Vec<Part<'_>> =
        asked.reports.iter().map(|path| Part::open(path, world)).collect::<Result<_, Refusal>>()?;
    let head = common(&mut parts)?;
    let mut whole = Report::open(&asked.output, &head, &[], world)?;
    match parts.as_mut_slice() {
        [alone] if alone.head.shard.is_none() => {
            while let Some(item) = alone.take()? {
                add(&mut whole, item);
            }
        }
        _ => in_order(&mut parts, &mut whole)?,
    }
    let mut status = Status::Clean;
    for part in parts {
        status = status.max(part.finish()?);
    }
    whole.finish(status)?;
    Ok(if status == Status::Clean { Verdict::Clean } else { Verdict::Faulty })
}

fn add(whole: &mut Report<'_>, mut item: Value) {
    if let Some(item) = item.as_object_mut() {
        item.retain(|key, _| !OF_THE_RUN.contains(&key.as_str()));
        if let Some(bag) = item.get_mut("bag").and_then(Value::as_object_mut) {
            bag.remove(NEW);
        }
    }
    whole.item(&item);
}

/// The head of the whole, if the parts fit together. They are put into the order of their shards.
fn common(parts: &mut [Part<'_>]) -> Result<Head, Refusal> {
    parts.sort_by_key(|part| part.head.shard.as_ref().map_or(0, |share| share.number));
    let Some((first, rest)) = parts.split_first() else {
        return Err(Refusal::new("there is no report to merge", "name the reports of all shards"));
    };
    for part in rest {
        alike(first, part)?;
    }
    let head = Head { shard: None, ..first.head.clone() };
    let Some(share) = &first.head.shard else { return Ok(head) };
    let neighbours = || parts.iter().zip(parts.iter().skip(1));
    if let Some((one, next)) = neighbours().find(|(one, next)| one.head.shard == next.head.shard) {
        let message = format!("shard {} has two reports, `{}` and `{}`", named(one), one.name(), next.name());
        return Err(Refusal::new(message, "give the report of each shard once"));
    }
    let has = |number: u32| {
        let of_part = |part: &Part<'_>| part.head.shard.as_ref().map_or(0, |share| share.number);
        parts.binary_search_by_key(&number, of_part).is_ok()
    };
    let missing: Vec<_> = (1..=share.of).filter(|&number| !has(number)).map(|number| number.to_string()).collect();
    match missing.is_empty() {
        true => Ok(head),
        false => {
            let shards = if missing.len() == 1 { "shard" } else { "shards" };
            let message = format!("the reports of {shards} {} of {} are missing", missing.join(", "), share.of);
            Err(Refusal::new(message, "build those shards, and name their reports too"))
        }
    }
}

/// `3/8`.
fn named(part: &Part<'_>) -> String {
    part.head.shard.as_ref().map_or(String::new(), |share| format!("{}/{}", share.number, share.of))
}

/// Whether two reports are of one run.
fn alike(one: &Part<'_>, other: &Part<'_>) -> Result<(), Refusal> {
    let differ =
        |what: &str, hint: &str| Err(Refusal::new(format!("`{}` and `{}` are {what}", one.name(), other.name()), hint));
    let (Some(share), Some(another)) = (&one.head.shard, &other.head.shard) else {
        return differ("not both of shards", "name the reports of all shards of one run, or one report alone");
    };
    if one.head.command != other.head.command {
        return differ("of different commands", "give the reports of one run alone");
    }
    let versions = (one.head.masthead == other.head.masthead, one.head.masthead_report == other.head.masthead_report);
    match (versions, share.of == another.of, share.inputs == another.inputs && share.list == another.list) {
        ((true, true), true, true) => Ok(()),
        ((true, true), true, false) => differ(
            "of different lists of inputs",
            "give every shard the same inputs, and build again those that had others",
        ),
        ((true, true), false, _) => {
            let what = format!("of {} shards and of {}", share.of, another.of);
            differ(&what, "give the reports of one run alone")
        }
        _ => {
            let what = format!("of versions {} and {} of masthead", one.head.masthead, other.head.masthead);
            differ(&what, "build all shards with one version")
        }
    }
}

/// Every input of all parts, each once and none left out.
fn in_order(parts: &mut [Part<'_>], whole: &mut Report<'_>) -> Result<(), Refusal> {
    let count = parts.first().and_then(|part| part.head.shard.as_ref()).map_or(0, |share| share.inputs);
    let mut heads: BinaryHeap<_> =
        parts.iter().enumerate().filter_map(|(at, part)| Some(Reverse((part.index()?, at)))).collect();
    for wanted in 0..count {
        let Some(Reverse((index, at))) = heads.pop() else { return Err(missing(wanted)) };
        let Some(part) = parts.get_mut(at) else { return Err(missing(wanted)) };
        if index > wanted {
            return Err(missing(wanted));
        }
        if let Some(item) = part.take()?.filter(|_| index == wanted) {
            add(whole, item);
        } else {
            return Err(doubled(index, part));
        }
        heads.extend(part.index().map(|index| Reverse((index, at))));
    }
    match heads.pop().and_then(|Reverse((index, at))| Some((index, parts.get(at)?))) {
        Some((index, part)) => Err(doubled(index, part)),
        None => Ok(()),
    }
}

fn missing(index: usize) -> Refusal {
    Refusal::new(
        format!("input {} is in none of the reports", index + 1),
        "build the shards again, with the same inputs",
    )
}

fn doubled(index: usize, part: &Part<'_>) -> Refusal {
    let message = format!("`{}` has input {}, which another report has too or none may have", part.name(), index + 1);
    Refusal::new(message, "build the shards again, with the same inputs")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::super::args::{Arguments, Command, ReportWork};
    use super::super::build;
    use super::super::memory::Memory;
    use super::super::world::Files;
    use super::*;
    use clap::Parser;
    use std::path::Path;

    const BARE: &str = r#"{"masthead-ast":1,"document":{"provenance":{},"front":{}}}"#;

    /// Runs a command; gives its verdict, or why it was refused.
    fn run(world: &Memory, line: &str) -> Result<Verdict, String> {
        let done = match Arguments::try_parse_from(line.split(' ')).unwrap().command {
            Command::Build(asked) => build::build(&asked, world),
            Command::Report(report) => match report.what {
                ReportWork::Merge(asked) => merge(&asked, world),
            },
            _ => return Err("another command".into()),
        };
        done.map_err(|refusal| match refusal {
            Refusal::Asked { message, .. } => message,
            Refusal::Found(_) => String::new(),
        })
    }

    fn world() -> Memory {
        let names: Vec<String> = (0..20).map(|number| format!("in/{number}.json")).collect();
        let mut files: Vec<_> = names.iter().map(|name| (name.as_str(), BARE)).collect();
        files.push(("in/bad.json", "{"));
        Memory::with(&files)
    }

    /// Builds all shards, and gives the command that merges their reports.
    fn shards(world: &Memory, of: usize) -> String {
        let mut merge = "masthead report merge -o whole.json".to_string();
        for number in (1..=of).rev() {
            let report = format!("{number}-of-{of}.json");
            run(world, &format!("masthead build in --to text -o out -q --shard {number}/{of} --report {report}"))
                .unwrap();
            merge += &format!(" {report}");
        }
        merge
    }

    #[test]
    fn shards_make_what_one_run_makes_and_say_the_same() {
        let one = world();
        assert_eq!(run(&one, "masthead build in --to text -o out -q --report all.json"), Ok(Verdict::Faulty));
        assert_eq!(run(&one, "masthead report merge all.json -o whole.json"), Ok(Verdict::Faulty));
        let plain = String::from_utf8(one.bytes("whole.json")).unwrap();
        assert_eq!(plain.matches("\"sha256\"").count(), 20 * 2 + 1);
        assert!(!plain.contains("fresh") && !plain.contains("milliseconds"), "{plain}");
        for of in [1, 3, 8, 40] {
            let many = world();
            let merge = shards(&many, of);
            assert_eq!(run(&many, &merge), Ok(Verdict::Faulty));
            assert_eq!(String::from_utf8(many.bytes("whole.json")).unwrap(), plain, "{of} shards");
            assert_eq!(many.bytes("out/7.txt"), one.bytes("out/7.txt"));
        }
    }

    #[test]
    fn reports_that_are_not_all_of_one_run_are_refused() {
        let world = world();
        let merge = shards(&world, 3);
        let refused = |line: &str| run(&world, line).unwrap_err();
        assert_eq!(refused(&merge.replace(" 2-of-3.json", "")), "the reports of shard 2 of 3 are missing");
        assert_eq!(refused("masthead report merge 2-of-3.json"), "the reports of shards 1, 3 of 3 are missing");
        let twice = refused(&format!("{merge} 2-of-3.json"));
        assert_eq!(twice, "shard 2/3 has two reports, `2-of-3.json` and `2-of-3.json`");
        shards(&world, 2);
        assert!(refused(&format!("{merge} 1-of-2.json")).ends_with("are of 3 shards and of 2"));
        assert!(refused(&merge.replace("whole", "2-of-3")).contains("would overwrite"));
        assert!(world.standing(Path::new("whole.json")).is_none());
    }

    #[test]
    fn other_versions_lists_and_torn_reports_are_refused() {
        let world = world();
        let merge = shards(&world, 2);
        let (one, two) = (world.bytes("1-of-2.json"), String::from_utf8(world.bytes("2-of-2.json")).unwrap());
        let refused = |text: &str| {
            world.put("2-of-2.json", text.as_bytes());
            run(&world, &merge).unwrap_err()
        };
        let version = env!("CARGO_PKG_VERSION");
        let other = refused(&two.replace(&format!("\"masthead\": \"{version}\""), "\"masthead\": \"0.0.9\""));
        assert!(other.contains(&format!("are of versions {version} and 0.0.9")), "{other}");
        assert!(refused(&two.replace("\"inputs\":21", "\"inputs\":22")).contains("different lists"));
        assert!(refused("{\n  \"a\": 1\n}\n").contains("is no report"));
        for cut in [two.len() / 3, two.len() / 2, two.len() - 3] {
            assert!(refused(&two[..cut]).contains("is torn"), "cut at {cut}");
        }
        let at = two.find("\"index\": ").unwrap() + "\"index\": ".len();
        let end = at + two[at..].find([',', '\n']).unwrap();
        assert!(refused(&format!("{}999{}", &two[..at], &two[end..])).contains("is in none of the reports"));
        let first = String::from_utf8(one).unwrap();
        let of_first = first.split("\"index\": ").nth(1).unwrap().split([',', '\n']).next().unwrap();
        let stolen = refused(&format!("{}{of_first}{}", &two[..at], &two[end..]));
        assert!(stolen.contains("another report has too") || stolen.contains("in none of"), "{stolen}");
        assert!(world.standing(Path::new("whole.json")).is_none());
    }
}
