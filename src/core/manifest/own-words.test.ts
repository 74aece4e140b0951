import { expect, it } from 'vitest';
import { say, type SaidUnder } from './own-words.js';

it('under a code of ours a text does not compile: it would be English in every language', () => {
  // @ts-expect-error -- we speak here, so it must be a message
  const text: SaidUnder<'endpoints-overwritten'> = 'Service web has a selector';
  const message: SaidUnder<'endpoints-overwritten'> = say('lint.endpointsOverwritten', { service: 'web' });
  const quoted: SaidUnder<'namespace-missing'> = 'namespaces "prod" not found';
  expect([typeof text, typeof quoted, message.code]).toEqual(['string', 'string', 'lint.endpointsOverwritten']);
});
