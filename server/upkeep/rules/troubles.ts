/** What was found, as far as it matters here. */
export type Seen = { name: string; level: 'ok' | 'warning' | 'problem'; code: string };
/** A trouble of an earlier look; `toldAt` is undefined until somebody was told. */
export type Known = { name: string; level: string; since: Date; toldAt: Date | undefined };

export type Telling = { tell: Seen[]; keep: { seen: Seen; since: Date; toldAt: Date | undefined }[]; over: { name: string; wasTold: boolean }[] };

/** Advice about settings: it stands on the page, and nobody is woken by it. */
const advice = new Set(['public_url', 'proxy', 'smtp', 'backup_place', 'connections', 'leftovers']);
const againMilliseconds = 24 * 3600_000;
const patienceMilliseconds = 4 * 60_000;

/**
 * Whom to tell what after a look: a problem at once, a warning when it is still there at the next look; the same one again after a day, or
 * when it has become worse; and that it is over, to who was told.
 */
export function judgeTroubles(findings: readonly Seen[], known: readonly Known[], now: Date): Telling {
  const telling: Telling = { tell: [], keep: [], over: [] };
  for (const seen of findings) {
    const before = known.find(({ name }) => name === seen.name);
    if (seen.level === 'ok') {
      if (before !== undefined) telling.over.push({ name: seen.name, wasTold: before.toldAt !== undefined });
      continue;
    }
    if (advice.has(seen.name) && seen.level === 'warning') continue;
    const since = before?.since ?? now;
    const isWorse = before?.level === 'warning' && seen.level === 'problem';
    const isRipe = seen.level === 'problem' || now.getTime() - since.getTime() >= patienceMilliseconds;
    const isDue = before?.toldAt === undefined || isWorse || now.getTime() - before.toldAt.getTime() >= againMilliseconds;
    if (isRipe && isDue) telling.tell.push(seen);
    telling.keep.push({ seen, since, toldAt: isRipe && isDue ? now : before?.toldAt });
  }
  return telling;
}
