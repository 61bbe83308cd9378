import { assert, assertEquals } from "@std/assert";
import {
  armLooks,
  networkColour,
  networkLooks,
  orderedLooks,
  otherNetworkLooks,
  partColours,
} from "../../reports/colours.ts";

const palette = await Deno.readTextFile(new URL("../../src/report/palette.css", import.meta.url));
const style = await Deno.readTextFile(new URL("../../src/report/style.css", import.meta.url));

/** The variables of both themes: a style's are first those of the light one. */
const [light, dark] = [0, 1].map((theme) =>
  new Map(
    [palette, style].flatMap((text) =>
      [...text.split("@media screen and (prefers-color-scheme: dark)")[theme]!.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)]
        .map(([, name, colour]) => [`var(${name})`, colour!] as const)
    ),
  )
) as [Map<string, string>, Map<string, string>];
const themes = { light, dark };

const looksOf = (looks: Readonly<Record<string, { readonly colour: string }>>) =>
  Object.entries(looks).map(([name, { colour }]) => [name, colour] as const);
const arms = looksOf(armLooks);
const networks = looksOf(networkLooks);
const parts = Object.entries(partColours);
const entities = [
  ...networks,
  ...otherNetworkLooks.map(({ colour }, place) => [`own ${place}`, colour] as const),
  ...arms,
  ...parts,
];
const ramp = orderedLooks(6).map(({ colour }) => colour);

/** Red, green and blue as light: 0 to 1. */
function linear(colour: string): number[] {
  return [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
}

const times = (matrix: readonly (readonly number[])[], [x = 0, y = 0, z = 0]: readonly number[]) =>
  matrix.map(([a = 0, b = 0, c = 0]) => a * x + b * y + c * z);

/** WCAG 2.2's contrast ratio. */
function contrast(a: string, b: string): number {
  const [dim, bright] = [a, b].map((colour) => times([[0.2126, 0.7152, 0.0722]], linear(colour))[0]! + 0.05).sort((
    a,
    b,
  ) => a - b);
  return bright! / dim!;
}

/** What the colour-blind see, of light: Machado, Oliveira and Fernandes, 2009, at full severity. */
const eyes = {
  usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
};

/** How far two colours are apart, in hundredths of Oklab's unit (Ottosson, 2020): about 2 are just to be told apart side by side. */
function apart(a: string, b: string, eye: keyof typeof eyes): number {
  const [one, other] = [a, b].map((colour) => {
    const seen = times(eyes[eye], linear(colour)).map((part) => Math.min(1, Math.max(0, part)));
    const cones = times([
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ], seen).map(Math.cbrt);
    return times([
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ], cones);
  });
  return 100 * Math.hypot(...one!.map((part, at) => part - other![at]!));
}

const pairs = <Item>(items: readonly Item[]) =>
  items.flatMap((one, at) => items.slice(at + 1).map((other) => [one, other] as const));

Deno.test("no two entities share a colour, on any page, in either theme", () => {
  for (const [theme, colours] of Object.entries(themes)) {
    for (const [[name, a], [other, b]] of pairs(entities)) {
      // Three times what is just to be told apart; a colour of the ramp is nobody's either.
      const distance = apart(colours.get(a)!, colours.get(b)!, "usual");
      assert(distance > 6, `${name} and ${other}: ${distance} in the ${theme} theme`);
    }
    for (const [name, a] of entities) {
      for (const b of ramp) {
        const distance = apart(colours.get(a)!, colours.get(b)!, "usual");
        assert(distance > 4, `${name} and ${b}: ${distance} in the ${theme} theme`);
      }
    }
  }
});

Deno.test("arms, and networks, are told apart by the colour-blind too, and by more than colour", () => {
  for (const [theme, colours] of Object.entries(themes)) {
    for (const eye of ["protanopia", "deuteranopia"] as const) {
      for (const [[name, a], [other, b]] of [arms, networks, parts].flatMap(pairs)) {
        // Twice what is just to be told apart; dashes and shapes do the rest.
        const distance = apart(colours.get(a)!, colours.get(b)!, eye);
        assert(distance > 4, `${name} and ${other}: ${distance} with ${eye} in the ${theme} theme`);
      }
    }
  }
  for (
    const looks of [Object.values(armLooks), [...Object.values(networkLooks), ...otherNetworkLooks], orderedLooks(4)]
  ) {
    assertEquals(new Set(looks.map(({ dash }) => dash.join())).size, looks.length);
    assertEquals(new Set(looks.map(({ shape }) => shape)).size, looks.length);
  }
});

Deno.test("every colour of a chart stands out from the page by 3:1, in either theme", () => {
  for (const [theme, colours] of Object.entries(themes)) {
    for (const name of [...entities.map(([, colour]) => colour), ...ramp]) {
      const ratio = contrast(colours.get(name)!, colours.get("var(--paper)")!);
      assert(ratio >= 3, `${name}: ${ratio} in the ${theme} theme`);
    }
  }
});

Deno.test("orderedLooks() goes from much to little in equal steps, the ends of the ramp first and last", () => {
  assertEquals(orderedLooks(1).map(({ colour }) => colour), ["var(--order-6)"]);
  assertEquals(orderedLooks(3).map(({ colour }) => colour), ["var(--order-6)", "var(--order-3)", "var(--order-1)"]);
  for (const colours of Object.values(themes)) {
    const steps = ramp.map((colour) => contrast(colours.get(colour)!, colours.get("var(--paper)")!));
    assertEquals(steps, steps.toSorted((a, b) => b - a));
  }
});

Deno.test("networkColour() gives a user's network no other entity's colour", () => {
  const taken = [...networks, ...arms, ...parts].map(([, colour]) => colour);
  for (const name of ["mine", "yours", "mlp2"]) assert(!taken.includes(networkColour(name)), name);
});
