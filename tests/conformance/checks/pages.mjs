// Opens every page in one browser and prints, as JSON, what is wrong with each: rules of axe that it breaks by day and by night, what
// the browser says and refuses, addresses that it asks for, and what reaches over the edge of a phone.
//   node pages.mjs PLAYWRIGHT AXE CHROMIUM PAGE…
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [playwright, axe, executablePath, ...pages] = process.argv.slice(2);
const { chromium } = await import(pathToFileURL(playwright).href);
const source = readFileSync(axe, "utf8");
const args = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
// Machines that judge are busy.
const timeout = 300_000;
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

const browser = await chromium.launch({ executablePath, args, timeout });
const context = await browser.newContext({ colorScheme: "light", viewport: DESK });
context.setDefaultTimeout(timeout);
context.setDefaultNavigationTimeout(timeout);
const found = {};
for (const file of pages) found[file] = await judge(file);
await browser.close();
console.log(JSON.stringify(found));

async function judge(file) {
  const faults = [];
  const page = await context.newPage();
  const own = pathToFileURL(file).href;
  page.on("console", (message) => faults.push(`the browser says: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`the browser says: ${error}`));
  page.on("request", (request) => {
    const address = request.url();
    if (address !== own && !address.startsWith("data:")) faults.push(`it asks for ${address}`);
  });
  await page.goto(own);
  faults.push(...(await broken(page, "by day", {})));
  await page.emulateMedia({ colorScheme: "dark" });
  faults.push(...(await broken(page, "by night", { runOnly: ["color-contrast"] })));
  await page.setViewportSize(PHONE);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) faults.push(`on a phone it is ${over} pixels wider than the screen`);
  await page.close();
  return faults;
}

async function broken(page, when, options) {
  const violations = await page.evaluate(
    `${source}; axe.run(document, ${JSON.stringify(options)}).then((found) => found.violations.map((rule) => ({ id: rule.id, help: rule.help, nodes: rule.nodes.map((node) => node.html) })))`,
  );
  return violations.map((rule) => `${rule.id} ${when}: ${rule.help}: ${rule.nodes.slice(0, 3).join(" ")}`);
}
