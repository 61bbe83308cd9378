import { listRunFiles, type RunFile } from "./run_files.ts";

/**
 * The runs that can be resumed, the newest first: interrupted, failed, as where a disk was full for a while, or running by
 * their file while no process has it open, as theirs died. A run that a process works on is listed too, as `held`, without what its file says.
 */
export async function findUnfinishedRuns(resultsDir: string, suite?: string): Promise<RunFile[]> {
  const files = await listRunFiles(resultsDir);
  return files.filter((file) => {
    // A held file cannot be read: its run's id names the suite.
    if (file.held) return suite === undefined || file.runId.includes(`-${suite}-`);
    if ("damage" in file) return false;
    if (suite !== undefined && file.run.suite !== suite) return false;
    return file.run.status !== "finished";
  });
}
