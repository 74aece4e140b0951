/** English texts of the examples about ways in and policies, but for their titles, in ICU MessageFormat. */
export const examplesEdge = {
  'examples.node-port.text':
    'A client beside the nodes asks worker-1. The only pod is on worker-2: the packet goes on there, and the pod sees worker-1 as its client.',
  'examples.node-port.try':
    'Look at the source address at the pod. Then write externalTrafficPolicy: Local into the Service.',
  'examples.node-port-local.text':
    'externalTrafficPolicy: Local. worker-1 has no pod of this Service and drops the packet; the client waits in vain.',
  'examples.node-port-local.try':
    'Send to 192.168.10.13, where the pod is: it answers, and sees the client’s own address.',
  'examples.external-ip.text':
    'externalIPs: whoever runs the network sends 192.0.2.80 to a node, and kube-proxy takes it for the Service.',
  'examples.external-ip.try': 'Add externalTrafficPolicy: Local and look at the source address that the pod sees.',
  'examples.balancer-pending.text':
    'No cloud gives the Service an address, so EXTERNAL-IP stays <pending>. Its node port works all the same.',
  'examples.balancer-pending.try': 'Choose a load balancer in the settings of the cluster: the address appears.',
  'examples.balancer.text':
    'The balancer asks each node for its health and passes packets only to the one that has a pod. The pod sees its client.',
  'examples.balancer.try':
    'Take externalTrafficPolicy: Local away: every node is healthy then, and the client’s address is lost.',
  'examples.source-ranges.text':
    'loadBalancerSourceRanges lets in 192.0.2.0/24. The client has another address, and a rule of kube-proxy drops its packet.',
  'examples.source-ranges.try': 'Add 198.51.100.0/24 to the list and send again.',
  'examples.ingress-fanout.text': 'One host, two paths. /foo/bar/1 fits both /foo and /foo/bar: the longer one wins.',
  'examples.ingress-fanout.try': 'Ask for /foo/barrel: paths are compared element by element, so s1 answers.',
  'examples.ingress-hosts.text':
    'Two names lead to one address. The balancer reads the Host header: the whole name comes before the wildcard.',
  'examples.ingress-hosts.try':
    'Ask for a.bar.com, then for a.b.bar.com: a wildcard stands for one label, and for no more.',
  'examples.ingress-tls.text':
    'The controller shows the certificate of the Secret, decrypts the request and passes it on as plain HTTP.',
  'examples.ingress-tls.try': 'Ask by http instead of https: the answer is 308, to the same URL with https.',
  'examples.ingress-no-secret.text':
    'The Secret is not there. The controller shows a certificate of its own, which no client trusts.',
  'examples.ingress-no-secret.try':
    'Add a Secret of type kubernetes.io/tls with this name, or take it from the example before.',
  'examples.ingress-no-controller.text':
    'The object is valid, and nothing happens: nobody reads it, and its host has no address.',
  'examples.ingress-no-controller.try':
    'Take the fix that is offered: a controller with its class, Deployment and Service.',
  'examples.recipe-deny-all-to-an-app.text': 'An empty list of rules: web is isolated, and nobody gets in.',
  'examples.recipe-deny-all-to-an-app.try': 'Put an empty rule into the list: everybody gets in.',
  'examples.recipe-limit-to-an-app.text': 'web lets in the pods with app: api, and db is not one of them.',
  'examples.recipe-limit-to-an-app.try': 'Send from api: it gets in.',
  'examples.recipe-allow-all-to-an-app.text':
    'Everything in the namespace is closed, and an empty rule opens web again: policies add up.',
  'examples.recipe-allow-all-to-an-app.try': 'Delete the second policy, and the first one has its way.',
  'examples.recipe-default-deny-ingress.text':
    'An empty podSelector selects every pod of the namespace, and no rule lets anybody in.',
  'examples.recipe-default-deny-ingress.try': 'Send to the address of shop, in prod: another namespace is not touched.',
  'examples.recipe-deny-from-other-namespaces.text':
    'A podSelector alone means the policy’s own namespace: shop lives in another one.',
  'examples.recipe-deny-from-other-namespaces.try': 'Send from api, which lives in the same namespace.',
  'examples.recipe-allow-from-all-namespaces.text':
    'An empty namespaceSelector lets in the pods of every namespace, but nobody from outside the cluster.',
  'examples.recipe-allow-from-all-namespaces.try': 'Look at the row “outside” of the reachability table.',
  'examples.recipe-allow-from-a-namespace.text': 'The label of the namespace decides: prod may, dev may not.',
  'examples.recipe-allow-from-a-namespace.try': 'Send from the monitor of prod.',
  'examples.recipe-allow-some-pods-elsewhere.text':
    'namespaceSelector and podSelector in one item: both must fit, and shop is only of the namespace.',
  'examples.recipe-allow-some-pods-elsewhere.try':
    'Put a dash before podSelector: now either is enough, and shop gets in.',
  'examples.recipe-allow-external-clients.text':
    'A rule without from lets in everybody, clients from outside too, on the port it names.',
  'examples.recipe-allow-external-clients.try': 'Send to the pod’s port 5000: it is not in the rule.',
  'examples.recipe-only-certain-ports.text': 'api may ask web for its metrics on port 5000, and for nothing else.',
  'examples.recipe-only-certain-ports.try': 'Send to the pod web itself, port 5000.',
  'examples.recipe-several-selectors.text':
    'Three items in from: one that fits is enough. probe has the label, but lives in another namespace.',
  'examples.recipe-several-selectors.try': 'Send from web or from api.',
  'examples.recipe-deny-egress-of-an-app.text':
    'web may send to the cluster’s DNS and nowhere else: it learns the address of db, and does not get there.',
  'examples.recipe-deny-egress-of-an-app.try': 'Add a second rule to egress: to the pods with app: db.',
  'examples.recipe-default-deny-egress.text':
    'Nothing may leave any pod. The question for the name is the first packet, and the first to be dropped.',
  'examples.recipe-default-deny-egress.try': 'Send to the address of web: that is dropped as well, but later.',
  'examples.recipe-deny-external-egress.text': 'web may reach pods, but nobody outside the cluster.',
  'examples.recipe-deny-external-egress.try': 'Send to db: that is inside.',
  'examples.policy-no-dns.text':
    'A policy denies every pod to send anything. The first thing to die is DNS: the client never learns the address.',
  'examples.policy-no-dns.try':
    'Allow UDP and TCP 53 to the pods with k8s-app: kube-dns in kube-system, and see what is denied next.',
  'examples.policy-ignored.text':
    'Everything is denied, and the packet arrives: this network provider accepts policies and does nothing about them.',
  'examples.policy-ignored.try': 'Switch enforcement on in the settings of the cluster.',
  'examples.lecture-cluster-ip.text': 'The lecture’s Service, word for word. Only pods and nodes reach it.',
  'examples.lecture-cluster-ip.try':
    'Send from the Internet to the Service’s address: nothing outside knows the way to it.',
  'examples.lecture-node-port.text': 'The lecture’s Service, word for word: port 32133 of every node.',
  'examples.lecture-node-port.try': 'Send to another node, 192.168.10.11 or 192.168.10.13: the port is the same.',
  'examples.lecture-load-balancer.text': 'The lecture’s Service, word for word, in a cluster with a load balancer.',
  'examples.lecture-load-balancer.try':
    'Take the load balancer away in the settings: the Service waits for an address for ever.',
  'examples.lecture-external-ip.text': 'The lecture’s Service, word for word: 1.2.3.4 leads to a node.',
  'examples.lecture-external-ip.try': 'Send from a pod to 1.2.3.4: the packet never leaves the cluster.',
  'examples.lecture-ingress.text':
    'The lecture’s Ingress, word for word. paths stands beside http instead of under it, and the API is gone.',
  'examples.lecture-ingress.try': 'Take the fix that is offered, and then the one for the API version.',
  'examples.lecture-ingress-single.text':
    'The lecture’s Ingress, word for word: whatever is asked goes to one Service.',
  'examples.lecture-ingress-single.try': 'Ask for any host and any path: the answer comes from test.',
  'examples.lecture-ingress-fanout.text': 'The lecture’s Ingress, word for word: /foo goes to s1, /bar to s2.',
  'examples.lecture-ingress-fanout.try':
    'Ask for /foo, then for a path that is not there: the controller answers 404 itself.',
  'examples.lecture-ingress-hosts.text':
    'The lecture’s Ingress, word for word: foo.bar.com goes to s1, bar.foo.com to s2.',
  'examples.lecture-ingress-hosts.try': 'Change the Host of the request, and see which rules are tried.',
  'examples.lecture-ingress-tls.text':
    'The lecture’s Secret and Ingress, word for word: words for a certificate, three dots for the rules.',
  'examples.lecture-ingress-tls.try':
    'Take the two fixes that are offered: the dots become a rule, the words a certificate.',
  'examples.lecture-access-nginx.text':
    'The lecture’s policy, word for word: only pods with access: "true" reach nginx.',
  'examples.lecture-access-nginx.try': 'Send from friend. Then give stranger the label access: "true".',
  'examples.lecture-isolated-ns.text': 'The lecture’s policy, word for word: nobody from another namespace gets in.',
  'examples.lecture-isolated-ns.try': 'Send from neighbour, which lives in the namespace: it gets in.',
} as const;
