import { defineMessages } from '../../i18n/messages.ts';
import { fileEnglish } from '../file/en.ts';
import { fileChinese } from '../file/zh-CN.ts';
import { fieldsEnglish } from './en.ts';
import { fieldsChinese } from './zh-CN.ts';

export { typeNames } from './types.ts';

/** Every sentence for a wrong field, in a form or in a file. */
export const fieldMessages = defineMessages({ ...fieldsChinese, ...fileChinese }, { ...fieldsEnglish, ...fileEnglish });
