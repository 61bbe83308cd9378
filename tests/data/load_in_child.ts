/** Loads MNIST into the cache that the environment names and prints its checksum: a process of its own for fetch_test.ts. */

import { loadDataset } from "../../src/data/load.ts";
import { UserError } from "../../src/spec/user_error.ts";

try {
  const onProgress = (message: string) => print(Deno.stderr, message);
  print(Deno.stdout, (await loadDataset("mnist", { onProgress })).checksum);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  print(Deno.stderr, error.message);
  Deno.exitCode = 2;
}

function print(stream: { writeSync(bytes: Uint8Array): number }, line: string): void {
  stream.writeSync(new TextEncoder().encode(`${line}\n`));
}
