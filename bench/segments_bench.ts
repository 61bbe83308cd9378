import { declare, setting } from "./declare.ts";
import { segmentSubjects } from "./networks.ts";

declare(segmentSubjects(setting));
