/**
 * Every diagnostic there is. A code never changes its meaning: each has an explanation in the catalogue (`diagnostic.<code>`) and a
 * section in docs/diagnostics.md, and a test keeps the three lists equal.
 */
export const DIAGNOSTIC_CODES = [
  // The text
  'text-too-long',
  'text-long',
  'too-many-documents',
  'yaml-syntax',
  'yaml-control-character',
  'yaml-too-complex',
  'yaml-bad-alias',
  'yaml-bad-key',
  'yaml-bad-merge',
  'yaml-bad-number',
  'yaml-unknown-tag',
  'yaml-after-end',
  'duplicate-key',
  // The object
  'not-an-object',
  'missing-kind',
  'missing-api-version',
  'missing-name',
  'generate-name',
  'unknown-kind',
  'wrong-api-version',
  'not-simulated',
  'removed-api',
  'namespace-ignored',
  // Its fields
  'unknown-field',
  'wrong-type',
  'unsupported-value',
  'required-field',
  'invalid-value',
  'illegal-base64',
  // Objects together
  'duplicate-object',
  'namespace-missing',
  'selector-matches-nothing',
  'target-port-name-unknown',
  'target-port-not-declared',
  'probe-port-name-unknown',
  'probe-port-silent',
  'overlapping-selectors',
  'endpoints-deprecated',
  'endpoints-overwritten',
  'endpoints-without-service',
  'external-ips-deprecated',
  'null-selector',
  'kube-dns-config-ignored',
  'tls-secret-type',
  // Ingress
  'no-ingress-controller',
  'ingress-class-missing',
  'ingress-without-class',
  'several-default-ingress-classes',
  'ingress-service-missing',
  'ingress-port-missing',
  'ingress-external-name',
  'ingress-secret-missing',
  'ingress-secret-type',
  'ingress-host-without-tls',
  'duplicate-ingress-path',
  // Policies
  'policy-selects-nothing',
  'policy-peer-matches-nothing',
  'policy-peers-or',
  'policy-without-dns',
  'policy-ip-block-pods',
  'policy-port-name-unknown',
  'policy-rules-ignored',
  // Storage
  'volume-source-migrated',
  'volume-source-removed',
  'provisioner-migrated',
  'provisioner-removed',
  'class-zone-parameter',
  'recycle-deprecated',
  'host-path-on-node',
  'claim-selector-matches-nothing',
  'claim-missing',
  'config-missing',
  'class-missing',
  'driver-missing',
  'claim-on-one-node',
  'local-without-wait',
  'several-default-classes',
  'no-default-class',
  'stateful-set-without-service',
  // The cluster
  'refused',
  'replica-failure',
  'not-settled',
] as const;

export type DiagnosticCode = (typeof DIAGNOSTIC_CODES)[number];

/** The titles of fixes, with their parameters. */
export interface FixTexts {
  'fix.replace': { from: string; to: string };
  'fix.removeKey': { key: string };
  'fix.moveInto': { key: string; parent: string };
  'fix.addApiVersion': { apiVersion: string };
  'fix.setApiVersion': { apiVersion: string };
  'fix.removeDocument': { name: string };
  'fix.addNamespace': { name: string };
  'fix.setValue': { field: string; value: string };
  'fix.addField': { field: string; value: string };
  'fix.convert': { kind: string; apiVersion: string };
  'fix.toEndpointSlice': { name: string };
  'fix.quote': { value: string };
  'fix.close': { mark: string };
  'fix.tabsToSpaces': Readonly<Record<never, never>>;
  'fix.indent': { columns: number };
  'fix.addColon': { word: string };
  'fix.addSpace': { mark: string };
  'fix.moveAllInto': { keys: string; parent: string };
  'fix.toCsi': { driver: string };
  'fix.toClaim': { name: string };
  'fix.toTopologies': { zone: string };
  'fix.gitClone': { repository: string };
  'fix.addLabels': { labels: string; name: string };
  'fix.addObject': { kind: string; name: string };
  'fix.setOn': { field: string; value: string; name: string };
  'fix.writeRules': { route: string };
  'fix.placeholderCertificate': { hosts: string };
  'fix.encode': { name: string };
  'fix.addController': { name: string };
  'fix.addApplication': { name: string };
  'fix.addPlaceholderSecret': { name: string };
  'fix.addItem': { value: string; field: string };
  'fix.joinPeers': { namespaces: string; pods: string };
  'fix.allowDns': { policy: string };
}

/** What the `diagnostics` area of the catalogue must hold. */
export type DiagnosticTexts = { readonly [K in `diagnostic.${DiagnosticCode}`]: object } & FixTexts;
