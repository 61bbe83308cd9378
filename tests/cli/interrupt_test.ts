import { assertEquals } from "@std/assert";
import { onInterrupt } from "../../src/cli/interrupt.ts";

/** Sends this process SIGTERM, as `deno test` takes SIGINT for itself, and waits until it has been heard. */
async function send(): Promise<void> {
  const signal = "SIGTERM";
  const heard = Promise.withResolvers<void>();
  const hear = () => heard.resolve();
  // A listener alone does not keep the event loop going.
  const alive = setInterval(() => {}, 10);
  Deno.addSignalListener(signal, hear);
  Deno.kill(Deno.pid, signal);
  await heard.promise;
  clearInterval(alive);
  Deno.removeSignalListener(signal, hear);
}

Deno.test("onInterrupt() finishes on the first signal, takes one that comes at once as the same, and ends on a later one", async () => {
  const heard: string[] = [];
  using _signals = onInterrupt({ finish: () => void heard.push("finish"), end: () => void heard.push("end") });
  await send();
  await send();
  assertEquals(heard, ["finish"]);
  // Longer than the 300 ms within which signals are one.
  await new Promise((resolve) => setTimeout(resolve, 350));
  await send();
  assertEquals(heard, ["finish", "end"]);
});
