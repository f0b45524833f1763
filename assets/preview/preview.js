// The page of `masthead preview`: shows proof after proof and keeps the reader's place.

const $ = (id) => document.getElementById(id);
const PANES = ["pages", "web", "findings", "source"];
const CSS_PIXELS_A_POINT = 96 / 72;
const SIGNS = { error: "✕", warning: "!", note: "i" };
const narrow = matchMedia("(max-width: 760px)");

let about = null;
let proof = null;
let events = null;
let soundSince = null;
/** Which of the sources the source pane shows. */
let sourceShown = 0;
/** The pages as elements, with what each shows. */
const sheets = [];

async function start() {
  history.replaceState(null, "", "./");
  about = await ask("about");
  $("file").textContent = about.file;
  document.title = `${about.file} — masthead preview`;
  about.styles.forEach((name, index) => $("style").append(new Option(name, index)));
  $("style").value = String(about.start);
  $("style").addEventListener("change", listen);
  $("size").addEventListener("change", () => place(() => sheets.forEach(layOut)));
  document.querySelectorAll("nav button").forEach((button) => button.addEventListener("click", () => toggle(button)));
  narrow.addEventListener("change", arrange);
  addEventListener("resize", () => place(() => sheets.forEach(layOut)));
  $("lines").addEventListener("click", (event) => {
    const line = event.target.closest("li");
    if (line && sourceShown === 0) follow(Number(line.dataset.line), null);
  });
  arrange();
  listen();
}

/** Asks for JSON until it comes. */
async function ask(address) {
  for (;;) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return answer.json();
    say("No word from masthead; is it still running?");
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function listen() {
  events?.close();
  const style = $("style").value;
  $("pdf").href = `pdf?style=${style}`;
  events = new EventSource(`events?style=${style}`);
  events.onmessage = (event) => show(JSON.parse(event.data));
  events.onerror = () => say("No word from masthead; is it still running?");
}

function say(words) {
  $("state").textContent = words;
}

/* Proofs */

function show(next) {
  const before = proof;
  proof = next;
  const change = before ? changed(before.sources[0]?.text ?? "", next.sources[0]?.text ?? "") : null;
  showState();
  offerWeb();
  place(() => showPages(), change);
  showSource(sourceShown < next.sources.length ? sourceShown : 0);
  showFindings();
  showWeb();
  const drawn = sheets.filter((sheet) => sheet.near).map((sheet) => sheet.drawn);
  Promise.allSettled(drawn).then(() => requestAnimationFrame(() => setTimeout(() => shown(next.number))));
}

/** Tells whoever measures that a proof is on the screen. */
function shown(number) {
  document.documentElement.dataset.shown = number;
  document.dispatchEvent(new CustomEvent("shown", { detail: { number, at: Date.now() } }));
}

function showState() {
  const time = new Date().toLocaleTimeString();
  if (proof.sound) soundSince = time;
  const pages = proof.pages.length === 1 ? "1 page" : `${proof.pages.length} pages`;
  say(proof.sound ? `${pages}, style ${proof.style}, ${time}` : `Read at ${time}`);
  document.body.classList.toggle("stale", !proof.sound && proof.pages.length > 0);
  $("stale").hidden = proof.sound;
  const since = soundSince ? `of the last sound state (${soundSince})` : "not there yet";
  const words = proof.sound ? "" : `The source has faults. The pages are ${since}; the findings say what to mend.`;
  if ($("stale").textContent !== words) $("stale").textContent = words;
  $("no-pages").hidden = proof.pages.length > 0;
  $("pdf").hidden = proof.pages.length === 0;
}

/** The first and the last changed line of a text, and by how many lines what follows has moved. */
function changed(before, after) {
  if (before === after) return { first: Infinity, last: Infinity, moved: 0 };
  const [a, b] = [before.split("\n"), after.split("\n")];
  let first = 0;
  while (first < a.length && first < b.length && a[first] === b[first]) first += 1;
  let end = 0;
  while (end < a.length - first && end < b.length - first && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return { first: first + 1, last: a.length - end, moved: b.length - a.length };
}

/** Where a line of the text before stands in the text after. */
function moved(line, change) {
  if (!change || line < change.first) return line;
  return line > change.last ? line + change.moved : Math.max(change.first, Math.min(line, change.last + change.moved));
}

/* Pages */

const near = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const sheet = sheets.find((known) => known.element === entry.target);
    if (!sheet) continue;
    sheet.near = entry.isIntersecting;
    if (sheet.near) draw(sheet);
  }
}, { root: $("pages"), rootMargin: "60%" });

