import type { Row } from "../../mod.ts";

/** A row with four digits of each number: more than a picture shows, and less than a page carries otherwise. */
export function rounded(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map((
      [name, value],
    ) => [name, typeof value === "number" ? Number(value.toPrecision(4)) : value]),
  );
}
