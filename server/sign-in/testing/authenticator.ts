import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** Flags of what an authenticator has seen: somebody at the device, and that it was its holder. */
const present = 0x01;
const verified = 0x04;
const withCredential = 0x40;

type Asked = { options: { challenge: string } };

/** A passkey of ES256 as a device keeps one, answering as a browser at `origin` does. `unverified`: nobody showed who they are; `origin`: of another page. */
export function authenticator(origin = 'http://localhost:8080') {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let counter = 0;
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' }) as { x?: string; y?: string };
  const cose = Buffer.concat([Buffer.from('a501020326200121', 'hex'), Buffer.from('5820', 'hex'), Buffer.from(x, 'base64url'), Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')]);
  const seen = (flags: number) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([createHash('sha256').update(new URL(origin).hostname).digest(), Buffer.from([flags]), count]);
  };
  const spoken = (type: string, { options }: Asked, from: string) => Buffer.from(JSON.stringify({ type, challenge: options.challenge, origin: from, crossOrigin: false }));
  const named = { id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key' as const };
  return {
    /** What the browser sends for a passkey that was just made. */
    make(asked: Asked) {
      const data = Buffer.concat([seen(present | verified | withCredential), Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
      // CBOR: { fmt: "none", attStmt: {}, authData: … }
      const attestation = Buffer.concat([Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'), Buffer.from([data.length]), data]);
      return { ...named, response: { clientDataJSON: spoken('webauthn.create', asked, origin).toString('base64url'), attestationObject: attestation.toString('base64url'), transports: ['internal'] } };
    },
    /** What the browser sends for a passkey that is used. */
    answer(asked: Asked, { unverified = false, at = origin } = {}) {
      counter += 1;
      const [data, client] = [seen(unverified ? present : present | verified), spoken('webauthn.get', asked, at)];
      const signature = sign('sha256', Buffer.concat([data, createHash('sha256').update(client).digest()]), privateKey);
      return { ...named, response: { clientDataJSON: client.toString('base64url'), authenticatorData: data.toString('base64url'), signature: signature.toString('base64url') } };
    },
  };
}
