// What a writer does with a preview, and what an attacker tries.

import fs from "node:fs";
import path from "node:path";
import { attacks } from "./attacks.mjs";
import { browse, option } from "./desk.mjs";
import { writing } from "./writing.mjs";

const only = option("--only") ?? "";
const shots = option("--shots");
if (shots) fs.mkdirSync(shots, { recursive: true });
const browser = await browse(["--host-resolver-rules=MAP evil.example 127.0.0.1"]);
let failed = 0;
let done = 0;
for (const [name, trial] of Object.entries({ ...writing, ...attacks })) {
  if (!name.includes(only)) continue;
  const start = Date.now();
  try {
    await trial(browser, async (page, shot) => {
      if (shots) await page.screenshot({ path: path.join(shots, `${shot}.png`) });
    });
    console.log(`ok      ${name} (${Date.now() - start} ms)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n${error.stack}`);
  }
  for (const context of browser.contexts()) await context.close();
  done += 1;
}
await browser.close();
console.log(`${done - failed} of ${done} trials of previews passed`);
process.exit(failed > 0 || done === 0 ? 1 : 0);
