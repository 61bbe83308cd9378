import { assertEquals } from "@std/assert";
import { settingOf, varyingSettings } from "../../src/analysis/settings.ts";
import { mlp } from "../../src/network/mlp.ts";

function row(epoch: number, setting: Record<string, unknown>) {
  return { epoch, setting: JSON.stringify(setting) };
}

Deno.test("settingOf() names fields as the store's columns, and a network by its name", () => {
  const network = mlp({ hidden: [8] });
  assertEquals(
    settingOf(JSON.stringify({ network, trainSamples: 100, augmentation: "none", noise: { factor: 0.1 } })),
    {
      network: "mlp",
      layers: JSON.stringify(network.layers),
      train_samples: 100,
      augmentation: "none",
      noise: '{"factor":0.1}',
      descent: "SGD",
    },
  );
});

Deno.test("settingOf() shows a descent by its name, and SGD where a case names none", () => {
  const named = (setting: Record<string, unknown>) => settingOf(JSON.stringify(setting)).descent;
  assertEquals(named({ descent: { name: "GD", gradient: "full batch" } }), "GD");
  assertEquals(named({}), "SGD");
});

Deno.test("varyingSettings() finds what differs between rows that agree in the groups' columns", () => {
  const rows = [
    row(1, { dataset: "mnist", batchSize: 50, momentum: 0 }),
    row(1, { dataset: "mnist", batchSize: 100, momentum: 0 }),
    row(10, { dataset: "cifar10", batchSize: 100, momentum: 0 }),
  ];
  // The data set goes with the epoch: nothing is pooled over it.
  assertEquals(varyingSettings(rows, ["epoch"]), ["batch_size"]);
  assertEquals(varyingSettings(rows, []), ["dataset", "batch_size"]);
  assertEquals(varyingSettings(rows, ["epoch", "batch_size"]), []);
});

Deno.test("varyingSettings() takes a setting that only some cases have for varying", () => {
  assertEquals(varyingSettings([row(1, { batchSize: 50 }), row(1, { batchSize: 50, noise: "isotropic" })], []), [
    "noise",
  ]);
});

Deno.test("varyingSettings() tells networks apart by their parameters, and by their layers where those agree", () => {
  const of = (hidden: number[], parameters: number) => row(1, { network: mlp({ hidden }), parameters });
  assertEquals(varyingSettings([of([8], 10), of([16], 20)], []), ["parameters"]);
  assertEquals(varyingSettings([of([8], 10), of([16], 10)], []), ["layers"]);
});
