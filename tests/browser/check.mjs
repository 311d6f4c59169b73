// The HTML report in a real browser: nothing loaded, nothing scripted, readable in light, dark, narrow and
// print, and axe finds nothing.  Prints TAP.
//
// usage: node check.mjs CHROMIUM OUTDIR REPORT.html…

import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, outdir, ...reports] = process.argv.slice(2);
const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

// A browser that talks to nobody: no sandbox because tests may run as root.
const launchOptions = {
	executablePath,
	headless: true,
	args: [
		"--no-sandbox",
		"--disable-gpu",
		"--disable-quic",
		"--no-first-run",
		"--disable-background-networking",
		"--disable-component-update",
		"--disable-sync",
	],
};

let number = 0;
let failures = 0;

function tap(name, problems) {
	number += 1;
	failures += problems.length > 0 ? 1 : 0;
	console.log(`${problems.length > 0 ? "not ok" : "ok"} ${number} - ${name}`);
	for (const problem of problems) console.log(`# ${problem}`);
}

// Loads the page under its own policy and reports everything it asked for or complained about.
async function open(context, url) {
	const page = await context.newPage();
	const heard = [];
	page.on("console", (message) => heard.push(`console: ${message.text()}`));
	page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
	page.on("request", (request) => {
		if (request.url() !== url) heard.push(`request: ${request.url()}`);
	});
	await page.goto(url, { waitUntil: "load" });
	return { page, heard };
}

async function checkQuiet(browser, url, name) {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const { heard } = await open(context, url);
	await context.close();
	tap(`${name}: loads nothing and breaks no policy`, heard);
}

// The verdict, the headline and the first next step stand on the first screen.
async function checkFirstScreen(browser, url, name) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
	const { page } = await open(context, url);
	const problems = [];
	for (const selector of [".decision .word", ".decision .headline", "#verdict dl dt"]) {
		const box = await page.locator(selector).first().boundingBox();
		if (box === null || box.y + box.height > 800) problems.push(`${selector} is below the first screen`);
	}
	const scripts = await page.locator("script, [onclick], [style], iframe, img, link").count();
	if (scripts > 0) problems.push(`${scripts} elements that the report must not have`);
	await context.close();
	tap(`${name}: the verdict is on the first screen`, problems);
}

async function checkNarrow(browser, url, name) {
	const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
	const { page } = await open(context, url);
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
	await context.close();
	tap(`${name}: nothing sticks out at 360 pixels`, wide > 0 ? [`${wide} pixels too wide`] : []);
}

async function checkScheme(browser, url, name, colorScheme) {
	const context = await browser.newContext({
		colorScheme,
		bypassCSP: true, // for axe alone; the policy itself is checked above
		viewport: { width: 1280, height: 900 },
	});
	const { page } = await open(context, url);
	await page.screenshot({ path: join(outdir, `${name}-${colorScheme}.png`), fullPage: false });
	await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
	await page.addScriptTag({ path: axePath });
	const result = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
	await page.screenshot({ path: join(outdir, `${name}-${colorScheme}-full.png`), fullPage: true });
	await context.close();
	const problems = result.violations.map(
		(v) => `${v.id}: ${v.help} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)}`,
	);
	tap(`${name}: axe finds nothing, ${colorScheme}`, problems);
}

// Printed on paper: what is folded on the screen is on the page, in dark ink on white.
async function checkPrint(browser, url, name) {
	const context = await browser.newContext({ colorScheme: "dark" });
	const { page } = await open(context, url);
	await page.emulateMedia({ media: "print", colorScheme: "dark" });
	const problems = [];
	const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	if (background !== "rgb(255, 255, 255)") problems.push(`background ${background}`);
	const folded = await page.evaluate(
		() =>
			[...document.querySelectorAll("details > *:not(summary)")].filter(
				(node) => node.getBoundingClientRect().height === 0,
			).length,
	);
	if (folded > 0) problems.push(`${folded} folded parts are not printed`);
	const pdf = await page.pdf({ path: join(outdir, `${name}.pdf`), format: "A4" });
	if (pdf.length < 10000) problems.push(`only ${pdf.length} octets of PDF`);
	await context.close();
	tap(`${name}: prints whole and light`, problems);
}

mkdirSync(outdir, { recursive: true });
console.log(`1..${reports.length * 6}`);
const browser = await chromium.launch(launchOptions);
try {
	for (const report of reports) {
		const url = pathToFileURL(resolve(report)).href;
		const name = basename(report, ".html");
		await checkQuiet(browser, url, name);
		await checkFirstScreen(browser, url, name);
		await checkNarrow(browser, url, name);
		await checkScheme(browser, url, name, "light");
		await checkScheme(browser, url, name, "dark");
		await checkPrint(browser, url, name);
	}
} finally {
	await browser.close();
}
process.exit(failures > 0 ? 1 : 0);
