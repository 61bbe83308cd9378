import { mendable } from "../spec/disk_error.ts";
import { type Colours, createColours } from "./colours.ts";
import type { Screen } from "./progress_view.ts";

/** Colours on standard output. */
export function outputColours(): Colours {
  return createColours(Deno.stdout.isTerminal() && !Deno.noColor);
}

/** Standard error as a screen for progress. */
export function errorScreen(): Screen {
  const encoder = new TextEncoder();
  return {
    live: Deno.stderr.isTerminal(),
    columns: terminalColumns,
    write: (text) => writeError(encoder.encode(text)),
  };
}

/** Columns of the terminal; 80 where there is none, or it does not say, as some of serial lines and of containers do not. */
function terminalColumns(): number {
  if (!Deno.stderr.isTerminal()) return 80;
  try {
    return Deno.consoleSize().columns || 80;
  } catch (error) {
    // Closed meanwhile.
    if (!(error instanceof Error)) throw error;
    return 80;
  }
}

/** Writes to standard error; nothing where nobody can read it any more: what is at work goes on without being told of. */
export function writeError(bytes: Uint8Array): void {
  try {
    for (let written = 0; written < bytes.length;) written += Deno.stderr.writeSync(bytes.subarray(written));
  } catch (error) {
    // Its reader has ended, its terminal is closed, or the disk that it is written to is full.
    if (!(error instanceof Deno.errors.BrokenPipe) && mendable(error) === undefined) throw error;
  }
}
