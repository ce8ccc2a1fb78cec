import { useEffect } from 'react';
import { useRevalidator } from 'react-router';
import { watch } from '../realtime.ts';

/** Reads the page's data again when someone else has changed the centre. Forms keep what is being typed: they hold a draft of their own. */
export function useLiveCentre(): void {
  const { revalidate } = useRevalidator();
  useEffect(() => watch('centre', () => void revalidate()), [revalidate]);
}

/** The same when the person has been told something new. */
export function useLiveNotices(personId: string): void {
  const { revalidate } = useRevalidator();
  useEffect(() => (personId === '' ? undefined : watch(`notices:${personId}`, () => void revalidate())), [personId, revalidate]);
}
