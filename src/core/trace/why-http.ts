import { messageMaker } from '../api/message.js';

interface Asked {
  server: string;
  method: string;
  url: string;
}

/** The sentences about a request of HTTP on its way: what a server or a balancer reads, says and opens. */
export interface HttpWhy {
  'http.dns.published': { name: string; server: string; address: string; kind: string; object: string };
  'http.upstream.opens': { server: string; source: string; target: string; client: string };
  'http.upstream.again': { server: string; source: string; target: string; failed: string };
  'http.response.server': Asked & { status: number };
  'http.response.balancer': Asked & { status: number };
  'http.response.redirect': Asked & { status: number; location: string };
  'http.response.badGateway': { server: string; status: number; target: string; tries: number };
  'http.response.gatewayTimeout': { server: string; status: number; target: string; seconds: number };
  'http.response.plainToTls': { server: string; port: number; status: number };
  'http.response.tlsToPlain': { server: string; port: number; status: number };
  'http.response.unresolved': { server: string; name: string; status: number };
  'http.response.loop': { server: string; status: number };

  'http.sum.server': { client: string; url: string; status: number; server: string };
  'http.sum.proxied': {
    client: string;
    url: string;
    status: number;
    server: string;
    balancer: string;
    ingress: string;
  };
  'http.sum.balancer': { client: string; url: string; status: number; balancer: string };
  'http.sum.redirect': { client: string; url: string; status: number; location: string; balancer: string };
}

/** Makes a sentence of HTTP. */
export const httpWhy = messageMaker<HttpWhy>();
