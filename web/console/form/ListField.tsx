import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Json, Location } from '../json.ts';
import { useText } from '../text.tsx';
import { useField } from './draft.tsx';
import styles from './form.module.css';

type Props = { at: Location; label: string; hint?: string; addLabel: string; blank(): Json; most: number; itemLabel(item: Json, index: number): string; children(at: Location, item: Json): ReactNode; ordered?: boolean; /** Parts that live: they are not taken out of a list. */ stays?(item: Json): boolean; /** The heading above says it already. */ quiet?: boolean };

/** A list of parts, each a small form of its own; they can be added, moved and removed. */
export function ListField({ at, label, hint, addLabel, blank, most, itemLabel, children, ordered = true, stays, quiet = false }: Props) {
  const t = useText();
  const { value, set, problem, id } = useField(at);
  const items: readonly Json[] = Array.isArray(value) ? value : [];
  const replace = (next: readonly Json[]) => set(next.length === 0 ? undefined : next);
  const swap = (from: number, to: number) => replace(items.with(from, items[to]).with(to, items[from]));
  return (
    <fieldset id={id} className={styles.list} tabIndex={-1}>
      <legend className={quiet ? styles.hidden : styles.label}>{label}</legend>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {problem !== undefined && <p className={styles.problem}>{problem}</p>}
      {items.length > 0 && (
        <ol>
          {items.map((item, index) => {
            const name = itemLabel(item, index);
            return (
              <li key={index} className={styles.item}>
                <div className={styles.itemHead}>
                  <span>{name}</span>
                  {ordered && (
                    <>
                      <ActionIcon variant="subtle" color="gray" size="sm" disabled={index === 0} aria-label={t('move_up', { name })} onClick={() => swap(index, index - 1)}>
                        <IconArrowUp size={15} aria-hidden />
                      </ActionIcon>
                      <ActionIcon variant="subtle" color="gray" size="sm" disabled={index === items.length - 1} aria-label={t('move_down', { name })} onClick={() => swap(index, index + 1)}>
                        <IconArrowDown size={15} aria-hidden />
                      </ActionIcon>
                    </>
                  )}
                  {stays?.(item) !== true && (
                    <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('remove', { name })} onClick={() => replace(items.filter((_other, other) => other !== index))}>
                      <IconTrash size={15} aria-hidden />
                    </ActionIcon>
                  )}
                </div>
                <div className={styles.fields}>{children([...at, index], item)}</div>
              </li>
            );
          })}
        </ol>
      )}
      <Button variant="default" size="xs" disabled={items.length >= most} leftSection={<IconPlus size={14} aria-hidden />} onClick={() => replace([...items, blank()])}>
        {addLabel}
      </Button>
    </fieldset>
  );
}
