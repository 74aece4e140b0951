import type { HttpWhy } from '../../core/index.js';

/** A request of HTTP on its way: what servers answer, and what a balancer opens on its own. */
export const http = {
  'http.dns.published':
    '{server} answers {name} with {address}: the {kind} {object} publishes that address, and external-dns writes it into the world’s DNS.',
  'http.upstream.opens':
    '{server} opens a connection of its own, from {source} to {target}. The client stays in a header: X-Forwarded-For: {client}.',
  'http.upstream.again': '{failed} has failed, so {server} tries the next endpoint: {source} to {target}.',
  'http.response.server': '{server} answers {method} {url} with {status}.',
  'http.response.balancer':
    '{server} itself answers {method} {url} with {status}: no pod behind it hears of the request.',
  'http.response.redirect': '{server} itself answers {method} {url} with {status} and sends the client to {location}.',
  'http.response.badGateway':
    '{server} could not connect to {target} (it tries {tries} times) and answers {status} Bad Gateway.',
  'http.response.gatewayTimeout':
    '{target} did not answer within {seconds, plural, one {# second} other {# seconds}}; {server} answers {status} Gateway Time-out.',
  'http.response.plainToTls':
    '{server} answers {status}: a plain request was sent to port {port}, where it expects TLS (“The plain HTTP request was sent to HTTPS port”).',
  'http.response.tlsToPlain':
    'Port {port} of {server} is for plain HTTP: it takes the TLS handshake for a bad request and answers {status} in plain text, which the client cannot read as TLS.',
  'http.response.unresolved':
    '{server} has no address for {name}, so there is nothing to connect to: it answers {status} itself.',
  'http.response.loop': 'The route leads back to {server} again and again: it gives up with {status}.',

  'http.sum.server': '{client} asks for {url} and gets {status} from {server}.',
  'http.sum.proxied':
    '{client} asks for {url} and gets {status} from {server}, by the rule of {ingress} in {balancer}.',
  'http.sum.balancer': '{client} asks for {url} and gets {status} from {balancer} itself.',
  'http.sum.redirect': '{client} asks for {url} and is sent to {location} by {balancer} ({status}).',
} as const satisfies Record<keyof HttpWhy, string>;
