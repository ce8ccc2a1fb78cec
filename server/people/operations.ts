import { z } from 'zod';
import { currentPersonSchema } from '../../common/contract/people.ts';
import type { ProductParts } from '../parts.ts';
import { done, operation, refuse } from '../platform/index.ts';
import { createPersonOperations } from './person-operations.ts';
import { createStaffOperations } from './staff-operations.ts';
import { findPerson } from './store/persons.ts';

const nothing = z.strictObject({});

export function createPeopleOperations(parts: ProductParts) {
  return {
    ...createPersonOperations(parts),
    ...createStaffOperations(parts),
    readCurrentPerson: operation({
      name: 'readCurrentPerson', method: 'get', path: '/people/current', summary: 'Who is signed in, and with which roles.',
      right: 'signed_in', keys: true, input: nothing, output: currentPersonSchema,
      action: async (work) => {
        if (work.actor.kind !== 'person') return refuse('not_found');
        const person = await findPerson(work.db, work.actor.id);
        return person === undefined ? refuse('not_found') : done({ id: person.id, name: person.name, email: person.email, grants: [...work.actor.grants], ...(work.actor.held === undefined ? {} : { held: work.actor.held }) });
      },
    }),
  } as const;
}
