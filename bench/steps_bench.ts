import { declare, setting } from "./declare.ts";
import { stepSubjects } from "./networks.ts";

declare(stepSubjects(setting));
