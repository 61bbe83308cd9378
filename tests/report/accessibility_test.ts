import cosine from "../../reports/cosine.ts";
import noise from "../../reports/noise.ts";
import barriers from "../../reports/barriers.ts";
import heights from "../../reports/heights.ts";
import cosineSuite from "../../suites/cosine.ts";
import heightsSuite from "../../suites/heights.ts";
import noiseSuite from "../../suites/noise.ts";
import { assertAccessible } from "./accessibility.ts";
import { browserTest, inBrowser, type PageOfRun } from "./browser_page.ts";
import { cosineCases, cosineRows } from "./synthetic_cosine.ts";
import { noiseCases, noiseRows } from "./synthetic_noise.ts";
import { syntheticSuite as suite } from "./synthetic_suite.ts";
import { temporarySite } from "./temporary_site.ts";

inBrowser("the overview keeps nobody out: axe-core finds nothing serious in either theme", async (browser) => {
  await using site = await temporarySite({ seeds: 2, measuredSteps: 20 });
  await assertAccessible(browser, site.file);
});

const pages: readonly PageOfRun[] = [
  { suite, page: barriers, run: { seeds: 2, epochs: 10, measuredSteps: 10 } },
  { suite: heightsSuite, page: heights, run: { seeds: 2, epochs: 10, measuredSteps: 10, learningRates: [0.1, 0.05] } },
  { suite: cosineSuite, page: cosine, run: { cases: cosineCases(), rows: cosineRows } },
  { suite: noiseSuite, page: noise, run: { cases: noiseCases(), rows: noiseRows } },
];

for (const one of pages) {
  browserTest(
    `the ${one.suite.name} page keeps nobody out: axe-core finds nothing serious in either theme`,
    one,
    assertAccessible,
  );
}
