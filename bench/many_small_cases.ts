/** The suite of barriers, whose workers also tell how long they were in the engine. For benchmarks: its claims are judged for nobody. */

import barriers from "../suites/barriers.ts";
import { engineTime } from "./engine_time.ts";

export default { ...barriers, name: "many-small-cases", measures: [...barriers.measures, engineTime()] };
