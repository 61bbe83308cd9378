/** Another thread will not come to an exchange: what it failed of is its own to tell. */
export class ExchangeError extends Error {}

/** As `Promise.all()`, but it waits for all, and tells of several failures one that has a reason of its own, not one that waited for another. */
export async function settle<Answer>(asked: readonly Promise<Answer>[]): Promise<Answer[]> {
  const settled = await Promise.allSettled(asked);
  const failures = settled.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
  if (failures.length > 0) throw failures.find((failure) => !(failure instanceof ExchangeError)) ?? failures[0];
  return settled.flatMap((one) => one.status === "fulfilled" ? [one.value] : []);
}