function showPages() {
  while (sheets.length > proof.pages.length) {
    const sheet = sheets.pop();
    near.unobserve(sheet.element);
    sheet.element.remove();
  }
  proof.pages.forEach((page, index) => {
    if (!sheets[index]) sheets[index] = newSheet(index);
    const sheet = sheets[index];
    const isSame = JSON.stringify(sheet.page?.lines) === JSON.stringify(page.lines);
    sheet.page = page;
    sheet.image.alt = `Page ${index + 1} of ${proof.pages.length}, as it prints; its words are in the HTML and in the PDF`;
    if (!isSame) sheet.element.replaceChildren(sheet.image, ...blocks(page));
    layOut(sheet);
  });
}

function newSheet(index) {
  const element = document.createElement("li");
  const image = document.createElement("img");
  image.draggable = false;
  element.append(image);
  $("sheets").append(element);
  const sheet = { element, image, page: null, digest: "", width: 0, near: index < 2, drawn: Promise.resolve() };
  element.addEventListener("click", (event) => pointed(sheet, event));
  element.addEventListener("keydown", step);
  near.observe(element);
  return sheet;
}

function scale(page) {
  const size = $("size").value;
  const pane = $("pages");
  const padding = narrow.matches ? 20 : 34;
  const across = (pane.clientWidth - padding) / (page.width * CSS_PIXELS_A_POINT);
  const down = (pane.clientHeight - padding) / (page.height * CSS_PIXELS_A_POINT);
  if (size === "fit") return Math.max(0.2, Math.min(across, 2));
  return size === "page" ? Math.max(0.2, Math.min(across, down)) : Number(size);
}

function layOut(sheet) {
  const factor = scale(sheet.page) * CSS_PIXELS_A_POINT;
  const width = Math.round(sheet.page.width * factor);
  sheet.element.style.width = `${width}px`;
  sheet.element.style.height = `${Math.round((sheet.page.height * width) / sheet.page.width)}px`;
  if (sheet.near) draw(sheet);
}

/** Has a page's picture drawn at the size at which it is seen; the old one stays until the new one is there. */
function draw(sheet) {
  const width = Math.round(parseFloat(sheet.element.style.width) * devicePixelRatio);
  const { digest } = sheet.page;
  if (!width || (sheet.digest === digest && sheet.width === width)) return;
  Object.assign(sheet, { digest, width });
  const image = new Image();
  image.alt = sheet.image.alt;
  image.draggable = false;
  image.src = `page/${digest}?width=${width}`;
  sheet.drawn = image.decode().then(
    () => {
      if (sheet.digest !== digest || sheet.width !== width) return;
      image.alt = sheet.image.alt;
      sheet.image.replaceWith(image);
      sheet.image = image;
    },
    // Another proof came meanwhile and has its own pictures, or the page is asked for again when it is next near.
    () => { if (sheet.digest === digest) sheet.digest = ""; },
  );
}

