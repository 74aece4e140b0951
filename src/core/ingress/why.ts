import { messageMaker } from '../api/message.js';

interface OfRule {
  host: string;
  path: string;
  ingress: string;
}
interface OfSecret {
  secret: string;
  ingress: string;
}

/** The sentences about Ingresses and the controllers that serve them: each code with its parameters. */
export interface IngressWhy {
  'ingress.trial.host': OfRule & { asked: string };
  'ingress.trial.matched': OfRule & { asked: string };
  'ingress.trial.matchedRegex': OfRule & { asked: string; expression: string };
  'ingress.trial.exact': OfRule & { asked: string };
  'ingress.trial.prefix': OfRule & { asked: string };
  'ingress.trial.regex': OfRule & { asked: string; expression: string };
  'ingress.trial.badRegex': OfRule & { expression: string };
  'ingress.trial.later': OfRule & { chosen: string };
  'ingress.trial.shadowed': OfRule & { other: string };
  'ingress.trial.resource': OfRule & { kind: string };
  'ingress.trial.externalName': OfRule & { program: string; service: string };
  'ingress.trial.externalPort': OfRule & { program: string; service: string };
  'ingress.trial.canary': { ingress: string };
  'ingress.trial.otherNamespace': { ingress: string; namespace: string; watched: string };
  'ingress.trial.noClass': { ingress: string; controller: string };
  'ingress.trial.missingClass': { ingress: string; class: string };
  'ingress.trial.otherController': { ingress: string; class: string; of: string; controller: string };
  'ingress.trial.otherAnnotation': { ingress: string; class: string; expected: string };

  'ingress.decide.service': { ingress: string; service: string; port: string; endpoints: number };
  'ingress.decide.clusterIp': { ingress: string; service: string; address: string };
  'ingress.decide.defaultBackend': { ingress: string; service: string; endpoints: number };
  'ingress.decide.customDefault': { ingress: string; service: string; standIn: string };
  'ingress.decide.controllerDefault': { host: string; path: string };
  'ingress.decide.notFound': { host: string; path: string };
  'ingress.decide.nobody': { controller: string };
  'ingress.decide.noService': { ingress: string; service: string };
  'ingress.decide.external': { ingress: string; service: string; target: string; port: number };
  'ingress.decide.externalName': { service: string; target: string; program: string; status: number };
  'ingress.decide.externalLoopback': { service: string; target: string };
  'ingress.decide.externalPort': { service: string; target: string; port: string; status: number };
  'ingress.decide.noPort': { service: string; port: string; declared: string };
  'ingress.decide.noEndpoints': { service: string; notReady: number };
  'ingress.decide.resource': { ingress: string; kind: string; name: string };
  'ingress.decide.toHttps': { host: string; location: string };
  'ingress.decide.forcedHttps': { host: string; location: string };
  'ingress.decide.slash': { path: string; location: string };

  'ingress.tls.secret': OfSecret & { sni: string; names: string };
  'ingress.tls.unread': OfSecret & { sni: string };
  'ingress.tls.default': { secret: string };
  'ingress.tls.missing': OfSecret & { sni: string };
  'ingress.tls.wrongType': OfSecret & { type: string };
  'ingress.tls.noKeys': OfSecret & { key: string };
  'ingress.tls.notPem': OfSecret & { key: string };
  'ingress.tls.otherHost': OfSecret & { host: string; names: string };
  'ingress.tls.noSecretName': { ingress: string; host: string };
  'ingress.tls.notListed': { ingress: string; host: string };
  'ingress.tls.noTls': { host: string };
  'ingress.tls.noServer': { sni: string };

  'ingress.sync.scheduled': { ingress: string; controller: string };
  'ingress.sync.reloaded': { controller: string; lines: number };
  'ingress.sync.reloadedFor': { controller: string; ingress: string };
  'ingress.sync.published': { ingress: string; addresses: string };
  'ingress.sync.webhookSecret': { job: string; secret: string };
  'ingress.sync.withdrawn': { ingress: string; controller: string };
}

/** Makes a sentence of the ingress area. */
export const why = messageMaker<IngressWhy>();
