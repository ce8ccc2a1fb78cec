import type { ErrorCode, LineCounter, YAMLError } from 'yaml';
import type { fileChinese } from '../../../common/locales/file/zh-CN.ts';
import type { WrongField } from '../../platform/index.ts';
import { placeOf, yamlLimits } from './place.ts';

/** Our own sentence for each of the library's codes, so that both languages say what to do. */
const sentences: Record<ErrorCode, keyof typeof fileChinese> = {
  ALIAS_PROPS: 'yaml_alias',
  BAD_ALIAS: 'yaml_alias',
  BAD_DIRECTIVE: 'yaml_directive',
  BAD_DQ_ESCAPE: 'yaml_escape',
  BAD_INDENT: 'yaml_bad_indent',
  BAD_PROP_ORDER: 'yaml_alias',
  BAD_SCALAR_START: 'yaml_scalar_start',
  BLOCK_AS_IMPLICIT_KEY: 'yaml_key_line',
  BLOCK_IN_FLOW: 'yaml_block_in_flow',
  DUPLICATE_KEY: 'yaml_duplicate_key',
  IMPOSSIBLE: 'yaml_syntax',
  KEY_OVER_1024_CHARS: 'yaml_key_long',
  MISSING_CHAR: 'yaml_missing_char',
  MULTILINE_IMPLICIT_KEY: 'yaml_key_line',
  MULTIPLE_ANCHORS: 'yaml_alias',
  MULTIPLE_DOCS: 'yaml_several_documents',
  MULTIPLE_TAGS: 'yaml_tag',
  NON_STRING_KEY: 'yaml_key_form',
  RESOURCE_EXHAUSTION: 'yaml_too_deep',
  TAB_AS_INDENT: 'yaml_tab',
  TAG_RESOLVE_FAILED: 'yaml_tag',
  UNEXPECTED_TOKEN: 'yaml_unexpected',
  BAD_COLLECTION_TYPE: 'yaml_tag',
};

/** A syntax error of the library as a wrong field with its place. */
export function wordYamlError(error: YAMLError, text: string, lines: LineCounter): WrongField {
  const code = sentenceFor(error, text);
  return { path: '', code, parameters: { maximum: yamlLimits.depth, name: '' }, ...placeOf(lines, error.pos[0]) };
}

function sentenceFor(error: YAMLError, text: string): keyof typeof fileChinese {
  if (error.code === 'BAD_SCALAR_START' && text[error.pos[0]] === '\t') return 'yaml_tab';
  // The library calls a bracket that is never closed an indentation error.
  if (error.code === 'BAD_INDENT' && / end with a [\]}]$/.test(error.message)) return 'yaml_unclosed';
  return sentences[error.code];
}
