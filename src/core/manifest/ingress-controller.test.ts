import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingressControllerManifests } from './ingress-controller.js';
import { read, said } from './testing/read.js';

const PARTS = join(import.meta.dirname, '../../lessons/examples/parts');
const example = (name: string) => readFileSync(join(PARTS, `${name}.yaml`), 'utf8');

describe('the controller that a fix adds', () => {
  it('needs no word', () => {
    const parsed = read(ingressControllerManifests({ className: 'nginx' }));
    expect(said(parsed)).toEqual([]);
    expect(parsed.documents.map(({ key }) => key)).toEqual([
      'Namespace//ingress-nginx',
      'IngressClass//nginx',
      'Deployment/ingress-nginx/ingress-nginx-controller',
      'Service/ingress-nginx/ingress-nginx-controller',
    ]);
  });

  it('is the one of the gallery', () => {
    expect(example('ingress-nginx')).toBe(ingressControllerManifests({ className: 'nginx' }));
    expect(example('ingress-nginx-every-class')).toBe(
      ingressControllerManifests({ className: 'nginx', withoutClass: true }),
    );
  });
});
