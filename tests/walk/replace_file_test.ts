import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { UserError } from "../../src/spec/user_error.ts";
import { replaceFile } from "../../src/walk/replace_file.ts";
import { inSmallDisk, skipped, why } from "../store/small_disk.ts";
import { inFolder } from "./in_folder.ts";

Deno.test("replaceFile() writes all parts and leaves nothing beside", () =>
  inFolder(async (folder) => {
    const path = `${folder}/a`;
    await Deno.writeTextFile(path, "the old one, which is longer");
    await replaceFile(path, [Uint8Array.of(1, 2), Uint8Array.of(), Uint8Array.of(3)]);
    assertEquals(await Deno.readFile(path), Uint8Array.of(1, 2, 3));
    assertEquals([...Deno.readDirSync(folder)].length, 1);
  }));

Deno.test(
  `replaceFile() on a full disk names the file, says what to do and keeps the old one alone${why}`,
  skipped,
  () =>
    inSmallDisk("size=64k", async (folder) => {
      const path = `${folder}/a`;
      await Deno.writeTextFile(path, "old");
      const write = () => replaceFile(path, [new Uint8Array(1000), new Uint8Array(100_000)]);
      const error = await assertRejects(write, UserError, `Cannot write ${path} as`);
      assertStringIncludes(error.message, "free some space");
      assertEquals(await Deno.readTextFile(path), "old");
      assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["a"]);
    }),
);

Deno.test("replaceFile() without a folder names the flag that chooses another", () =>
  inFolder(async (folder) => {
    const write = () => replaceFile(`${folder}/nowhere/a`, [], { flag: "--export-walk" });
    await assertRejects(write, UserError, "choose another with --export-walk");
  }));
