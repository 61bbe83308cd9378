/** A suite module that does what the query of its URL says, on the worker that imports it: how suites' code can go wrong. */

const how = new URL(import.meta.url).search.slice(1);
if (how === "close") self.close();
if (how === "exit") Deno.exit();
if (how === "throw") throw new Error("the suite is broken");

export default { measures: [] };
