import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { StartProblem } from '../start-problem/index.ts';
import { copyBinaries, findBinaries, linkLibraries, type Binaries } from './binaries.ts';
import { CLUSTER_NAME, placeIn, type ClusterPlace } from './folder.ts';
import { anotherAccount, canEnter, canRun, hasAccount, ourselves, renamedOurselves, type Identity } from './identity.ts';

/** Everything that has to be settled before a program of PostgreSQL can run. */
export interface Installation extends ClusterPlace {
  dataFolder: string;
  identity: Identity;
  binaries: Binaries;
}

interface Candidate {
  identity: Identity | undefined;
  base: string;
}

/**
 * Chooses as whom and where PostgreSQL runs for this data folder: the first way that works when tried.
 * Throws a StartProblem when there are no binaries or no way.
 */
export function chooseInstallation(dataFolder: string): Installation {
  const binaries = findBinaries();
  const linked = linkLibraries(binaries);
  for (const { identity, base } of candidates(dataFolder)) {
    if (!identity) continue;
    makeReachable(identity, base);
    if (!canEnter(identity, base)) continue;
    const usable = linked && canRun(identity, binaries) ? binaries : copiedFor(identity, binaries, base, linked);
    if (!usable) continue;
    const place = placeIn(base);
    if (base !== dataFolder) pointTo(path.join(dataFolder, CLUSTER_NAME), place.cluster);
    ownCluster(identity, place.cluster);
    return { ...place, dataFolder, identity, binaries: usable };
  }
  if (process.getuid?.() === 0) throw new StartProblem('root_refused', { folder: dataFolder });
  throw new StartProblem('postgres_missing', { platform: `${process.platform}-${process.arch}` });
}

/** A cluster that lies elsewhere is a link in the data folder; one that an ordinary user owns stays that user's when root starts it. */
function candidates(dataFolder: string): Candidate[] {
  const existing = path.join(dataFolder, CLUSTER_NAME);
  if (process.getuid?.() !== 0) {
    const here = [ourselves, renamedOurselves()].map((identity) => ({ identity, base: dataFolder }));
    return hasAccount() ? here : here.reverse();
  }
  const base = fs.existsSync(existing) ? path.dirname(fs.realpathSync(existing)) : dataFolder;
  const owner = fs.existsSync(existing) ? fs.statSync(existing) : undefined;
  const elsewhere = path.join('/var/lib', `lichun-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)}`);
  return [
    { identity: owner && owner.uid !== 0 ? { wrap: [], user: { uid: owner.uid, gid: owner.gid } } : undefined, base },
    { identity: renamedOurselves(), base },
    { identity: anotherAccount(), base },
    ...(owner ? [] : [{ identity: anotherAccount(), base: elsewhere }]),
  ];
}

/** Another account needs to pass through a folder that root made for itself; it still cannot list it. */
function makeReachable({ user }: Identity, base: string): void {
  if (!user) return;
  fs.mkdirSync(base, { recursive: true, mode: 0o755 });
  const { mode, uid } = fs.statSync(base);
  if (uid === 0) fs.chmodSync(base, mode | 0o011);
}

/** Worth it only when the binaries were out of reach or their links could not be made. */
function copiedFor(identity: Identity, binaries: Binaries, base: string, linked: boolean): Binaries | undefined {
  if (linked && !identity.user) return undefined;
  const copy = copyBinaries(binaries, base);
  return canRun(identity, copy) ? copy : undefined;
}

function pointTo(link: string, target: string): void {
  if (!fs.lstatSync(link, { throwIfNoEntry: false })) fs.symlinkSync(target, link);
}

/** As root: the cluster belongs to whoever runs it, also after it was copied or ran under another identity before. */
function ownCluster({ user }: Identity, cluster: string): void {
  if (process.getuid?.() !== 0 || !fs.existsSync(cluster)) return;
  const { uid, gid } = user ?? { uid: 0, gid: 0 };
  if (fs.statSync(cluster).uid === uid) return;
  for (const entry of ['', ...fs.readdirSync(cluster, { recursive: true, encoding: 'utf8' })]) fs.lchownSync(path.join(cluster, entry), uid, gid);
}
