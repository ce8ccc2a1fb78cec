import { createUseDeeds } from '../deeds.ts';
import { useOrganisationsText } from './use-text.ts';

export const useDeeds = createUseDeeds(useOrganisationsText);

/** What is wrong with one field of a form. */
export function fieldProblem(problem: { fields?: { path: string; message: string }[] | undefined } | undefined, ...paths: string[]): string | undefined {
  return problem?.fields?.find(({ path }) => paths.includes(path))?.message;
}
