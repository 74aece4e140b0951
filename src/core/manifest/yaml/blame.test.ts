import { describe, expect, it } from 'vitest';
import { applyEdits } from '../text-edits.js';
import { find, marked, read } from '../testing/read.js';

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - name: http
      port: 80
      targetPort: 8080
`;

/** The Service with a slip of the hand in it. */
const slip = (from: string, to: string): string => {
  if (!SERVICE.includes(from)) throw new Error(`no ${from}`);
  return SERVICE.replace(from, to);
};

/** The one fault of a text: `line:column marked text`, and what it is said to be. */
function faultOf(text: string): readonly [string, string | undefined] {
  const faults = read(text).diagnostics.filter(({ code }) => code === 'yaml-syntax');
  const [fault] = faults;
  if (fault === undefined || faults.length > 1) throw new Error(`${faults.length} faults`);
  const { startLine, startColumn } = fault.range;
  return [`${startLine}:${startColumn} ${marked(text, fault)}`, fault.hint?.code];
}

/** A slip, where it is told, what it is said to be, and the text after its fix: `null` where nobody can know what was meant. */
type Row = readonly [string, string, string, string | undefined, string | null];

const MENDED = SERVICE;

describe('a slip of the hand is told where it was made', () => {
  it.each<Row>([
    [
      'a double quote that is not closed',
      slip(': web\n  ports', ': "web\n  ports'),
      '7:10 "web',
      'lint.openQuote',
      slip(': web\n  ports', ': "web"\n  ports'),
    ],
    [
      'a single quote that is not closed',
      slip(': web\n  ports', ": 'web\n  ports"),
      "7:10 'web",
      'lint.openQuote',
      slip(': web\n  ports', ": 'web'\n  ports"),
    ],
    [
      'a quote closed by the other kind',
      slip(': web\n  ports', ': "web\'\n  ports'),
      '7:10 "web\'',
      'lint.openQuote',
      slip(': web\n  ports', ': "web"\n  ports'),
    ],
    [
      'a quote that the next quote closes',
      slip('name: http\n      port: 80', 'name: "http\n      port: "80"'),
      '9:13 "http',
      'lint.openQuote',
      slip('name: http\n      port: 80', 'name: "http"\n      port: "80"'),
    ],
    [
      'a quote that a stray one further down closes',
      slip(': web\n  ports', ': "web\n  ports').replace('name: http', 'name: http"'),
      '7:10 "web',
      'lint.openQuote',
      slip(': web\n  ports', ': "web"\n  ports').replace('name: http', 'name: http"'),
    ],
    [
      'a quote in brackets that the next quote closes',
      slip('ports:', 'args: ["a", "b]\n  ports:').replace('name: http', 'name: "http"'),
      '8:15 "b]',
      'lint.openQuote',
      null,
    ],
    [
      'a quote whose end is escaped',
      slip(': web\n  ports', ': "web\\"\n  ports'),
      '7:10 "web\\"',
      'lint.openQuote',
      slip(': web\n  ports', ': "web\\""\n  ports'),
    ],
    [
      'a quote that is not closed in brackets',
      slip('\n    app: web', ' {app: "web}'),
      '6:19 "web}',
      'lint.openQuote',
      null,
    ],
    [
      'a { that is not closed',
      slip('\n    app: web', ' {app: web'),
      '6:13 {app: web',
      'lint.openBracket',
      slip('\n    app: web', ' {app: web}'),
    ],
    [
      'a [ that is not closed',
      slip('8080', '8080\n      x: [1, 2'),
      '12:10 [1, 2',
      'lint.openBracket',
      slip('8080', '8080\n      x: [1, 2]'),
    ],
    ['two that are not closed', slip('http', '[{a: b'), '9:13 [{a: b', 'lint.openBracket', slip('http', '[{a: b}]')],
    ['the wrong bracket', slip('\n    app: web', ' {app: web]'), '6:22 ]', undefined, null],
    ['a tab', slip('    app', '\tapp'), '7:1 \t', 'lint.tabIndent', MENDED],
    ['a tab after spaces', slip('    app', '  \tapp'), '7:3 \t', 'lint.tabIndent', MENDED],
    [
      'tabs all over',
      'kind: A\nmetadata:\n\tname: a\n\tlabels:\n\t\tb: c\n\tannotations:\n\t\td: e\nspec:\n\tf: g\n',
      '3:1 \t',
      'lint.tabIndent',
      'kind: A\nmetadata:\n  name: a\n  labels:\n    b: c\n  annotations:\n    d: e\nspec:\n  f: g\n',
    ],
    ['a tab in a list', slip('      port:', '\t  port:'), '10:1 \t  ', 'lint.tabIndent', null],
    ['a line that is too deep', slip('      port:', '        port:'), '10:9 port: 80', 'lint.strayIndent', MENDED],
    ['a line that is not deep enough', slip('      port:', '     port:'), '10:6 port: 80', 'lint.strayIndent', MENDED],
    ['a line halfway between two', slip('  ports:', ' ports:'), '8:2 ports:', 'lint.strayIndent', null],
    ['the second line of a document, deeper', slip('kind', '  kind'), '2:3 kind: Service', 'lint.strayIndent', MENDED],
    ['a list under a value', slip('  ports:', '  ports: some'), '9:5 - name: http', 'lint.strayIndent', null],
    ['a colon that is missing', slip('kind:', 'kind'), '2:1 kind Service', 'lint.noColon', MENDED],
    [
      'a colon that is missing in the last line',
      slip('targetPort:', 'targetPort'),
      '11:7 targetPort 8080',
      'lint.noColon',
      MENDED,
    ],
    ['a colon that is missing above a map', slip('metadata:', 'metadata'), '3:1 metadata', 'lint.noColon', MENDED],
    ['a colon that is missing above a list', slip('ports:', 'ports'), '8:3 ports', 'lint.noColon', MENDED],
    ['a word where a key should be', slip('- name: http', '- http'), '9:7 http', 'lint.noColon', null],
    ['a sign of equality for a colon', slip('kind:', 'kind='), '2:1 kind= Service', 'lint.noColon', null],
    ['no space after a colon', slip('port: 80', 'port:80'), '10:7 port:80', 'lint.colonWithoutSpace', MENDED],
    ['no space after a dash', slip('- name', '-name'), '9:5 -name: http', 'lint.dashWithoutSpace', MENDED],
    ['a colon in a value', slip('http', 'a: b'), '9:13 a: b', 'lint.colonInValue', slip('http', '"a: b"')],
    [
      'a value that begins with a sign of YAML’s own',
      slip('name: web', 'name: @web'),
      '4:9 @web',
      'lint.reservedStart',
      slip('name: web', 'name: "@web"'),
    ],
    ['a backslash that escapes nothing', slip('name: web', 'name: "w\\deb"'), '4:11 \\', undefined, null],
    ['words behind a quote', slip('name: web', 'name: "web" x'), '4:15 x', undefined, null],
    ['no comma in brackets', slip('\n    app: web', ' {app: web tier: x}'), '6:19 web tier: x', undefined, null],
  ])('%s', (_, text, place, hint, mended) => {
    expect(faultOf(text)).toEqual([place, hint]);
    const [fix] = find(read(text), 'yaml-syntax').fixes;
    expect(fix === undefined ? null : applyEdits(text, fix.edits)).toBe(mended);
  });

  it('in the words of the parser that kubectl uses', () => {
    expect(find(read(slip(': web\n  ports', ': "web\n  ports')), 'yaml-syntax').message).toBe(
      'yaml: found unexpected end of stream (Missing closing "quote)',
    );
  });

  it('wherever its document stands in the file, with the line breaks of that file', () => {
    const text = `${SERVICE}---\n${slip('kind:', 'kind')}`.replaceAll('\n', '\r\n');
    expect(faultOf(text)).toEqual(['14:1 kind Service', 'lint.noColon']);
    expect(applyEdits(text, find(read(text), 'yaml-syntax').fixes[0]?.edits ?? [])).toBe(
      `${SERVICE}---\n${SERVICE}`.replaceAll('\n', '\r\n'),
    );
  });

  it('a text in quotes that looks like keys is no fault, and none of the fault below it', () => {
    const note = 'metadata:\n  annotations:\n    note: "one\n      two: three"';
    expect(read(slip('metadata:', note)).valid).toBe(true);
    expect(faultOf(slip('metadata:', note).replace('port: 80', 'port 80'))[0]).toBe('13:7 port 80');
  });

  it('only one in a document, as kubectl says one; each document has its own', () => {
    const twice = slip('kind:', 'kind').replace('port: 80', 'port 80');
    expect(faultOf(twice)[0]).toBe('2:1 kind Service');
    // What would leave the other one is not offered: who knows that it is right?
    expect(find(read(twice), 'yaml-syntax').fixes).toEqual([]);
    expect(read(`${twice}---\n${twice}`).diagnostics.filter(({ code }) => code === 'yaml-syntax')).toHaveLength(2);
  });
});
