/** Sends a text message to a telephone. A gateway implements it (server/platform/sms, by SMS_URL); without one, the way in by telephone is not shown. `code`: what the text says, for gateways with fixed texts. */
export type SmsSender = { send(message: { to: string; text: string; code?: string | undefined }): Promise<void> };
