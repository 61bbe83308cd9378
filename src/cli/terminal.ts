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
    columns: () => Deno.stderr.isTerminal() ? Deno.consoleSize().columns : 80,
    write(text) {
      const bytes = encoder.encode(text);
      try {
        for (let written = 0; written < bytes.length;) written += Deno.stderr.writeSync(bytes.subarray(written));
      } catch (error) {
        // Whoever read the progress is gone; the run goes on.
        if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
      }
    },
  };
}
