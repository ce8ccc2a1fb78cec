import { atGroup } from '../../../common/contract/fleet-operations.ts';
import { atCheckLink, checkLinkSchema } from '../../../common/contract/group-codes.ts';
import { countUndoneSchema, groupStandingSchema } from '../../../common/contract/groups.ts';
import { takeBackSeconds } from '../../../common/contract/undo.ts';
import type { ProductParts } from '../../parts.ts';
import { operation, type Scope } from '../../platform/index.ts';
import { restoreCheckLink, undoGroupActivation, undoHeadCount } from '../actions/take-back.ts';
import { fleetOfCheckLink } from '../store/join-codes.ts';
import { ofGroup } from './places.ts';

const within = `Within ${takeBackSeconds} seconds, by whoever did it.`;

/** What takes back, a moment later, what a moderator did with a group. */
export function groupsTakingBackOperations(parts: ProductParts) {
  return {
    restoreCheckLink: operation({
      name: 'restoreCheckLink', method: 'post', path: '/check-links/{link}/restoration', summary: 'Lets a revoked link check one-time codes again.',
      right: 'groups.run', refusals: ['section_full'], input: atCheckLink, output: checkLinkSchema, action: (work, { link }) => restoreCheckLink(work, link),
      scope: async (work, { link }): Promise<Scope | undefined> => {
        const key = await fleetOfCheckLink(work.db, link);
        return key === undefined ? undefined : { kind: 'fleet', key };
      },
    }),
    undoGroupActivation: operation({
      name: 'undoGroupActivation', method: 'post', path: '/groups/{group}/activation/undo', summary: 'Puts a group that was activated a moment ago back to be prepared.', description: `${within} Not once anybody has, or had, a seat in it.`,
      right: 'groups.run', scope: ofGroup, refusals: ['too_late'], input: atGroup, output: groupStandingSchema, action: (work, input) => undoGroupActivation(parts, work, input),
    }),
    undoHeadCount: operation({
      name: 'undoHeadCount', method: 'post', path: '/groups/{group}/head-count/undo', summary: 'Puts the heads of a group back to what they were before they were counted a moment ago.', description: `${within} A group that was opened because of the count stays, because somebody may be on the way there; the answer names it.`,
      right: 'groups.run', scope: ofGroup, refusals: ['too_late'], input: atGroup, output: countUndoneSchema, action: (work, input) => undoHeadCount(parts, work, input),
    }),
  } as const;
}
