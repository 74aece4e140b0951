import { formatFieldPath } from '../../api/field-path.js';
import type { DnsAnswer } from '../../dns/types.js';
import type { RouteDecision } from '../../ingress/types.js';
import type { Packet } from '../../netfilter/types.js';
import type { Hop, Location, Trace } from '../types.js';

/**
 * A trace as text for review, one hop a line: number, direction, kind, what it is about, the header it changed, where, which sentence, and the
 * field that caused it.
 */
export function traceText(trace: Trace): string {
  const { from, to, port, protocol, attempt } = trace.request;
  const lines = [
    `request ${JSON.stringify(from)} -> ${JSON.stringify(to)} port ${port} ${protocol} attempt ${attempt}`,
  ];
  trace.hops.forEach((hop, i) => lines.push(hopText(hop, i + 1)));
  lines.push(`verdict ${trace.verdict}, client ${trace.client}, ${trace.why.code}, because ${causeText(trace.cause)}`);
  const { server, http } = trace;
  if (http) lines.push(`http ${http.status} by ${http.by}${http.location === undefined ? '' : ` to ${http.location}`}`);
  if (server)
    lines.push(`server ${server.pod ?? '-'} ${server.ip}:${server.port} saw ${server.sourceIp}:${server.sourcePort}`);
  for (const { node, entry } of trace.conntrack) {
    const tuple = (t: typeof entry.original) => `${t.src}:${t.sport} > ${t.dst}:${t.dport}`;
    lines.push(
      `conntrack ${node} ${entry.original.protocol} ${entry.state} ${tuple(entry.original)} | ${tuple(entry.reply)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function hopText(hop: Hop, number: number): string {
  const arrow = hop.direction === 'out' ? '>' : '<';
  const leg = hop.leg === undefined ? '' : ` leg ${hop.leg}`;
  const words = [`${String(number).padStart(2)}${leg}`, arrow, hop.kind, detail(hop)];
  const code = hop.why.code.replace(/^trace\./, '');
  return `${words.join(' ')} ${change(hop.packet.before, hop.packet.after)} @${placeText(hop.at)} "${code}" because ${causeText(hop.cause)}`;
}

function detail(hop: Hop): string {
  switch (hop.kind) {
    case 'dns':
      return `${hop.question.type} ${hop.question.name} = ${answerText(hop.answer)}`;
    case 'route':
      return `${hop.destination}${hop.via === undefined ? '' : ` via ${hop.via}`} dev ${hop.dev}`;
    case 'link':
      return `${hop.link} to ${placeText(hop.to)}`;
    case 'chain':
      return `${hop.table} ${hop.chain}`;
    case 'rule': {
      const dice = hop.dice ? ` p=${hop.dice.probability.toFixed(4)} roll=${hop.dice.roll.toFixed(2)}` : '';
      return `${hop.table} ${hop.chain} #${hop.index + 1}${dice} ${hop.matched ? 'match' : 'miss'}`;
    }
    case 'nat':
      return `${hop.nat} by ${hop.by}`;
    case 'policy':
      return `${hop.decision.direction} ${hop.decision.allowed ? 'allowed' : 'denied'}, ${hop.decision.because}`;
    case 'conntrack':
      return hop.entry.state;
    case 'stop':
      return hop.stop;
    case 'deliver':
      return hop.container ?? '';
    case 'balance':
      return `${hop.node} of ${hop.nodes.map(({ name, healthy }) => (healthy ? name : `(${name})`)).join(', ')}`;
    case 'tls':
      return `${hop.tls.sni}: ${hop.tls.names.join(', ')}`;
    case 'l7':
      return decisionText(hop.decision);
    case 'response':
      return `${hop.status} by ${hop.by}`;
    default:
      return '';
  }
}

function decisionText({ request, tried, answer, backend }: RouteDecision): string {
  const rules = tried.map((one) => `${one.host}${one.path} ${one.why.code.replace('ingress.trial.', '')}`).join(', ');
  const end = answer ? String(answer.status) : `${backend?.service ?? ''} of ${backend?.endpoints.length ?? 0}`;
  return `${request.method} ${request.scheme}://${request.host}${request.path} (${rules}) = ${end}`;
}

function answerText(answer: DnsAnswer): string {
  const records = answer.answers.map((one) => `${one.type} ${one.data}`).join(', ');
  return records === '' ? (answer.rcode === 'NOERROR' ? 'NODATA' : answer.rcode) : records;
}

function change(before: Packet, after: Packet): string {
  const text = (p: Packet) =>
    `${p.protocol} ${p.src}:${p.sport}>${p.dst}:${p.dport} ttl=${p.ttl}${p.mark === 0 ? '' : ` mark=0x${p.mark.toString(16)}`}`;
  return before === after || text(before) === text(after) ? `[${text(after)}]` : `[${text(before)} => ${text(after)}]`;
}

function placeText(at: Location): string {
  const name = at.pod ? at.pod.split('/').slice(1).join('/') : (at.node ?? at.outside ?? '');
  return [at.place, name, at.device, at.hook].filter(Boolean).join(' ');
}

function causeText({ object, field }: Trace['cause']): string {
  return `${object} ${formatFieldPath(field)}`;
}
