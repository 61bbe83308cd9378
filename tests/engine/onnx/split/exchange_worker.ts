/** The other side of `exchange_test.ts`: gives its numbers and tells what it got, so often as it is told. */

import { Exchange, type ExchangePlace } from "../../../../src/engine/onnx/split/exchange.ts";

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<{ place: ExchangePlace; rounds: number }>) => void) | null;
  postMessage(message: number[][]): void;
};

scope.onmessage = ({ data: { place, rounds } }) => {
  const exchange = new Exchange(place);
  const got: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    const all = new Float32Array(place.threads);
    exchange.gather([Float32Array.of(1000 * place.thread + round)], [all]);
    got.push([...all]);
  }
  scope.postMessage(got);
};
