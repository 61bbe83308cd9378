import { cpus } from "node:os";
import type { Machine } from "../spec/run.ts";

/** The machine that this runs on. */
export function readMachine(): Machine {
  const { os, arch } = Deno.build;
  return {
    hostname: Deno.hostname(),
    operatingSystem: `${os} ${Deno.osRelease()} ${arch}`,
    processor: cpus()[0]?.model.trim() ?? "",
    cores: navigator.hardwareConcurrency,
    memoryBytes: Deno.systemMemoryInfo().total,
  };
}
