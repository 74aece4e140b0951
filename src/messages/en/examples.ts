/** English texts of the examples area, in ICU MessageFormat. */
export const examples = {
  'examples.first-path.title': 'The first path',
  'examples.first-path.text':
    'A client asks my-service; kube-proxy’s rules pick one of three pods, and the reply finds its way back.',
  'examples.first-path.try': 'Now change targetPort to a port where nothing listens, and see where the path breaks.',
  'examples.typo-in-selector.title': 'A typo in a selector',
  'examples.typo-in-selector.text':
    'The Service selects no pod. It has an address and a name, but no endpoints: the client is refused at once.',
  'examples.typo-in-selector.try':
    'Mend the selector in service.yaml: app: web. Watch the endpoints and the rules appear.',
  'examples.not-ready.title': 'A pod that is not ready',
  'examples.not-ready.text':
    'Two pods, one fails its readiness probe. It runs on, but it left the endpoints and gets no traffic.',
  'examples.not-ready.try': 'Right-click web-1 and let readiness pass: its rule comes back, and the dice with it.',
  'examples.named-port.title': 'A port by name, two versions',
  'examples.named-port.text':
    'targetPort: http is a different number in each version of the pods, and the Service never has to know.',
  'examples.named-port.try': 'Rename the port in web-v2 only, and see which pods the Service still finds.',
  'examples.other-namespace.title': 'A name in another namespace',
  'examples.other-namespace.text':
    'The client says web, but the Service is in the namespace prod: every search domain is tried, none has it.',
  'examples.other-namespace.try': 'Send to web.prod instead: choose “a name or an address…” below the picture.',
  'examples.headless.title': 'A headless Service',
  'examples.headless.text':
    'clusterIP: None. DNS answers with the pods’ own addresses, the client picks one, and no rule touches the packet.',
  'examples.headless.try': 'Delete the line clusterIP: None and send again: the Service gets an address and its rules.',
  'examples.session-affinity.title': 'Sticky clients',
  'examples.session-affinity.text':
    'sessionAffinity: ClientIP. The first packet rolls the dice; every later one from this client is sent the same way.',
  'examples.session-affinity.try': 'Send again a few times, then set sessionAffinity to None and send again.',
  'examples.hairpin.title': 'A pod calls itself',
  'examples.hairpin.text':
    'The only pod behind the Service is its client. The packet turns round at the bridge and has to be masqueraded.',
  'examples.hairpin.try': 'Look at the source address that the server sees, and at the rule that changed it.',
  'examples.no-selector.title': 'A Service without a selector',
  'examples.no-selector.text':
    'The addresses are written by hand: 1.2.3.4 is outside the cluster, and the packet leaves through the node.',
  'examples.no-selector.try':
    'Replace the Endpoints object by an EndpointSlice: Endpoints are deprecated since Kubernetes 1.33.',
  'examples.udp.title': 'UDP',
  'examples.udp.text': 'No handshake, no connection; yet conntrack knows the flow and turns the reply back.',
  'examples.udp.try': 'Change the request to TCP: the Service has no such port, so nothing answers.',
} as const;
