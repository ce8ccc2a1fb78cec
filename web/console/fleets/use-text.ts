import { createAreaText } from '../area-text.tsx';
import { createUseDeeds } from '../deeds.ts';
import type { GroupsTexts } from './text.ts';

const area = createAreaText<GroupsTexts>();
export const { AreaText: GroupsText, useAreaText: useGroupsText } = area;
export const useGroupDeeds = createUseDeeds(useGroupsText);

/** What is wrong with one field of a form; a number in the path counts lists from anywhere. */
export function fieldProblem(problem: { fields?: { path: string; message: string }[] | undefined } | undefined, ...paths: string[]): string | undefined {
  return problem?.fields?.find(({ path }) => paths.some((wanted) => path === wanted || path === `changes.${wanted}` || path.startsWith(`${wanted}[`) || path.startsWith(`${wanted}.`)))?.message;
}
