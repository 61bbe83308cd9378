import { assertEquals, assertRejects } from "@std/assert";
import { createTurns } from "../../src/store/turns.ts";

Deno.test("createTurns() runs work one piece at a time, in order, also after a failure", async () => {
  const inTurn = createTurns();
  const log: string[] = [];
  const piece = (name: string) => async () => {
    log.push(`${name} begins`);
    await Promise.resolve();
    log.push(`${name} ends`);
    return name;
  };
  const results = [inTurn(piece("a")), inTurn(() => Promise.reject(new Error("lost"))), inTurn(piece("b"))];
  await assertRejects(() => results[1]!, Error, "lost");
  assertEquals([await results[0], await results[2]], ["a", "b"]);
  assertEquals(log, ["a begins", "a ends", "b begins", "b ends"]);
});
