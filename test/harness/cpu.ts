/** The seconds of processor that something takes in this thread: a busy machine makes it wait, and does not make it more. */
export function cpuSeconds(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1e6;
}
