import type { SupportPage } from '../../../common/contract/support.ts';
import { Markdown } from '../../public/Markdown.tsx';
import { usePageTexts, useViewing } from '../viewing.ts';
import { Away, Entries } from './Entries.tsx';
import { Documents } from './Topics.tsx';

/** What is supported and how far. [001] */
export function Scope({ scope, products }: Pick<SupportPage, 'scope' | 'products'>) {
  const t = usePageTexts();
  if (scope.length === 0) return null;
  const [first] = scope;
  const sameProduct = products.length === 1 && scope.every(({ product }) => product === first?.product);
  return (
    <section className="part" id="scope">
      <h2>{t('scope')}</h2>
      <ul>
        {scope.map(({ key, topic, product, level, note }) => (
          <li key={key} className="row">
            <div className="apart"><h3>{topic}</h3><span className={`level level-${level}`}>{t(`level_${level}`)}</span></div>
            {product !== undefined && !sameProduct && <p className="small muted">{product}</p>}
            {note !== undefined && <p className="small muted">{note}</p>}
          </li>
        ))}
      </ul>
      {scope.every(({ level }) => level !== 'on_demand') && <p className="small muted">{t('scope_unlisted')}</p>}
    </section>
  );
}

/** What can be bought one time, and where. [001] */
export function Services({ services }: Pick<SupportPage, 'services'>) {
  const t = usePageTexts();
  if (services.length === 0) return null;
  return (
    <section className="part" id="services">
      <h2>{t('services')}</h2>
      {services.map((service) => (
        <article key={service.key} className="card">
          <h3>{service.name}</h3>
          {service.description !== undefined && <p>{service.description}</p>}
          {service.purchase.length > 0 && (
            <dl className="terms">
              {service.purchase.map(({ where, how, entries }, index) => (
                <div key={where}>
                  <dt>{where}</dt>
                  <dd>
                    {how}
                    <Entries entries={entries} name={service.name} codes={`/qr/services/${service.key}`} from={countEntries(service.purchase.slice(0, index))} />
                  </dd>
                </div>
              ))}
            </dl>
          )}
          <Documents documents={service.documents} />
          {service.note !== undefined && <p className="small muted">{service.note}</p>}
        </article>
      ))}
    </section>
  );
}

/** A service's entries are counted over all places where it is sold. */
function countEntries(purchase: SupportPage['services'][number]['purchase']): number {
  return purchase.reduce((sum, { entries }) => sum + entries.length, 0);
}

export function Questions({ questions }: Pick<SupportPage, 'questions'>) {
  const t = usePageTexts();
  const { example } = useViewing();
  if (questions.length === 0) return null;
  return (
    <section className="part" id="questions">
      <h2>{t('questions')}</h2>
      {questions.map(({ key, question, answer, product }) => (
        <details key={key} className="fold answer" id={`question-${key}`}>
          <summary>{question}</summary>
          <div>
            {product !== undefined && <p className="small muted">{product}</p>}
            <Markdown text={answer} example={example} />
          </div>
        </details>
      ))}
    </section>
  );
}

/** Nobody ever asks for a password; mail comes from these domains. [002+] */
export function Safety({ safetyNotes }: Pick<SupportPage, 'safetyNotes'>) {
  const t = usePageTexts();
  if (safetyNotes.length === 0) return null;
  return (
    <section className="part" id="safety">
      <h2>{t('safety')}</h2>
      <ul>
        {safetyNotes.map(({ key, text, domains }) => (
          <li key={key} className="row">
            {text}
            {domains.length > 0 && (
              <p className="small muted">
                {t('safety_domains')}{domains.map((domain) => <code key={domain} className="domain">{domain}</code>)}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The last step when nobody was reached: a named person. [000] */
export function Contacts({ contacts }: Pick<SupportPage, 'contacts'>) {
  const t = usePageTexts();
  if (contacts.length === 0) return null;
  return (
    <section className="part" id="contacts">
      <h2>{t('contacts')}</h2>
      <ul>
        {contacts.map((contact) => (
          <li key={contact.key} className="row">
            <h3>{contact.name}</h3> {contact.role !== undefined && <span className="muted">{contact.role}</span>}
            <p>{contact.when}</p>
            <Entries entries={contact.entries} name={contact.name} codes={`/qr/contacts/${contact.key}`} />
            {contact.note !== undefined && <p className="small muted">{contact.note}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who helps here. */
export function About({ about, website }: Pick<SupportPage, 'about' | 'website'>) {
  const t = usePageTexts();
  const { example } = useViewing();
  if (about === undefined && website === undefined) return null;
  return (
    <section className="part" id="about">
      <h2>{t('about')}</h2>
      {about !== undefined && <Markdown text={about} example={example} />}
      {website !== undefined && <p className="links"><Away to={website}>{t('website')}</Away></p>}
    </section>
  );
}
