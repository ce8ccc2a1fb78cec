/* Sends what the form of an operation says to the API of this site, as the signed-in person or with the key that was typed. */
const form = document.querySelector('#try');
const place = document.querySelector('#answer');

form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { method, path, sending, failed } = form.dataset;
  const fields = [...form.elements].filter((field) => field.name !== '');
  const value = (field) => field.value.trim();
  const inPlace = (name) => fields.filter((field) => field.dataset.in === name && value(field) !== '');
  const address = inPlace('path').reduce((text, field) => text.replace(`{${field.name}}`, encodeURIComponent(value(field))), path);
  const query = new URLSearchParams(inPlace('query').map((field) => [field.name, value(field)]));
  const headers = Object.fromEntries(inPlace('header').map((field) => [field.name, value(field)]));
  const key = value(form.elements.key);
  const body = fields.find((field) => field.dataset.in === 'body')?.value;
  if (key !== '') headers.authorization = `Bearer ${key}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  show(sending, '');
  try {
    const response = await fetch(query.size > 0 ? `${address}?${query}` : address, { method, headers, credentials: key === '' ? 'same-origin' : 'omit', redirect: 'error', ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    const told = ['etag', 'ratelimit', 'retry-after', 'x-request-id'].flatMap((name) => (response.headers.has(name) ? [`${name}: ${response.headers.get(name)}`] : []));
    show(`${response.status} ${response.statusText}`, `${told.join('\n')}\n\n${indented(text)}`);
  } catch {
    show(failed, '');
  }
});

/* Text only: nothing that comes back is read as part of the page. */
function show(line, text) {
  place.hidden = false;
  place.querySelector('p').textContent = line;
  place.querySelector('code').textContent = text;
  place.querySelector('pre').hidden = text === '';
}

function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
