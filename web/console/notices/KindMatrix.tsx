import { Checkbox } from '@mantine/core';
import { personTargets, type NoticeSettings } from '../../../common/contract/notices.ts';
import { Mark } from '../PageHead.tsx';
import styles from './notices.module.css';
import { useNoticesText } from './text.ts';

type Row = NoticeSettings['kinds'][number];

/** Kinds down, ways across; on a phone each kind is a block with its ways below. */
export function KindMatrix({ names, rows, change }: { names: Readonly<Record<string, string>>; rows: readonly Row[]; change(rows: Row[]): void }) {
  const t = useNoticesText();
  return (
    <table className={styles.matrix}>
      <thead>
        <tr>
          <th scope="col">{t('matrix_kind')}</th>
          {personTargets.map((target) => (
            <th key={target} scope="col">
              {t(`target_${target}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.kind}>
            <th scope="row">
              {names[row.kind]} {row.urgency === 'urgent' && <Mark tone="bad">{t('urgent')}</Mark>} {row.switchedOff && <Mark>{t('switched_off_centre')}</Mark>}
            </th>
            {personTargets.map((target) => (
              <td key={target}>
                <Checkbox
                  aria-label={t('matrix_cell', { kind: names[row.kind] ?? row.kind, target: t(`target_${target}`) })}
                  label={<span className={styles.cellLabel}>{t(`target_${target}`)}</span>}
                  checked={row[target]}
                  disabled={row.switchedOff}
                  onChange={(event) => change(rows.map((other) => (other.kind === row.kind ? { ...other, [target]: event.currentTarget.checked } : other)))}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
