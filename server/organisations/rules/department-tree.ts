import { departmentDepth, departmentLimit } from '../../../common/contract/organisations.ts';

/** A department as the tree sees it. */
export type Node = { id: string; parent: string | null; archived: boolean };
export type TreeRefusal = 'department_cycle' | 'department_too_deep' | 'department_parent_archived' | 'department_unknown' | 'department_too_many';

/**
 * Whether a department may stand below `parent` (null: at the top), with everything below it. `moving` is undefined for a new one. No tree
 * that was allowed step by step has a cycle, is deeper than `departmentDepth`, or has more than `departmentLimit` departments in use. [ours]
 */
export function judgePlace(tree: readonly Node[], moving: string | undefined, parent: string | null): TreeRefusal | undefined {
  const nodes = new Map(tree.map((node) => [node.id, node]));
  if (moving !== undefined && !nodes.has(moving)) return 'department_unknown';
  if (moving === undefined && tree.filter(({ archived }) => !archived).length >= departmentLimit) return 'department_too_many';
  const above = parent === null ? [] : lineAbove(nodes, parent);
  if (above === undefined) return 'department_unknown';
  if (above.some(({ id }) => id === moving)) return 'department_cycle';
  if (above.some(({ archived }) => archived)) return 'department_parent_archived';
  const height = moving === undefined ? 1 : heightOf(tree, moving);
  return above.length + height > departmentDepth ? 'department_too_deep' : undefined;
}

/** A department with everything below it. */
export function branchOf(tree: readonly Node[], root: string): string[] {
  const branch = [root];
  for (const at of branch) branch.push(...tree.filter(({ id, parent }) => parent === at && !branch.includes(id)).map(({ id }) => id));
  return branch;
}

/** From a department up to the top; undefined when one of them is not there. */
function lineAbove(nodes: ReadonlyMap<string, Node>, from: string): Node[] | undefined {
  const line: Node[] = [];
  for (let at: string | null = from; at !== null; ) {
    const node = nodes.get(at);
    if (node === undefined || line.includes(node)) return undefined;
    line.push(node);
    at = node.parent;
  }
  return line;
}

/** Levels of a department and what is in use below it. */
function heightOf(tree: readonly Node[], root: string): number {
  let level = [root];
  let height = 0;
  while (level.length > 0) {
    height += 1;
    level = tree.filter(({ parent, archived }) => !archived && parent !== null && level.includes(parent)).map(({ id }) => id);
  }
  return height;
}
