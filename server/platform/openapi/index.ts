export { openApiDocument, toJsonSchema, type Described } from './document.ts';
export { exampleOf } from './example.ts';
export { refusalsByStatus, refusalsOf } from './refusals.ts';
