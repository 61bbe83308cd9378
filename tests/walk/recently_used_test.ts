import { assertEquals, assertRejects } from "@std/assert";
import { recentlyUsed } from "../../src/walk/recently_used.ts";

Deno.test("recentlyUsed() makes what it has not, drops what was not used for longest, and does so before it makes another", async () => {
  const events: string[] = [];
  const kept = recentlyUsed<string>(2, (item) => events.push(`drop ${item}`));
  const use = (key: string) => kept.get(key, () => Promise.resolve((events.push(`make ${key}`), key)));
  for (const key of ["a", "b", "a", "c", "a", "b"]) assertEquals(await use(key), key);
  assertEquals(events, ["make a", "make b", "drop b", "make c", "drop c", "make b"]);
});

Deno.test("recentlyUsed() keeps nothing of what could not be made", async () => {
  const kept = recentlyUsed<number>(1);
  await assertRejects(() => kept.get("a", () => Promise.reject(new Error("no"))), Error, "no");
  assertEquals(await kept.get("a", () => Promise.resolve(1)), 1);
});
