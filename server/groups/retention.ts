import type { RetentionKind } from '../platform/index.ts';

export const groupsRetention: readonly RetentionKind[] = [];
