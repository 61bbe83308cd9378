import { declare, setting } from "./declare.ts";
import { walkSubjects } from "./walks.ts";

declare(walkSubjects(setting));
