import { describe, expect, it } from 'vitest';
import { codes, find, fixed, read, said } from '../testing/read.js';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: c
          image: i
          env:
            - name: A
              value: b
`;

describe('removed APIs', () => {
  const V1BETA1 = `apiVersion: extensions/v1beta1
kind: Ingress
metadata:
  name: i
spec:
  backend:
    serviceName: fallback
    servicePort: http
  rules:
    - host: a.example.com
      http:
        paths:
          - path: /foo # kept
            backend:
              serviceName: s1
              servicePort: 80
          - backend: {serviceName: s2, servicePort: web}
`;
  it('an Ingress keeps its services, ports and the meaning of its paths', () => {
    expect(said(read(V1BETA1)).filter((line) => line.includes(' 1: '))).toEqual([
      'warning removed-api 1: lint.replacedApi {kind: Ingress, version: extensions/v1beta1, since: 1.22, replacement: networking.k8s.io/v1}',
    ]);
    const converted = fixed(V1BETA1, 'removed-api');
    expect(read(converted).documents[0]?.object).toMatchObject({
      apiVersion: 'networking.k8s.io/v1',
      spec: {
        defaultBackend: { service: { name: 'fallback', port: { name: 'http' } } },
        rules: [
          {
            http: {
              paths: [
                {
                  path: '/foo',
                  pathType: 'ImplementationSpecific',
                  backend: { service: { name: 's1', port: { number: 80 } } },
                },
                { pathType: 'ImplementationSpecific', backend: { service: { name: 's2', port: { name: 'web' } } } },
              ],
            },
          },
        ],
      },
    });
    expect(converted).toContain('# kept');
    expect(codes(read(converted))).not.toContain('removed-api');
    expect(read(converted).valid).toBe(true);
  });

  it('a Deployment gets the selector that it had by default', () => {
    const old = DEPLOYMENT.replace('apps/v1', 'extensions/v1beta1').replace(
      '  selector:\n    matchLabels:\n      app: web\n',
      '',
    );
    const converted = fixed(old, 'removed-api');
    expect(converted).toBe(DEPLOYMENT);
    expect(read(converted).documents[0]?.simulated).toBe(true);
    expect(read(old).documents[0]?.simulated).toBe(false);
  });

  it('offers nothing where the new version has other fields', () => {
    const hpa =
      'apiVersion: autoscaling/v2beta1\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec:\n  maxReplicas: 3\n  scaleTargetRef: {kind: Deployment, name: web}\n  metrics: [{type: Resource, resource: {name: cpu, targetAverageUtilization: 50}}]\n';
    expect(find(read(hpa), 'removed-api').fixes).toEqual([]);
    expect(
      fixed(
        hpa
          .replace('v2beta1', 'v2beta2')
          .replace('targetAverageUtilization: 50', 'target: {type: Utilization, averageUtilization: 50}'),
        'removed-api',
      ),
    ).toContain('autoscaling/v2\n');
  });

  it('offers nothing for a backend that says no port', () => {
    expect(find(read(V1BETA1.replace('    servicePort: http\n', '')), 'removed-api').fixes).toEqual([]);
  });

  it('a kind without a successor says so', () => {
    expect(
      said(read('apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: {name: p}\nspec: {}'))[0],
    ).toContain(
      'warning removed-api 1: lint.removedApi {kind: PodSecurityPolicy, version: policy/v1beta1, since: 1.25}',
    );
  });
});
