/** What the passkey buttons send. `answer` is judged by the operation's schema. */
export type PasskeyRequest = { step: 'ask' | 'answer'; intent: string; answer: unknown; to: string; name: string };

/** Reads it; undefined when it is none. */
export async function readPasskeyRequest(request: Request): Promise<PasskeyRequest | undefined> {
  try {
    const body: unknown = await request.json();
    if (body === null || typeof body !== 'object') return undefined;
    const { step, intent, answer, to, name } = body as Record<string, unknown>;
    if ((step !== 'ask' && step !== 'answer') || typeof intent !== 'string') return undefined;
    return { step, intent, answer, to: typeof to === 'string' ? to : '', name: typeof name === 'string' ? name : '' };
  } catch {
    // Not JSON.
    return undefined;
  }
}
