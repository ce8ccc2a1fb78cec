import type { z } from 'zod';

/** One kind of event: what it means, what it is about, what it carries. Personal text is never in it. */
export type EventKind<Data extends z.ZodType = z.ZodType> = {
  /** One English sentence for developers. */
  readonly summary: string;
  /** What `subject` is the id or key of, such as `person`. */
  readonly subject: string;
  readonly data: Data;
  /** Receivers outside may choose it. */
  readonly forWebhooks?: boolean;
};

export type EventCatalogue = Readonly<Record<string, EventKind>>;

/** Declares a module's events, by their names. */
export function defineEvents<const Kinds extends EventCatalogue>(kinds: Kinds): Kinds {
  return kinds;
}
