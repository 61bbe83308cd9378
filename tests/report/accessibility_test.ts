import barriers from "../../reports/barriers.ts";
import heights from "../../reports/heights.ts";
import heightsSuite from "../../suites/heights.ts";
import { assertAccessible } from "./accessibility.ts";
import { browserTest, inBrowser } from "./browser_page.ts";
import { syntheticSuite as suite } from "./synthetic_suite.ts";
import { temporarySite } from "./temporary_site.ts";

inBrowser("the overview keeps nobody out: axe-core finds nothing serious in either theme", async (browser) => {
  await using site = await temporarySite({ seeds: 2, measuredSteps: 20 });
  await assertAccessible(browser, site.file);
});

browserTest(
  "the barriers page keeps nobody out: axe-core finds nothing serious in either theme",
  { suite, page: barriers, run: { seeds: 2, epochs: 10, measuredSteps: 10 } },
  assertAccessible,
);

browserTest(
  "the heights page keeps nobody out: axe-core finds nothing serious in either theme",
  { suite: heightsSuite, page: heights, run: { seeds: 2, epochs: 10, measuredSteps: 10, learningRates: [0.1, 0.05] } },
  assertAccessible,
);
