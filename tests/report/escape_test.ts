import { assertEquals } from "@std/assert";
import { escapeHtml, escapeJson, html } from "../../src/report/escape.ts";

Deno.test("escapeHtml() leaves nothing that ends an element or a quoted attribute", () => {
  assertEquals(escapeHtml(`</td>"'&`), "&lt;/td&gt;&quot;&#39;&amp;");
});

Deno.test("html escapes what is filled in, at any depth, but not markup of its own", () => {
  const cells = [["<a>"], html`<b>${"&"}</b>`];
  assertEquals(html`<i title="${'"'}">${cells}</i>`.markup, `<i title="&quot;">&lt;a&gt;<b>&amp;</b></i>`);
});

Deno.test("escapeJson() holds no < and is the same data", () => {
  const data = { "<!--": ["</script>", "<script>"] };
  const text = escapeJson(data);
  assertEquals(text.includes("<"), false);
  assertEquals(JSON.parse(text), data);
});
