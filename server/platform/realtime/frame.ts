/** One text message as bytes on the wire, unmasked as a server sends it: built once, written to every socket that waits for it. */
export function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length > 65_535) throw new RangeError('A realtime message is at most 65,535 bytes');
  const finalText = 0x81;
  const header = payload.length < 126 ? Buffer.from([finalText, payload.length]) : Buffer.from([finalText, 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([header, payload]);
}
