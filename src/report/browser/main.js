/* global document */
import { showChart } from "./charts.js";
import { startFilters } from "./filters.js";
import { startTargets } from "./targets.js";

startFilters();
startTargets();
for (const chart of JSON.parse(document.getElementById("charts").textContent)) await showChart(chart);
document.documentElement.dataset.ready = "";
