/** A real browser for the tests of pages: an installed Chromium, driven by playwright-core. */

import type { Browser, Page } from "playwright-core";

// Without this playwright-core looks under /proc as it loads, which Deno allows only to programs with every permission.
Deno.env.set("__IS_WSL_TEST__", "1");
const { chromium } = await import("playwright-core");

const places = [Deno.env.get("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where Chromium is; undefined where it is not. */
export const chromiumPath: string | undefined = places.find((path) => {
  try {
    return path !== undefined && Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
});

/** Starts Chromium without anything of its own that would use the network. */
export function startBrowser(): Promise<Browser> {
  const quiet = ["gpu", "quic", "background-networking", "component-update", "sync"].map((name) => `--disable-${name}`);
  // Chromium refuses to run as root with its sandbox, as containers do.
  const root = Deno.uid() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: chromiumPath!, args: [...quiet, "--no-first-run", ...root] });
}

/** A page opened from disk, with what went wrong in it and whatever it asked of the network. */
export interface Opened {
  readonly page: Page;
  readonly problems: string[];
}

/** Opens a file and waits until its charts are drawn. */
export async function openFile(
  browser: Browser,
  file: string,
  { width = 1200, dark = false }: { readonly width?: number; readonly dark?: boolean } = {},
): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: dark ? "dark" : "light" });
  const problems: string[] = [];
  page.on("console", (message) => problems.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) problems.push(`request: ${request.url()}`);
  });
  page.setDefaultTimeout(10_000);
  await page.goto(`file://${file}`);
  try {
    await page.waitForSelector("html[data-ready]");
  } catch (error) {
    throw new Error(`Cannot look at ${file} as its charts must be drawn: ${problems.join("; ")}`, { cause: error });
  }
  return { page, problems };
}
