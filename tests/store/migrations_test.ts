import { assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../src/spec/user_error.ts";
import { openDatabase } from "../../src/store/database.ts";
import type { Migration } from "../../src/store/migrations.ts";
import { migrations, newestVersion } from "../../src/store/migrations.ts";
import { schemaVersion, tables } from "../../src/store/schema.ts";
import { createStoreFile, openStoreFile } from "../../src/store/store_file.ts";
import { beforeVersion9, columnsOfVersion9 } from "./before_version_9.ts";
import { inResults } from "./fixtures.ts";

const first: Migration = {
  version: schemaVersion + 1,
  statements: ["ALTER TABLE steps ADD COLUMN sharpness DOUBLE", "UPDATE steps SET sharpness = 2 * kappa"],
};
const second: Migration = { version: schemaVersion + 2, statements: ["ALTER TABLE steps ADD COLUMN trace DOUBLE"] };
const broken: Migration = { ...first, statements: [...first.statements, "DROP TABLE nowhere"] };

/** Makes a file of the current version with one step in it. */
async function withFile(work: (path: string) => Promise<void>): Promise<void> {
  await inResults(async (folder) => {
    const path = `${folder}/old.duckdb`;
    await createStoreFile(path, async ({ connection }) => {
      await connection.run("INSERT INTO steps (run_id, case_id, step, kappa, loss_to) VALUES ('r', 'c', 0, 1.5, 1)");
      await connection.run("INSERT INTO cases (run_id, case_id) VALUES ('r', 'c')");
    });
    await work(path);
  });
}

Deno.test("migrations lead to the schema's version, one by one", () => {
  assertEquals(newestVersion(migrations), schemaVersion);
  assertEquals(migrations.map(({ version }) => version), migrations.map((_, index) => index + 2));
});

for (const access of ["read", "write"] as const) {
  Deno.test(`openStoreFile() for ${access} migrates an older file over several versions and keeps its rows`, () =>
    withFile(async (path) => {
      using database = await openStoreFile(path, { access }, [first, second]);
      assertEquals(await database.query("SELECT kappa, sharpness, trace FROM measured_steps"), [
        { kappa: 1.5, sharpness: 3, trace: null },
      ]);
      assertEquals(await database.query("SELECT max(version) AS version FROM schema_version"), [{
        version: second.version,
      }]);
    }));
}

Deno.test("openStoreFile() gives a file of version 1 the columns that it lacks, not known, in the order in which rows are appended", () =>
  withFile(async (path) => {
    {
      using old = await openDatabase(path, { access: "write" });
      await old.connection.run(`
        ALTER TABLE verdicts DROP COLUMN p_value;
        ALTER TABLE verdicts DROP COLUMN adjusted_p_value;
        ALTER TABLE steps DROP COLUMN batch_interior;
        ALTER TABLE cases DROP COLUMN descent;
        ALTER TABLE cases DROP COLUMN sub_batch_size;
        ALTER TABLE cases DROP COLUMN planned_steps;
        ALTER TABLE cases DROP COLUMN walk_id;
        ALTER TABLE cases DROP COLUMN taken_from;
        ALTER TABLE steps DROP COLUMN noise_norm;
        ALTER TABLE steps DROP COLUMN certified;
        ALTER TABLE steps DROP COLUMN evaluated_share;
        ALTER TABLE verdicts DROP COLUMN regime;
        ALTER TABLE verdicts DROP COLUMN regime_value;
        ${beforeVersion9}
        DROP TABLE events;
        DROP TABLE bench_results;
        DROP TABLE benches;
        INSERT INTO verdicts (run_id, claim) VALUES ('r', 'W6');
        UPDATE schema_version SET version = 1`);
    }
    using database = await openStoreFile(path, { access: "read" });
    assertEquals(await database.query("SELECT claim, p_value, adjusted_p_value FROM verdicts"), [
      { claim: "W6", p_value: null, adjusted_p_value: null },
    ]);
    assertEquals(await database.query("SELECT kappa, batch_interior FROM steps"), [{
      kappa: 1.5,
      batch_interior: null,
    }]);
    assertEquals(await database.query("FROM events"), []);
    const bare = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL";
    assertEquals(await database.query(bare), []);
    const order = "SELECT column_name FROM duckdb_columns() WHERE table_name = $table ORDER BY column_index";
    for (const { name, columns } of tables) {
      const found = await database.query(order, { table: name });
      assertEquals(found.map((row) => row.column_name), columns.map(([column]) => column));
    }
  }));

Deno.test("openStoreFile() gives a file of version 8 the measures of version 9, not known, and verdicts that are all corrected", () =>
  withFile(async (path) => {
    {
      using old = await openDatabase(path, { access: "write" });
      await old.connection.run(`
        ${beforeVersion9}
        INSERT INTO verdicts (run_id, claim, word, p_value, adjusted_p_value) VALUES ('r', 'W1', 'supported', 0.01, 0.04);
        UPDATE schema_version SET version = 8`);
    }
    using database = await openStoreFile(path, { access: "read" });
    assertEquals(await database.query("SELECT max(version) AS version FROM schema_version"), [
      { version: schemaVersion },
    ]);
    assertEquals(await database.query(`SELECT kappa, loss_to, ${columnsOfVersion9.join(", ")} FROM measured_steps`), [
      { kappa: 1.5, loss_to: 1, ...Object.fromEntries(columnsOfVersion9.map((column) => [column, null])) },
    ]);
    assertEquals(await database.query("SELECT claim, word, p_value, adjusted_p_value, exploratory FROM verdicts"), [
      { claim: "W1", word: "supported", p_value: 0.01, adjusted_p_value: 0.04, exploratory: false },
    ]);
  }));

Deno.test("openStoreFile() leaves an older file as it was where a migration fails", () =>
  withFile(async (path) => {
    await assertRejects(() => openStoreFile(path, { access: "write" }, [broken]), Error, "nowhere");
    using database = await openStoreFile(path, { access: "write" });
    assertEquals(await database.query("SELECT max(version) AS version FROM schema_version"), [{
      version: schemaVersion,
    }]);
    assertEquals(await database.query("SELECT column_name FROM duckdb_columns() WHERE column_name = 'sharpness'"), []);
    assertEquals((await database.query("FROM measured_steps")).length, 1);
  }));

Deno.test("openStoreFile() refuses a newer file, naming both versions, and leaves it", () =>
  withFile(async (path) => {
    (await openStoreFile(path, { access: "write" }, [first, second]))[Symbol.dispose]();
    const error = await assertRejects(
      () => openStoreFile(path, { access: "read" }),
      UserError,
      `version ${schemaVersion} at most`,
    );
    assertEquals(error.message.includes(`version ${second.version};`), true, error.message);
    using database = await openStoreFile(path, { access: "read" }, [first, second]);
    assertEquals((await database.query("FROM steps")).length, 1);
  }));

Deno.test("openStoreFile() refuses a DuckDB file of something else", () =>
  inResults(async (folder) => {
    const path = `${folder}/other.duckdb`;
    {
      using database = await openDatabase(path, { access: "write" });
      await database.connection.run("CREATE TABLE songs (title VARCHAR)");
    }
    await assertRejects(() => openStoreFile(path, { access: "write" }), UserError, "other.duckdb");
  }));

Deno.test("openStoreFile() refuses what is no whole DuckDB file, names it and leaves it", () =>
  withFile(async (path) => {
    const whole = await Deno.readFile(path);
    const contents: Record<string, Uint8Array> = {
      text: new TextEncoder().encode("not a database ".repeat(1000)),
      empty: new Uint8Array(),
      "cut in its header": whole.slice(0, 5000),
      "cut in its tables": whole.slice(0, 20_000),
    };
    for (const [name, bytes] of Object.entries(contents)) {
      for (const access of ["read", "write"] as const) {
        const bad = `${path}.${name}`;
        await Deno.writeFile(bad, bytes);
        const error = await assertRejects(() => openStoreFile(bad, { access }), UserError, bad, name);
        assertEquals(error.message.includes("move it away"), true, error.message);
        assertEquals(await Deno.readFile(bad), bytes, name);
      }
    }
  }));
