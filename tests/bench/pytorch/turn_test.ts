import { assertEquals } from "@std/assert";
import { ours, pytorch } from "../../../bench/pytorch/contestant.ts";
import { sharings } from "../../../bench/pytorch/turn.ts";

Deno.test("sharings() has one walk on all cores and a walk a core, where there are several and the script knows threads", () => {
  assertEquals(sharings(4, pytorch("python3")), [{ walks: 1, threads: 4 }, { walks: 4, threads: 1 }]);
  assertEquals(sharings(1, ours), [{ walks: 1, threads: 1 }]);
  assertEquals(sharings(4, pytorch("python3", "other.py")), [{ walks: 1, threads: 4 }]);
});
