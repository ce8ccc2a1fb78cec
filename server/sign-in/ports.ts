/** Sends a text message to a telephone. A gateway implements it; without one, the way in by telephone is not shown. */
export type SmsSender = { send(message: { to: string; text: string }): Promise<void> };
