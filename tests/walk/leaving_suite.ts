/** A suite module that does what the query of its URL says, on the worker that imports it: how suites' code can go wrong. */

const how = new URL(import.meta.url).search.slice(1);
if (how === "close") self.close();
if (how === "exit") Deno.exit();
if (how === "throw") throw new Error("the suite is broken");
if (how === "run") await new Deno.Command(Deno.execPath(), { args: ["--version"] }).output();
if (how === "fetch") await fetch("http://127.0.0.1:9998/");
if (how === "import") await import(["http:", "", "127.0.0.1:9998", "module.ts"].join("/"));

export default { measures: [] };
