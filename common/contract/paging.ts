import { z } from 'zod';

/** Most items of one page, and how many come when nothing is said. */
export const largestPage = 100;
export const usualPage = 50;

/** A page of a list: `cursor` is what the page before answered as `next`, opaque to the reader. */
export const pagedInput = {
  cursor: z.string().max(400).regex(/^[A-Za-z0-9_-]*$/, 'form').optional().describe('What the page before answered as next.'),
  limit: z.coerce.number().int().min(1).max(largestPage).optional().describe(`Items of a page; ${usualPage} when left out.`),
};

/** The answer of a list: items, and where the next page begins; without `next` this was the last. */
export function pagedOutput<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item).max(largestPage), next: z.string().max(400).optional() });
}
