import type { ChannelStatus } from '../../../common/contract/support.ts';
import { describeStatus, exactTime } from '../../../common/i18n/times.ts';
import { useViewing } from '../viewing.ts';

const shapes: Record<ChannelStatus['state'], string> = { always: '●', open: '●', emergency_only: '▲', closed: '○', unstated: '', out_of_order: '✕' };

/** What a channel is now and when that changes: a shape and words; the exact time shows on hover. */
export function Status({ status }: { status: ChannelStatus }) {
  const { language, now, timeZone } = useViewing();
  const at = changesAt(status);
  return (
    <span className={`status status-${status.state}`} title={at === null ? undefined : exactTime(at, timeZone, language)}>
      {shapes[status.state] !== '' && <i aria-hidden="true">{shapes[status.state]}</i>}
      {describeStatus(status, now, timeZone, language)}
    </span>
  );
}

function changesAt(status: ChannelStatus): string | null {
  switch (status.state) {
    case 'open':
    case 'out_of_order':
      return status.until;
    case 'closed':
    case 'emergency_only':
      return status.opensAt;
    case 'always':
    case 'unstated':
      return null;
  }
}
