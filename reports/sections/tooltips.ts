import type { Spec } from "../../mod.ts";

/** The fields that a tooltip shows as they are, with their titles. */
export function tooltips(fields: Readonly<Record<string, string>>): Spec[] {
  return Object.entries(fields).map(([field, title]) => ({ field, title }));
}
