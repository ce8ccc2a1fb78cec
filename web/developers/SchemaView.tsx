import { translator } from '../../common/i18n/messages.ts';
import { developersMessages } from '../../common/locales/developers/index.ts';
import { useLanguage } from '../root.tsx';
import type { Schema } from './description.ts';
import type { Said } from './words.ts';

const deepest = 9;
const types = ['string', 'integer', 'number', 'boolean', 'object'] as const;
type Texts = ReturnType<typeof translator<(typeof developersMessages)['zh-CN']>>;

/** The shape of a value, field by field; what is deep inside opens on demand. */
export function SchemaView({ schema, depth = 0 }: { schema: Schema<Said>; depth?: number }) {
  const t = translator(developersMessages, useLanguage());
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) {
    return (
      <div className="either">
        {either.map((one, index) => (
          <div key={index}>{index > 0 && <span className="muted">{t('or')} </span>}<Saying said={one.description} /><Shape schema={one} depth={depth} /></div>
        ))}
      </div>
    );
  }
  return <Shape schema={schema} depth={depth} />;
}

function Shape({ schema, depth }: { schema: Schema<Said>; depth: number }) {
  const t = translator(developersMessages, useLanguage());
  if (schema.type === 'array') {
    return (
      <>
        <span className="kind">[ ]{schema.maxItems === undefined ? '' : ` ${t('at_most', { count: schema.maxItems })}`}</span>{' '}
        {schema.items !== undefined && depth < deepest && <><Saying said={schema.items.description} /><SchemaView schema={schema.items} depth={depth + 1} /></>}
      </>
    );
  }
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) return <span className="kind">{kindOf(schema, t)}</span>;
  const list = (
    <dl className="fields">
      {fields.map(([name, child]) => (
        <div key={name}>
          <dt><code>{name}</code>{schema.required?.includes(name) === true && <span className="must">{t('required')}</span>}</dt>
          <dd>
            <Saying said={child.description} />
            <SchemaView schema={child} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  );
  return depth < 2 ? list : <details><summary>{`{ ${fields.map(([name]) => name).slice(0, 4).join(', ')}${fields.length > 4 ? ', …' : ''} }`}</summary>{list}</details>;
}

/** What a field or a parameter is about; marked where that is not in the language of the page. */
export function Saying({ said }: { said: Said | undefined }) {
  return said === undefined ? null : <p className="saying" lang={said.lang}><Prose text={said.text} /></p>;
}

/** A text in which names and values stand between backticks. */
export function Prose({ text }: { text: string }) {
  return text.split(/`([^`]{1,60})`/).map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}

/** What a plain value may be, in a line. */
export function kindOf({ type, format, enum: among, const: fixed, minLength, maxLength, minimum, maximum }: Schema<unknown>, t: Texts): string {
  if (fixed !== undefined) return JSON.stringify(fixed);
  if (among !== undefined) return among.map((one) => JSON.stringify(one)).join(' · ');
  if (type === 'null') return t('null_value');
  const bounds = [minLength ?? minimum, maxLength ?? maximum];
  // Number’s own bounds say nothing to a reader.
  const known = bounds.map((bound) => (bound === undefined || Math.abs(bound) > 1e12 ? '' : String(bound)));
  const kind = types.find((one) => one === type);
  return [kind === undefined ? (type ?? '') : t(`type_${kind}`), format === undefined ? '' : `(${format})`, known.some((bound) => bound !== '') && format === undefined ? `${known[0]}…${known[1]}` : ''].filter((part) => part !== '').join(' ');
}
