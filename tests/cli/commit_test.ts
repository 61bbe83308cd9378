import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { readCommit } from "../../src/cli/commit.ts";
import { findCommit, outside } from "../../src/cli/run_git.ts";
import { askGit, inFolder } from "./small_repository.ts";

/** A repository with suites/one.ts and one commit. */
async function begin(folder: string): Promise<void> {
  await askGit(folder, "init", "--initial-branch=trunk");
  await Deno.mkdir(`${folder}/suites`);
  await Deno.writeTextFile(`${folder}/suites/one.ts`, "one");
  await Deno.writeTextFile(`${folder}/.gitignore`, "suites/mine.ts\n");
  await askGit(folder, "add", ".");
  await askGit(folder, "commit", "-m", "Say one", "-m", "And no more.");
}

Deno.test("readCommit() is empty outside a checkout, and says so", () =>
  inFolder(async (folder) => {
    assertEquals(await readCommit(folder), { hash: "", branch: "", subject: outside, dirty: false });
  }));

Deno.test("readCommit() tells hash, branch, subject and whether tracked files changed", () =>
  inFolder(async (folder) => {
    await begin(folder);
    const { hash, ...rest } = await readCommit(folder);
    assertMatch(hash, /^[0-9a-f]{40}$/);
    assertEquals(rest, { branch: "trunk", subject: "Say one", dirty: false });
    await Deno.writeTextFile(`${folder}/suites/one.ts`, "two");
    assertEquals((await readCommit(folder)).dirty, true);
  }));

Deno.test("readCommit() takes code that git does not track for a change, ignored or not, and other files for none", () =>
  inFolder(async (folder) => {
    await begin(folder);
    for (
      const [file, dirty] of [
        ["notes.txt", false],
        ["suites/.one.ts.swp", false],
        ["suites/other.ts", true],
        ["suites/mine.ts", true],
      ] as const
    ) {
      await Deno.writeTextFile(`${folder}/${file}`, "untracked");
      assertEquals([file, (await readCommit(folder)).dirty], [file, dirty]);
      await Deno.remove(`${folder}/${file}`);
    }
  }));

Deno.test("readCommit() and findCommit() take no commit of a checkout around the folder", () =>
  inFolder(async (folder) => {
    await begin(folder);
    const { hash, subject } = await readCommit(`${folder}/suites`);
    assertEquals([hash, await findCommit(`${folder}/suites`, "HEAD")], ["", undefined]);
    assertStringIncludes(subject, "another project's");
  }));

Deno.test("readCommit() heeds neither GIT_DIR nor how the user has git print", () =>
  inFolder((folder) =>
    inFolder(async (other) => {
      await begin(other);
      await askGit(other, "commit", "--allow-empty", "-m", "Another project's");
      await begin(folder);
      await askGit(folder, "config", "log.showSignature", "true");
      await askGit(folder, "config", "color.ui", "always");
      await askGit(folder, "config", "i18n.logOutputEncoding", "ISO-8859-1");
      await askGit(folder, "commit", "--allow-empty", "-m", "Größe");
      Deno.env.set("GIT_DIR", `${other}/.git`);
      try {
        assertEquals((await readCommit(folder)).subject, "Größe");
      } finally {
        Deno.env.delete("GIT_DIR");
      }
    })
  ));

Deno.test("readCommit() gives git's own reason where git refuses", () =>
  inFolder(async (folder) => {
    await begin(folder);
    await Deno.writeTextFile(`${folder}/.git/config`, "[core\n");
    const { hash, subject } = await readCommit(folder);
    assertEquals(hash, "");
    assertStringIncludes(subject, "bad config line 1");
  }));
