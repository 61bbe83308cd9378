import { formatHelp } from "./help.ts";
import { suiteTask } from "./suite_task.ts";
import { caseFlags, runFlags } from "./suite_flags.ts";

/** The help of `deno task suite`. */
export function suiteHelp(name = "NAME"): string {
  const task = suiteTask(name);
  return formatHelp({
    usage: `${task} [flags]`,
    about:
      "Runs a suite: trains its cases, measures along the way, judges its claims and renders a page.\nA suite is code that runs with the permissions of its task: run only what you trust.\nExit codes: 0 it ran, whatever the verdict; 2 a mistake in what was asked; 1 a fault of ours; 130 interrupted.",
    sections: {
      "How it runs": runFlags,
      "Which cases, in place of the preset's (values with commas between them are crossed)": caseFlags,
    },
    examples: [
      task,
      `${task} --preset smoke`,
      `${task} --model mlp --learning-rate 0.1,0.05 --seeds 10`,
      `${task} --preset paper --filter "vgg11 seed=0" --dry-run`,
      `${task} --resume`,
    ],
  });
}
