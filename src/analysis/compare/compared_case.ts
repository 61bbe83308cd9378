import type { Case } from "../../spec/case.ts";
import type { Query } from "../../spec/run.ts";
import { walkId } from "../../walk/identity.ts";
import { stepColumns } from "../../store/step_columns.ts";
import { settingOf } from "../settings.ts";
import { bitsOf } from "./bits_of.ts";

/** A case of a run as it is compared. */
export interface ComparedCase {
  /** Its id in its own run. */
  readonly id: string;
  /** Hash of the case alone: what pairs it with the other run's. */
  readonly walk: string;
  /** Hash of the case without its seed. */
  readonly setting: string;
  /** The case without its seed, by the names of columns. */
  readonly columns: Readonly<Record<string, string | number>>;
  /** Its seed. */
  readonly seed: number;
  /** How it ended. */
  readonly status: string;
  /** First step that is not finite; absent where none. */
  readonly firstBadStep?: number;
  /** SHA-256 of its data; empty where it never came so far. */
  readonly dataChecksum: string;
  /** The same in both runs where all its rows are, bit for bit. */
  readonly bits: string;
  /** theta's SHA-256 at the end of each epoch. */
  readonly digests: ReadonlyMap<number, string>;
  /** The run that walked it, where its rows were taken from there. */
  readonly takenFrom?: string;
  /** What training and measuring took, seconds; absent where this run did not walk it to its end. */
  readonly seconds?: { readonly training: number; readonly measuring: number };
}

/** Reads the cases of a run, in the order of its plan. */
export async function readComparedCases(query: Query, run: string): Promise<ComparedCase[]> {
  const rows = await query("SELECT * FROM cases WHERE run_id = $run ORDER BY position", { run });
  const digests = await readDigests(query, run);
  const bits = await readBits(query, run);
  return rows.map((row): ComparedCase => {
    const point = JSON.parse(String(row.config)) as Case;
    const { seed, ...others } = point;
    const id = String(row.case_id);
    return {
      id,
      walk: walkId(point),
      setting: walkId(others as Case),
      columns: settingOf(JSON.stringify(others)),
      seed,
      status: String(row.status),
      ...(row.first_bad_step === null ? {} : { firstBadStep: Number(row.first_bad_step) }),
      dataChecksum: String(row.data_checksum ?? ""),
      bits: bits.get(id) ?? "",
      digests: digests.get(id) ?? new Map(),
      ...(row.taken_from === null ? {} : { takenFrom: String(row.taken_from) }),
      ...(row.status === "finished" && row.taken_from === null && row.train_seconds !== null
        ? { seconds: { training: Number(row.train_seconds), measuring: Number(row.measure_seconds) } }
        : {}),
    };
  });
}

async function readDigests(query: Query, run: string): Promise<Map<string, Map<number, string>>> {
  const rows = await query("SELECT case_id, epoch, digest FROM epochs WHERE run_id = $run ORDER BY epoch", { run });
  const digests = new Map<string, Map<number, string>>();
  for (const { case_id, epoch, digest } of rows) {
    const id = String(case_id);
    if (!digests.has(id)) digests.set(id, new Map());
    digests.get(id)!.set(Number(epoch), String(digest));
  }
  return digests;
}

/** Of each case what is the same where all its rows are, but for times. */
async function readBits(query: Query, run: string): Promise<Map<string, string>> {
  const columns = stepColumns.map(({ column }) => column).join(", ");
  const rows = await query(
    `
    WITH hashed AS (
      SELECT case_id, hash('step', step, epoch, learning_rate, ${columns}) AS row_hash FROM steps WHERE run_id = $run
      UNION ALL
      SELECT case_id, hash('segment', step, draw, alpha, loss) FROM segments WHERE run_id = $run
      UNION ALL
      SELECT case_id, hash('epoch', epoch, steps, digest, train_loss, train_accuracy, validation_loss, validation_accuracy)
      FROM epochs WHERE run_id = $run
      UNION ALL
      SELECT case_id, hash('measurement', name, step, epoch, value, iterations, residual, converged, samples, standard_error)
      FROM measurements WHERE run_id = $run
    )
    SELECT case_id, ${bitsOf("row_hash")} AS bits FROM hashed GROUP BY case_id`,
    { run },
  );
  return new Map(rows.map(({ case_id, bits }) => [String(case_id), String(bits)]));
}
