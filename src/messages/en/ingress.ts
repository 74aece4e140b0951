import type { IngressWhy } from '../../core/index.js';

/** What a balancer decides about a request and why, and what its watching half does. */
export const ingress = {
  'ingress.trial.host': 'The rule {host}{path} of {ingress} is for another host: the request asks for {asked}.',
  'ingress.trial.matched': 'The rule {host}{path} of {ingress} matches: the path is {asked}.',
  'ingress.trial.matchedRegex':
    'The rule {host}{path} of {ingress} matches as the expression {expression}: the path is {asked}. Where one rule of a host asks for expressions, all its rules are.',
  'ingress.trial.exact':
    'The rule {host}{path} of {ingress} is Exact: the path {asked} is not the same, letter by letter.',
  'ingress.trial.prefix':
    'The rule {host}{path} of {ingress} does not match: the path {asked} does not begin with the elements of {path}.',
  'ingress.trial.regex': 'The expression {expression} of {ingress} does not match the path {asked}.',
  'ingress.trial.badRegex':
    'The expression {expression} of {ingress} is not tried: it does not compile, or could take for ever.',
  'ingress.trial.later': 'The rule {host}{path} of {ingress} would match too, but {chosen} goes before it.',
  'ingress.trial.shadowed':
    'The rule {host}{path} of {ingress} is never asked: {other} had the same host and path first.',
  'ingress.trial.resource':
    'The rule {host}{path} of {ingress} names a {kind}, not a Service: this controller leaves it out.',
  'ingress.trial.canary':
    '{ingress} is a canary: it has no rules of its own, it only takes a share of another Ingress’s requests, and that share is not simulated.',
  'ingress.trial.otherNamespace':
    '{ingress} is of the namespace {namespace}, and this controller reads only {watched}.',
  'ingress.trial.externalName':
    'The rule {path} of {ingress} is left out: its Service {service} is an ExternalName, which {program} does not follow unless its configuration allows it.',
  'ingress.trial.externalPort':
    'The rule {path} of {ingress} is left out: {program} finds no such port in the ExternalName Service {service}.',
  'ingress.trial.noClass': '{ingress} has no class, and {controller} serves only Ingresses that have one.',
  'ingress.trial.missingClass': '{ingress} asks for the class {class}, and there is no IngressClass of that name.',
  'ingress.trial.otherController':
    '{ingress} has the class {class}, which is of the controller {of}; this one is {controller}.',
  'ingress.trial.otherAnnotation':
    'The annotation of {ingress} names the class {class}; this controller goes by {expected}.',

  'ingress.decide.service':
    '{ingress} sends it to port {port} of the Service {service}: {endpoints, plural, one {# ready endpoint} other {# ready endpoints}}, chosen directly, past the cluster IP.',
  'ingress.decide.clusterIp':
    '{ingress} sends it to the cluster IP {address} of {service}: the annotation service-upstream asks for that, and kube-proxy chooses.',
  'ingress.decide.defaultBackend':
    'No rule matches, so the default backend of {ingress} takes it: {service}, {endpoints, plural, one {# ready endpoint} other {# ready endpoints}}.',
  'ingress.decide.customDefault':
    '{service} has no ready endpoint, so {standIn} answers: the annotation default-backend of {ingress} says so.',
  'ingress.decide.controllerDefault':
    'No rule matches {host}{path}: the default backend of the controller takes the request.',
  'ingress.decide.notFound':
    'No rule matches {host}{path}, and there is no default backend: the controller answers 404 itself.',
  'ingress.decide.nobody': 'No pod of {controller} is ready: nobody routes the request.',
  'ingress.decide.noService': '{ingress} names the Service {service}, which does not exist: 503.',
  'ingress.decide.external':
    '{ingress} sends it to the Service {service}, an ExternalName: the controller looks {target} up itself and connects to it on port {port}.',
  'ingress.decide.externalName':
    'The Service {service} is an ExternalName for {target}, and {program} does not follow it: {status}.',
  'ingress.decide.externalLoopback':
    'The Service {service} is an ExternalName for {target}, which would be the controller itself: it refuses, 503.',
  'ingress.decide.externalPort':
    'The Service {service} is an ExternalName for {target}, and port {port} gives no number to connect to: {status}.',
  'ingress.decide.noPort': 'The Service {service} has no port {port}; it has {declared}: 503.',
  'ingress.decide.noEndpoints':
    'The Service {service} has no ready endpoint{notReady, plural, =0 {} one { (# is not ready)} other { (# are not ready)}}: 503.',
  'ingress.decide.resource':
    '{ingress} names the {kind} {name} as its backend. What a controller makes of it is not modelled: 503.',
  'ingress.decide.toHttps': '{host} has TLS, so a plain request is sent to {location} with 308.',
  'ingress.decide.forcedHttps':
    'The annotation force-ssl-redirect sends every plain request for {host} to {location} with 308.',
  'ingress.decide.slash':
    'The location ends in a slash and the path {path} does not: nginx sends it to {location} with 301.',

  'ingress.tls.secret':
    'For {sni} the certificate of the Secret {secret} is shown, as {ingress} says. It is for {names}.',
  'ingress.tls.unread':
    'For {sni} the certificate of the Secret {secret} is shown, as {ingress} says. Which names are on it could not be read.',
  'ingress.tls.default':
    'No certificate of its own is good for the host, so that of the Secret {secret} is shown: --default-ssl-certificate names it.',
  'ingress.tls.missing':
    '{ingress} names the Secret {secret}, which does not exist: the controller shows the certificate that it made for itself.',
  'ingress.tls.wrongType':
    'The Secret {secret} of {ingress} is of type {type} and has no tls.crt and tls.key: the controller shows its own certificate.',
  'ingress.tls.noKeys': 'The Secret {secret} of {ingress} has no {key}: the controller shows its own certificate.',
  'ingress.tls.notPem':
    '{key} of the Secret {secret} is not PEM: {ingress} gets the certificate that the controller made for itself.',
  'ingress.tls.otherHost':
    'The certificate of the Secret {secret} is for {names}, not for {host}: {ingress} gets the controller’s own.',
  'ingress.tls.noSecretName':
    '{ingress} lists {host} under tls without a Secret: the controller’s own certificate is shown.',
  'ingress.tls.notListed':
    '{ingress} has a tls section, but {host} is not in it and no certificate in it is for {host}: the controller’s own is shown.',
  'ingress.tls.noTls': 'No Ingress with rules for {host} has a tls section: the controller’s own certificate is shown.',
  'ingress.tls.noServer':
    'No Ingress has rules for the name {sni} of the handshake: the controller’s own certificate is shown.',

  'ingress.sync.scheduled': '{controller} has seen {ingress} and will work it into its configuration.',
  'ingress.sync.reloaded':
    '{controller} has written its configuration anew ({lines, plural, one {# line} other {# lines}}) and made nginx read it.',
  'ingress.sync.reloadedFor': '{controller} has written {ingress} into its configuration and made nginx read it.',
  'ingress.sync.published': 'The status of {ingress} says where to reach it: {addresses}.',
  'ingress.sync.webhookSecret':
    'The Job {job} runs kube-webhook-certgen, which leaves the Secret {secret} behind. Jobs are not simulated otherwise.',
  'ingress.sync.withdrawn': '{controller} has gone, and takes its addresses out of the status of {ingress}.',
} as const satisfies Record<keyof IngressWhy, string>;
