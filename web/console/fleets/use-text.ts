import { createContext, use } from 'react';
import { createAreaText } from '../area-text.tsx';
import { createUseDeeds } from '../deeds.ts';
import type { GroupsTexts } from './text.ts';

const area = createAreaText<GroupsTexts>();
export const { AreaText: GroupsText, useAreaText: useGroupsText } = area;
const useDeeds = createUseDeeds(useGroupsText);

/** Sends from the page what undoes something, when the dialog in which it was done has closed. */
export const UndoContext = createContext<((fields: Record<string, string>) => void) | undefined>(undefined);

export function useGroupDeeds({ done }: { done?: (undo: Record<string, string> | undefined) => void } = {}) {
  const undoBy = use(UndoContext);
  return useDeeds({ undoBy, ...(done === undefined ? {} : { done }) });
}

/** What is wrong with one field of a form; a number in the path counts lists from anywhere. */
export function fieldProblem(problem: { fields?: { path: string; message: string }[] | undefined } | undefined, ...paths: string[]): string | undefined {
  return problem?.fields?.find(({ path }) => paths.some((wanted) => path === wanted || path === `changes.${wanted}` || path.startsWith(`${wanted}[`) || path.startsWith(`${wanted}.`)))?.message;
}
