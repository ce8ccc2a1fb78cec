/** Buttons that sign in, confirm or register with a passkey. Two requests each: what to ask the browser for, and what it answered. */
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0));
const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');

async function send(address, body) {
  const response = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.title), { shown: answer.title, to: answer.to });
  return answer;
}

const known = (list = []) => list.map((one) => ({ ...one, id: toBytes(one.id) }));

async function ask({ options }) {
  const challenge = toBytes(options.challenge);
  if (options.user !== undefined) {
    const made = await navigator.credentials.create({ publicKey: { ...options, challenge, user: { ...options.user, id: toBytes(options.user.id) }, excludeCredentials: known(options.excludeCredentials) } });
    const { clientDataJSON, attestationObject } = made.response;
    return { ...shared(made), response: { clientDataJSON: toText(clientDataJSON), attestationObject: toText(attestationObject), transports: made.response.getTransports?.() ?? [] } };
  }
  const found = await navigator.credentials.get({ publicKey: { ...options, challenge, ...(options.allowCredentials === undefined ? {} : { allowCredentials: known(options.allowCredentials) }) } });
  const { clientDataJSON, authenticatorData, signature, userHandle } = found.response;
  return { ...shared(found), response: { clientDataJSON: toText(clientDataJSON), authenticatorData: toText(authenticatorData), signature: toText(signature), ...(userHandle ? { userHandle: toText(userHandle) } : {}) } };
}

const shared = (credential) => ({ id: credential.id, rawId: toText(credential.rawId), type: credential.type, ...(credential.authenticatorAttachment ? { authenticatorAttachment: credential.authenticatorAttachment } : {}) });

function prepare(place) {
  const { passkey: intent, address, to, cancelled, failed, known: knownAlready } = place.dataset;
  const [button, note] = [place.querySelector('button'), place.querySelector('[role=alert]')];
  place.hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    note.hidden = true;
    try {
      const answer = await ask(await send(address, { intent, step: 'ask' }));
      const name = place.querySelector('input')?.value ?? '';
      const next = await send(address, { intent, step: 'answer', answer, to, name });
      if (next.to !== undefined) return location.assign(next.to);
      // Whoever is in the middle of a form stays there, and is told.
      note.textContent = next.done;
      note.className = 'note good';
      note.hidden = false;
      button.hidden = true;
    } catch (error) {
      if (error.to !== undefined) return location.assign(error.to);
      note.textContent = error.shown ?? (error.name === 'InvalidStateError' ? knownAlready : error.name === 'NotAllowedError' ? cancelled : failed);
      note.hidden = false;
      button.disabled = false;
    }
    return undefined;
  });
}

if (window.PublicKeyCredential !== undefined) for (const place of document.querySelectorAll('[data-passkey]')) prepare(place);
