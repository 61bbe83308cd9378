import configuration from "../../deno.json" with { type: "json" };

/** How a suite is run on the command line: by a task of its own where deno.json has one. */
export function suiteTask(suite: string): string {
  return `suite:${suite}` in configuration.tasks ? `deno task suite:${suite}` : `deno task suite ${suite}`;
}
