/** The columns that say with what, at which commit and where something was measured: the same for runs and for benchmarks. */

import type { EngineInfo } from "../spec/engine.ts";
import type { Commit, Machine } from "../spec/run.ts";
import type { Row } from "./append_rows.ts";
import type { Column } from "./table.ts";

/** The columns of an engine. */
export const engineColumns: readonly Column[] = [
  ["engine", "VARCHAR", "Engine by name, for example onnx:cpu"],
  ["engine_library", "VARCHAR", "The engine's library"],
  ["engine_version", "VARCHAR", "Version of the engine's library"],
  ["engine_device", "VARCHAR", "Device as the library names it"],
  ["engine_threads", "BIGINT", "Threads of one walk"],
];

/** The columns of a commit and a machine. */
export const originColumns: readonly Column[] = [
  ["commit_hash", "VARCHAR", "Commit of the code; empty where it was in none of the project's own"],
  ["branch", "VARCHAR", "Branch of the code"],
  ["commit_subject", "VARCHAR", "First line of the commit's message; where there is no commit, why"],
  ["dirty", "BOOLEAN", "Whether files differed from the commit, or code was there that git does not track"],
  ["hostname", "VARCHAR", "Name of the machine"],
  ["operating_system", "VARCHAR", "Operating system of the machine"],
  ["processor", "VARCHAR", "Processor of the machine"],
  ["cores", "BIGINT", "Cores of the machine"],
  ["memory_bytes", "BIGINT", "Memory of the machine", "bytes"],
];

/** What stands in the columns of an engine. */
export function engineRow(engine: EngineInfo): Row {
  return {
    engine: engine.name,
    engine_library: engine.library,
    engine_version: engine.version,
    engine_device: engine.device,
    engine_threads: engine.threads,
  };
}

/** What stands in the columns of a commit and a machine. */
export function originRow({ commit, machine }: { readonly commit: Commit; readonly machine: Machine }): Row {
  return {
    commit_hash: commit.hash,
    branch: commit.branch,
    commit_subject: commit.subject,
    dirty: commit.dirty,
    hostname: machine.hostname,
    operating_system: machine.operatingSystem,
    processor: machine.processor,
    cores: machine.cores,
    memory_bytes: machine.memoryBytes,
  };
}
