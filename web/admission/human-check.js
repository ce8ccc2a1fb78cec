/** Solves the challenge of a form while it is filled, in workers, and puts the answer into it. Without it the form offers a mailed code. */
const freshMilliseconds = 18 * 60_000;

async function solve({ address, worker }) {
  const response = await fetch(address, { headers: { accept: 'application/json' }, cache: 'no-store' });
  if (!response.ok) throw new Error(String(response.status));
  const challenge = await response.json();
  const count = Math.min(4, navigator.hardwareConcurrency || 1);
  const workers = Array.from({ length: count }, () => new Worker(worker));
  try {
    const solution = await Promise.any(workers.map((one, index) => new Promise((resolve, reject) => {
      one.addEventListener('error', reject);
      one.addEventListener('message', ({ data }) => (data?.derivedKey === undefined ? reject(new Error('none')) : resolve(data)));
      // A worker of our own has no origin to name.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      one.postMessage({ type: 'work', challenge, counterStart: index, counterStep: count, timeout: 90_000 });
    })));
    const { counter, derivedKey } = solution;
    return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
  } finally {
    for (const one of workers) one.terminate();
  }
}

function prepare(place) {
  const form = place.closest('form');
  const [input, state, other] = [place.querySelector('[name=altcha]'), place.querySelector('output'), place.querySelector('[data-other]')];
  const { working, done, failed } = place.dataset;
  let solving;
  let solvedAt = 0;
  const begin = () => {
    if (solving !== undefined && (solvedAt === 0 || Date.now() - solvedAt < freshMilliseconds)) return solving;
    solvedAt = 0;
    state.textContent = working;
    solving = solve(place.dataset).then(
      (answer) => {
        input.value = answer;
        solvedAt = Date.now();
        state.textContent = done;
        return true;
      },
      () => {
        solving = undefined;
        state.textContent = failed;
        other.hidden = false;
        return false;
      },
    );
    return solving;
  };
  other.hidden = true;
  form.addEventListener('focusin', begin, { once: true });
  form.addEventListener('submit', (event) => {
    // Who asks for a code, or goes to prove an account, does not wait for this.
    if (event.submitter?.formNoValidate || form.querySelector('[name=humanCode]')?.value) return;
    if (solvedAt > 0 && Date.now() - solvedAt < freshMilliseconds) return;
    event.preventDefault();
    const { submitter } = event;
    void begin().then((solved) => solved && form.requestSubmit(submitter));
  });
}

if (window.Worker !== undefined && window.crypto?.subtle !== undefined) for (const place of document.querySelectorAll('[data-human]')) prepare(place);
