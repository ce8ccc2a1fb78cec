import { translator } from '../../../common/i18n/messages.ts';
import { mailMessages } from '../../../common/locales/mail/index.ts';
import type { MailMessage } from './message.ts';

export type Letter = Pick<MailMessage, 'language' | 'subject' | 'text' | 'button'>;

/** Escapes text for HTML, attributes included. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Characters that mean nothing in a letter and may mean something to a program on its way. */
function withoutControls(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]{1,1000}|\p{Cs}/gu, '');
}

/** The plain form: the paragraphs, and where replies go when nobody reads them. */
export function drawText({ language, text }: Letter, repliesRead: boolean): string {
  const t = translator(mailMessages, language);
  const body = withoutControls(text).trim();
  return repliesRead ? `${body}\n` : `${body}\n\n-- \n${t('replies_not_read')}\n`;
}

/**
 * The HTML form of the same: everything is escaped, nothing is loaded from anywhere (no image, no font, no style sheet), colours follow the
 * reader's scheme. Only http and https may be pressed. The button's address stays readable below it.
 */
export function drawHtml(letter: Letter, repliesRead: boolean): string {
  const { language, subject, text, button } = letter;
  const t = translator(mailMessages, language);
  const pressed = button !== undefined && isWebAddress(button.address) ? button : undefined;
  const paragraphs = withoutControls(text)
    .trim()
    .split(/\n{2,}/)
    // The button stands for a paragraph that is nothing but its address.
    .filter((paragraph) => paragraph.trim() !== pressed?.address)
    .map((paragraph) => `<p>${paragraph.split('\n').map(escapeHtml).join('<br>')}</p>`);
  const action =
    pressed === undefined
      ? ''
      : `<p class="action"><a class="button" href="${escapeHtml(pressed.address)}">${escapeHtml(withoutControls(pressed.label))}</a></p><p class="quiet">${escapeHtml(t('button_fails'))}<br><span class="address">${escapeHtml(pressed.address)}</span></p>`;
  const foot = repliesRead ? '' : `<p class="quiet foot">${escapeHtml(t('replies_not_read'))}</p>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(withoutControls(subject))}</title><style>${style}</style></head><body><div class="letter">${paragraphs.join('')}${action}${foot}</div></body></html>`;
}

function isWebAddress(address: string): boolean {
  return /^https?:\/\/[^\s"<>]{1,2000}$/.test(address) && URL.canParse(address);
}

const style =
  ':root{color-scheme:light dark}body{margin:0;padding:24px 16px;background:#fbfaf6;color:#1f2423;font:16px/1.7 "PingFang SC","Microsoft YaHei",system-ui,sans-serif}' +
  '.letter{max-width:34em;margin:0 auto}p{margin:0 0 16px;overflow-wrap:anywhere}.action{margin:24px 0}' +
  '.button{display:inline-block;padding:10px 22px;border-radius:8px;background:#2f7d4f;color:#ffffff;text-decoration:none}' +
  '.quiet{color:#5f6764;font-size:13px}.foot{margin-top:32px;padding-top:12px;border-top:1px solid #e4e1d8}' +
  '@media (prefers-color-scheme:dark){body{background:#16181a;color:#e8e6e0}.button{background:#6cc08b;color:#12211a}.quiet{color:#9ba39f}.foot{border-color:#2c3032}}';
