import type { ChannelStatus } from '../../common/contract/support.ts';
import type { Tone } from './PageHead.tsx';

const tones: Readonly<Record<ChannelStatus['state'], Tone>> = { always: 'good', open: 'good', emergency_only: 'soon', closed: 'plain', unstated: 'plain', out_of_order: 'bad' };

/** How a channel's state is coloured; the words beside it say the same. */
export function statusTone(state: ChannelStatus['state']): Tone {
  return tones[state];
}
