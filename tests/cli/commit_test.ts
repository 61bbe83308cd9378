import { assertEquals, assertMatch } from "@std/assert";
import { readCommit } from "../../src/cli/commit.ts";

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "sgd-walk-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function git(folder: string, ...args: string[]): Promise<void> {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
  const { success, stderr } = await new Deno.Command("git", { args: ["-C", folder, ...identity, ...args] }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

Deno.test("readCommit() is empty outside a checkout", async () => {
  await inFolder(async (folder) => {
    assertEquals(await readCommit(folder), { hash: "", branch: "", subject: "", dirty: false });
  });
});

Deno.test("readCommit() tells hash, branch, subject and whether tracked files changed", async () => {
  await inFolder(async (folder) => {
    await git(folder, "init", "--initial-branch=trunk");
    await Deno.writeTextFile(`${folder}/file`, "one");
    await git(folder, "add", "file");
    await git(folder, "commit", "-m", "Say one", "-m", "And no more.");
    const { hash, ...rest } = await readCommit(folder);
    assertMatch(hash, /^[0-9a-f]{40}$/);
    assertEquals(rest, { branch: "trunk", subject: "Say one", dirty: false });
    await Deno.writeTextFile(`${folder}/another`, "untracked");
    assertEquals((await readCommit(folder)).dirty, false);
    await Deno.writeTextFile(`${folder}/file`, "two");
    assertEquals((await readCommit(folder)).dirty, true);
  });
});
