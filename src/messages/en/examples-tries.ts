/** What an example invites to try. It is said where the example is open, so it is not on the first screen. */
export const tries = {
  'examples.typo-in-selector.try':
    'Mend the selector in service.yaml: app: web. Watch the endpoints and the rules appear.',
  'examples.not-ready.try': 'Right-click web-1 and let readiness pass: its rule comes back, and the dice with it.',
  'examples.named-port.try': 'Rename the port in web-v2 only, and see which pods the Service still finds.',
  'examples.other-namespace.try': 'Send to web.prod instead: choose “a name or an address…” below the picture.',
  'examples.headless.try': 'Delete the line clusterIP: None and send again: the Service gets an address and its rules.',
  'examples.session-affinity.try': 'Send again a few times, then set sessionAffinity to None and send again.',
  'examples.hairpin.try': 'Look at the source address that the server sees, and at the rule that changed it.',
  'examples.no-selector.try':
    'Replace the Endpoints object by an EndpointSlice: Endpoints are deprecated since Kubernetes 1.33.',
  'examples.udp.try': 'Change the request to TCP: the Service has no such port, so nothing answers.',
  'examples.scratch-space.try': 'Delete the pod, or write more than 1Mi into /cache.',
  'examples.files-from-objects.try':
    'Change nginx.conf: the file follows after the kubelet’s next look. Then delete the ConfigMap and the pod.',
  'examples.static-volume.try':
    'Write a second claim like the first and see on the board why it waits. Then delete pod and claim: the data are kept.',
  'examples.dynamic-volume.try':
    'Add a claim of a class that does not exist. Then delete pod and claim: with Delete, the disk goes too.',
  'examples.first-consumer.try': 'Take nodeSelector from the pod stranded: then it goes where its disk is.',
  'examples.default-class.try': 'Mark the class as default, and watch which claim is bound.',
  'examples.shared-files.try': 'Write a file as the writer and read it as the reader. Then let the reader write.',
  'examples.stateful-set.try': 'Scale back to 3: web-2 finds its file. Then set whenScaled to Delete and do it again.',
  'examples.released-volume.try': 'Clear claimRef of the volume: the next claim gets the disk, with what is on it.',
  'examples.reclaim-policies.try': 'Step back and follow the three files.',
  'examples.multi-attach.try': 'Set replicas to 1, or use a ReadWriteMany share.',
  'examples.local-volume.try':
    'Heal the node. Or add the out-of-service taint and see that the new pod still fits nowhere else.',
  'examples.lecture-empty-dir.try': 'Put medium: Memory under emptyDir, as the lecture shows next.',
  'examples.lecture-cloud-disk.try': 'Delete the pod: the data stay on the disk, as the lecture says.',
  'examples.lecture-claim.try': 'Open the board of mongodb-pvc, then take the fix that is offered.',
  'examples.lecture-class.try': 'Take the fix that is offered, and the disk is made.',
} as const;
