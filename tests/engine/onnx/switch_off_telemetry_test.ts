import { assertEquals, assertThrows } from "@std/assert";
import { switchOffTelemetry } from "../../../src/engine/onnx/switch_off_telemetry.ts";
import { UserError } from "../../../src/spec/user_error.ts";

Deno.test({
  name: "switchOffTelemetry() refuses to go on where it may not set the variable",
  permissions: { env: false },
  fn() {
    assertThrows(switchOffTelemetry, UserError, "add --allow-env=ORT_DISABLE_TELEMETRY");
  },
});

Deno.test("switchOffTelemetry() sets the variable, over another value too", () => {
  Deno.env.set("ORT_DISABLE_TELEMETRY", "0");
  switchOffTelemetry();
  assertEquals(Deno.env.get("ORT_DISABLE_TELEMETRY"), "1");
});
