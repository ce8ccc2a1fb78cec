import type { ReporterCheck } from './actions/report-dead-code.ts';
import type { BarCheck } from './actions/bar-check.ts';

/** What codes and pages of groups ask of whoever keeps applications; the composition root fills it. Left out, no stranger counts as human. */
export type CodesPorts = { humans: ReporterCheck; isBarred: BarCheck };
