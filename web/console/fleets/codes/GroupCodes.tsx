import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { closeUp } from '../../../../common/i18n/words.ts';
import { Mark } from '../../PageHead.tsx';
import records from '../../records/records.module.css';
import { useAbout } from '../../text.tsx';
import { EnterCodeDialog } from './EnterCodeDialog.tsx';
import type { ShownCode, ShownGroup } from './shown.ts';
import { useCodeDeeds, useCodesText } from './use-text.ts';
import styles from './codes.module.css';

const tones = { live: 'good', soon: 'soon', ended: 'bad' } as const;

/** The code of one group: what is shown now, until when, what can be done, and what was before. Stands by itself on any page of the console. */
export function GroupCodes({ group, withFleet }: { group: ShownGroup & { mayRun: boolean }; withFleet: boolean }) {
  const about = useAbout();
  const words = useCodesText();
  const { send, busy } = useCodeDeeds();
  const [entering, setEntering] = useState(false);
  const { code, earlier, name, mayRun } = group;
  return (
    <section className={styles.group} aria-label={name}>
      <div className={records.sectionHead}>
        <h2>{name}</h2>
        <span className={records.marks}>
          {withFleet && <Link to={`/console/groups/${group.fleet}/codes`}>{group.fleetName}</Link>}
          {group.number !== undefined && <Mark>{words('group_number', { number: group.number })}</Mark>}
          {group.state === 'preparing' && <Mark tone="info">{words('preparing')}</Mark>}
        </span>
      </div>
      <div className={styles.card}>
        {code === null ? <p className={styles.nothing}>{words('code_none')}</p> : <Current code={code} name={name} />}
        {mayRun && (
          <div className={records.buttons}>
            {code !== null && code.standing !== 'ended' && <Button size="xs" variant="default" color="red" disabled={busy} aria-label={about(words('mark_dead'), name)} onClick={() => send({ intent: 'dead', code: code.id })}>{words('mark_dead')}</Button>}
            <Button size="xs" variant={code === null || code.standing !== 'live' ? 'filled' : 'default'} aria-label={about(words(code === null ? 'enter' : 'replace'), name)} onClick={() => setEntering(true)}>{words(code === null ? 'enter' : 'replace')}</Button>
          </div>
        )}
        {earlier.length > 0 && <Earlier earlier={earlier} mayRevive={mayRun && code === null} />}
      </div>
      {entering && <EnterCodeDialog group={group} audience={code?.audience ?? earlier[0]?.audience ?? 'admitted'} close={() => setEntering(false)} />}
    </section>
  );
}

function Current({ code, name }: { code: ShownCode; name: string }) {
  const words = useCodesText();
  const said = [
    code.ends === null ? words('code_forever') : closeUp(words(code.standing === 'ended' ? 'code_over' : 'code_until', { at: code.ends.words }), [code.ends.words]),
    code.said === 'nothing' ? words('code_usual') : code.typed === '' ? undefined : words('code_typed', { typed: code.typed }),
  ].filter((part) => part !== undefined);
  return (
    <div className={styles.current}>
      {code.standing === 'ended' ? null : <a className={styles.picture} href={code.picture} target="_blank" rel="noreferrer" title={words('open_picture')}><img src={code.picture} alt={words('picture_alt', { name })} width="120" height="120" /></a>}
      <div className={styles.facts}>
        <p className={records.marks}><Mark tone={tones[code.standing]}>{words(`code_${code.standing}`)}</Mark><Mark>{words(`audience.${code.audience}`)}</Mark></p>
        <p className={styles.until} title={code.ends?.exact}>{said[0]}</p>
        {said.slice(1).map((part) => <p key={part} className={styles.small}>{part}</p>)}
        <p className={styles.small} title={code.entered.exact}>{closeUp(code.enteredBy === undefined ? words('code_at', { at: code.entered.words }) : words('code_by', { name: code.enteredBy, at: code.entered.words }), [code.entered.words])}</p>
        {code.content !== undefined && <code className={records.code}>{code.content}</code>}
        {code.reports > 0 && <p className={styles.reported}>{words('reports', { count: code.reports })}</p>}
      </div>
    </div>
  );
}

/** What was shown before, by whom it was entered, and why it ended. */
function Earlier({ earlier, mayRevive }: { earlier: readonly ShownCode[]; mayRevive: boolean }) {
  const words = useCodesText();
  const { send, busy } = useCodeDeeds();
  return (
    <details className={styles.earlier}>
      <summary>{words('history')}</summary>
      <ul>
        {earlier.map((code, index) => (
          <li key={code.id} className={records.row}>
            <Mark>{words(`because.${code.endedBecause ?? 'replaced'}`)}</Mark>
            <span className={records.detail} title={`${code.entered.exact} – ${code.ended?.exact ?? ''}`}>
              {words('history_line', { entered: code.entered.words, ended: code.ended?.words ?? '' })}
              {code.enteredBy !== undefined && ` · ${words('history_by', { name: code.enteredBy })}`}
              {code.endedBy !== undefined && ` · ${words(`because.${code.endedBecause ?? 'replaced'}`)} ${code.endedBy}`}
            </span>
            {index === 0 && mayRevive && code.endedBecause !== 'replaced' && code.endedBecause !== 'expired' && <span className={records.buttons}><Button size="xs" variant="default" disabled={busy} onClick={() => send({ intent: 'revive', code: code.id })}>{words('revive')}</Button></span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
