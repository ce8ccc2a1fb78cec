import type { startChinese } from '../../../common/locales/start/zh-CN.ts';

type Sentences = typeof startChinese;

/** What can keep Lichun from starting; each has a sentence in `common/locales/start/`. */
export type StartProblemCode = keyof Sentences;

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;

/** What the sentence of a code has to be told. */
export type StartProblemParameters<Code extends StartProblemCode> = Record<Placeholders<Sentences[Code]>, string | number>;

/**
 * A start that cannot go on, for a reason that the person at the terminal can cure.
 * Thrown while starting; the caller shows `explainStartProblem` and exits non-zero. Never carries a password.
 */
export class StartProblem<Code extends StartProblemCode = StartProblemCode> extends Error {
  override readonly name = 'StartProblem';
  readonly code: Code;
  readonly parameters: Readonly<Record<string, string | number>>;

  constructor(code: Code, parameters: StartProblemParameters<Code>, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.parameters = parameters;
  }
}
