/** Who waits for what. Holds nothing for topics that nobody watches. */
export function createTopics<Watcher>() {
  const watchers = new Map<string, Set<Watcher>>();
  return {
    add(topic: string, watcher: Watcher): void {
      const set = watchers.get(topic) ?? new Set();
      watchers.set(topic, set.add(watcher));
    },
    remove(topic: string, watcher: Watcher): void {
      const set = watchers.get(topic);
      set?.delete(watcher);
      if (set?.size === 0) watchers.delete(topic);
    },
    of: (topic: string): Iterable<Watcher> => watchers.get(topic) ?? [],
    names: (): string[] => [...watchers.keys()],
    count: (): number => watchers.size,
  };
}

const topicPattern = /^[a-z][a-zA-Z0-9_.:/-]{0,119}$/;

/** True for text that may name a topic, such as `centre` or `ticket:0198…`. */
export function isTopic(value: unknown): value is string {
  return typeof value === 'string' && topicPattern.test(value);
}
