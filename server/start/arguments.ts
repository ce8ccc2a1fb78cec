import { closest } from '../platform/index.ts';

export const exampleNames = ['websoft9', 'dingtalk', 'littleskin', 'none'] as const;
export type ExampleName = (typeof exampleNames)[number];

export type StartArguments = { example: ExampleName; /** Whether somebody asked for it. */ explicit: boolean; development: boolean };
export type ArgumentProblem = { key: 'unknown_argument'; argument: string } | { key: 'unknown_argument_similar'; argument: string; similar: string } | { key: 'unknown_example'; name: string };

const known = ['--example', '--development'];

/** Reads what stands behind `npm start --`. */
export function readArguments(given: readonly string[]): { ok: true; arguments: StartArguments } | { ok: false; problem: ArgumentProblem } {
  const read: StartArguments = { example: 'websoft9', explicit: false, development: false };
  for (let at = 0; at < given.length; at++) {
    const [name = '', inline] = (given[at] ?? '').split(/=(.*)/s);
    if (name === '--development') read.development = true;
    else if (name === '--example') {
      const wanted = inline ?? given[++at] ?? '';
      const example = exampleNames.find((option) => option === wanted);
      if (example === undefined) return { ok: false, problem: { key: 'unknown_example', name: wanted } };
      read.example = example;
      read.explicit = true;
    } else {
      const similar = closest(name, known);
      return { ok: false, problem: similar === undefined ? { key: 'unknown_argument', argument: name } : { key: 'unknown_argument_similar', argument: name, similar } };
    }
  }
  return { ok: true, arguments: read };
}
