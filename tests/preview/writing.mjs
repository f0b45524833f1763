// Trials of what a writer does.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { Desk, ROOT, look, shows, until } from "./desk.mjs";

const BULLETIN = fs.readFileSync(path.join(ROOT, "fixtures/pujiang-2023-06.txt"));
const DOT = fs.readFileSync(path.join(ROOT, "fixtures/pages/dot.png"));
const CHART = fs.readFileSync(path.join(ROOT, "fixtures/bulletins/chart.jpg"));
export const ISSUE = `---
series: Lake Bulletin
number: 9
date: 2023-12-20
publisher: Office
title: What the lake says
lang: en
---

The first paragraph has its words.

# A heading

The second paragraph has other words, and these go on.

![A dot](dot.png)
`;

/** The lines that are marked in the source pane, and the characters in them. */
const marked = (page) =>
  page.evaluate(() => ({
    lines: [...document.querySelectorAll("#lines .here")].map((line) => [Number(line.dataset.line), line.textContent]),
    mark: document.querySelector("#lines mark")?.textContent,
    seen: [...document.querySelectorAll("#lines .here")].slice(0, 1).every((line) => {
      const [own, around] = [line, document.getElementById("source")].map((one) => one.getBoundingClientRect());
      return own.top >= around.top && own.bottom <= around.bottom;
    }),
  }));

const pictures = (page) => page.evaluate(() => [...document.querySelectorAll("#sheets img")].map((image) => image.src));

async function clean(page) {
  assert.deepEqual(page.faults, []);
}

