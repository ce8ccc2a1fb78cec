import { sameJson, type JsonObject } from '../json.ts';

/** Two people's changes of one entry, field by field: mine where I changed something, theirs elsewhere. */
export function mergeVersions(base: JsonObject, theirs: JsonObject, mine: JsonObject): JsonObject {
  const names = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  return Object.fromEntries([...names].map((name) => [name, sameJson(base[name], mine[name]) ? theirs[name] : mine[name]] as const).filter(([, value]) => value !== undefined));
}
