import type { CaseProgress } from "../spec/progress.ts";

/** How much a case is, known before it starts. */
export interface CaseSize {
  readonly id: string;
  readonly steps: number;
  /** In forward passes of one sample. */
  readonly work: number;
  /** Its network: passes of one network cost alike. */
  readonly network: string;
  /** What a pass costs, about: multiply-adds. */
  readonly passCost: number;
}

/** Where a run stands. */
export interface RunProgress {
  readonly cases: number;
  /** Cases that ended, however. */
  readonly ended: number;
  readonly diverged: number;
  readonly failed: number;
  readonly steps: number;
  readonly totalSteps: number;
  /** Over the time so far; NaN before there is a step. */
  readonly stepsPerSecond: number;
  /** Share of the work that is done, 0 to 1. */
  readonly share: number;
  /** Estimated from what was done since the start; NaN before there is any. */
  readonly secondsLeft: number;
  readonly seconds: number;
  /** The cases at work, as they last told. */
  readonly running: readonly CaseProgress[];
}

/** Adds up what the cases tell. */
export interface Tally {
  /** Takes what a case tells `seconds` after the start. */
  add(progress: CaseProgress, seconds: number): void;
  /** Where the run stands `seconds` after its start. */
  read(seconds: number): RunProgress;
}

/** A case since its first message of this session. */
interface Track {
  readonly first: CaseProgress;
  readonly firstSeconds: number;
  latest: CaseProgress;
  latestSeconds: number;
}

/** What has been done of one network's cases in this session, and what is left. */
interface Load {
  readonly passCost: number;
  made: number;
  left: number;
  busySeconds: number;
}

/** A case of such a status has no work left. */
const over: ReadonlySet<CaseProgress["status"]> = new Set(["finished", "diverged", "failed"]);

/**
 * A tally of the cases. What a resumed case had done before counts as done, but not towards the rate. A case that ended early leaves no
 * work. Time left is estimated network by network, from the seconds that its own passes took; passes of a network not yet seen are
 * taken to cost what their multiply-adds say.
 */
export function createTally(sizes: readonly CaseSize[]): Tally {
  const tracks = new Map<string, Track>();

  function loads(): Map<string, Load> {
    const byNetwork = new Map<string, Load>();
    for (const { id, network, passCost, work } of sizes) {
      const load = byNetwork.get(network) ?? { passCost, made: 0, left: 0, busySeconds: 0 };
      byNetwork.set(network, load);
      const track = tracks.get(id);
      if (!track) load.left += work;
      else {
        const { first, firstSeconds, latest, latestSeconds } = track;
        load.made += latest.work - first.work;
        load.busySeconds += latestSeconds - firstSeconds;
        if (!over.has(latest.status)) load.left += Math.max(0, latest.totalWork - latest.work);
      }
    }
    return byNetwork;
  }

  return {
    add(progress, seconds) {
      const track = tracks.get(progress.caseId);
      if (track) Object.assign(track, { latest: progress, latestSeconds: seconds });
      else {tracks.set(progress.caseId, {
          first: progress,
          firstSeconds: seconds,
          latest: progress,
          latestSeconds: seconds,
        });}
    },
    read(seconds) {
      const latest = [...tracks.values()].map((track) => track.latest);
      const count = (status: CaseProgress["status"]) => latest.filter((progress) => progress.status === status).length;
      const made = [...tracks.values()].reduce((sum, track) => sum + track.latest.step - track.first.step, 0);
      const costs = new Map(sizes.map(({ id, passCost }) => [id, passCost]));
      const done = latest.reduce((sum, { caseId, work }) => sum + work * costs.get(caseId)!, 0);
      const left = [...loads().values()].reduce((sum, load) => sum + load.left * load.passCost, 0);
      return {
        cases: sizes.length,
        ended: latest.filter(({ status }) => over.has(status)).length,
        diverged: count("diverged"),
        failed: count("failed"),
        steps: latest.reduce((sum, { step }) => sum + step, 0),
        totalSteps: sizes.reduce((sum, { id, steps }) => sum + (tracks.get(id)?.latest.steps ?? steps), 0),
        stepsPerSecond: made > 0 ? made / seconds : NaN,
        share: done + left > 0 ? done / (done + left) : 1,
        secondsLeft: secondsLeft([...loads().values()], seconds),
        seconds,
        running: latest.filter(({ status }) => status === "running"),
      };
    },
  };
}

function secondsLeft(loads: readonly Load[], seconds: number): number {
  if (loads.every(({ left }) => left === 0)) return 0;
  const busy = loads.reduce((sum, load) => sum + load.busySeconds, 0);
  const cost = loads.reduce((sum, load) => sum + load.made * load.passCost, 0);
  if (busy === 0 || cost === 0) return NaN;
  const alone = loads.reduce((sum, { left, made, busySeconds, passCost }) => {
    const secondsPerPass = made > 0 && busySeconds > 0 ? busySeconds / made : passCost * busy / cost;
    return sum + left * secondsPerPass;
  }, 0);
  // As many side by side as until now.
  return alone / Math.max(1, busy / seconds);
}
