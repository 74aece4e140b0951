/**
 * The formats that names of Kubernetes objects, labels and ports must have. Every checker takes a string and gives the API server's own
 * reasons why it is refused, none when it is taken. Models k8s.io/apimachinery/pkg/util/validation/validation.go and
 * pkg/api/validate/content/{kube,dns,identifier,errors}.go.
 */
export type NameCheck = (value: string) => readonly string[];

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const UNDERSCORE_LABEL = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const UNDERSCORE_SUBDOMAIN = `${UNDERSCORE_LABEL}(\\.${UNDERSCORE_LABEL})*`;
const WILDCARD_SUBDOMAIN = `\\*\\.${SUBDOMAIN}`;
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${QUALIFIED})?`;
const CONFIG_KEY = '[-._a-zA-Z0-9]+';
const PERCENT = '[0-9]+%';
const HTTP_HEADER = '[-A-Za-z0-9]+';
const HTTP_PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

const whole = (pattern: string) => new RegExp(`^${pattern}$`);
const LABEL_RE = whole(LABEL);
const SUBDOMAIN_RE = whole(SUBDOMAIN);
const LABEL_1035_RE = whole(LABEL_1035);
const UNDERSCORE_SUBDOMAIN_RE = whole(UNDERSCORE_SUBDOMAIN);
const WILDCARD_RE = whole(WILDCARD_SUBDOMAIN);
const QUALIFIED_RE = whole(QUALIFIED);
const LABEL_VALUE_RE = whole(LABEL_VALUE);
const CONFIG_KEY_RE = whole(CONFIG_KEY);
const PERCENT_RE = whole(PERCENT);
const HTTP_HEADER_RE = whole(HTTP_HEADER);
const HTTP_PATH_RE = whole(HTTP_PATH);

const LABEL_WORDS =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
const SUBDOMAIN_WORDS =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
const UNDERSCORE_WORDS =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character";
const LABEL_1035_WORDS =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
const WILDCARD_WORDS =
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character";
const QUALIFIED_WORDS =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const LABEL_VALUE_WORDS =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

/** Lengths of names are counted in bytes of UTF-8. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function maxLengthError(bytes: number): string {
  return `must be no more than ${bytes} bytes`;
}

export function inclusiveRangeError(low: number, high: number): string {
  return `must be between ${low} and ${high}, inclusive`;
}

function regexError(words: string, pattern: string, ...examples: readonly string[]): string {
  const such = examples.map((example) => `'${example}', `).join(' or ');
  return `${words} (${such === '' ? '' : `e.g. ${such}`}regex used for validation is '${pattern}')`;
}

/** A UTF-16 unit is at most three bytes of UTF-8, so short names need no counting. */
const tooLong = (value: string, max: number) =>
  value.length * 3 > max && byteLength(value) > max ? [maxLengthError(max)] : [];

/** Names of Namespaces, containers, volumes, ports of Services: RFC 1123 labels. */
export function dns1123LabelErrors(value: string): readonly string[] {
  const errors = tooLong(value, 63);
  if (LABEL_RE.test(value)) return errors;
  if (SUBDOMAIN_RE.test(value)) return [...errors, 'must not contain dots'];
  return [...errors, regexError(LABEL_WORDS, LABEL, 'my-name', '123-abc')];
}

/** Names of most objects (Pods, Deployments, Nodes, …): RFC 1123 subdomains. */
export function dns1123SubdomainErrors(value: string): readonly string[] {
  const errors = tooLong(value, 253);
  return SUBDOMAIN_RE.test(value) ? errors : [...errors, regexError(SUBDOMAIN_WORDS, SUBDOMAIN, 'example.com')];
}

/** The search domains of a Pod's dnsConfig may hold underscores. */
export function dns1123UnderscoreSubdomainErrors(value: string): readonly string[] {
  const errors = tooLong(value, 253);
  if (UNDERSCORE_SUBDOMAIN_RE.test(value)) return errors;
  return [...errors, regexError(UNDERSCORE_WORDS, UNDERSCORE_SUBDOMAIN, 'example.com')];
}

/** Names of Services before 1.36: RFC 1035 labels, which do not start with a digit. */
export function dns1035LabelErrors(value: string): readonly string[] {
  const errors = tooLong(value, 63);
  return LABEL_1035_RE.test(value)
    ? errors
    : [...errors, regexError(LABEL_1035_WORDS, LABEL_1035, 'my-name', 'abc-123')];
}

/** Hosts such as `*.example.com`. */
export function wildcardSubdomainErrors(value: string): readonly string[] {
  const errors = tooLong(value, 253);
  return WILDCARD_RE.test(value)
    ? errors
    : [...errors, regexError(WILDCARD_WORDS, WILDCARD_SUBDOMAIN, '*.example.com')];
}

/** Keys of labels and annotations, and other qualified names: an optional subdomain, a slash, and a name. */
export function qualifiedNameErrors(value: string): readonly string[] {
  const parts = value.split('/');
  if (parts.length > 2) {
    return [
      `a valid label key ${qualifiedWords()} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const errors: string[] = [];
  const name = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? parts[0] : undefined;
  if (prefix === '') errors.push('prefix part must be non-empty');
  else if (prefix !== undefined) errors.push(...dns1123SubdomainErrors(prefix).map((error) => `prefix part ${error}`));
  if (name === '') errors.push('name part must be non-empty');
  else if (byteLength(name) > 63) errors.push(`name part ${maxLengthError(63)}`);
  if (!QUALIFIED_RE.test(name)) errors.push(`name part ${qualifiedWords()}`);
  return errors;
}

