export { openApiDocument, toJsonSchema, type Described } from './document.ts';
export { exampleOf } from './example.ts';
export { checkRefusal, refusalsByStatus, refusalsOf } from './refusals.ts';