export const writing = {
  async "a save is seen, and the reader's place is kept"(browser, shot) {
    const desk = await Desk.open({ "issue.txt": BULLETIN }, "issue.txt");
    const page = await look(browser, desk);
    await shot(page, "bulletin");
    await page.evaluate(() => {
      const pages = document.getElementById("pages");
      pages.scrollTop = pages.scrollHeight * 0.6;
    });
    await page.waitForFunction(() => [...document.querySelectorAll("#sheets img")].filter((image) => image.src).length > 3);
    const top = (line) =>
      page.evaluate((line) => {
        const around = document.getElementById("pages").getBoundingClientRect().top;
        const all = [...document.querySelectorAll("#sheets .block")];
        const seen = line
          ? all.find((block) => Number(block.dataset.first) === line)
          : all.find((block) => block.getBoundingClientRect().top >= around);
        return { line: Number(seen.dataset.first), top: seen.getBoundingClientRect().top - around };
      }, line);
    const before = await top(null);
    const text = desk.read("issue.txt");
    const lines = text.split("\n");
    const at = lines.findIndex((line, index) => index > 30 && line.length > 60 && !line.includes("¹"));
    const more = "And this sentence is new to the paragraph, which grows by some lines of text on its page by it. ".repeat(3);
    await shows(page, () => desk.put("issue.txt", [...lines.slice(0, at), more, more, ...lines.slice(at)].join("\n")));
    const after = await top(before.line + 2);
    assert.ok(Math.abs(after.top - before.top) < 4, `it stood at ${before.top} and stands at ${after.top}`);
    await clean(page);
    await desk.close();
  },

  async "pages that did not change are not sent again"(browser) {
    const desk = await Desk.open({ "issue.txt": BULLETIN }, "issue.txt");
    const page = await look(browser, desk);
    await page.selectOption("#size", "page");
    await page.evaluate(() => (document.getElementById("pages").scrollTop = 1e6));
    await until("the last page is drawn", async () => (await pictures(page)).every((source) => source));
    const lines = desk.read("issue.txt").trimEnd().split("\n");
    const last = lines.findLastIndex((line) => line.length > 60);
    const asked = () => page.asked.filter((address) => address.includes("/page/"));
    const before = asked().length;
    lines[last] = lines[last].replace("e", "o");
    await shows(page, () => desk.put("issue.txt", `${lines.join("\n")}\n`));
    const new_ones = asked().slice(before);
    assert.ok(new_ones.length >= 1 && new_ones.length <= 2, `asked again for ${new_ones.length}`);
    assert.equal(new Set(asked()).size, asked().length, "no page twice");
    await desk.close();
  },

  async "a broken state keeps the pages, says so, and is mended"(browser, shot) {
    const desk = await Desk.open({ "issue.md": ISSUE, "dot.png": DOT }, "issue.md");
    const page = await look(browser, desk);
    const before = await pictures(page);
    await shows(page, () => desk.edit("issue.md", "2023-12-20", "2023-02-30"));
    assert.ok(await page.isVisible("#stale"));
    assert.match(await page.textContent("#stale"), /last sound state/);
    assert.deepEqual(await pictures(page), before);
    await page.click("#found button.error");
    const told = await marked(page);
    assert.deepEqual(told.lines, [[4, "date: 2023-02-30"]]);
    assert.ok("2023-02-30".includes(told.mark) && told.seen, JSON.stringify(told));
    await shot(page, "broken");
    await shows(page, () => desk.edit("issue.md", "2023-02-30", "2023-12-21"));
    assert.ok(!(await page.isVisible("#stale")));
    assert.notDeepEqual(await pictures(page), before);
    await clean(page);
    await desk.close();
  },

  async "an issue that begins broken shows pages once it is sound"(browser, shot) {
    const desk = await Desk.open({ "issue.md": ISSUE.replace("2023-12-20", "soon"), "dot.png": DOT }, "issue.md");
    const page = await look(browser, desk);
    assert.ok((await page.isVisible("#stale")) && (await page.isVisible("#no-pages")));
    assert.match(desk.said, /no pages yet/);
    await shot(page, "begins-broken");
    await shows(page, () => desk.edit("issue.md", "soon", "2023-12-20"));
    assert.equal((await pictures(page)).length, 1);
    await desk.close();
  },

  async "a paragraph leads to its line, by mouse and by keys"(browser, shot) {
    const desk = await Desk.open({ "issue.md": ISSUE, "dot.png": DOT }, "issue.md");
    const page = await look(browser, desk);
    const line = ISSUE.split("\n").findIndex((line) => line.startsWith("The second")) + 1;
    await page.click(`#sheets .block[data-first="${line}"]`);
    assert.deepEqual((await marked(page)).lines, [[line, ISSUE.split("\n")[line - 1]]]);
    await page.focus("#sheets .block");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const by_keys = await marked(page);
    assert.ok(by_keys.lines.length > 0 && by_keys.lines[0][0] < line, JSON.stringify(by_keys));
    await page.click('#lines li[data-line="10"]');
    assert.equal(await page.evaluate(() => Number(document.querySelector(".block.here").dataset.first)), 10);
    await shot(page, "issue");
    await clean(page);
    await desk.close();
  },

  async "styles are switched and followed"(browser) {
    const own = 'name = "house"\nsummary = "s"\nextends = "plain"\n';
    const files = { "issue.md": ISSUE, "dot.png": DOT, "house.toml": own };
    const desk = await Desk.open(files, "issue.md", "--style", "plain");
    const page = await look(browser, desk);
    assert.match(await page.textContent("#state"), /style plain/);
    const before = await pictures(page);
    await shows(page, () => page.selectOption("#style", { label: "gbt9704" }));
    assert.match(await page.textContent("#state"), /style gbt9704/);
    assert.notDeepEqual(await pictures(page), before);
    await shows(page, () => page.selectOption("#style", { label: "house.toml" }));
    const house = await pictures(page);
    await shows(page, () => desk.put("house.toml", `${own}[page]\ninner = 45\n`));
    assert.notDeepEqual(await pictures(page), house);
    await shows(page, () => desk.put("house.toml", `${own}[page]\nimmer = 45\n`));
    assert.ok(await page.isVisible("#stale"));
    await page.click("#found button.error");
    assert.match(await page.textContent("#source-title"), /house\.toml/);
    assert.deepEqual((await marked(page)).lines, [[5, "immer = 45"]]);
    await clean(page);
    await desk.close();
  },

  async "pictures and the series are followed"(browser) {
    const files = { "issue.md": ISSUE.replace("series: Lake Bulletin\n", ""), "dot.png": DOT };
    const desk = await Desk.open(files, "issue.md");
    const page = await look(browser, desk);
    let before = await pictures(page);
    await shows(page, () => desk.put("dot.png", CHART));
    assert.notDeepEqual(await pictures(page), before);
    before = await pictures(page);
    await shows(page, () => desk.put("series.toml", '[name]\nen = "Hill Bulletin"\n'));
    assert.notDeepEqual(await pictures(page), before);
    await clean(page);
    await desk.close();
  },

  async "the issue as HTML stands beside its pages"(browser) {
    const desk = await Desk.open({ "issue.md": ISSUE, "dot.png": DOT }, "issue.md");
    const page = await look(browser, desk);
    if (await page.isHidden('nav [data-pane="web"]')) return desk.close();
    const frame = page.frameLocator("#web iframe:not(.coming)");
    await frame.getByText("The second paragraph").click();
    const line = ISSUE.split("\n").findIndex((line) => line.startsWith("The second")) + 1;
    assert.equal((await marked(page)).lines[0][0], line);
    await shows(page, () => desk.edit("issue.md", "The second", "The third"));
    await frame.getByText("The third paragraph").waitFor();
    await clean(page);
    await desk.close();
  },

  async "it fits a phone and the dark"(browser, shot) {
    const desk = await Desk.open({ "issue.txt": BULLETIN }, "issue.txt");
    const page = await look(browser, desk, { width: 390, height: 780 }, { deviceScaleFactor: 2, colorScheme: "dark" });
    const fits = (pane) =>
      page.evaluate((pane) => {
        const is_filled = document.getElementById(pane).offsetWidth === innerWidth;
        return is_filled && document.documentElement.scrollWidth <= innerWidth;
      }, pane);
    assert.ok(await fits("pages"));
    await shot(page, "phone-pages");
    for (const pane of ["findings", "source"]) {
      await page.click(`nav [data-pane="${pane}"]`);
      assert.ok((await fits(pane)) && (await page.isVisible(`#${pane}`)) && !(await page.isVisible("#pages")), pane);
      await shot(page, `phone-${pane}`);
    }
    const dark = await look(browser, desk, { width: 1400, height: 900 }, { colorScheme: "dark" });
    await shot(dark, "dark");
    await clean(page);
    await desk.close();
  },

  async "the PDF itself is given"(browser) {
    const desk = await Desk.open({ "issue.md": ISSUE, "dot.png": DOT }, "issue.md");
    const page = await look(browser, desk);
    const href = await page.getAttribute("#pdf", "href");
    const answer = await page.evaluate(async (href) => {
      const answer = await fetch(href);
      return { type: answer.headers.get("content-type"), text: (await answer.text()).slice(0, 5) };
    }, href);
    assert.deepEqual(answer, { type: "application/pdf", text: "%PDF-" });
    await desk.close();
  },
};
