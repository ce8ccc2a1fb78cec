import type { PersonalData } from '../platform/index.ts';
import { erasePerson, gatherPerson, movePersonRows, movePersonRowsBack } from './store/personal-data.ts';

/** What people keeps of a person: who they are, by which accounts they are known, which roles they have, their sessions, and how they were invited. */
export const peoplePersonalData: PersonalData = { area: 'people', gather: gatherPerson, erase: erasePerson, move: movePersonRows, moveBack: movePersonRowsBack };
