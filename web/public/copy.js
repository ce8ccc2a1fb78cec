/* The one enhancement of the public pages: a copy button beside every number. Without it a number is selected as a whole. */
const home = document.querySelector('[data-copy-label]');

for (const value of home === null ? [] : document.querySelectorAll('[data-copy]')) {
  const { copyLabel, copiedLabel } = home.dataset;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = copyLabel;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    await copy(value);
    button.textContent = copiedLabel;
    setTimeout(() => (button.textContent = copyLabel), 2000);
  });
  value.after(button);
}

/* Plain http has no clipboard, there the old way remains. */
async function copy(value) {
  if (navigator.clipboard) return navigator.clipboard.writeText(value.textContent);
  getSelection().selectAllChildren(value);
  document.execCommand('copy');
}
