import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { versionObstacle } from "../../src/cli/version_obstacle.ts";

Deno.test("versionObstacle() names the version that is needed to an older Deno, and is silent to others", () => {
  for (const old of ["1.46.3", "2.5.0", "2.9.5"]) {
    assertMatch(versionObstacle(old) ?? "", /^Cannot run as Deno must be of version 2\.9\.6 or newer: this is /);
  }
  for (const newer of ["2.9.6", "2.9.10", "2.10.0", "3.0.0-rc.1"]) assertEquals(versionObstacle(newer), undefined);
});

Deno.test("versionObstacle() needs the version that continuous integration installs", async () => {
  const script = await Deno.readTextFile(new URL("../../.ci/run", import.meta.url));
  assertStringIncludes(versionObstacle("0.0.0")!, script.match(/^deno_version=(.*)$/m)![1]!);
});
