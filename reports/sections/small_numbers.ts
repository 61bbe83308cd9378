/** How an axis prints its numbers, as tables do: below a thousandth with an exponent, as a Vega expression. */
export const smallNumbers =
  "datum.value != 0 && abs(datum.value) < 0.001 ? format(datum.value, '.0e') : format(datum.value, '~g')";
