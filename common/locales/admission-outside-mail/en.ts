import type { SameKeysWithPlurals } from '../../i18n/messages.ts';
import type { admissionOutsideMailChinese } from './zh-CN.ts';

export const admissionOutsideMailEnglish: SameKeysWithPlurals<typeof admissionOutsideMailChinese> = {
  code_subject: 'Your code for an application at {host}',
  code_text: 'Your code for the application is:\n\n{code}\n\nEnter it on the page of the application within {minutes} minutes.\n\nIf this was not you, ignore this mail.',
  lifted_subject: 'The rejection by “{fleet}” does not count',
  lifted_text: 'When you applied to join “{fleet}”, the product was out of order and UIDs could not be looked up, as we have found out since.\n\nThat application was not accepted, but it does not count: you have as many chances as before and can apply again now.\n\nSee it here:\n\n{address}\n\nPlease use this link; replies to this mail are not read yet.',
  status_button: 'See the application',
  owed_subject: 'Please add your UID: “{fleet}”',
  owed_text: 'When you joined “{fleet}”, the product could not be reached, so your UID was not looked up.\n\nPlease add your UID by {until}:\n\n{address}\n\nAfter that a moderator decides what happens. Please use this link; replies to this mail are not read yet.',
  owed_button: 'Add the UID',
};
