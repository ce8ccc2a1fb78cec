import { exampleOf } from '../../server/platform/openapi/index.ts';
import { apiDocument, type Json } from './described.ts';

/** Every event that webhooks can hear of, with an example of what is sent. */
export function eventList(): string {
  return Object.entries(apiDocument['webhooks'] as Record<string, { post: Json }>)
    .map(([name, { post }]) => {
      const schema = (((post['requestBody'] as Json)['content'] as Record<string, Json>)['application/json'] ?? {})['schema'] as Json;
      const properties = schema['properties'] as Record<string, Json>;
      const fields = Object.keys((properties['data']?.['properties'] ?? {}) as Json);
      return `### \`${name}\`\n\n${String(post['summary'])} Data: ${fields.length === 0 ? 'none' : fields.map((field) => `\`${field}\``).join(', ')}.\n\n\`\`\`json\n${JSON.stringify(exampleOf(schema))}\n\`\`\``;
    })
    .join('\n\n');
}
