import type { Context, Data, Row, Source } from "./page.ts";

/** The rows of a source: read from the store, where `$run` stands for the run's id, or made from the page's subject. */
export async function readRows(source: Source, context: Context): Promise<readonly Row[]> {
  if (typeof source !== "string") return source(context);
  return await context.query(source, source.includes("$run") ? { run: context.run.id } : {});
}

/** The rows of several sources by name. */
export async function readData(sources: Readonly<Record<string, Source>>, context: Context): Promise<Data> {
  const data: Record<string, readonly Row[]> = {};
  for (const [name, source] of Object.entries(sources)) data[name] = await readRows(source, context);
  return data;
}
