import { useEffect, useRef, useState } from 'react';
import type { Snapshot } from '../../engine/protocol.js';
import { engine, hopAt } from '../../store/index.js';
import { SelectField } from '../controls/Field.js';
import { keepInSight } from '../layout/keep-in-sight.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { Listing } from './Listing.js';
import styles from './panels.module.css';

/** A node's rules as `iptables-save` prints them: this very text is what the packet runs through. The rule of the current hop is lit. */
export function RulesPanel({ snapshot }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  const nodes = snapshot.objects.filter(({ kind }) => kind === 'Node').map(({ name }) => name);
  const hop = useApp((state) => snapshot.trace?.hops[hopAt(snapshot.timelines[state.lens], state.playback.t)]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState<string | null>(null);
  const lit = useRef<HTMLElement>(null);
  const node = chosen ?? hop?.at.node ?? nodes[0] ?? '';
  const rule = hop?.kind === 'rule' && hop.at.node === node ? hop.text : null;

  useEffect(() => {
    let wanted = true;
    void engine()
      .rulesText(node)
      .then((answer) => {
        if (wanted) setText(answer);
      });
    return () => {
      wanted = false;
    };
  }, [node, snapshot]);

  useEffect(() => {
    keepInSight(lit.current);
  }, [rule, text]);

  return (
    <div className={styles['rules']}>
      <SelectField label={words.text('ui.rules.node')} value={node} onChange={(event) => setChosen(event.target.value)}>
        {nodes.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </SelectField>
      <Listing label={words.text('ui.panel.rules')} testId="rules-text">
        {text === null
          ? words.text('ui.waiting')
          : splitAt(text, rule).map((part, index) =>
              index === 1 ? (
                <mark key={index} ref={lit}>
                  {part}
                </mark>
              ) : (
                part
              ),
            )}
      </Listing>
    </div>
  );
}

/** The text before a line, the line, and the text after it; only the text when the line is not there. */
function splitAt(text: string, line: string | null): readonly string[] {
  if (line === null) return [text];
  const start = text.startsWith(`${line}\n`) ? 0 : text.indexOf(`\n${line}\n`) + 1;
  if (start === 0 && !text.startsWith(line)) return [text];
  return [text.slice(0, start), text.slice(start, start + line.length), text.slice(start + line.length)];
}
