import type { SchemaDocs } from '../core/index.js';

/** The texts of the API's fields, from Kubernetes' own OpenAPI document: large, so a chunk of their own. */
export async function loadDocs(): Promise<SchemaDocs> {
  const { default: docs } = await import('../../gen/schema-docs.json');
  return docs;
}
