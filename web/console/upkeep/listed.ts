/** Something that happened at a moment, which is written as people say it and exactly. */
export type Timed<View> = View & { at: string; exact: string };
/** A page of a list; `paged`: not the first. */
export type Listed<View> = { items: Timed<View>[]; next: string | undefined; paged: boolean };
