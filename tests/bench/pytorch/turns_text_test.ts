import { assertEquals } from "@std/assert";
import type { Turn } from "../../../bench/pytorch/turn.ts";
import { formatTurns } from "../../../bench/pytorch/turns_text.ts";
import { works } from "../../../bench/pytorch/works.ts";

const whole = { walks: 1, threads: 2 };
const each = { walks: 2, threads: 1 };

/** Ours is 4, 2 and 3 times as fast in steps, 10, 8 and 9 times in segments; twice as fast a walk a core. */
const turns: Turn[] = [[4, 10], [2, 8], [3, 9]].flatMap(([step = 0, segment = 0], round): Turn[] => [
  {
    ...{ model: "mlp", sharing: whole, pytorch: { step: 1000 + round, segment: 12345, peakBytes: 3e8 } },
    ours: { step: (1000 + round) * step, segment: 12345 * segment, peakBytes: 1e8 * (1 + round) },
  },
  {
    ...{ model: "mlp", sharing: each, pytorch: { step: 600, segment: 7000 } },
    ours: { step: 1200, segment: 14000 },
  },
]);

Deno.test("formatTurns() gives medians, and the rounds' ratios as median, least and greatest", () => {
  assertEquals(formatTurns(turns, [works[0]!]).split("\n"), [
    "work                cores              PyTorch     ours  unit           ratio  from     to  aim",
    "──────────────────  ─────────────────  ───────  ───────  ─────────────  ─────  ────  ─────  ───",
    "training step, mlp  one walk on 2        1,000    3,010  images/s        3.00  2.00   4.00    3",
    "training step, mlp  2 walks, one each      600    1,200  images/s        2.00  2.00   2.00    3",
    "segment, mlp        one walk on 2       12,300  111,000  evaluations/s   9.00  8.00  10.00    8",
    "segment, mlp        2 walks, one each    7,000   14,000  evaluations/s   2.00  2.00   2.00    8",
    "",
    "Medians of 3 rounds in turns; the ratio is the median of the rounds' ratios, from the least to the greatest.",
    "Most memory of one walk with its segments: mlp 0.30 GB, PyTorch 0.30 GB",
  ]);
});

Deno.test("formatTurns() says where a script does not tell its memory", () => {
  const silent = turns.map((turn) => ({ ...turn, pytorch: { step: 1, segment: 1 } }));
  assertEquals(
    formatTurns(silent, [works[0]!]).split("\n").at(-1),
    "Most memory of one walk with its segments: mlp 0.30 GB, PyTorch not told",
  );
});
