import { assertEquals } from "@std/assert";
import { type Checkpoint, readCheckpoint, removeCheckpoint, writeCheckpoint } from "../../src/walk/checkpoint.ts";
import { inFolder } from "./in_folder.ts";

const checkpoint: Checkpoint = {
  caseId: "a",
  dataChecksum: "of the data",
  steps: 7,
  state: { totals: [0.1 + 0.2, 1e-310], observers: [null, { end: "x" }] },
  vectors: [[Float32Array.of(1, NaN, -0, Infinity), new Float32Array(0)], [], [Float32Array.of(2)]],
};

Deno.test("readCheckpoint() gives what writeCheckpoint() was given, bit for bit", () =>
  inFolder(async (folder) => {
    const path = `${folder}/a.checkpoint`;
    for (const steps of [7, 8]) {
      await writeCheckpoint(path, { ...checkpoint, steps });
      assertEquals(await readCheckpoint(path, "a"), { ...checkpoint, steps });
      assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["a.checkpoint"]);
    }
  }));

Deno.test("readCheckpoint() finds none where there is none, and does not take another case's", () =>
  inFolder(async (folder) => {
    const path = `${folder}/a.checkpoint`;
    assertEquals(await readCheckpoint(path, "a"), "none");
    await writeCheckpoint(path, checkpoint);
    assertEquals(await readCheckpoint(path, "b"), "unusable");
    await removeCheckpoint(path);
    await removeCheckpoint(path);
    assertEquals(await readCheckpoint(path, "a"), "none");
  }));

Deno.test("readCheckpoint() takes no file that is empty, cut off anywhere, longer or altered in any byte", () =>
  inFolder(async (folder) => {
    const path = `${folder}/a.checkpoint`;
    await writeCheckpoint(path, checkpoint);
    const whole = await Deno.readFile(path);
    const read = async (bytes: Uint8Array) => {
      await Deno.writeFile(path, bytes);
      return await readCheckpoint(path, "a");
    };
    for (let length = 0; length < whole.length; length++) {
      assertEquals(await read(whole.slice(0, length)), "unusable", `cut to ${length}`);
      const altered = whole.slice();
      altered[length]! ^= 1 << length % 8;
      assertEquals(await read(altered), "unusable", `a bit of byte ${length}`);
    }
    assertEquals(await read(Uint8Array.of(...whole, 0)), "unusable");
    assertEquals(await read(whole), checkpoint);
  }));

Deno.test("readCheckpoint() takes no file whose words are none that a walk writes, though its checksum holds", () =>
  inFolder(async (folder) => {
    const path = `${folder}/a.checkpoint`;
    for (const changes of [{ steps: -1 }, { steps: 0.5 }, { state: null }, { dataChecksum: 7 as unknown as string }]) {
      await writeCheckpoint(path, { ...checkpoint, ...changes });
      assertEquals(await readCheckpoint(path, "a"), "unusable", JSON.stringify(changes));
    }
  }));
