import { assertEquals } from "@std/assert";
import { faultyProject, faultyRun, healthyRows, resumeFaulty } from "./faulty_project.ts";
import { runFile, storedCases, storedRows } from "./small_run.ts";

/** Longer than the 300 ms within which signals are one. */
const later = 400;

Deno.test("suite whose step never ends ends at once when it is interrupted twice, and goes on to the same rows", async (step) => {
  const expected = await healthyRows();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    await step.step(signal, async () => {
      await using project = await faultyProject();
      await project.setFault("hang");
      const child = project.start([...faultyRun, "--jobs", "1"]);
      const out = new Response(child.stdout).text();
      await project.reached();
      child.kill(signal);
      let err = "";
      for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) {
        const before = err.includes("once more ends at once");
        err += chunk;
        if (!before && err.includes("once more ends at once")) setTimeout(() => child.kill(signal), later);
      }
      assertEquals([(await child.status).code, await out], [130, ""], err);
      const file = await runFile(project.results);
      // The case before it is whole; of the case at hand nothing was stored yet, and the last one waits.
      assertEquals(await storedCases(file), [["finished", 20], ["running", 0], ["pending", 0]]);
      await project.setFault();
      const again = await project.run(resumeFaulty(/([^/]+)\.duckdb$/.exec(file)![1]!));
      assertEquals(again.code, 0, again.err);
      assertEquals(await storedRows(project.results), expected);
    });
  }
});
