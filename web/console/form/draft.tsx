import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import type { SectionName } from '../../../common/contract/centre.ts';
import type { FieldProblem } from '../../../common/contract/problem.ts';
import type { Language } from '../../../common/contract/text.ts';
import { fieldPath, sameJson, valueAt, withValueAt, type Json, type JsonObject, type Location } from '../json.ts';

/** Entries that a field can refer to, by section. */
export type Choices = Readonly<Partial<Record<SectionName, readonly { key: string; name: string }[]>>>;

export type Draft = {
  value: JsonObject;
  /** What the draft was made from. */
  base: JsonObject;
  changed: boolean;
  set(location: Location, next: Json): void;
  /** Starts anew from another base; `keep` holds on to what was typed. */
  rebase(base: JsonObject, keep?: JsonObject): void;
  problems: ReadonlyMap<string, string>;
  setProblems(problems: readonly FieldProblem[]): void;
};

/** What is being edited: a copy of an entry, with what the server found wrong with it. */
export function useDraft(initial: JsonObject): Draft {
  const [base, setBase] = useState(initial);
  const [value, setValue] = useState(initial);
  const [problems, setFieldProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const set = useCallback((location: Location, next: Json) => {
    const path = fieldPath(location);
    setValue((current) => asObject(withValueAt(current, location, next)));
    // Whoever mends a field sees at once that it is no longer held against them.
    setFieldProblems((found) => (found.size === 0 ? found : new Map([...found].filter(([at]) => at !== path && !at.startsWith(`${path}.`) && !at.startsWith(`${path}[`)))));
  }, []);
  const rebase = useCallback((next: JsonObject, keep?: JsonObject) => {
    setBase(next);
    setValue(keep ?? next);
    setFieldProblems(new Map());
  }, []);
  const setProblems = useCallback((found: readonly FieldProblem[]) => setFieldProblems(new Map(found.map(({ path, message }) => [path, message]))), []);
  return useMemo(() => ({ value, base, changed: !sameJson(value, base), set, rebase, problems, setProblems }), [value, base, set, rebase, problems, setProblems]);
}

function asObject(value: Json): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

type Form = { draft: Draft; languages: readonly Language[]; choices: Choices; isNew: boolean };
const FormContext = createContext<Form | null>(null);

export function FormProvider({ draft, languages, choices, isNew, children }: Form & { children: ReactNode }) {
  const form = useMemo(() => ({ draft, languages, choices, isNew }), [draft, languages, choices, isNew]);
  return <FormContext value={form}>{children}</FormContext>;
}

export function useForm(): Form {
  const form = use(FormContext);
  if (form === null) throw new Error('Fields live in a FormProvider.');
  return form;
}

/** One field of the draft: its value, how to change it, what is wrong with it, and its id on the page. */
export function useField(at: Location): { value: Json; set(next: Json): void; problem: string | undefined; id: string } {
  const { draft } = useForm();
  const path = fieldPath(at);
  return { value: valueAt(draft.value, at), set: (next) => draft.set(at, next), problem: draft.problems.get(path), id: fieldId(path) };
}

/** The id of the control of a field. */
export function fieldId(path: string): string {
  return `field-${path}`;
}
