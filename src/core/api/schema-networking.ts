import { fields, int32, intOrString, labelSelector, list, objectShape, text } from './shape.js';

/** The JSON types of `networking.k8s.io/v1`: the fields that defaulting, validation or the model read. */
const ingressBackend = fields({
  service: fields({ name: text, port: fields({ name: text, number: int32 }) }),
  resource: fields({ apiGroup: text, kind: text, name: text }),
});

const policyPorts = list(fields({ protocol: text, port: intOrString, endPort: int32 }));

const policyPeers = list(
  fields({
    podSelector: labelSelector,
    namespaceSelector: labelSelector,
    ipBlock: fields({ cidr: text, except: list(text) }),
  }),
);

/** The kinds of networking by the key of `kindKey`, for the table of `schema.ts`. */
export const NETWORKING_SCHEMAS = [
  [
    'networking.k8s.io/v1 Ingress',
    objectShape({
      spec: fields({
        ingressClassName: text,
        defaultBackend: ingressBackend,
        tls: list(fields({ hosts: list(text), secretName: text })),
        rules: list(
          fields({
            host: text,
            http: fields({ paths: list(fields({ path: text, pathType: text, backend: ingressBackend })) }),
          }),
        ),
      }),
      status: fields({
        loadBalancer: fields({
          ingress: list(
            fields({
              ip: text,
              hostname: text,
              ports: list(fields({ port: int32, protocol: text, error: text })),
            }),
          ),
        }),
      }),
    }),
  ],
  [
    'networking.k8s.io/v1 IngressClass',
    objectShape({
      spec: fields({
        controller: text,
        parameters: fields({ apiGroup: text, kind: text, name: text, scope: text, namespace: text }),
      }),
    }),
  ],
  [
    'networking.k8s.io/v1 NetworkPolicy',
    objectShape({
      spec: fields({
        podSelector: labelSelector,
        policyTypes: list(text),
        ingress: list(fields({ from: policyPeers, ports: policyPorts })),
        egress: list(fields({ to: policyPeers, ports: policyPorts })),
      }),
    }),
  ],
] as const;
