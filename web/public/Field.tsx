import type { FieldProblem } from '../../common/contract/problem.ts';

type FieldProps = {
  name: string;
  label: string;
  hint?: string;
  problems: readonly FieldProblem[];
  value?: string;
  type?: 'text' | 'email' | 'password';
  autoComplete?: string;
  required?: boolean;
  maxLength?: number;
  /** More than one line. */
  long?: boolean;
};

/** A labelled field with its hint, and with what is wrong right beside it. */
export function Field({ name, label, hint, problems, value, type = 'text', autoComplete, required = false, maxLength, long = false }: FieldProps) {
  const wrong = problems.find(({ path }) => path === name);
  const described = [...(hint === undefined ? [] : [`${name}-hint`]), ...(wrong === undefined ? [] : [`${name}-wrong`])].join(' ');
  const shared = {
    id: name,
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
      <label htmlFor={name}>{label}</label>
      {hint !== undefined && <p id={`${name}-hint`}>{hint}</p>}
      {wrong !== undefined && <p id={`${name}-wrong`} className="wrong">{wrong.message}</p>}
      {long ? <textarea {...shared} rows={6} /> : <input {...shared} type={type} />}
    </div>
  );
}
