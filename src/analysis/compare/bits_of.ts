/**
 * The SQL of what is the same for two sets of rows where they agree in these columns bit for bit: the exclusive or of the rows' hashes, so
 * that their order does not matter, and how many they are.
 *
 * A row's hash is hashed again: DuckDB makes that of several columns by an exclusive or too, and of the sum of all rows the columns would
 * cancel one by one: two rows of which both turned from 0 to 1, or that exchanged their values, would pass for the same.
 */
export function bitsOf(columns: string): string {
  return `bit_xor(hash(hash(${columns})))::VARCHAR || ' ' || count(*)`;
}
