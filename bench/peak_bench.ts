import { declare, setting } from "./declare.ts";
import { peakSubjects } from "./peak.ts";

declare(peakSubjects(setting));
