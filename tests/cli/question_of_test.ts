import { assertEquals } from "@std/assert";
import { callerPath } from "../../src/cli/caller_path.ts";
import { questionOf, wordsOf } from "../../src/cli/question_of.ts";
import { shellWord } from "../../src/cli/shell_word.ts";
import { passedWords } from "../../src/cli/track_flags.ts";

Deno.test("questionOf() is the same for commands of the same rows, in any order and however they are watched", () => {
  const asked = questionOf(["--seeds", "3", "--filter", "mlp seed=1", "--jobs", "2", "--json", "--results", "x"]);
  assertEquals(asked, "--filter=mlp seed=1 --seeds=3");
  assertEquals(questionOf(["--filter=mlp seed=1", "--quiet", "--seeds=3"]), asked);
});

Deno.test("wordsOf() takes apart what a run stores as its command", () => {
  const words = ["--filter", "mlp seed=1", "--data-dir", "it's here", "--seeds=3"];
  assertEquals(wordsOf(["deno", "task", "suite", ...words].map(shellWord).join(" ")), [
    "deno",
    "task",
    "suite",
    ...words,
  ]);
});

Deno.test("passedWords() hands on the suite's flags alone, and folders by their whole paths", () => {
  const words = [
    "heights",
    "--commits",
    "a..b",
    "--seeds",
    "3",
    "--retry",
    "--results=x",
    "--quiet",
    "--filter",
    "heights",
  ];
  assertEquals(passedWords(words), ["--seeds", "3", "--quiet", "--filter", "heights"]);
  assertEquals(passedWords(["--data-dir=data"]), ["--data-dir", callerPath("data")]);
});
