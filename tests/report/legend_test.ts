import { assertEquals, assertStringIncludes } from "@std/assert";
import { renderControls } from "../../src/report/chart_tools.ts";
import { legendOf } from "../../src/report/legend.ts";
import type { Spec } from "../../src/report/page.ts";

/** A panel with points of its own colour, and lines where asked. */
function panel(colour: string, arms: readonly string[], dashes?: readonly number[][]): Spec {
  const channel = (range: readonly string[]) => ({ field: "arm", scale: { domain: arms, range } });
  return {
    layer: [
      { mark: { type: "rule" }, encoding: { y: { datum: 0 } } },
      dashes === undefined
        ? {
          mark: { type: "point" },
          encoding: { color: channel(arms.map(() => colour)), shape: channel(["circle", "square", "cross"]) },
        }
        : {
          mark: { type: "line", color: colour },
          encoding: { strokeDash: { field: "arm", scale: { domain: arms, range: dashes } } },
        },
    ],
  };
}

const rows = (...arms: string[]) => ({ means: arms.map((arm) => ({ arm })) });

Deno.test("legendOf() has each entry of all panels once, in each panel's colour", () => {
  const specs = [panel("red", ["a", "b"]), panel("blue", ["a", "b", "c"])];
  assertEquals(legendOf(specs, rows("c", "b", "a"))?.entries, [
    { value: "a", look: { line: false, colours: ["red", "blue"], shape: "circle" } },
    { value: "b", look: { line: false, colours: ["red", "blue"], shape: "square" } },
    { value: "c", look: { line: false, colours: ["blue"], shape: "cross" } },
  ]);
});

Deno.test("legendOf() leaves out what no row has, and a spec without a legend has none", () => {
  const entries = legendOf([panel("red", ["a", "b"])], rows("b"))?.entries;
  assertEquals(entries?.map(({ value }) => value), ["b"]);
  assertEquals(legendOf([{ mark: "point", encoding: {} }], rows("a")), undefined);
});

Deno.test("legendOf() draws lines that dashes tell apart in their marks' colour", () => {
  const specs = [panel("red", ["a", "b"], [[1, 0], [5, 3]])];
  assertEquals(legendOf(specs, rows("a", "b"))?.entries.map(({ look }) => look), [
    { line: true, colours: ["red"], dash: [1, 0] },
    { line: true, colours: ["red"], dash: [5, 3] },
  ]);
});

Deno.test("renderControls() lets entries be hidden, but not one that stands alone", () => {
  const render = (...arms: string[]) => {
    const legend = legendOf([panel("var(--series-1)", ["a", "b"])], rows(...arms))!;
    return renderControls({ id: "chart", legend }).markup;
  };
  assertStringIncludes(render("a", "b"), 'data-field="arm" value="b"');
  assertStringIncludes(render("a", "b"), 'fill="var(--series-1)"');
  assertEquals(render("a").includes("<input"), false);
  assertStringIncludes(render("a"), 'fill="var(--series-1)"');
});
