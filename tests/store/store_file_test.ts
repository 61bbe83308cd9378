import { assertEquals } from "@std/assert";
import { createStoreFile, isFile } from "../../src/store/store_file.ts";
import { inResults } from "./fixtures.ts";

/** Runs `work` where the file system has no links: what `Deno.link()` says on exFAT. */
async function withoutLinks(work: () => Promise<void>): Promise<void> {
  const { link } = Deno;
  Deno.link = () => Promise.reject(new Deno.errors.PermissionDenied("Operation not permitted (os error 1): link"));
  try {
    await work();
  } finally {
    Deno.link = link;
  }
}

for (
  const [where, run] of [["", (work) => work()], [" where there are no links", withoutLinks]] satisfies [
    string,
    (work: () => Promise<void>) => Promise<void>,
  ][]
) {
  Deno.test(`createStoreFile() of several at once makes one file, which the others leave as it is${where}`, () =>
    inResults((folder) =>
      run(async () => {
        const path = `${folder}/a.duckdb`;
        let filled = 0;
        const made = await Promise.all(Array.from({ length: 4 }, () =>
          createStoreFile(path, () => {
            filled++;
            return Promise.resolve();
          })));
        assertEquals([filled, made.filter((one) => one).length], [4, 1]);
        assertEquals(await createStoreFile(path), false);
        assertEquals(await isFile(path), true);
        assertEquals((await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name), ["a.duckdb"]);
      })
    ));
}

Deno.test("createStoreFile() removes what a killed process left behind a day ago, and only that", () =>
  inResults(async (folder) => {
    for (const [name, hours] of [[".new-old", 25], [".new-young", 23], ["other", 25]] as const) {
      await Deno.mkdir(`${folder}/${name}`);
      const time = Date.now() / 1000 - hours * 3600;
      await Deno.utime(`${folder}/${name}`, time, time);
    }
    await createStoreFile(`${folder}/a.duckdb`);
    const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
    assertEquals(names, [".new-young", "a.duckdb", "other"]);
  }));
