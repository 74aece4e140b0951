import { Button } from './controls/Button.js';
import { useWords } from './words.js';

/** What stands in place of a page that broke while it was drawn. The work is kept all the same: the store does that. */
export function Broken() {
  const words = useWords();
  return (
    <div role="alert" data-testid="broken">
      <p>{words.text('ui.broken')}</p>
      <Button onClick={() => location.reload()}>{words.text('ui.reload')}</Button>
    </div>
  );
}
