/** Lets at most `count` pieces of work run at a time; the others wait in order. */
export function createSlots(count: number): { use<Value>(work: () => Promise<Value>): Promise<Value> } {
  const waiting: (() => void)[] = [];
  let free = count;
  return {
    async use(work) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}
