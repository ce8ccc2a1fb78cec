import { useCallback, useEffect, useRef } from 'react';
import { useFetcher } from 'react-router';
import type { loader, ShownEvidence } from './evidence-data.ts';
import type { QueueRow } from './read-queue.ts';

/** The evidence of what is looked at; read again when the application changed, or when it is asked for. Undefined while it is being read. */
export function useEvidence(line: QueueRow | undefined): { evidence: ShownEvidence | undefined; failed: boolean; again(): void } {
  const { load, data, state } = useFetcher<typeof loader>({ key: 'queue-evidence' });
  const read = useRef(load);
  useEffect(() => {
    read.current = load;
  });
  const id = line?.id;
  const again = useCallback(() => {
    if (id !== undefined) void read.current(`/console/applications/evidence/${id}`);
  }, [id]);
  // What is read follows from what is looked at and how it stands.
  const standing = line === undefined ? '' : `${line.id} ${line.revision} ${line.claimed ?? ''}`;
  useEffect(() => {
    if (standing !== '') again();
  }, [again, standing]);
  const mine = data !== undefined && data.id === id ? data : undefined;
  return { evidence: mine?.evidence ?? undefined, failed: mine?.evidence === null && state === 'idle', again };
}
