/**
 * {@code perf/report}: result files for human readers, as Markdown and as one HTML page that needs
 * no network. The charts are described in {@code charts.js} beside the classes and drawn by
 * ECharts.
 */
@NullMarked
package io.culebra.perf.report;

import org.jspecify.annotations.NullMarked;
