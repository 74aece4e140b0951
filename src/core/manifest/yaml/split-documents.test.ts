import { describe, expect, it } from 'vitest';
import { documentAt, splitDocuments } from './split-documents.js';

const split = (text: string, most = 100) => splitDocuments(text, most).map((chunk) => chunk.text);

describe('documents of a file', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['one document', 'a: 1\n', ['a: 1\n']],
    ['two', 'a: 1\n---\nb: 2\n', ['a: 1\n', '---\nb: 2\n']],
    ['a comment on the marker', 'a: 1\n--- # next\nb: 2', ['a: 1\n', '--- # next\nb: 2']],
    ['a value on the marker', '--- {a: 1}\n--- {b: 2}', ['--- {a: 1}\n', '--- {b: 2}']],
    ['Windows line breaks', 'a: 1\r\n---\r\nb: 2', ['a: 1\r\n', '---\r\nb: 2']],
    ['an indented marker is none', 'a: |\n  x\n  ---\n  y\n', ['a: |\n  x\n  ---\n  y\n']],
    ['a word that begins like one is none', 'a: 1\n---b\n', ['a: 1\n---b\n']],
    ['a byte order mark at the head of a document', '\ufeffa: 1\n', ['a: 1\n']],
    [
      'a stream of JSON objects',
      '{"a": "}{"}\n{"b": [1]} {"c": "\\"}"}',
      ['{"a": "}{"}', '\n{"b": [1]}', ' {"c": "\\"}"}'],
    ],
    ['a flow map that is not alone', '{a: 1}\nb: 2\n', ['{a: 1}\nb: 2\n']],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it('every chunk says where it stands', () => {
    const text = '\ufeffa: 1\n---\n{"b": 1}\n';
    const chunks = splitDocuments(text, 10);
    expect(chunks).toHaveLength(2);
    for (const chunk of chunks) expect(text.slice(chunk.from, chunk.from + chunk.text.length)).toBe(chunk.text);
  });

  it('stops one after the most that it may make', () => {
    expect(split('---\n'.repeat(50), 3)).toHaveLength(4);
  });

  it('finds the document at an offset without the others', () => {
    const text = 'a: 1\n---\nb: 2\n---\nc: 3\n';
    expect(documentAt(text, 2)).toEqual({ from: 0, text: 'a: 1\n' });
    expect(documentAt(text, text.indexOf('b'))).toEqual({ from: 5, text: '---\nb: 2\n' });
    expect(documentAt(text, text.length)).toEqual({ from: 14, text: '---\nc: 3\n' });
    expect(documentAt('', 0)).toEqual({ from: 0, text: '' });
  });
});
