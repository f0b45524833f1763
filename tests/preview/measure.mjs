// How long it takes from a save of the real bulletin to its new page in the browser.

import fs from "node:fs";
import path from "node:path";
import { Desk, ROOT, browse, look } from "./desk.mjs";

const SAVES = 21;
const desk = await Desk.open({ "issue.txt": fs.readFileSync(path.join(ROOT, "fixtures/pujiang-2023-06.txt")) }, "issue.txt");
const browser = await browse();
const page = await look(browser, desk);
await page.evaluate(() => {
  globalThis.seen = [];
  document.addEventListener("shown", (event) => globalThis.seen.push(event.detail));
});
const lines = desk.read("issue.txt").split("\n");
const at = lines.findIndex((line, index) => index > 15 && line.length > 60);
const taken = [];
for (let turn = 0; turn < SAVES; turn += 1) {
  await new Promise((resolve) => setTimeout(resolve, 250));
  const before = await page.evaluate(() => globalThis.seen.length);
  const text = lines.with(at, `${lines[at]} Word ${turn}.`).join("\n");
  const saved = Date.now();
  desk.put("issue.txt", text);
  await page.waitForFunction((before) => globalThis.seen.length > before, before);
  taken.push((await page.evaluate((before) => globalThis.seen[before].at, before)) - saved);
}
await browser.close();
await desk.close();
taken.sort((a, b) => a - b);
console.log(`from save to page, ms, of ${SAVES}: median ${taken[10]}, least ${taken[0]}, tenth to ninetieth ${taken[2]} to ${taken[18]}`);
