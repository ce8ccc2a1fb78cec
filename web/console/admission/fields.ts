/** How the forms of these pages write lists and pairs; the operations' schemas judge what comes out. */

export function typed(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** A field that is left out when it is empty. */
export function optional<Name extends string>(form: FormData, name: Name): { [Key in Name]?: string } {
  const value = typed(form, name);
  return value === '' ? {} : ({ [name]: value } as { [Key in Name]: string });
}

/** 404, 410，500 */
export function listIn(form: FormData, name: string): string[] {
  return typed(form, name).split(/[,，、\s]+/).filter((part) => part !== '');
}

export function numbersIn(form: FormData, name: string): number[] {
  return listIn(form, name).map(Number);
}

/** One pair per line, with `between` between name and value; a line without it is a name without a value, which the schema refuses. */
export function pairsIn(form: FormData, name: string, between: string): { name: string; value: string }[] {
  return typed(form, name).split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => {
    const at = line.indexOf(between);
    return at < 0 ? { name: line, value: '' } : { name: line.slice(0, at).trim(), value: line.slice(at + between.length).trim() };
  });
}

export const pairsText = (pairs: readonly { name: string; value: string }[], between: string): string => pairs.map(({ name, value }) => `${name}${between}${value}`).join('\n');