/** The blocks of a page as places to point at, each around its lines in one column. */
function blocks(page) {
  const groups = [];
  for (const line of page.lines) {
    const last = groups.at(-1);
    const follows = last && last.block === line[6] && line[1] >= last.top && line[0] < last.right;
    if (follows) {
      last.right = Math.max(last.right, line[0] + line[2]);
      last.left = Math.min(last.left, line[0]);
      last.foot = Math.max(last.foot, line[1] + line[3]);
      last.end = Math.max(last.end, line[5]);
      last.first = Math.min(last.first, line[4]);
    } else {
      const [left, top, width, height, first, end, block] = line;
      groups.push({ block, left, top, right: left + width, foot: top + height, first, end });
    }
  }
  return groups.map((group, index) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "block";
    element.tabIndex = index === 0 ? 0 : -1;
    const lines = group.first === group.end ? `line ${group.first}` : `lines ${group.first} to ${group.end}`;
    element.setAttribute("aria-label", `Show ${lines} of the source`);
    Object.assign(element.dataset, { first: group.first, end: group.end });
    const of = (length, whole) => `${(100 * length) / whole}%`;
    element.style.left = of(group.left, page.width);
    element.style.top = of(group.top, page.height);
    element.style.width = of(group.right - group.left, page.width);
    element.style.height = of(group.foot - group.top, page.height);
    return element;
  });
}

/** Goes from block to block with the arrows. */
function step(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || !event.target.classList.contains("block")) return;
  const all = [...document.querySelectorAll("#sheets .block")];
  const next = all[all.indexOf(event.target) + by];
  if (!next) return;
  event.preventDefault();
  event.target.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

/** Shows the source of what was pointed at: of the line of text that is nearest. */
function pointed(sheet, event) {
  const button = event.target.closest(".block");
  if (event.detail === 0 && button) return follow(Number(button.dataset.first), button);
  const area = sheet.element.getBoundingClientRect();
  const x = ((event.clientX - area.left) / area.width) * sheet.page.width;
  const y = ((event.clientY - area.top) / area.height) * sheet.page.height;
  const off = (at, from, length) => Math.max(from - at, at - from - length, 0);
  const far = (line) => Math.hypot(off(x, line[0], line[2]), off(y, line[1], line[3]));
  const nearest = sheet.page.lines.reduce((best, line) => (!best || far(line) < far(best) ? line : best), null);
  if (nearest) follow(nearest[4], button, nearest[5]);
}

/** Marks a line of the source, and what it became on the pages and in the HTML. */
function follow(line, button, end = line) {
  showSource(0);
  markLines(line, end);
  markPages(line, button);
  markWeb(line);
}

function markPages(line, button) {
  document.querySelectorAll(".block.here").forEach((one) => one.classList.remove("here"));
  const holds = (one) => Number(one.dataset.first) <= line && line <= Number(one.dataset.end);
  const all = [...document.querySelectorAll("#sheets .block")].filter(holds);
  const closest = button ?? all.sort((a, b) => a.dataset.end - a.dataset.first - (b.dataset.end - b.dataset.first))[0];
  if (!closest) return;
  closest.classList.add("here");
  if (!button) reveal(closest, $("pages"));
}

/** Scrolls a pane so that something in it is seen. */
function reveal(element, pane) {
  const [own, around] = [element.getBoundingClientRect(), pane.getBoundingClientRect()];
  if (own.top >= around.top + 30 && own.bottom <= around.bottom) return;
  pane.scrollTop += own.top - around.top - Math.max(40, (around.height - own.height) / 3);
}

/* The reader's place */

/** Changes the pages so that the text at the top of the pane stays where it is. */
function place(change, lines = null) {
  const pane = $("pages");
  const top = pane.getBoundingClientRect().top;
  const sheet = sheets.find((one) => one.element.getBoundingClientRect().bottom > top + 4);
  if (!sheet || pane.scrollTop < 4) return change();
  const index = sheets.indexOf(sheet);
  const { page } = sheet;
  const height = () => sheets[index]?.element.getBoundingClientRect();
  const y = ((top - height().top) / height().height) * page.height;
  const at = page.lines.findIndex((line) => line[1] + line[3] / 2 > y);
  const [line, nth] = at < 0 ? [null, 0] : [page.lines[at][4], ordinal(index, at)];
  change();
  const target = line === null ? null : find(moved(line, lines), nth);
  const now = sheets[target?.index ?? Math.min(index, sheets.length - 1)];
  if (!now) return;
  const box = now.element.getBoundingClientRect();
  const aim = target ? target.top + (y - page.lines[at][1]) : y;
  pane.scrollTop += box.top + (aim / now.page.height) * box.height - top;
}

