import { Send } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { PolicyVerdict, Protocol } from '../../core/index.js';
import type { PairQuestion, Snapshot } from '../../engine/protocol.js';
import { engine, getState, goToTraceHop, sendAndLook } from '../../store/index.js';
import { Button } from '../controls/Button.js';
import { SelectField, TextField } from '../controls/Field.js';
import { useAnswer } from '../use-answer.js';
import { useWords } from '../words.js';
import { DecisionView } from './DecisionView.js';
import styles from './edge.module.css';
import { endChoices, endOfSource, endOfTarget, endValue, readEnd, requestOfPair, type EndChoice } from './pair.js';

/** What the policies say: of the packet that was sent, where it met them, and of any pair that the reader chooses. */
export function VerdictPanel({ snapshot }: { readonly snapshot: Snapshot }) {
  return (
    <div className={styles['panel']}>
      <OfTrace snapshot={snapshot} />
      <OfPair snapshot={snapshot} />
    </div>
  );
}

function OfTrace({ snapshot: { trace } }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  const asked = (trace?.hops ?? []).flatMap((hop, index) => (hop.kind === 'policy' ? [{ hop, index }] : []));
  return (
    <section data-testid="verdict-trace">
      <h2>{words.text('ui.policy.trace')}</h2>
      {trace === null ? <p className={styles['muted']}>{words.text('ui.policy.notSent')}</p> : null}
      {trace !== null && asked.length === 0 ? <p className={styles['muted']}>{words.text('ui.policy.none')}</p> : null}
      {asked.map(({ hop, index }) => (
        <div key={index}>
          <button type="button" className={styles['link']} onClick={() => goToTraceHop(index)}>
            {words.text('ui.player.hop', { hop: index + 1, hops: trace?.hops.length ?? 0 })}
          </button>
          <DecisionView decision={hop.decision} />
        </div>
      ))}
    </section>
  );
}

function OfPair({ snapshot }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  const { objects, trace } = snapshot;
  const choices = endChoices(objects);
  const { composer } = getState();
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [port, setPort] = useState<number | null>(null);
  const [protocol, setProtocol] = useState<Protocol>(composer.protocol);

  // Until something is chosen, the pair is that of the present packet.
  const source = from ?? endValue(endOfSource(composer.from));
  const target = to ?? endValue(endOfTarget(trace, composer.to));
  const end = { from: readEnd(source), to: readEnd(target) };
  const declared =
    end.to?.kind === 'pod' ? objects.find(({ key }) => key === target.slice(4))?.ports[0]?.port : undefined;
  const number = port ?? (to === null ? trace?.server?.port : declared) ?? declared ?? composer.port;
  const question: PairQuestion | null =
    end.from === null || end.to === null ? null : { from: end.from, to: end.to, protocol, port: number };
  const { verdict, asked } = useVerdict(question, snapshot);

  return (
    <section data-testid="verdict-pair">
      <h2>{words.text('ui.policy.pair')}</h2>
      <form
        className={styles['tester']}
        aria-label={words.text('ui.policy.pair')}
        onSubmit={(event) => {
          event.preventDefault();
          const request = question === null ? null : requestOfPair(question, objects);
          if (request !== null) sendAndLook(request);
        }}
      >
        <SelectField
          label={words.text('ui.policy.from')}
          value={source}
          data-testid="pair-from"
          onChange={(event) => setFrom(event.target.value)}
        >
          <Ends choices={choices} value={source} />
        </SelectField>
        <SelectField
          label={words.text('ui.policy.to')}
          value={target}
          data-testid="pair-to"
          onChange={(event) => {
            setTo(event.target.value);
            setPort(null);
          }}
        >
          <Ends choices={choices} value={target} />
        </SelectField>
        <TextField
          label={words.text('ui.policy.port')}
          type="number"
          min={1}
          max={65535}
          required
          value={number === 0 ? '' : number}
          data-testid="pair-port"
          onChange={(event) => setPort(Math.min(Math.trunc(Number(event.target.value)) || 0, 65535))}
        />
        <SelectField
          label={words.text('ui.policy.protocol')}
          value={protocol}
          onChange={(event) => setProtocol(event.target.value as Protocol)}
        >
          <option>TCP</option>
          <option>UDP</option>
          <option>SCTP</option>
        </SelectField>
        <Button type="submit" disabled={question === null} data-testid="pair-send">
          <Send size={14} aria-hidden />
          {words.text('ui.policy.send')}
        </Button>
      </form>
      {asked && verdict === null && question !== null ? (
        <p className={styles['muted']}>{words.text('ui.policy.gone')}</p>
      ) : null}
      {verdict === null ? null : (
        <div data-testid="pair-verdict" data-allowed={verdict.allowed}>
          <p className={styles['whole']} data-allowed={verdict.allowed}>
            {words.text('ui.policy.whole', {
              verdict: words.text(verdict.allowed ? 'ui.policy.allowed' : 'ui.policy.denied'),
            })}
          </p>
          {verdict.egress === undefined ? null : <DecisionView decision={verdict.egress} />}
          {verdict.ingress === undefined ? null : <DecisionView decision={verdict.ingress} />}
        </div>
      )}
    </section>
  );
}

function useVerdict(
  question: PairQuestion | null,
  { objects }: Snapshot,
): { readonly verdict: PolicyVerdict | null; readonly asked: boolean } {
  const text = question === null ? null : JSON.stringify(question);
  const ask = useCallback(
    async () => ({
      verdict: text === null ? null : await engine().decide(JSON.parse(text) as PairQuestion),
      asked: true,
    }),
    // The policies are objects.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [text, objects],
  );
  return useAnswer(ask) ?? { verdict: null, asked: false };
}

function Ends({ choices, value }: { readonly choices: readonly EndChoice[]; readonly value: string }) {
  const words = useWords();
  const missing = choices.every((choice) => choice.value !== value);
  return (
    <>
      {missing ? (
        <option value={value}>
          {value === '' ? words.text('ui.policy.choose') : value.slice(value.indexOf(':') + 1)}
        </option>
      ) : null}
      {choices.map(({ value: choice, text }) => (
        <option key={choice} value={choice}>
          {text === '' ? words.text(choice === 'outside:lan' ? 'ui.composer.lan' : 'ui.composer.outside') : text}
        </option>
      ))}
    </>
  );
}
