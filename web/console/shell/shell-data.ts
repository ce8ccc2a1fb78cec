import type { Permission } from '../../../common/contract/rights.ts';
import type { Language } from '../../../common/contract/text.ts';
import type { TopicNames } from '../entry-name.ts';

/** What surrounds every page: the centre's name (null while there is none), its languages, whether it is an example, what waits. */
export type ShellData = { name: string | null; languages: readonly Language[]; example: string | null; openProposals: number; /** By which fleets go that have no name of their own. */ topicNames: TopicNames; /** Notices that the person has not read, and the person whose they are. */ unreadNotices: number; personId: string; /** What the person may do, somewhere at least. */ permissions: readonly Permission[] };
