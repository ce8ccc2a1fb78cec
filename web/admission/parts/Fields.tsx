import type { JoinField, JoinFleetPage } from '../../../common/contract/join.ts';
import type { FieldProblem } from '../../../common/contract/problem.ts';
import { useJoinTexts } from '../joining.ts';
import type { Typed } from '../typed.ts';

type Asked = { typed: Typed; problems: readonly FieldProblem[] };

/** Problems of one field; those of answers come with the path of the operation's input. */
export function problemOf(problems: readonly FieldProblem[], name: string): FieldProblem | undefined {
  return problems.find(({ path }) => path === name || path === `answers.${name}` || path.startsWith(`answers.${name}.`) || path.startsWith(`${name}.`));
}

/** The fields that the fleet's policy asks for, each with what is expected and why. */
export function PolicyFields({ fields, typed, problems, chances }: Asked & { fields: readonly JoinField[]; chances: number }) {
  const t = useJoinTexts();
  return (
    <>
      {fields.map((field) => (
        <div key={field.name}>
          <PolicyField field={field.name === 'uid' ? { ...field, why: `${field.why} ${t('chances', { count: chances })}` } : field} value={typed.answers[field.name]} wrong={problemOf(problems, field.name)} />
          {field.name === 'uid' && <Unreachable checked={typed.unreachable} />}
        </div>
      ))}
    </>
  );
}

function PolicyField({ field, value, wrong }: { field: JoinField; value: string | undefined; wrong: FieldProblem | undefined }) {
  const t = useJoinTexts();
  const { name, label, hint, why, required, form, maximum } = field;
  // A UID may be left out in an outage: the check says so, not the browser.
  const shared = {
    id: name, name, maxLength: maximum, defaultValue: value, autoComplete: name === 'realName' ? 'name' : 'off', required: required && form !== 'digits',
    'aria-describedby': `${name}-hint${wrong === undefined ? '' : ` ${name}-wrong`}`,
    'aria-invalid': wrong === undefined ? undefined : (true as const),
  };
  return (
    <div className="field">
      <label htmlFor={name}>{label}{!required && <span className="optional">{t('optional')}</span>}</label>
      <p id={`${name}-hint`}>{hint !== undefined && <>{hint}<br /></>}{why}</p>
      {wrong !== undefined && <p id={`${name}-wrong`} className="wrong">{wrong.message}</p>}
      {form === 'lines' ? <textarea {...shared} rows={4} /> : <input {...shared} type="text" inputMode={form === 'digits' ? 'numeric' : form === 'address' ? 'url' : undefined} />}
    </div>
  );
}

/** In an outage nobody can look their UID up. [002] */
function Unreachable({ checked }: { checked: boolean }) {
  const t = useJoinTexts();
  return (
    <label className="choice small">
      <input type="checkbox" name="uidUnreachable" value="1" defaultChecked={checked} />
      <span>{t('uid_unreachable')} <span className="muted">{t('uid_unreachable_hint')}</span></span>
    </label>
  );
}

/** One tick for everything that is to be read; what was asked is named. [002] */
export function ReadingsField({ readings, typed, problems }: Asked & { readings: JoinFleetPage['readings'] }) {
  const t = useJoinTexts();
  const asked = readings.filter(({ confirm }) => confirm);
  const others = readings.filter(({ confirm }) => !confirm);
  const wrong = problemOf(problems, 'readings');
  return (
    <>
      {others.length > 0 && <p className="field small">{t('readings_first')}<ReadingLinks readings={others} /></p>}
      {asked.length > 0 && (
        <div className="field">
          {wrong !== undefined && <p id="readings-wrong" className="wrong">{wrong.message}</p>}
          <div className="choice">
            <input
              type="checkbox" id="readings" name="readings" value={asked.map(({ key }) => key).join(' ')} required
              defaultChecked={asked.every(({ key }) => typed.readings.includes(key))}
              aria-invalid={wrong === undefined ? undefined : true} aria-describedby={wrong === undefined ? 'readings-list' : 'readings-wrong readings-list'}
            />
            <span><label htmlFor="readings">{t('readings_confirm')}</label> <span id="readings-list"><ReadingLinks readings={asked} /></span></span>
          </div>
        </div>
      )}
    </>
  );
}

function ReadingLinks({ readings }: { readings: JoinFleetPage['readings'] }) {
  return <>{readings.map(({ key, title }, index) => <span key={key}>{index > 0 && ' · '}<a href={`/readings/${key}`} target="_blank" rel="noopener">{title}</a></span>)}</>;
}
