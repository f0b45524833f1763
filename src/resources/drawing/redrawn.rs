//! A drawing written anew from what it shows: shapes and nothing else, as the page has them.

mod definitions;

use crate::xml::XmlWriter;
use std::collections::BTreeMap;
use std::fmt::Write;
use usvg::tiny_skia_path::{self as points, PathSegment};
use usvg::{
    BlendMode, ClipPath, FillRule, Group, LineCap, LineJoin, LinearGradient, Mask, Node, PaintOrder, Path, Pattern,
    RadialGradient, ShapeRendering, Stroke, Transform, Tree,
};

/// Writes a drawing, or says why it cannot be written.
pub(super) fn redrawn(tree: &Tree) -> Result<String, String> {
    let mut pen = Pen { xml: XmlWriter::new(), named: BTreeMap::new(), waiting: Vec::new() };
    let (width, height) = (tree.size().width().to_string(), tree.size().height().to_string());
    pen.xml.start("svg").attribute("xmlns", "http://www.w3.org/2000/svg");
    pen.xml.attribute("width", &width).attribute("height", &height);
    pen.xml.attribute("viewBox", format!("0 0 {width} {height}"));
    pen.nodes(tree.root());
    pen.definitions()?;
    pen.xml.end();
    Ok(pen.xml.finish())
}

