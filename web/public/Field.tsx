import type { FieldProblem } from '../../common/contract/problem.ts';

type FieldProps = {
  name: string;
  /** Where another field of the page has the same name. */
  id?: string;
  label: string;
  hint?: string;
  problems: readonly FieldProblem[];
  value?: string;
  type?: 'text' | 'email' | 'password' | 'tel';
  /** Which keyboard a phone shows. */
  inputMode?: 'numeric';
  autoComplete?: string;
  required?: boolean;
  maxLength?: number;
  /** More than one line. */
  long?: boolean;
};

/** A labelled field with its hint, and with what is wrong right beside it. */
export function Field({ name, id = name, label, hint, problems, value, type = 'text', inputMode, autoComplete, required = false, maxLength, long = false }: FieldProps) {
  const wrong = problems.find(({ path }) => path === name);
  const described = [...(hint === undefined ? [] : [`${id}-hint`]), ...(wrong === undefined ? [] : [`${id}-wrong`])].join(' ');
  const shared = {
    id,
    name,
    required,
    maxLength,
    autoComplete,
    defaultValue: value,
    'aria-describedby': described === '' ? undefined : described,
    'aria-invalid': wrong === undefined ? undefined : (true as const),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && <p id={`${id}-hint`}>{hint}</p>}
      {wrong !== undefined && <p id={`${id}-wrong`} className="wrong">{wrong.message}</p>}
      {long ? <textarea {...shared} rows={6} /> : <input {...shared} type={type} inputMode={inputMode} />}
    </div>
  );
}
