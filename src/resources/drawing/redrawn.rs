//! A drawing written anew from what it shows: shapes and nothing else, as the page has them.

use crate::xml::XmlWriter;
use std::collections::BTreeMap;
use std::fmt::Write;
use usvg::tiny_skia_path::{self as points, PathSegment};
use usvg::{
    BaseGradient, BlendMode, ClipPath, FillRule, Group, LineCap, LineJoin, LinearGradient, Mask, MaskType, Node,
    PaintOrder, Path, Pattern, RadialGradient, ShapeRendering, SpreadMethod, Stroke, Transform, Tree,
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

    fn linear(&mut self, id: &str, gradient: &LinearGradient) {
        self.xml.start("linearGradient").attribute("id", id);
        for (name, value) in
            [("x1", gradient.x1()), ("y1", gradient.y1()), ("x2", gradient.x2()), ("y2", gradient.y2())]
        {
            self.number(name, value);
        }
        self.stops(gradient);
    }

    fn radial(&mut self, id: &str, gradient: &RadialGradient) {
        self.xml.start("radialGradient").attribute("id", id);
        for (name, value) in [
            ("cx", gradient.cx()),
            ("cy", gradient.cy()),
            ("r", gradient.r().get()),
            ("fx", gradient.fx()),
            ("fy", gradient.fy()),
            ("fr", gradient.fr().get()),
        ] {
            self.number(name, value);
        }
        self.stops(gradient);
    }

    /// The rest of a gradient.
    fn stops(&mut self, gradient: &BaseGradient) {
        self.xml.attribute("gradientUnits", "userSpaceOnUse");
        self.transform("gradientTransform", gradient.transform());
        let spread = match gradient.spread_method() {
            SpreadMethod::Pad => None,
            SpreadMethod::Reflect => Some("reflect"),
            SpreadMethod::Repeat => Some("repeat"),
        };
        self.maybe("spreadMethod", spread.map(String::from));
        for stop in gradient.stops() {
            let colour = stop.color();
            self.xml.start("stop").attribute("offset", stop.offset().get().to_string());
            self.xml.attribute("stop-color", format!("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue));
            self.share("stop-opacity", stop.opacity().get());
            self.xml.end();
        }
        self.xml.end();
    }

    fn pattern(&mut self, id: &str, pattern: &'a Pattern) {
        self.xml.start("pattern").attribute("id", id).attribute("patternUnits", "userSpaceOnUse");
        self.area(pattern.rect());
        self.transform("patternTransform", pattern.transform());
        self.nodes(pattern.root());
        self.xml.end();
    }

    fn mask(&mut self, id: &str, mask: &'a Mask) {
        let inner = mask.mask().map(|mask| self.name(Named::Mask(mask)));
        self.xml.start("mask").attribute("id", id).attribute("maskUnits", "userSpaceOnUse");
        self.area(mask.rect());
        self.maybe("style", (mask.kind() == MaskType::Alpha).then(|| "mask-type:alpha".into()));
        // Browsers let no mask cut another, but let it cut what that shows.
        if let Some(inner) = inner {
            self.xml.start("g").attribute("mask", inner);
        }
        self.nodes(mask.root());
        if mask.mask().is_some() {
            self.xml.end();
        }
        self.xml.end();
    }

    fn clip(&mut self, id: &str, clip: &'a ClipPath) -> Result<(), String> {
        let inner = clip.clip_path().map(|clip| self.name(Named::Clip(clip)));
        self.xml.start("clipPath").attribute("id", id);
        self.transform("transform", clip.transform());
        self.maybe("clip-path", inner);
        self.outlines(clip.root(), Transform::identity(), None)?;
        self.xml.end();
        Ok(())
    }

    /// The shapes of a clip, which holds no groups (CSS Masking 1, 6.1): each takes over what moves and cuts out those
    /// around it.
    fn outlines(&mut self, group: &'a Group, moved: Transform, cut: Option<&'a ClipPath>) -> Result<(), String> {
        for node in group.children() {
            let inner = match node {
                Node::Group(inner) => inner,
                Node::Text(text) => text.flattened(),
                Node::Path(path) => {
                    let cut = cut.map(|clip| self.name(Named::Clip(clip)));
                    self.path(path, moved, cut, true);
                    continue;
                }
                Node::Image(_) => continue,
            };
            // What cuts out is drawn where the group is, so that nothing may move between it and the shape.
            let is_still = inner.transform() == Transform::identity();
            let cut = match (cut, inner.clip_path()) {
                (Some(_), Some(_)) => return Err(entangled()),
                (Some(_), None) if !is_still => return Err(entangled()),
                (around, own) => own.or(around),
            };
            self.outlines(inner, moved.pre_concat(inner.transform()), cut)?;
        }
        Ok(())
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

fn entangled() -> String {
    "it has to be drawn anew to go into other files, and its clips lie in one another so that it cannot be".into()
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
