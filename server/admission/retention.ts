import type { RetentionKind } from '../platform/index.ts';
import { outsideRetention } from './outside/retention.ts';

export const admissionRetention: readonly RetentionKind[] = [...outsideRetention];
