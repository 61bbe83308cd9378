/** The command line: `main.ts COMMAND [arguments]`. Older versions of Deno, which cannot load the rest, are told of here. */

import { cleanEnvironment } from "../spec/child_command.ts";
import { guardOutput } from "./guard_output.ts";
import { versionObstacle } from "./version_obstacle.ts";

if (import.meta.main) {
  const obstacle = versionObstacle(Deno.version.deno);
  if (obstacle !== undefined) {
    console.error(obstacle);
    Deno.exit(2);
  }
  guardOutput();
  // Before a library reads it or its threads run.
  cleanEnvironment();
  const { runCommand } = await import("./run_command.ts");
  Deno.exit(await runCommand(Deno.args));
}
