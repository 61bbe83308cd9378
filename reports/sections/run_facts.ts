import { type FactsSection, formatSeconds, type Subject } from "../../mod.ts";

/** What made the numbers: code, machine, engine, time. */
export const runFacts: FactsSection = {
  kind: "facts",
  title: "The run",
  data: {
    cases: `
      SELECT count(*) AS cases, count(DISTINCT seed) AS seeds, sum(steps) AS steps,
        sum(train_seconds) AS train_seconds, sum(measure_seconds) AS measure_seconds
      FROM cases WHERE run_id = $run`,
  },
  facts({ cases = [] }, { run }) {
    const [cost] = cases;
    const { commit, engine, machine } = run;
    const number = (name: string) => Number(cost?.[name] ?? NaN);
    const training = number("train_seconds");
    const measuring = number("measure_seconds");
    const share = Math.round(100 * measuring / (training + measuring));
    return [
      ["run", `${run.id} (${run.status})`],
      ["suite", `${run.suite}, version ${run.suiteVersion}`],
      ["command", run.command],
      ["started", `${run.started.replace("T", " ").replace(/(\.\d+)?Z$/, "")} UTC`],
      [
        "commit",
        commit.hash === ""
          ? commit.subject || "made outside a git checkout"
          : `${commit.hash.slice(0, 12)} on ${commit.branch}${
            commit.dirty ? ", with uncommitted changes" : ""
          }: ${commit.subject}`,
      ],
      ["config", `${run.configHash}, from the preset ${run.preset}`],
      ["measures", run.measures.map(measureWords).join(", ") || "none"],
      [
        "engine",
        `${engine.name}, ${engine.library} ${engine.version} on ${engine.device}, ${engine.threads} thread${
          engine.threads === 1 ? "" : "s"
        } a walk`,
      ],
      ["why this engine", run.engineReason],
      [
        "machine",
        `${machine.hostname}: ${machine.processor}, ${machine.cores} cores, ${
          (machine.memoryBytes / 2 ** 30).toFixed(1)
        } GiB, ${machine.operatingSystem}`,
      ],
      [
        "cases",
        `${number("cases")} with ${number("seeds")} seeds, ${run.jobs} side by side, ${
          number("steps").toLocaleString("en-GB")
        } steps`,
      ],
      ["time", run.seconds === undefined ? "not finished" : `${formatSeconds(run.seconds)} from start to end`],
      [
        "training and measuring",
        `${formatSeconds(training)} and ${formatSeconds(measuring)} over all cases: ${share} % for measuring`,
      ],
      ["versions", Object.entries(run.versions).map(([name, version]) => `${name} ${version}`).join(", ")],
    ];
  },
};

/** A measure as its suite declares it: its name and its options. */
function measureWords({ name, options }: Subject["run"]["measures"][number]): string {
  if (options === null || typeof options !== "object") return name;
  return `${name} (${Object.entries(options).map(([key, value]) => `${key} ${value}`).join(", ")})`;
}
