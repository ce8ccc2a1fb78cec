import type { RetentionKind } from '../platform/index.ts';

export const admissionRetention: readonly RetentionKind[] = [];