/** Which of the lines of text of its line of the source a line is. */
function ordinal(index, at) {
  const line = sheets[index].page.lines[at][4];
  const on = (sheet) => sheet.page.lines.filter((one) => one[4] === line).length;
  const before = sheets.slice(0, index).reduce((sum, sheet) => sum + on(sheet), 0);
  return before + sheets[index].page.lines.slice(0, at).filter((one) => one[4] === line).length;
}

/** Where the nth line of text of a line of the source stands, or the last one that there is of it. */
function find(line, nth) {
  const all = sheets.flatMap((sheet, index) =>
    sheet.page.lines.filter((one) => one[4] === line).map((one) => ({ index, top: one[1] })));
  return all[Math.min(nth, all.length - 1)] ?? null;
}

/* Source */

function showSource(which) {
  sourceShown = which;
  const source = proof.sources[which] ?? { name: "", text: "" };
  $("source-title").textContent = `Source: ${source.name}`;
  const texts = source.text.replace(/\n$/, "").split("\n");
  const list = $("lines");
  const old = [...list.children];
  const is = (element, text) => element && element.lastChild.dataset.text === text;
  let head = 0;
  while (head < texts.length && is(old[head], texts[head])) head += 1;
  let foot = 0;
  while (foot < texts.length - head && foot < old.length - head && is(old.at(-1 - foot), texts.at(-1 - foot))) foot += 1;
  const fresh = texts.slice(head, texts.length - foot).map(newLine);
  old.slice(head, old.length - foot).forEach((element) => element.remove());
  if (head > 0) old[head - 1].after(...fresh);
  else list.prepend(...fresh);
  if (fresh.length !== old.length - head - foot || fresh.length > 0) number(list, head);
  const places = proof.findings.filter((found) => found.source === which && found.place).map((found) => found.place[0]);
  const found = new Set(places);
  [...list.children].forEach((element, index) => element.classList.toggle("found", found.has(index + 1)));
}

function number(list, from) {
  for (let index = from; index < list.children.length; index += 1) list.children[index].dataset.line = index + 1;
}

function newLine(text) {
  const [element, words] = [document.createElement("li"), document.createElement("span")];
  words.dataset.text = text;
  words.textContent = text;
  element.append(words);
  return element;
}

/** Marks lines, and in the first of them the characters of a finding. */
function markLines(first, last, columns = null) {
  document.querySelectorAll("#lines .here").forEach((line) => {
    line.classList.remove("here");
    line.lastChild.textContent = line.lastChild.dataset.text;
  });
  const lines = [...$("lines").children];
  lines.slice(first - 1, last).forEach((line) => line.classList.add("here"));
  const line = lines[first - 1];
  if (!line) return;
  if (columns) {
    const letters = [...line.lastChild.dataset.text];
    const mark = document.createElement("mark");
    const [from, to] = columns;
    mark.textContent = letters.slice(from, to).join("") || " ";
    line.lastChild.replaceChildren(letters.slice(0, from).join(""), mark, letters.slice(to).join(""));
  }
  if (pane("source").ariaPressed !== "true") toggle(pane("source"));
  reveal(line, $("source"));
}

/* Findings */

function showFindings() {
  $("no-findings").hidden = proof.findings.length > 0;
  $("count").textContent = proof.findings.length || "";
  $("found").replaceChildren(...proof.findings.map(newFinding));
}

