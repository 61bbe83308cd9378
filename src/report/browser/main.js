/* global document */
import { showChart } from "./charts.js";
import { startFilters } from "./filters.js";

startFilters();
for (const chart of JSON.parse(document.getElementById("charts").textContent)) await showChart(chart);
document.documentElement.dataset.ready = "";
