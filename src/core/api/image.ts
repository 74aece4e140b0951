/** An image's path without the digest and the tag. A colon before the last slash is a registry's port. */
export function repositoryOf(image: string): string {
  const [path = ''] = image.split('@');
  const colon = path.lastIndexOf(':');
  return colon > path.lastIndexOf('/') ? path.slice(0, colon) : path;
}
