import type { Language } from '../../common/contract/text.ts';
import { fieldSentences } from '../../common/locales/developers/fields/index.ts';
import { areaWords, operationDescriptions, operationSummaries } from '../../common/locales/developers/summaries/index.ts';
import type { Parameter, Schema } from './description.ts';
import type { Said } from './words.ts';

/** What an operation does, in the reader's language; the OpenAPI document has the English sentence. */
export function summaryOf(name: string, english: string, language: Language): Said {
  return inLanguage(english, operationSummaries[name], language);
}

/** What more there is to know of it, paragraph by paragraph: its own words, then what holds for operations of its kind. */
export function descriptionOf(name: string, english: string | undefined, language: Language): Said[] {
  const paragraphs = (english ?? '').split('\n\n').filter((text) => text !== '');
  return paragraphs.map((text) => inLanguage(text, fieldSentences[text] ?? operationDescriptions[name], language));
}

/** What an area of the API is called, and what is in it. */
export function areaOf(name: string, english: string | undefined, language: Language): { name: string; description: string | undefined } {
  const words = areaWords[name];
  return language === 'en' || words === undefined ? { name, description: english } : words;
}

/** What is said of a field, a parameter, a header or an answer. */
export function fieldOf(english: string, language: Language): Said {
  const sentence = withoutSources(english);
  return inLanguage(sentence, fieldSentences[sentence], language);
}

/** A parameter, described in the reader's language. */
export function parameterIn({ description, schema, ...parameter }: Parameter, language: Language): Parameter<Said> {
  return { ...parameter, schema: schemaIn(schema, language), ...(description === undefined ? {} : { description: fieldOf(description, language) }) };
}

/** The shape of a value with all that is inside it, described in the reader's language. */
export function schemaIn({ description, properties, items, anyOf, oneOf, ...plain }: Schema, language: Language): Schema<Said> {
  const among = (schemas: readonly Schema[]) => schemas.map((one) => schemaIn(one, language));
  return {
    ...plain,
    ...(description === undefined ? {} : { description: fieldOf(description, language) }),
    ...(properties === undefined ? {} : { properties: Object.fromEntries(Object.entries(properties).map(([name, child]) => [name, schemaIn(child, language)])) }),
    ...(items === undefined ? {} : { items: schemaIn(items, language) }),
    ...(anyOf === undefined ? {} : { anyOf: among(anyOf) }),
    ...(oneOf === undefined ? {} : { oneOf: among(oneOf) }),
  };
}

/** A sentence without the marks of the requirements from which it comes, such as `[000][002]`: they lead whoever reads the code, and nobody else. */
export function withoutSources(sentence: string): string {
  let end = sentence.length;
  while (/^\[\d{3}\]$/.test(sentence.slice(Math.max(0, end - 5), end))) end = sentence.slice(0, end - 5).trimEnd().length;
  return sentence.slice(0, end);
}

function inLanguage(english: string, chinese: string | undefined, language: Language): Said {
  if (language === 'en') return { text: english };
  return chinese === undefined ? { text: english, lang: 'en' } : { text: chinese };
}
