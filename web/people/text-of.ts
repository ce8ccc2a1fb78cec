/** A form's field as text; absent and files are empty. The operation's schema bounds it. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
