import type { Intake } from '../../common/contract/fleet.ts';

/** The shape beside the words and the colour of what a group takes. */
export const intakeShapes: Readonly<Record<Intake, string>> = { open: '●', diverting: '▲', frozen: '■', closed: '✕' };