/// What shapes name.
#[derive(Clone, Copy)]
enum Named<'a> {
    Linear(&'a LinearGradient),
    Radial(&'a RadialGradient),
    Pattern(&'a Pattern),
    Clip(&'a ClipPath),
    Mask(&'a Mask),
}

impl Named<'_> {
    /// The same for the same thing, however often it is named; the number itself is never written.
    fn place(self) -> usize {
        match self {
            Named::Linear(it) => std::ptr::from_ref(it) as usize,
            Named::Radial(it) => std::ptr::from_ref(it) as usize,
            Named::Pattern(it) => std::ptr::from_ref(it) as usize,
            Named::Clip(it) => std::ptr::from_ref(it) as usize,
            Named::Mask(it) => std::ptr::from_ref(it) as usize,
        }
    }
}

struct Pen<'a> {
    xml: XmlWriter,
    /// The ids of what has been named, by its place in memory.
    named: BTreeMap<usize, String>,
    /// What has been named and is still to be written.
    waiting: Vec<(String, Named<'a>)>,
}

impl<'a> Pen<'a> {
    /// How a shape names something.
    fn name(&mut self, named: Named<'a>) -> String {
        let count = self.named.len() + 1;
        let id = self.named.entry(named.place()).or_insert_with(|| {
            let id = format!("d{count}");
            self.waiting.push((id.clone(), named));
            id
        });
        format!("url(#{id})")
    }

    fn definitions(&mut self) -> Result<(), String> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        self.xml.start("defs");
        // One may name others.
        while let Some((id, named)) = self.waiting.pop() {
            match named {
                Named::Linear(gradient) => self.linear(&id, gradient),
                Named::Radial(gradient) => self.radial(&id, gradient),
                Named::Pattern(pattern) => self.pattern(&id, pattern),
                Named::Clip(clip) => self.clip(&id, clip)?,
                Named::Mask(mask) => self.mask(&id, mask),
            }
        }
        self.xml.end();
        Ok(())
    }

    fn nodes(&mut self, group: &'a Group) {
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group),
                Node::Path(path) => self.path(path, Transform::identity(), None, false),
                Node::Text(text) => self.group(text.flattened()),
                // None is ever read.
                Node::Image(_) => {}
            }
        }
    }

    fn group(&mut self, group: &'a Group) {
        let clip = group.clip_path().map(|clip| self.name(Named::Clip(clip)));
        let mask = group.mask().map(|mask| self.name(Named::Mask(mask)));
        self.xml.start("g");
        self.transform("transform", group.transform());
        self.maybe("clip-path", clip);
        self.maybe("mask", mask);
        self.share("opacity", group.opacity().get());
        if group.isolate() || group.blend_mode() != BlendMode::Normal {
            self.xml.attribute("style", format!("mix-blend-mode:{};isolation:isolate", group.blend_mode()));
        }
        self.nodes(group);
        self.xml.end();
    }

    /// A shape, moved, and cut out where something is to cut it out. In a clip only its outline counts.
    fn path(&mut self, path: &'a Path, moved: Transform, clip: Option<String>, clips: bool) {
        if !path.is_visible() {
            return;
        }
        let fill = path.fill().filter(|_| !clips).map(|fill| self.paint(fill.paint()));
        let stroke = path.stroke().filter(|_| !clips).map(|stroke| self.paint(stroke.paint()));
        self.xml.start("path").attribute("d", line(path.data()));
        self.transform("transform", moved);
        self.maybe("clip-path", clip);
        let is_even_odd = path.fill().is_some_and(|fill| fill.rule() == FillRule::EvenOdd);
        self.maybe(if clips { "clip-rule" } else { "fill-rule" }, is_even_odd.then(|| "evenodd".into()));
        if path.rendering_mode() == ShapeRendering::CrispEdges {
            self.xml.attribute("shape-rendering", "crispEdges");
        }
        if !clips {
            self.xml.attribute("fill", fill.as_deref().unwrap_or("none"));
            self.share("fill-opacity", path.fill().map_or(1.0, |fill| fill.opacity().get()));
            if let Some((stroke, paint)) = path.stroke().zip(stroke) {
                self.stroke(stroke, &paint);
            }
            if path.paint_order() == PaintOrder::StrokeAndFill {
                self.xml.attribute("paint-order", "stroke");
            }
        }
        self.xml.end();
    }

    fn paint(&mut self, paint: &'a usvg::Paint) -> String {
        match paint {
            usvg::Paint::Color(colour) => format!("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue),
            usvg::Paint::LinearGradient(gradient) => self.name(Named::Linear(gradient)),
            usvg::Paint::RadialGradient(gradient) => self.name(Named::Radial(gradient)),
            usvg::Paint::Pattern(pattern) => self.name(Named::Pattern(pattern)),
        }
    }

    fn stroke(&mut self, stroke: &Stroke, paint: &str) {
        self.xml.attribute("stroke", paint);
        self.share("stroke-opacity", stroke.opacity().get());
        self.number("stroke-width", stroke.width().get());
        self.number("stroke-miterlimit", stroke.miterlimit().get());
        let cap = match stroke.linecap() {
            LineCap::Butt => None,
            LineCap::Round => Some("round"),
            LineCap::Square => Some("square"),
        };
        let join = match stroke.linejoin() {
            LineJoin::Miter => None,
            LineJoin::MiterClip => Some("miter-clip"),
            LineJoin::Round => Some("round"),
            LineJoin::Bevel => Some("bevel"),
        };
        self.maybe("stroke-linecap", cap.map(String::from));
        self.maybe("stroke-linejoin", join.map(String::from));
        if let Some(dashes) = stroke.dasharray() {
            self.xml.attribute("stroke-dasharray", dashes.iter().map(f32::to_string).collect::<Vec<_>>().join(" "));
            self.number("stroke-dashoffset", stroke.dashoffset());
        }
    }

    fn area(&mut self, area: usvg::NonZeroRect) {
        for (name, value) in [("x", area.x()), ("y", area.y()), ("width", area.width()), ("height", area.height())] {
            self.number(name, value);
        }
    }

    fn transform(&mut self, name: &str, by: Transform) {
        if by != Transform::identity() {
            let [a, b, c, d, e, f] = [by.sx, by.ky, by.kx, by.sy, by.tx, by.ty];
            self.xml.attribute(name, format!("matrix({a} {b} {c} {d} {e} {f})"));
        }
    }

    fn number(&mut self, name: &str, value: f32) {
        self.xml.attribute(name, value.to_string());
    }

    /// How much of something is seen, where that is not all.
    fn share(&mut self, name: &str, share: f32) {
        if share < 1.0 {
            self.number(name, share);
        }
    }

    fn maybe(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value {
            self.xml.attribute(name, value);
        }
    }
}

/// The points of a shape.
fn line(path: &points::Path) -> String {
    let mut text = String::new();
    for segment in path.segments() {
        let _ = match segment {
            PathSegment::MoveTo(p) => write!(text, "M{} {}", p.x, p.y),
            PathSegment::LineTo(p) => write!(text, "L{} {}", p.x, p.y),
            PathSegment::QuadTo(a, p) => write!(text, "Q{} {} {} {}", a.x, a.y, p.x, p.y),
            PathSegment::CubicTo(a, b, p) => write!(text, "C{} {} {} {} {} {}", a.x, a.y, b.x, b.y, p.x, p.y),
            PathSegment::Close => write!(text, "Z"),
        };
    }
    text
}