function newFinding(found) {
  const [item, button] = [document.createElement("li"), document.createElement("button")];
  const part = (name, text) => {
    const element = document.createElement("span");
    element.className = name;
    element.textContent = text;
    return element;
  };
  const file = found.source === 0 ? "line" : proof.sources[found.source].name;
  const where = found.place ? `${file} ${found.place[0]}` : found.source === 0 ? "" : file;
  const sign = part("sign", SIGNS[found.severity]);
  sign.setAttribute("aria-hidden", "true");
  button.type = "button";
  button.className = found.severity;
  button.append(sign, part("message", found.message), part("where", where));
  if (found.hint) button.append(part("hint", found.hint));
  button.append(part("code", `${found.severity}: ${found.code}`));
  button.addEventListener("click", () => go(found, button));
  item.append(button);
  return item;
}

/** Shows where a finding is. */
function go(found, button) {
  document.querySelectorAll("#found .here").forEach((one) => one.classList.remove("here"));
  button.classList.add("here");
  showSource(found.source);
  if (!found.place) return;
  const [line, column, endLine, endColumn] = found.place;
  markLines(line, endLine, [column - 1, endLine === line ? endColumn - 1 : Infinity]);
  if (found.source === 0 && proof.sound) {
    markPages(line, null);
    markWeb(line);
  }
}

/* HTML */

/** Has a pane for the HTML where there is any. */
function offerWeb() {
  const button = pane("web");
  if (button.hidden !== proof.html) return;
  button.hidden = !proof.html;
  arrange();
}

function showWeb() {
  if (!proof.html || !proof.sound) return;
  const [old] = $("web").querySelectorAll("iframe:not(.coming)");
  $("web").querySelectorAll("iframe.coming").forEach((frame) => frame.remove());
  const frame = document.createElement("iframe");
  frame.title = "The issue as HTML";
  frame.sandbox = "allow-same-origin";
  frame.className = "coming";
  frame.addEventListener("load", () => {
    if (!frame.contentDocument) return;
    frame.contentDocument.addEventListener("click", pointedInWeb);
    const top = old?.contentWindow?.scrollY ?? 0;
    frame.contentWindow.scrollTo(0, top);
    frame.className = "";
    old?.remove();
  });
  frame.src = `html?style=${$("style").value}&number=${proof.number}`;
  $("web").append(frame);
}

/** Links of the issue lead within it or nowhere; all else leads to its line. */
function pointedInWeb(event) {
  const link = event.target.closest("a[href]");
  if (link && !link.getAttribute("href").startsWith("#")) event.preventDefault();
  const block = event.target.closest("[data-line]");
  if (block && !link) follow(Number(block.dataset.line), null);
}

function markWeb(line) {
  const frame = $("web").querySelector("iframe:not(.coming)");
  const page = frame?.contentDocument;
  if (!page) return;
  const before = [...page.querySelectorAll("[data-line]")].filter((block) => Number(block.dataset.line) <= line);
  const block = before.reduce((best, one) => (!best || +one.dataset.line >= +best.dataset.line ? one : best), null);
  block?.scrollIntoView({ block: "nearest" });
}

/* Panes */

function pane(name) {
  return document.querySelector(`nav [data-pane="${name}"]`);
}

/** Shows or hides a pane; where there is room for one alone, shows it instead of the others. */
function toggle(button) {
  const isOpen = button.ariaPressed === "true";
  const open = PANES.filter((name) => !pane(name).hidden && pane(name).ariaPressed === "true");
  if (!narrow.matches && isOpen && open.length === 1) return;
  button.ariaPressed = String(narrow.matches || !isOpen);
  if (narrow.matches) PANES.filter((name) => pane(name) !== button).forEach((name) => (pane(name).ariaPressed = "false"));
  arrange();
}

function arrange() {
  let open = PANES.filter((name) => !pane(name).hidden && pane(name).ariaPressed === "true");
  if (open.length === 0) open = ["pages"];
  if (narrow.matches) open = open.slice(0, 1);
  for (const name of PANES) {
    pane(name).ariaPressed = String(open.includes(name));
    $(name).hidden = !open.includes(name);
  }
  document.querySelector("main").dataset.open = open.join(" ");
  place(() => sheets.forEach(layOut));
}

start();
