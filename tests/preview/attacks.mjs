// Trials of what an attacker tries: a page of somebody else in the same browser, and whoever speaks to the port.

import assert from "node:assert/strict";
import http from "node:http";
import net from "node:net";
import { Desk, look, until } from "./desk.mjs";
import { ISSUE } from "./writing.mjs";

const PLAIN = ISSUE.replace("![A dot](dot.png)\n", "");

/** Sends bytes as they are, and gives the first line of the answer. */
function raw(desk, text) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(desk.url.port), "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.on("data", (bytes) => (answer += bytes));
    socket.on("close", () => resolve(answer.split("\r\n")[0]));
    socket.on("error", (error) => (answer ? resolve(answer.split("\r\n")[0]) : error.code === "ECONNRESET" ? resolve("reset") : reject(error)));
  });
}

/** A server of somebody else on this machine, with the cookies that it was sent. */
async function stranger(html) {
  const cookies = [];
  const server = http.createServer((request, response) => {
    cookies.push(request.headers.cookie ?? "");
    response.setHeader("Content-Type", "text/html");
    response.end(html);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: server.address().port, cookies, close: () => server.close() };
}

/** Tries every way in which a page can fetch, and says what came of each. */
async function tries(base) {
  const settle = (start) => new Promise((resolve) => start((word) => resolve(word)));
  const element = (name, attribute, address) => settle((end) => {
    const one = document.createElement(name);
    one.onload = () => end("loaded");
    one.onerror = () => end("refused");
    one[attribute] = address;
    document.body.append(one);
  });
  const read = (options) => fetch(`${base}about`, options).then((answer) => answer.text(), () => "refused");
  return {
    script: await element("script", "src", `${base}preview.js`),
    picture: await element("img", "src", `${base}icon.svg`),
    read: await read({ credentials: "include" }),
    opaque: await read({ mode: "no-cors", credentials: "include" }),
    post: await fetch(base, { method: "POST", credentials: "include", body: "x" }).then(() => "read", () => "refused"),
    events: await settle((end) => {
      const source = new EventSource(`${base}events?style=0`, { withCredentials: true });
      source.onmessage = () => end("told");
      source.onerror = () => end("refused");
    }),
    frame: await settle((end) => {
      const frame = document.createElement("iframe");
      frame.onload = () => {
        try {
          end(frame.contentDocument ? "read" : "closed");
        } catch {
          end("closed");
        }
      };
      frame.src = base;
      document.body.append(frame);
    }),
  };
}

export const attacks = {
  async "pages of others get nothing, though the browser has the cookie"(browser) {
    const desk = await Desk.open({ "issue.md": PLAIN }, "issue.md");
    const page = await look(browser, desk);
    const own = new URL("./", desk.url).href.split("?")[0];
    const other = await stranger("<!DOCTYPE html><title>free prizes</title><body>");
    for (const host of ["127.0.0.1", "localhost", "evil.example"]) {
      const evil = await page.context().newPage();
      await evil.goto(`http://${host}:${other.port}/`);
      const came = await evil.evaluate(tries, own);
      assert.deepEqual(
        came,
        { script: "refused", picture: "refused", read: "refused", opaque: came.opaque, post: "refused", events: "refused", frame: "closed" },
        host,
      );
      assert.ok(["", "refused"].includes(came.opaque), "an opaque answer holds nothing");
      const frame = evil.frames().find((one) => one !== evil.mainFrame());
      const shown = await frame.content().catch(() => "");
      assert.ok(!shown.includes("preview.js"), `${host} framed the page`);
      await evil.close();
    }
    assert.ok(other.cookies.length > 2 && other.cookies.every((cookie) => cookie === ""), "the cookie stays in its folder");
    other.close();
    await desk.close();
  },

  async "a name that leads here from elsewhere is refused"(browser) {
    const desk = await Desk.open({ "issue.md": PLAIN }, "issue.md");
    const page = await (await browser.newContext()).newPage();
    const address = desk.address.replace("127.0.0.1", "evil.example");
    assert.equal((await page.goto(address)).status(), 403);
    assert.equal((await page.goto(desk.address.replace(desk.token, "0".repeat(32)))).status(), 403);
    assert.equal((await page.goto(`${desk.url.origin}/`)).status(), 404);
    assert.equal((await page.goto(desk.address)).status(), 200);
    await desk.close();
  },

  async "the page runs no script but its own"(browser) {
    const evil = "<script>parent.document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\">";
    const text = PLAIN.replace("The first paragraph", `${evil} The first paragraph`).replace("title: What", `title: ${evil} What`);
    const desk = await Desk.open({ "issue.md": text }, "issue.md");
    const page = await look(browser, desk);
    await page.waitForTimeout(200);
    assert.match(await page.title(), /masthead preview/);
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      try {
        script.textContent = "document.title = 'taken'";
        document.head.append(script);
      } catch {
        return "refused";
      }
      return document.title;
    });
    assert.ok(ran !== "taken", ran);
    await desk.close();
  },

  async "whoever speaks to the port gets no more than a browser"() {
    const desk = await Desk.open({ "issue.md": PLAIN }, "issue.md");
    const host = `Host: ${desk.url.host}`;
    const cookie = `Cookie: masthead-preview=${desk.token}`;
    const folder = desk.url.pathname;
    const status = async (text) => (await raw(desk, text)).split(" ")[1] ?? "none";
    const get = (target, ...fields) => `GET ${target} HTTP/1.1\r\n${fields.join("\r\n")}\r\n\r\n`;
    assert.equal(await status(get(`${folder}about`, host, cookie)), "200");
    assert.equal(await status(get(`${folder}about`, host)), "403");
    assert.equal(await status(get(`${folder}../../../../etc/passwd`, host, cookie)), "404");
    assert.equal(await status(get(`${folder}%2e%2e%2fissue.md`, host, cookie)), "404");
    assert.equal(await status(get(`${folder}issue.md`, host, cookie)), "404");
    assert.equal(await status(`POST ${folder}about HTTP/1.1\r\n${host}\r\n${cookie}\r\nContent-Length: 1\r\n\r\nx`), "405");
    assert.equal(await status(get(`${folder}about`, "Host: evil.example", cookie)), "403");
    assert.ok(["431", "none"].includes(await status(get("/", host, `A: ${"a".repeat(100_000)}`))));
    assert.ok(["414", "none"].includes(await status(get(`/${"a".repeat(100_000)}`, host))));
    assert.equal(await status("\r\n\r\n"), "400");
    assert.equal(await status(get(`${folder}about`, host, cookie)), "200", "it still answers");
    await desk.close();
  },

  async "many who say nothing keep nobody out for long"(browser) {
    const desk = await Desk.open({ "issue.md": PLAIN }, "issue.md");
    const idle = Array.from({ length: 40 }, () => net.connect(Number(desk.url.port), "127.0.0.1").on("error", () => {}));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const answers = async () => (await raw(desk, `GET / HTTP/1.1\r\nHost: ${desk.url.host}\r\n\r\n`)).includes("404");
    assert.ok(!(await answers()), "not while all places are taken");
    await until("it answers again", answers);
    await look(browser, desk);
    idle.forEach((socket) => socket.destroy());
    await desk.close();
  },
};
