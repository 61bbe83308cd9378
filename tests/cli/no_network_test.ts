import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { defaultCacheDir } from "../../src/data/cache.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What sends, and what opens the files that a look-up of a name begins with. */
const calls = "connect,sendto,sendmsg,sendmmsg,openat";

/** The lines of a trace that leave the process for the network, or look up a name. */
function outgoing(trace: string): string[] {
  return trace.split("\n").filter((line) => /AF_INET|"\/etc\/(resolv\.conf|hosts)"/.test(line));
}

/** strace's absence, said; null where it is there and may trace. */
async function obstacle(): Promise<string | null> {
  try {
    const { success } = await new Deno.Command("strace", {
      args: ["-f", "--seccomp-bpf", "-o", "/dev/null", "true"],
      stderr: "null",
    })
      .output();
    return success ? null : "strace may not trace here";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "strace is not installed";
    throw error;
  }
}

/** Where Deno keeps what it has downloaded. */
async function denoFolder(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

const missing = await obstacle();

Deno.test({
  name: "no task resolves a name, connects to anything or leaves a file in the user's home" +
    (missing ? ` (skipped: ${missing})` : ""),
  ignore: missing !== null,
  async fn() {
    const folder = await Deno.makeTempDir({ prefix: "sgd-walk-" });
    const [home, results] = [`${folder}/home`, `${folder}/results`];
    await Deno.mkdir(home);
    // Packages that are installed, but a Deno that has not looked for its own update; no variable of a build server, which would
    // silence telemetry.
    await Deno.mkdir(`${folder}/deno`);
    await Deno.symlink(`${await denoFolder()}/npm`, `${folder}/deno/npm`);
    const env = {
      HOME: home,
      PATH: Deno.env.get("PATH")!,
      DENO_DIR: `${folder}/deno`,
      SGD_WALK_CACHE: defaultCacheDir(),
      NO_COLOR: "1",
    };
    async function traced(words: string): Promise<void> {
      const trace = `${folder}/trace`;
      const { success, stderr } = await new Deno.Command("strace", {
        args: [
          ...`-f -qq --seccomp-bpf -e trace=${calls} -o`.split(" "),
          trace,
          Deno.execPath(),
          "task",
          ...words.split(" "),
        ],
        cwd: root,
        env,
        clearEnv: true,
        stdin: "null",
        stdout: "null",
      }).output();
      assert(success, new TextDecoder().decode(stderr));
      assertEquals(outgoing(await Deno.readTextFile(trace)).slice(0, 3), [], words);
    }
    try {
      const small = "--preset smoke --model mlp --learning-rate 0.1 --seeds 1 --quiet";
      await traced(`suite barriers ${small} --engine onnx:cpu --jobs 2 --threads 2 --results ${results}`);
      await traced(`suite barriers ${small} --engine tfjs:wasm --no-report --results ${results}`);
      await traced(`compare --results ${results}`);
      await traced(`report --results ${results}`);
      await traced(`sql --results ${results} --json FROM\u00a0runs`);
      await traced("data --list");
      await traced("engines");
      await traced("suites");
      assertEquals(await Array.fromAsync(Deno.readDir(home)), []);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("outgoing() finds a look-up and a connection", () => {
  const lines = [
    'connect(23, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, 16) = 0',
    'openat(AT_FDCWD, "/etc/resolv.conf", O_RDONLY|O_CLOEXEC) = 23',
    "connect(23, {sa_family=AF_INET6, sin6_port=htons(443)}, 28) = -1",
  ];
  for (const line of lines) assertNotEquals(outgoing(line), []);
  assertEquals(outgoing('connect(23, {sa_family=AF_UNIX, sun_path="/run/bus"}, 110) = 0'), []);
});
