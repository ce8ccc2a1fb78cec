import type { EntryView } from '../../../common/contract/support.ts';
import { qrContent } from '../qr-content.ts';
import { usePageTexts, useViewing } from '../viewing.ts';
import { QrCode } from './QrCode.tsx';

type Place = {
  entries: readonly EntryView[];
  /** Name of what the entries lead to, for the QR code's description. */
  name: string;
  /** Where the entries' QR codes are drawn: `/qr/channels/wechat`. */
  codes: string;
  /** The first way in is the main action of the page. */
  primary?: boolean;
  /** Place of the first entry among those that `codes` counts. */
  from?: number;
};

/** Ways in: buttons, numbers to copy, QR codes, steps. */
export function Entries({ entries, name, codes, primary = false, from = 0 }: Place) {
  const { example } = useViewing();
  if (entries.length === 0) return null;
  const main = primary ? entries.findIndex((entry) => isAction(entry, example)) : -1;
  return (
    <div className="entries">
      {entries.map((entry, index) => (
        <EntryWay key={index} entry={entry} name={name} code={`${codes}/${from + index}`} primary={index === main} />
      ))}
    </div>
  );
}

/** Whether there is something to press; numbers and addresses of an example are text. */
function isAction({ kind }: EntryView, example: boolean): boolean {
  return kind !== 'account' && !(example && (kind === 'phone' || kind === 'email'));
}

function EntryWay({ entry, name, code, primary }: { entry: EntryView; name: string; code: string; primary: boolean }) {
  const t = usePageTexts();
  const { example } = useViewing();
  const button = primary ? 'button primary' : 'button';
  switch (entry.kind) {
    case 'url':
      return (
        <>
          <Away to={entry.url} className={button}>{entry.label ?? t('open_page')}</Away>
          {qrContent(entry) !== undefined && <QrCode name={entry.label ?? name} code={code} className="button" />}
        </>
      );
    case 'email':
      if (example) return <Value label={entry.label ?? t('mail_label')} value={entry.address} />;
      return <Address href={`mailto:${entry.address}`} action={entry.label ?? t('write_mail')} value={entry.address} className={button} />;
    case 'phone':
      if (example) return <Value label={entry.label ?? t('phone_label')} value={entry.number} />;
      return <Address href={`tel:${entry.number.replace(/[^0-9+]/g, '')}`} action={entry.label ?? t('call')} value={entry.number} className={button} />;
    case 'account':
      return <Value label={entry.label ?? t(`account_${entry.app}`)} value={entry.id} />;
    case 'qr':
      if (qrContent(entry) === undefined) return <Value label={entry.label ?? t('qr')} value={entry.content} />;
      return <QrCode name={entry.label ?? name} code={code} className={button} />;
    case 'fleet':
      return <a className={button} href={`/g/${entry.fleet}`}>{entry.label ?? entry.name}</a>;
    case 'steps':
      return <Steps steps={entry.steps} url={entry.url} label={entry.label} className={button} />;
  }
}

/** A link to another site: it learns nothing about where its visitor came from, and gains nothing. */
export function Away({ to, className, children }: { to: string; className?: string; children: React.ReactNode }) {
  return <a href={to} className={className} rel="noopener nofollow">{children}</a>;
}

function Address({ href, action, value, className }: { href: string; action: string; value: string; className: string }) {
  return (
    <>
      <a className={className} href={href}>{action}</a>
      <Value value={value} />
    </>
  );
}

/** A number or address that can be selected by one touch, and copied where scripts run. */
export function Value({ label, value }: { label?: string; value: string }) {
  return (
    <span className="value">
      {label !== undefined && <span>{label}</span>}
      <code data-copy="">{value}</code>
    </span>
  );
}

function Steps({ steps, url, label, className }: { steps: readonly string[]; url: string | undefined; label: string | undefined; className: string }) {
  const t = usePageTexts();
  return (
    <>
      {url !== undefined && <Away to={url} className={className}>{label ?? t('open_page')}</Away>}
      <details className="fold">
        <summary className={url === undefined ? className : 'button'}>{url === undefined ? (label ?? t('steps')) : t('steps')}</summary>
        <ol className="steps">
          {steps.map((step) => <li key={step}>{step}</li>)}
        </ol>
      </details>
    </>
  );
}
