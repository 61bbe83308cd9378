import type { Asked, Data, Row, Source } from "./page.ts";

/** The rows of a source: read from the store, where `$run` stands for the run's id, or made from what the page is about. */
export async function readRows<About>(source: Source<About>, context: About & Asked): Promise<readonly Row[]> {
  if (typeof source !== "string") return source(context);
  return await context.query(source, context.run && source.includes("$run") ? { run: context.run.id } : {});
}

/** The rows of several sources by name. */
export async function readData<About>(
  sources: Readonly<Record<string, Source<About>>>,
  context: About & Asked,
): Promise<Data> {
  const data: Record<string, readonly Row[]> = {};
  for (const [name, source] of Object.entries(sources)) data[name] = await readRows(source, context);
  return data;
}
