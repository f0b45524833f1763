// Reads a PDF as a screen reader does: along its structure tree, by marked-content identifiers, with pdf.js.
//   node tagged_text.mjs PDFJS FILE   →   {"text": …, "notes": …} on standard output
import { pathToFileURL } from "node:url";

const NOTES = new Set(["Note", "FENote"]);
// Elements inside a line; all others stand apart from what is beside them.
const INLINE = new Set(["Span", "Link", "Reference", "Quote", "Code", "Lbl", "Em", "Strong", "Ruby", "Warichu", "Annot", "Sub"]);

const [library, file] = process.argv.slice(2);
const complain = console.warn;
console.warn = console.log = () => {}; // pdf.js laments that it cannot draw; it need not
const { getDocument } = await import(pathToFileURL(library).href);

/** The text of each marked-content sequence of a page, by its identifier. */
async function byMark(page) {
  const texts = new Map();
  const open = [];
  const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
  for (const item of items) {
    if (item.type?.startsWith("beginMarkedContent")) open.push(item.id ?? null);
    else if (item.type === "endMarkedContent") open.pop();
    else {
      const id = open.findLast((mark) => mark !== null) ?? null;
      texts.set(id, (texts.get(id) ?? "") + item.str + (item.hasEOL ? "\n" : ""));
    }
  }
  return texts;
}

function walk(node, texts, streams, into) {
  if (node.type === "content") {
    streams[into].push(texts.get(node.id) ?? "");
    return;
  }
  const stream = NOTES.has(node.role) ? "notes" : into;
  const apart = INLINE.has(node.role) ? "" : "\n";
  streams[stream].push(apart);
  for (const child of node.children ?? []) walk(child, texts, streams, stream);
  streams[stream].push(apart);
}

const pdf = await getDocument({ url: file, verbosity: 0, useSystemFonts: false }).promise;
const streams = { text: [], notes: [] };
for (let number = 1; number <= pdf.numPages; number += 1) {
  const page = await pdf.getPage(number);
  const tree = await page.getStructTree();
  if (tree === null) complain(`page ${number} has no tags`);
  else walk(tree, await byMark(page), streams, "text");
}
process.stdout.write(JSON.stringify({ text: streams.text.join(""), notes: streams.notes.join("") }));
