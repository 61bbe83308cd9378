import { assert, assertEquals } from "@std/assert";
import { renderDocument } from "../../src/report/document.ts";
import { html } from "../../src/report/escape.ts";

const page = await renderDocument({ title: "</title><script>", body: html`<p>body</p>`, charts: ["</script><b>"] });

/** The contents of the elements of a name, as a browser's parser would cut them. */
function contents(name: string): string[] {
  return [...page.matchAll(new RegExp(`<${name}[^>]*>(.*?)</${name}>`, "gs"))].map((match) => match[1]!);
}

Deno.test("renderDocument() has a policy that allows its own scripts and style and nothing else", async () => {
  const policy = page.match(/Content-Security-Policy"\s+content="([^"]*)"/)![1]!.replaceAll("&#39;", "'");
  assert(policy.startsWith("default-src 'none'; "));
  assertEquals(policy.includes("unsafe"), false);
  assertEquals(/https?:|\*/.test(policy), false);
  const [data, vega, script] = contents("script");
  const hashes = await Promise.all([vega!, script!, contents("style")[0]!].map(async (text) => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return new Uint8Array(digest).toBase64();
  }));
  assertEquals([...policy.matchAll(/'sha256-([^']+)'/g)].map((match) => match[1]), hashes);
  assertEquals(JSON.parse(data!), ["</script><b>"]);
});

Deno.test("renderDocument() escapes its title and loads nothing", () => {
  assertEquals(contents("title"), ["&lt;/title&gt;&lt;script&gt;"]);
  assertEquals(contents("script").length, 3);
  const head = page.slice(0, page.indexOf("<style"));
  assertEquals(/src=|href="(?!data:|#)/.test(head), false);
});

Deno.test("renderDocument() stays far below the 3 MB that a page may weigh", () => {
  // The libraries are 0.6 MB; the rest is left to data.
  assert(page.length < 800_000, `${page.length} characters`);
});
