import { assertEquals } from "@std/assert";
import { run } from "./command_line.ts";

const mistakes: readonly [args: string[], message: RegExp][] = [
  [["sute"], /^Cannot run a command as it must be one of .*: sute: did you mean suite\?$/],
  [["suite"], /^Cannot run a suite as its name must be one of barriers.*: none given$/],
  [["suite", "bariers"], /: bariers: did you mean barriers\?$/],
  [["suite", "barriers", "heights"], /one suite is run at a time.*: heights$/],
  [["suite", "barriers", "--sedes", "3"], /^Cannot use --sedes as .*: did you mean --seeds\?$/],
  [["suite", "barriers", "--colour-scheme", "3"], /^Cannot use --colour-scheme as .*: --help lists them$/],
  [["suite", "barriers", "--preset", "huge"], /^Cannot use --preset as it must be one of smoke, laptop, paper: huge$/],
  [["suite", "barriers", "--model", "vgg12"], /^Cannot use --model as .*: vgg12: did you mean vgg11\?$/],
  [["suite", "barriers", "--dataset", "mnits"], /^Cannot use --dataset as .*: mnits: did you mean mnist\?$/],
  [["suite", "barriers", "--engine", "onxx"], /^Cannot use --engine as it must be one of auto, onnx:cpu, .*: onxx/],
  [
    ["suite", "barriers", "--learning-rate", "NaN"],
    /^Cannot use --learning-rate as it must be a number above zero: NaN$/,
  ],
  [["suite", "barriers", "--seeds", "-1"], /^Cannot use --seeds as it must be a positive integer: -1$/],
  [["suite", "barriers", "--seeds", "1e9"], /^Cannot lay out the cases as there must be at most 100,000: /],
  [["suite", "barriers", "--width", "1e6"], /^Cannot resolve vgg11 as layers\.0 \(convolution\) must give at most /],
  [["suite", "barriers", "--batch-size", "5000000"], /^Cannot walk mlp on mnist as batchSize must be at most /],
  [["suite", "barriers", "--epochs", "3", "--measured-epochs", "4"], /measuredEpochs must lie within the 3 epochs/],
  [
    ["suite", "barriers", "--model", "vgg11", "--dataset", "mnist"],
    /the network's input must be the data's \[1, 28, 28\]/,
  ],
  [["suite", "barriers", "--filter", "seed=99"], /--filter must leave a case: none of \d+ matches seed=99/],
  [["suite", "barriers", "--data-dir", "/no/such/folder"], /^Cannot read mnist from \/no\/such\/folder/],
  [["suite", "barriers", "--resume", "--results", "/no/such/folder"], /must hold an unfinished run of it: none$/],
  [["suite", "barriers", "--resume", "--dry-run"], /^Cannot resume as --dry-run runs nothing/],
  [["suite", "barriers", "--width", "1e-300"], /^Cannot use --width as it must leave vgg11 more than one channel/],
  [["suite", "barriers", "--eval-batch-size", "1e12"], /^Cannot use --eval-batch-size as it must be at most the /],
  [["merge", "--results", "/no/such/folder"], /^Cannot merge as the results folder must be there/],
  [["prune", "--keep", "1", "--results", "/no/such/folder"], /^Cannot prune as the results folder must be there/],
  [["prune", "--older-than", "0d"], /^Cannot use --older-than as it must be from 1h to 36500d: 0d$/],
  [["prune", "--older-than", "99999999999999999d"], /^Cannot use --older-than as it must be from 1h to 36500d/],
  [["baseline", "--results", "/no/such/folder"], /^Cannot list or name baselines as the results folder must be there/],
  [["data", "--list", "--data-dir", "/no/such/folder"], /^Cannot list as --list tells what was fetched/],
  [["suites", "barriers"], /^Cannot run deno task suites as it takes only flags/],
  [["data", "mnits"], /^Cannot fetch a data set as it must be one of .*: mnits: did you mean mnist\?$/],
  [["sql", "SELECT", "1"], /^Cannot ask the store as the SQL must be one argument, in quotes: 2 were given$/],
  [["sql", "SELECT 1", "--results", "/no/such/folder"], /^Cannot read \/no\/such\/folder/],
  [["report", "--results", "/no/such/folder"], /^Cannot read \/no\/such\/folder/],
];

for (const [args, message] of mistakes) {
  Deno.test(`the command line refuses "${args.join(" ")}" in one line and with exit code 2`, async () => {
    const { code, out, err } = await run(args);
    const lines = err.trim().split("\n");
    assertEquals({ code, out, lines: lines.length, says: message.test(lines[0]!) || lines[0] }, {
      code: 2,
      out: "",
      lines: 1,
      says: true,
    });
  });
}
