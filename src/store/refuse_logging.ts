/** Refuses SQL that would write a log: DuckDB writes it when the file is closed, finds that it may not, and ends this process. */
export function refuseLogging(sql: string): void {
  if (/\benable_logging\b/i.test(sql)) throw new Error("enable_logging() writes a log");
}
