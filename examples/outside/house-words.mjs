#!/usr/bin/env node
// A filter for masthead: writes the words of the house as the house writes them, and tells of each, with nothing but Node.
//
//     filters = ["house-words"]
//
//     [filter.house-words]
//     command = ["node", "./house-words.mjs", "e-mail=email", "co-operation=cooperation"]

import { readFileSync, writeSync } from "node:fs";

const request = JSON.parse(readFileSync(0, "utf8"));
if (request["masthead-protocol"] !== 1 || request["masthead-ast"] !== 1) {
  tell("error", "this masthead speaks of documents in a form that is not known here", {}, "get a newer house-words.mjs");
  process.exit(1);
}
const words = process.argv.slice(2).map((pair) => pair.split("="));
visit(request.document);
// Standard output is a file: it takes everything at once.
writeSync(1, JSON.stringify({ "masthead-ast": request["masthead-ast"], document: request.document }));

// Every piece of plain words in the document is an object of the type `text`, wherever it stands.
function visit(node) {
  if (Array.isArray(node)) return node.forEach(visit);
  if (node === null || typeof node !== "object") return;
  if (node.type === "text") node.text = mended(node);
  Object.values(node).forEach(visit);
}

function mended(node) {
  let text = node.text;
  for (const [other, own] of words) {
    if (!text.includes(other)) continue;
    text = text.replaceAll(other, own);
    tell("note", `“${other}” was written “${own}”`, node.span);
  }
  return text;
}

// A finding: one JSON object a line on standard error.
function tell(severity, message, span, hint) {
  const known = span && Object.keys(span).length > 0 ? { span } : {};
  writeSync(2, JSON.stringify({ severity, message, hint, ...known }) + "\n");
}
