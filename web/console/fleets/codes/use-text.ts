import { createAreaText } from '../../area-text.tsx';
import { createUseDeeds } from '../../deeds.ts';
import type { CodesTexts } from './text.ts';

export const { AreaText: CodesText, useAreaText: useCodesText } = createAreaText<CodesTexts>();
export const useCodeDeeds = createUseDeeds(useCodesText);

/** What is wrong with one field of a form. */
export function fieldProblem(problem: { fields?: { path: string; message: string }[] | undefined } | undefined, ...paths: string[]): string | undefined {
  return problem?.fields?.find(({ path }) => paths.some((wanted) => path === wanted || path.startsWith(`${wanted}.`)))?.message;
}
