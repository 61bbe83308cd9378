import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { complaintOf, type Contestant, race, readRates, together } from "../../../bench/pytorch/contestant.ts";
import { works } from "../../../bench/pytorch/works.ts";
import { UserError } from "../../../src/spec/user_error.ts";

const work = works[0]!;

/** A walk that is a program of a few lines, with the flags as `args`. */
async function planted(lines: string, folder: string): Promise<Contestant> {
  const path = `${folder}/walk.ts`;
  await Deno.writeTextFile(path, `const args = Deno.args; ${lines}`);
  return { name: "planted", command: ["deno", "run", "--quiet", "--no-config", "--allow-all", path] };
}

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const never = new AbortController().signal;

Deno.test("readRates() reads the last line of what a walk told", () => {
  const told = 'ready\nstep 1\n{"train_img_s": 200.5, "sweep_evals_s": 7e4, "peak_bytes": 1000}\n';
  assertEquals(readRates("PyTorch", told), { step: 200.5, segment: 70000, peakBytes: 1000 });
  assertEquals(readRates("PyTorch", '{"train_img_s": 1, "sweep_evals_s": 2}'), { step: 1, segment: 2 });
});

Deno.test("readRates() refuses what has no rates", () => {
  const wrong = ["", "ready", "[1, 2]", "null", '{"train_img_s": 1}', '{"train_img_s": 0, "sweep_evals_s": 2}'];
  for (const told of wrong) assertThrows(() => readRates("PyTorch", told), UserError, "Cannot time PyTorch");
  assertThrows(
    () => readRates("PyTorch", "ready\n"),
    UserError,
    "must be JSON with train_img_s and sweep_evals_s: ready",
  );
});

Deno.test("together() adds rates of walks at the same time and takes the most memory of one", () => {
  const [one, other] = [{ step: 1, segment: 10, peakBytes: 5 }, { step: 2, segment: 20, peakBytes: 7 }];
  assertEquals(together([one, other]), { step: 3, segment: 30, peakBytes: 7 });
  assertEquals(together([one, { step: 2, segment: 20 }]), { step: 3, segment: 30 });
});

Deno.test("complaintOf() finds Deno's first line and Python's last", () => {
  const python =
    "Traceback (most recent call last):\n  File \"walk.py\", line 1\nModuleNotFoundError: No module named 'torch'\n";
  assertEquals(complaintOf(python), "ModuleNotFoundError: No module named 'torch'");
  assertEquals(
    complaintOf("error: Uncaught TypeError: no\n    at file:///walk.ts:1:1\n"),
    "error: Uncaught TypeError: no",
  );
  assertEquals(complaintOf("python3: can't open file\n"), "python3: can't open file");
});

Deno.test("race() hands each walk its flags and lets all go once all are ready", () =>
  withFolder(async (folder) => {
    const contestant = await planted(
      `await new Promise((ready) => setTimeout(ready, Deno.pid % 2 * 100));
       Deno.writeTextFileSync("${folder}/ready", "|", { append: true });
       console.log("ready");
       await Deno.stdin.read(new Uint8Array(1));
       const ready = Deno.readTextFileSync("${folder}/ready").length;
       const threads = Number(args[args.indexOf("--threads") + 1]);
       console.log(JSON.stringify({ train_img_s: ready, sweep_evals_s: threads, peak_bytes: args.length }));`,
      folder,
    );
    const rates = await race(contestant, work, "there", { walks: 2, threads: 3 }, never);
    // Seven flags with values, --threads with its own, --wait.
    assertEquals(rates, { step: 2 + 2, segment: 3 + 3, peakBytes: 17 });
  }));

Deno.test("race() says what a walk complains of, and ends the others", () =>
  withFolder(async (folder) => {
    const contestant = await planted(
      `try {
         Deno.mkdirSync("${folder}/first");
         Deno.writeTextFileSync("${folder}/pid", String(Deno.pid));
         console.log("ready");
         setInterval(() => {}, 1000);
       } catch {
         while (true) try { Deno.statSync("${folder}/pid"); break; } catch { /* not there yet */ }
         console.error("error: no memory");
         Deno.exit(1);
       }`,
      folder,
    );
    const error = await assertRejects(
      () => race(contestant, work, "there", { walks: 2, threads: 1 }, never),
      UserError,
    );
    assertEquals(error.message, "Cannot time planted as its walk must come to its end: error: no memory");
    await assertEnded(folder);
  }));

Deno.test("race() leaves no walk behind when it is interrupted", () =>
  withFolder(async (folder) => {
    const contestant = await planted(
      `Deno.writeTextFileSync("${folder}/pid", String(Deno.pid)); console.log("ready"); setInterval(() => {}, 1000);`,
      folder,
    );
    const stop = new AbortController();
    const watch = setInterval(() => {
      try {
        if (Deno.readTextFileSync(`${folder}/pid`) !== "") stop.abort();
      } catch (error) {
        assert(error instanceof Deno.errors.NotFound);
      }
    }, 20);
    await assertRejects(() => race(contestant, work, "there", { walks: 1, threads: 1 }, stop.signal));
    clearInterval(watch);
    await assertEnded(folder);
  }));

async function assertEnded(folder: string): Promise<void> {
  const pid = Number(await Deno.readTextFile(`${folder}/pid`));
  // SIGCONT asks only whether the process is there.
  assertThrows(() => Deno.kill(pid, "SIGCONT"), Deno.errors.NotFound);
}
