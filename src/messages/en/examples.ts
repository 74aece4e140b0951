/** English texts of the examples area, in ICU MessageFormat. */
export const examples = {
  'examples.first-path.title': 'The first path',
  'examples.first-path.text':
    'A client asks my-service; kube-proxy’s rules pick one of three pods, and the reply finds its way back.',
  'examples.first-path.try': 'Now change targetPort to a port where nothing listens, and see where the path breaks.',
} as const;
