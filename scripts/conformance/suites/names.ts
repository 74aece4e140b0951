import {
  cidrErrors,
  configMapKeyErrors,
  dns1035LabelErrors,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  fullyQualifiedDomainErrors,
  ipErrors,
  labelValueErrors,
  portNameErrors,
  portNumberErrors,
  qualifiedNameErrors,
  wildcardSubdomainErrors,
  type AddressRules,
} from '../../../src/core/index.js';
import { filesOf, readJson, rowName, type CaseResult, type Suite } from '../suite.js';

type Check = (value: never) => readonly string[];

/** The tables of names, by the first word of their name. */
const CHECKS: Readonly<Record<string, Check>> = {
  dns1123Label: dns1123LabelErrors,
  dns1123Subdomain: dns1123SubdomainErrors,
  dns1035Label: dns1035LabelErrors,
  portNumber: portNumberErrors,
  portName: portNameErrors,
  qualifiedName: qualifiedNameErrors,
  labelValue: labelValueErrors,
  wildcardDns1123Subdomain: wildcardSubdomainErrors,
  configMapKey: configMapKeyErrors,
  fqdn: fullyQualifiedDomainErrors,
};

interface NamesFile {
  readonly tables: Readonly<Record<string, Readonly<Record<'valid' | 'invalid', readonly never[]>>>>;
}

interface AddressRow {
  readonly name: string;
  readonly in: string;
  readonly strictError: string;
  readonly legacyError: string;
  readonly legacyStrictError: string;
}

interface AddressFile {
  readonly ip: readonly AddressRow[];
  readonly cidr: readonly AddressRow[];
}

function runNames(dir: string, file: string): { cases: CaseResult[]; notCovered: number } {
  const cases: CaseResult[] = [];
  let notCovered = 0;
  for (const [title, table] of Object.entries(readJson<NamesFile>(dir, file).tables)) {
    const check = CHECKS[title.split(' ', 1)[0] ?? ''];
    for (const expected of ['valid', 'invalid'] as const) {
      table[expected].forEach((value, i) => {
        if (check === undefined) {
          notCovered += 1;
          return;
        }
        const errors = check(value);
        cases.push({
          case: rowName(file, `${title}.${expected}`, i, value),
          ok: (errors.length === 0) === (expected === 'valid'),
          expected,
          actual: errors,
        });
      });
    }
  }
  return { cases, notCovered };
}

const RULES: readonly (readonly [keyof AddressRow, AddressRules])[] = [
  ['strictError', 'strict'],
  ['legacyError', 'legacy'],
  ['legacyStrictError', 'legacy-strict'],
];

function runAddresses(dir: string, file: string): CaseResult[] {
  const tables = readJson<AddressFile>(dir, file);
  return (['ip', 'cidr'] as const).flatMap((table) =>
    tables[table].map((row, i) => {
      const errorsOf = table === 'ip' ? ipErrors : cidrErrors;
      const actual = RULES.map(([, rules]) => errorsOf(row.in, rules));
      const expected = RULES.map(([field]) => row[field]);
      const ok = expected.every((text, j) => {
        const errors = actual[j] ?? [];
        return text === '' ? errors.length === 0 : errors.some((error) => error.includes(text));
      });
      return { case: rowName(file, table, i, row.name), ok, expected, actual };
    }),
  );
}

/** Names, addresses and CIDRs that the API server takes and refuses. */
export const names: Suite = {
  name: 'names',
  run: (dir) => {
    const cases: CaseResult[] = [];
    let notCovered = 0;
    for (const file of filesOf(dir, '.json')) {
      if ('ip' in readJson<object>(dir, file)) cases.push(...runAddresses(dir, file));
      else {
        const result = runNames(dir, file);
        cases.push(...result.cases);
        notCovered += result.notCovered;
      }
    }
    return { cases, notCovered };
  },
};
