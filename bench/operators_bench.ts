import { declare, setting } from "./declare.ts";
import { operatorSubjects } from "./operators.ts";

declare(operatorSubjects(setting));
