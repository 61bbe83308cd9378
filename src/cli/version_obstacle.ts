/** The oldest version of Deno that the project is tested with. */
const needed = "2.9.6";

/** Why the project cannot run by this version of Deno; undefined where it can. */
export function versionObstacle(version: string): string | undefined {
  const [own, least] = [version, needed].map((text) => text.split(/[.-]/).slice(0, 3).map(Number)) as [
    number[],
    number[],
  ];
  const place = least.findIndex((number, index) => own[index] !== number);
  if (place < 0 || own[place]! > least[place]!) return undefined;
  return `Cannot run as Deno must be of version ${needed} or newer: this is ${version}; ` +
    `deno upgrade brings the newest, and npx -y deno@${needed} task NAME runs a task without`;
}
