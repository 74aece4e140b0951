import { messageMaker, type Message } from '../api/message.js';
import type { DiagnosticCode } from './diagnostic-codes.js';

/**
 * What a diagnostic says. A text is a quotation: the words of the API server, kubectl or the YAML parser, who speak English. A message is
 * our own sentence, which the page words in the reader's language.
 */
export type Said = string | Message;

/** Codes under which somebody else's words are quoted. Under every other one we speak, and that is a message: anything else does not compile. */
export type QuotedCode =
  | 'yaml-syntax'
  | 'yaml-control-character'
  | 'yaml-too-complex'
  | 'yaml-bad-alias'
  | 'yaml-bad-key'
  | 'yaml-bad-merge'
  | 'yaml-bad-number'
  | 'duplicate-key'
  | 'not-an-object'
  | 'missing-kind'
  | 'missing-api-version'
  | 'missing-name'
  | 'generate-name'
  | 'unknown-kind'
  | 'wrong-api-version'
  | 'unknown-field'
  | 'wrong-type'
  | 'unsupported-value'
  | 'required-field'
  | 'invalid-value'
  | 'illegal-base64'
  | 'namespace-missing'
  | 'endpoints-deprecated'
  | 'external-ips-deprecated'
  | 'volume-source-removed'
  | 'recycle-deprecated'
  | 'claim-missing'
  | 'config-missing'
  | 'class-missing'
  | 'no-default-class';

/** What may be said under a code. */
export type SaidUnder<C extends DiagnosticCode> = C extends QuotedCode ? Said : Message;

/** Our own sentences about manifests, with their parameters. `count` is how many `names` or `ports` there are. */
export interface LintTexts {
  // The text
  'lint.textTooLong': { length: number; most: number };
  'lint.textLong': { length: number; most: number };
  'lint.tooManyDocuments': { most: number };
  'lint.tooManyTokens': { most: number };
  'lint.documentTooLarge': { what: 'tokens' | 'anchors' | 'aliases' | 'values' | 'keys'; most: number };
  'lint.unknownTag': { tag: string };
  'lint.afterEnd': Empty;
  // What is wrong with the YAML
  'lint.openQuote': { quote: string };
  'lint.openBracket': { bracket: string; closing: string };
  'lint.tabIndent': Empty;
  'lint.strayIndent': { columns: number };
  'lint.noColon': { word: string };
  'lint.colonWithoutSpace': Empty;
  'lint.dashWithoutSpace': Empty;
  'lint.colonInValue': Empty;
  'lint.reservedStart': { mark: string };
  // One object
  'lint.notSimulated': { kind: string };
  'lint.removedApi': { kind: string; version: string; since: string };
  'lint.replacedApi': { kind: string; version: string; since: string; replacement: string };
  'lint.namespaceIgnored': { kind: string };
  'lint.kubeDns': Empty;
  'lint.tlsSecretType': Empty;
  'lint.nullSelector': Empty;
  'lint.volumeRedirected': { field: string; deprecated: string; redirected: string; source: string; driver: string };
  'lint.hostPath': { field: string };
  'lint.provisionerRemoved': { provisioner: string; deprecated: string; removed: string };
  'lint.provisionerRedirected': { provisioner: string; deprecated: string; redirected: string; driver: string };
  'lint.zoneReplaced': { field: string };
  'lint.zoneRefused': { field: string; driver: string };
  // Objects together
  'lint.writtenAgain': { object: string; line: number };
  'lint.writtenAgainElsewhere': { object: string; line: number };
  'lint.serviceSelectsNothing': { labels: string };
  'lint.serviceSelectsElsewhere': { labels: string; namespace: string; other: string };
  'lint.portNameUnknown': { protocol: string; name: string };
  'lint.portNotDeclared': { protocol: string; port: number; declared: string };
  'lint.probePortNameUnknown': { name: string; container: string };
  'lint.probePortSilent': { port: number; declared: string; count: number };
  'lint.sameSelector': { object: string; labels: string };
  'lint.endpointsWithoutService': { service: string };
  'lint.endpointsOverwritten': { service: string };
  'lint.setWithoutService': { service: string; set: string };
  // Storage
  'lint.noVolumeLabelled': { labels: string };
  'lint.noVolumeSelected': Empty;
  'lint.claimOnOneNode': { claim: string; modes: string; deployment: string; replicas: number };
  'lint.defaultClasses': { names: string; count: number };
  'lint.noDriver': { driver: string };
  'lint.localWithoutWait': Empty;
  // Ingress
  'lint.noController': Empty;
  'lint.ingressClassMissing': { name: string };
  'lint.ingressWithoutClass': Empty;
  'lint.defaultIngressClasses': { names: string; count: number };
  'lint.ingressServiceMissing': { service: string };
  'lint.ingressServiceElsewhere': { service: string; namespace: string; other: string };
  'lint.ingressExternalName': { service: string; target: string };
  'lint.ingressPortMissing': { service: string; named: 'yes' | 'no'; port: string; ports: string; count: number };
  'lint.ingressSecretMissing': { secret: string };
  'lint.ingressSecretType': { secret: string; type: string };
  'lint.hostWithoutTls': { host: string };
  'lint.pathTwice': { every: 'yes' | 'no'; host: string; path: string };
  'lint.pathTwiceElsewhere': { every: 'yes' | 'no'; host: string; path: string; ingress: string };
  // Policies
  'lint.policySelectsNothing': { namespace: string; selector: string };
  'lint.policyRulesIgnored': { type: string; direction: string };
  'lint.policyWithoutDns': { whose: 'own' | 'selected' };
  'lint.peerNobody': {
    pods: 'all' | 'selected';
    podSelector: string;
    where: 'own' | 'selected' | 'any';
    namespace: string;
    namespaceSelector: string;
  };
  'lint.peersOr': { namespaces: string; pods: string; namespace: string };
  'lint.blockOfPods': { cidr: string };
  'lint.policyPortName': { protocol: string; name: string };
  // The cluster
  'lint.notSettled': { steps: number };
}

type Empty = Readonly<Record<never, never>>;

/** Makes one of our own sentences. */
export const say = messageMaker<LintTexts>();
