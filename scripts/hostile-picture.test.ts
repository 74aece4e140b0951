import { describe, expect, it } from 'vitest';
import { openFirstPath } from '../src/engine/testing/first-path.js';
import { english } from '../src/messages/index.js';
import { sceneToSvg } from '../src/render/scene-to-svg.js';

const OURS = new Set(['svg', 'title', 'g', 'rect', 'path', 'text', 'tspan', 'circle', 'line']);

/** The whole way from a manifest to the picture as a file: whatever is written in it is text, never a part of the page. */
describe('HTML and SVG in every string of a manifest', () => {
  const html = '"></text><script>alert(1)</script><img src=x onerror=alert(1)>';
  const yaml = JSON.stringify(html);
  const text = [
    `# ${html}`,
    'apiVersion: v1',
    'kind: Pod',
    `metadata: {name: evil, annotations: {note: ${yaml}, href: "javascript:alert(1)", style: "url(//evil)"}}`,
    `spec: {containers: [{name: c, image: ${yaml}, command: [${yaml}], env: [{name: A, value: ${yaml}}]}]}`,
    '---',
    'apiVersion: example.com/v1',
    `kind: ${yaml}`,
    `metadata: {name: ${yaml}}`,
  ].join('\n');

  it.each(['traffic', 'rules'] as const)('the %s picture has no element of theirs', (lens) => {
    const { session, files } = openFirstPath();
    const snapshot = session.edit([...files, { id: 'evil', name: `${html}.yaml`, text }]);
    const asked = snapshot.request;
    if (asked === null) throw new Error('the first path asks for something');
    const named = session.send({ ...asked, to: { kind: 'name', name: html } });
    for (const { scenes } of [snapshot, named]) {
      const svg = sceneToSvg(scenes[lens], { say: (message) => english.say(message), title: html });
      const tags = [...svg.matchAll(/<\/?([a-zA-Z]+)/g)].map(([, tag]) => tag ?? '');
      expect(tags.length).toBeGreaterThan(10);
      expect(tags.filter((tag) => !OURS.has(tag))).toEqual([]);
      expect(svg).not.toMatch(/<[^>]*(?: on\w+=|javascript:|url\()/);
      expect(svg).toContain('&lt;script&gt;');
    }
  });

  it('names of it are refused in words that quote it', () => {
    const { session, files } = openFirstPath();
    const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: ${yaml}, labels: {a: ${yaml}}}\nspec: {containers: [{name: c, image: i}]}`;
    const { diagnostics, stale, trace } = session.edit([...files, { id: 'evil', name: 'evil.yaml', text: pod }]);
    expect([stale, trace?.client]).toEqual([true, 'ok']);
    expect(diagnostics.filter(({ message }) => JSON.stringify(message).includes('<script>')).length).toBeGreaterThan(1);
  });
});
