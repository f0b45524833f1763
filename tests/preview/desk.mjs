// A folder with an issue, the program that previews it, and a browser that looks.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";

const require = createRequire(path.resolve(process.env.PREVIEW_MODULES, "none.js"));
const { chromium } = require("playwright-core");

export const ROOT = path.resolve(import.meta.dirname, "../..");
export const option = (name) => process.argv[process.argv.indexOf(name) + 1 || Infinity];
/** How long anything may take on a machine with much other work, milliseconds. */
const PATIENCE = 120_000;
const BINARY = path.resolve(option("--binary") ?? "target/release/masthead");

export function browse(more = []) {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    headless: true,
    timeout: PATIENCE,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", ...more,
    ],
  });
}

/** A folder that is previewed until it is closed. */
export class Desk {
  static async open(files, input, ...words) {
    const desk = new Desk();
    desk.folder = fs.mkdtempSync(path.join(os.tmpdir(), "preview-"));
    for (const [name, bytes] of Object.entries(files)) desk.put(name, bytes);
    desk.child = spawn(BINARY, ["preview", input, ...words], { cwd: desk.folder, stdio: ["ignore", "pipe", "pipe"] });
    desk.said = "";
    desk.child.stderr.on("data", (bytes) => (desk.said += bytes));
    const lines = readline.createInterface({ input: desk.child.stdout });
    desk.address = await new Promise((resolve, reject) => {
      lines.once("line", resolve);
      desk.child.once("exit", (code) => reject(new Error(`preview ended with ${code}: ${desk.said}`)));
    });
    desk.url = new URL(desk.address);
    desk.token = desk.url.searchParams.get("token");
    return desk;
  }

  /** Writes a file as an editor does that puts a new file in the place of the old one. */
  put(name, bytes) {
    const place = path.join(this.folder, name);
    fs.writeFileSync(`${place}.new`, bytes);
    fs.renameSync(`${place}.new`, place);
  }

  read(name) {
    return fs.readFileSync(path.join(this.folder, name), "utf8");
  }

  /** Changes words of a file. */
  edit(name, from, to) {
    const text = this.read(name);
    assert.ok(text.includes(from), `${name} has no ${from}`);
    this.put(name, text.replace(from, to));
  }

  async close() {
    this.child.removeAllListeners("exit");
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGINT");
    const code = await ended;
    fs.rmSync(this.folder, { recursive: true, force: true });
    assert.equal(code, 0, `preview ended with ${code}: ${this.said}`);
  }
}

/** The page of a desk, once its first proof is shown. */
export async function look(browser, desk, size = { width: 1400, height: 900 }, more = {}) {
  const context = await browser.newContext({ viewport: size, ...more });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.faults = [];
  page.asked = [];
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("console", (told) => told.type() === "error" && page.faults.push(told.text()));
  page.on("request", (request) => page.asked.push(request.url()));
  await page.goto(desk.address);
  await page.waitForFunction(() => Number(document.documentElement.dataset.shown) > 0);
  return page;
}

/** Does something, and waits until another proof is shown that fits. */
export async function shows(page, act, fits = () => true, given = null) {
  const before = await page.evaluate(() => Number(document.documentElement.dataset.shown));
  await act();
  await page.waitForFunction((before) => Number(document.documentElement.dataset.shown) > before, before);
  await page.waitForFunction(fits, given);
}

/** Waits until something is so. */
export async function until(what, holds) {
  for (const start = Date.now(); Date.now() - start < PATIENCE; ) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`never: ${what}`);
}
