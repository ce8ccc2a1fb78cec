import { departmentDepth } from '../../../common/contract/organisations.ts';

/** A path as people write it, `研发部/前端组` or `Research > Frontend`, as names from the top; undefined when it has too many or too long ones. */
export function readPath(text: string): string[] | undefined {
  const names = text.split(/[/／>＞\\|]/).map((name) => name.trim()).filter((name) => name !== '');
  return names.length > 0 && names.length <= departmentDepth && names.every((name) => name.length <= 80) ? names : undefined;
}

type Node = { id: string; parent: string | null; name: string };

/** The department at the end of a path, or as far as the tree goes: the last one that is there, and the names that are missing below it. */
export function findPath(tree: readonly Node[], path: readonly string[]): { at: string | null; missing: string[] } {
  let at: string | null = null;
  for (const [index, name] of path.entries()) {
    const next: Node | undefined = tree.find((node) => node.parent === at && node.name.toLowerCase() === name.toLowerCase());
    if (next === undefined) return { at, missing: path.slice(index) };
    at = next.id;
  }
  return { at, missing: [] };
}

/** The path of a department, written with slashes. */
export function pathOf(tree: readonly Node[], id: string | null): string {
  const names: string[] = [];
  for (let at = tree.find((node) => node.id === id); at !== undefined && names.length <= departmentDepth; at = tree.find((node) => node.id === at?.parent)) names.unshift(at.name);
  return names.join('/');
}