function qualifiedWords(): string {
  return regexError(QUALIFIED_WORDS, QUALIFIED, 'MyName', 'my.name', '123-abc');
}

/** What is wrong with the value of a label, in the API server's words; empty when it is right (`IsValidLabelValue`). */
export function labelValueErrors(value: string): readonly string[] {
  const errors = tooLong(value, 63);
  if (LABEL_VALUE_RE.test(value)) return errors;
  return [...errors, regexError(LABEL_VALUE_WORDS, LABEL_VALUE, 'MyValue', 'my_value', '12345')];
}

/** Names of container ports and of named target ports: IANA service names (RFC 6335), in lower case. */
export function portNameErrors(value: string): readonly string[] {
  const errors = tooLong(value, 15);
  if (!/^[-a-z0-9]+$/.test(value)) {
    errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(value)) errors.push('must contain at least one letter (a-z)');
  if (value.includes('--')) errors.push('must not contain consecutive hyphens');
  if (value.startsWith('-') || value.endsWith('-')) errors.push('must not begin or end with a hyphen');
  return errors;
}

/** What is wrong with the number of a port, in the API server's words; empty when it is right (`IsValidPortNum`). */
export function portNumberErrors(port: number): readonly string[] {
  return port >= 1 && port <= 65535 ? [] : [inclusiveRangeError(1, 65535)];
}

/** Keys of ConfigMaps and Secrets: also names of files, so no way up the tree. */
export function configMapKeyErrors(value: string): readonly string[] {
  const errors = tooLong(value, 253);
  if (!CONFIG_KEY_RE.test(value)) {
    const words = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
    errors.push(regexError(words, CONFIG_KEY, 'key.name', 'KEY_NAME', 'key-name'));
  }
  if (value === '.') errors.push(`must not be '.'`);
  else if (value === '..') errors.push(`must not be '..'`);
  else if (value.startsWith('..')) errors.push(`must not start with '..'`);
  return errors;
}

/** A domain of two labels or more, each an RFC 1123 label; a final dot is allowed. */
export function fullyQualifiedDomainErrors(value: string): readonly string[] {
  const name = value.endsWith('.') ? value.slice(0, -1) : value;
  const errors = dns1123SubdomainErrors(name);
  if (errors.length > 0) return [errors.join(',')];
  const labels = name.split('.');
  if (labels.length < 2) return ['should be a domain with at least two segments separated by dots'];
  return labels.map((label) => dns1123LabelErrors(label).join(',')).filter((text) => text !== '');
}

export function percentErrors(value: string): readonly string[] {
  const words = "a valid percent string must be a numeric string followed by an ending '%'";
  return PERCENT_RE.test(value) ? [] : [regexError(words, PERCENT, '1%', '93%')];
}

export function httpHeaderNameErrors(value: string): readonly string[] {
  const words = "a valid HTTP header must consist of alphanumeric characters or '-'";
  return HTTP_HEADER_RE.test(value) ? [] : [regexError(words, HTTP_HEADER, 'X-Header-Name')];
}

/** The path of a URL, without its host (RFC 3986). */
export function httpPathErrors(value: string): readonly string[] {
  return HTTP_PATH_RE.test(value) ? [] : [regexError('Invalid path', HTTP_PATH)];
}

/** Names of kinds and objects that nobody knows more about than that they are one segment of a URL (`IsValidPathSegmentName`). */
export function pathSegmentErrors(value: string): readonly string[] {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return ['/', '%'].filter((bad) => value.includes(bad)).map((bad) => `may not contain '${bad}'`);
}

/** Names of environment variables since the relaxed rule: printable ASCII but `=`. */
export function envVarNameErrors(value: string): readonly string[] {
  if (value === '') return ['environment variable name must be non-empty'];
  if (/^[ -<>-~]*$/.test(value)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}
