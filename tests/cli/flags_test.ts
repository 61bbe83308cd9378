import { assertEquals, assertThrows } from "@std/assert";
import { list, nonNegative, oneOf, positive, positiveInteger } from "../../src/cli/flag_values.ts";
import { parseFlags, toggle, withoutWords } from "../../src/cli/flags.ts";
import { UserError } from "../../src/spec/user_error.ts";

const flags = {
  model: { value: "NAMES", help: "", read: list(oneOf(["mlp", "vgg11", "resnet56"])) },
  learningRate: { value: "NUMBERS", help: "", read: list(positive) },
  weightDecay: { value: "NUMBER", help: "", read: nonNegative },
  seeds: { value: "N", help: "", read: positiveInteger },
  resume: { value: "RUN", optional: true, help: "", read: String },
  dryRun: toggle(""),
  noReport: toggle(""),
  help: toggle(""),
};

Deno.test("parseFlags() reads values after a space or an equals sign, lists, switches and words", () => {
  const args = [
    "barriers",
    "--learning-rate",
    "0.1,1e-2",
    "--model=mlp,vgg11",
    "--dry-run",
    "--no-report",
    "--seeds",
    "3",
  ];
  assertEquals(parseFlags(flags, args), {
    values: { learningRate: [0.1, 0.01], model: ["mlp", "vgg11"], dryRun: true, noReport: true, seeds: 3 },
    words: ["barriers"],
  });
});

Deno.test("parseFlags() takes --resume with and without a run", () => {
  assertEquals(parseFlags(flags, ["--resume"]).values, { resume: "" });
  assertEquals(parseFlags(flags, ["--resume", "--dry-run"]).values, { resume: "", dryRun: true });
  assertEquals(parseFlags(flags, ["--resume", "20261121-113000-barriers-1a2b3c"]).values, {
    resume: "20261121-113000-barriers-1a2b3c",
  });
});

Deno.test("parseFlags() takes -h for --help", () => {
  assertEquals(parseFlags(flags, ["-h"]).values, { help: true });
});

Deno.test("parseFlags() leaves a switch's next word alone", () => {
  assertEquals(parseFlags(flags, ["--dry-run", "barriers"]).words, ["barriers"]);
});

const wrong: readonly [args: string[], message: string][] = [
  [["--sedes", "3"], "Cannot use --sedes as it is no flag of this command: did you mean --seeds?"],
  [["--learnig-rate=0.1"], "Cannot use --learnig-rate as it is no flag of this command: did you mean --learning-rate?"],
  [["--frobnicate"], "Cannot use --frobnicate as it is no flag of this command: --help lists them"],
  [["-x"], "Cannot use -x as it is no flag of this command: --help lists them"],
  [["--__proto__", "1"], "Cannot use --__proto__ as it is no flag of this command: --help lists them"],
  [["--model", "vgg12"], "Cannot use --model as it must be one of mlp, vgg11, resnet56: vgg12: did you mean vgg11?"],
  [["--model", "mlp,,vgg11"], "Cannot use --model as it must be values with commas between them: mlp,,vgg11"],
  [["--learning-rate", "fast"], "Cannot use --learning-rate as it must be a number above zero: fast"],
  [["--learning-rate", "NaN"], "Cannot use --learning-rate as it must be a number above zero: NaN"],
  [["--learning-rate", "Infinity"], "Cannot use --learning-rate as it must be a number above zero: Infinity"],
  [["--learning-rate", "-Infinity"], "Cannot use --learning-rate as it must be a number above zero: -Infinity"],
  [["--learning-rate", "1e999"], "Cannot use --learning-rate as it must be a number above zero: 1e999"],
  [["--learning-rate", "0x10"], "Cannot use --learning-rate as it must be a number above zero: 0x10"],
  [["--learning-rate", "-0.1"], "Cannot use --learning-rate as it must be a number above zero: -0.1"],
  [["--learning-rate", "0"], "Cannot use --learning-rate as it must be a number above zero: 0"],
  [["--learning-rate"], "Cannot use --learning-rate as it needs a value: --learning-rate NUMBERS"],
  [["--learning-rate", "--dry-run"], "Cannot use --learning-rate as it needs a value: --learning-rate NUMBERS"],
  [["--learning-rate="], "Cannot use --learning-rate as it needs a value: --learning-rate NUMBERS"],
  [["--weight-decay", "-.5"], "Cannot use --weight-decay as it must be a number, zero or above: -.5"],
  [["--seeds", "2.5"], "Cannot use --seeds as it must be a positive integer: 2.5"],
  [["--seeds", "0"], "Cannot use --seeds as it must be a positive integer: 0"],
  [["--seeds", "-3"], "Cannot use --seeds as it must be a positive integer: -3"],
  [["--seeds", "2", "--seeds", "3"], "Cannot use --seeds as it must be given at most once: 2 times"],
  [["--dry-run=yes"], "Cannot use --dry-run as it takes no value: --dry-run=yes"],
];

for (const [args, message] of wrong) {
  Deno.test(`parseFlags() refuses ${args.join(" ")}`, () => {
    assertEquals(assertThrows(() => parseFlags(flags, args), UserError).message, message);
  });
}

Deno.test("withoutWords() leaves out the words of no flag, wherever they stand, and keeps values of the same letters", () => {
  const flags = {
    seeds: { value: "N", help: "", read: String },
    results: { value: "FOLDER", help: "", read: String },
    quiet: toggle(""),
  };
  for (
    const [given, kept] of [
      ["barriers --results barriers", "--results barriers"],
      ["--results barriers barriers", "--results barriers"],
      ["--results=barriers barriers --quiet", "--results=barriers --quiet"],
      ["--quiet barriers --seeds 3", "--quiet --seeds 3"],
    ] as const
  ) assertEquals(withoutWords(flags, given.split(" ")).join(" "), kept);
});
