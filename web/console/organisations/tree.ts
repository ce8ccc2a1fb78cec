import type { DepartmentView } from '../../../common/contract/organisations.ts';

/** A department with its depth, in the order in which a tree is read. */
export type Branch = DepartmentView & { depth: number; path: string };

/** The departments in use, each below the one it belongs to. */
export function branches(departments: readonly DepartmentView[]): Branch[] {
  const below = (parent: string | undefined, depth: number, path: string): Branch[] =>
    depth > 20 ? [] : departments.filter((one) => one.parent === parent && !one.archived).flatMap((one) => {
      const own = path === '' ? one.name : `${path}/${one.name}`;
      return [{ ...one, depth, path: own }, ...below(one.id, depth + 1, own)];
    });
  return below(undefined, 0, '');
}
