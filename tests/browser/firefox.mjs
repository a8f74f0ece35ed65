// Starts Firefox with an extension and passes WebDriver BiDi on: one command a line comes in, its answer goes out.
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const { executablePath, extension, extraPrefsFirefox } = JSON.parse(process.argv[2]);
// Pages of an extension are opened and asked only with this; no page of the tests is from elsewhere.
const args = ["--remote-allow-system-access"];
const browser = await puppeteer.launch({
  browser: "firefox", headless: true, acceptInsecureCerts: true, protocolTimeout: 60_000, executablePath, args, extraPrefsFirefox,
});
const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
say({ result: await browser.installExtension(extension) });
for await (const line of createInterface({ input: process.stdin })) {
  const { method, params } = JSON.parse(line);
  const sent = browser.connection.send(method, params);
  say(await sent.then(({ result }) => ({ result }), ({ message }) => ({ error: message })));
}
await browser.close();
